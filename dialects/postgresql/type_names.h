#pragma once
#include "models/schema/data_type.h"

#include <QHash>
#include <QString>

namespace relata::postgresql {

/// Names the types of result columns by their numbers: the server's own from a table, users' types as they were when
/// the session last looked.
class TypeNames {
public:
    struct Entry {
        QString name;
        TypeFamily family = TypeFamily::Unknown;
    };
    /// `modifier` as libpq gives it; -1 without one. An empty name: not known yet.
    Entry find(quint32 oid, int modifier) const;
    void put(quint32 oid, Entry entry) { m_users.emplace(oid, std::move(entry)); }

private:
    QHash<quint32, Entry> m_users;
};

} // namespace relata::postgresql
