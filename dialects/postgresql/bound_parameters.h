#pragma once
#include "models/base/result.h"
#include "models/engine/row_page.h"

#include <libpq-fe.h>

#include <span>

namespace relata::postgresql {

/// A statement's parameters as libpq wants them: text whose type the server infers, bytes as bytea.
class BoundParameters {
public:
    explicit BoundParameters(std::span<const Value> values);
    /// False when a text holds a NUL character, which PostgreSQL has no room for.
    bool isValid() const { return m_valid; }
    int count() const { return int(m_texts.size()); }
    const Oid *types() const { return m_types.data(); }
    const char *const *values() const { return m_values.data(); }
    const int *lengths() const { return m_lengths.data(); }
    const int *formats() const { return m_formats.data(); }

private:
    void add(const Value &value);

    std::vector<QByteArray> m_texts;
    std::vector<Oid> m_types;
    std::vector<const char *> m_values;
    std::vector<int> m_lengths, m_formats;
    bool m_valid = true;
};

} // namespace relata::postgresql
