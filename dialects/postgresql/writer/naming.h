#pragma once
#include "models/schema/key_part.h"
#include "models/schema/options.h"
#include "models/schema/schema.h"
#include "models/sql/sql_writer.h"

namespace relata::postgresql {

/// Writes the names and fragments of one schema value.
class Naming {
public:
    explicit Naming(const Schema &schema)
        : m_schema(schema)
    { }

    const Schema &schema() const { return m_schema; }
    /// As it stands in SQL: qualified where the kind lives in a namespace, bare where it lives in a table.
    SqlText name(ObjectId id) const;
    /// The same object under another name of its own.
    SqlText named(ObjectId id, const QString &ownName) const;
    SqlText bare(ObjectId id) const;
    SqlText columns(const QList<ObjectId> &ids) const;
    SqlText text(const Expression &expression) const;
    SqlText type(const DataType &type) const;
    SqlText keyParts(const KeyParts &parts) const;
    /// A routine with the types of its arguments.
    SqlText routine(ObjectId id, const QString &ownName) const;

private:
    QStringList place(ObjectId id) const;

    const Schema &m_schema;
};

SqlWriter sql();
/// "WITH (fillfactor = 70)" of the storage parameters among an object's options; empty without any.
QString storageParameters(const Options &options);
/// The storage parameters alone, by name.
QMap<QString, QString> parametersOf(const Options &options);
QString option(const Options &options, const char *key);
bool flag(const Options &options, const char *key);

} // namespace relata::postgresql
