#include "models/project/undo_history.h"

namespace relata {

void UndoHistory::push(Schema schema, const Message &label, const QString &mergeKey)
{
    m_entries.resize(m_at + 1);
    if (!mergeKey.isEmpty() && m_at > 0 && m_entries[m_at].mergeKey == mergeKey) {
        m_entries[m_at].schema = std::move(schema);
        return;
    }
    m_entries.push_back({std::move(schema), label, mergeKey});
    ++m_at;
}

void UndoHistory::reset(Schema schema)
{
    m_entries.assign(1, {std::move(schema), {}, {}});
    m_at = 0;
}

} // namespace relata
