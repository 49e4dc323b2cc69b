#pragma once
#include "models/schema/schema.h"

#include <QHash>

namespace relata::sqlite {

/// A row of sqlite_schema.
struct StoredObject {
    QString type, name, table, sql;
};

/// What pragma_table_xinfo says of a column.
struct StoredColumn {
    QString name, type;
    bool notNull = false;
    int keyPosition = 0;
    int hidden = 0; ///< 2: virtual generated, 3: stored generated
};

/// What the catalogue's queries answered.
struct StoredSchema {
    QList<StoredObject> objects;
    QHash<QString, QString> tableKinds; ///< table, virtual, shadow; by name
    QHash<QString, QList<StoredColumn>> columns;
};

/// Makes a Schema of it. What the stored text says and its parser or the pragmas do not confirm becomes Opaque.
Schema readSchema(const StoredSchema &stored);

} // namespace relata::sqlite
