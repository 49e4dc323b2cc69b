#pragma once
#include "models/base/message.h"
#include "models/schema/schema.h"

namespace relata {

/// Labelled values of a schema: undo and redo are steps between values, for values share what they have in common.
class UndoHistory {
public:
    explicit UndoHistory(Schema initial = {})
        : m_entries{{std::move(initial), {}, {}}}
    { }

    const Schema &current() const { return m_entries[m_at].schema; }
    /// The next value; what was undone is forgotten. Edits in a row with one non-empty merge key are one step.
    void push(Schema schema, const Message &label, const QString &mergeKey = {});
    /// Forgets all steps and starts anew.
    void reset(Schema schema);

    bool canUndo() const { return m_at > 0; }
    bool canRedo() const { return m_at + 1 < m_entries.size(); }
    /// What undo would take back; empty when there is nothing.
    Message undoLabel() const { return canUndo() ? m_entries[m_at].label : Message(); }
    Message redoLabel() const { return canRedo() ? m_entries[m_at + 1].label : Message(); }
    void undo() { m_at -= canUndo() ? 1 : 0; }
    void redo() { m_at += canRedo() ? 1 : 0; }
    /// The next push starts a step of its own, whatever its merge key.
    void closeStep() { m_entries[m_at].mergeKey.clear(); }

private:
    struct Entry {
        Schema schema;
        Message label; ///< of the edit that led here
        QString mergeKey;
    };
    std::vector<Entry> m_entries;
    std::size_t m_at = 0;
};

} // namespace relata
