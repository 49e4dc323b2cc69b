#pragma once
#include "models/diff/matcher.h"

#include <QByteArray>
#include <QString>

namespace relata::tests {

/// A case file: two states of a database as scripts, rows that stand in the first, and what became what.
struct MysqlCase {
    QString name;
    QString from, to, rows;
    QList<RenameNote> renames; ///< "renamed table old -> new", "renamed column t.old -> t.new" …
    bool losesRows = false; ///< "loses data": down cannot bring the values back
    QString up, down; ///< the statements that are expected; empty: not told

    static QList<MysqlCase> in(const QByteArray &folder);
};

} // namespace relata::tests
