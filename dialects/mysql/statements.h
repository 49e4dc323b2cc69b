#pragma once
#include "dialects/mysql/ddl_words.h"
#include "models/engine/ports.h"

namespace relata::mysql {

using Statements = std::vector<Statement>;

/// A statement that commits by itself and takes the metadata lock of each named table alone for a while.
Statement ddl(const QString &sql, const Schema &schema, const QList<ObjectId> &locked = {});
/// "CREATE TABLE …" with columns, keys and checks, and the foreign keys that `wanted` accepts.
QString createTable(ObjectId id, const DdlWords &words, const std::function<bool(ObjectId)> &wanted);
QString createView(const View &view, const DdlWords &words, bool replace);
QString alterTableText(const DdlWords &words, ObjectId table, const QStringList &clauses);

/// A trigger, routine or event.
Statements createProgram(ObjectId id, const DdlWords &words);
Statements dropProgram(ObjectId id, const DdlWords &words);
/// Empty where it must be made anew.
std::optional<Statements> alterProgram(const Altered &change, const DdlWords &before, const DdlWords &after);

/// `before` is the schema that was: an index that already stands there is not made again.
Statements createForeignKey(ObjectId id, const DdlWords &words, const Schema &before);
/// `after` is the schema that is to be: an index of the key's own that stands there as an index stays.
Statements dropForeignKey(ObjectId id, const DdlWords &words, const Schema &after);
Statements alterForeignKey(const Altered &change, const DdlWords &before, const DdlWords &after);
/// Adds or drops one key, check or column of a table by itself.
Statements alterOne(ObjectId id, const DdlWords &words, bool create);
/// The merged ALTER TABLE.
Statements mergedAlter(const TableChange &change, const DdlWords &before, const DdlWords &after);

/// What an ALTER TABLE costs, by what is known of the server's versions.
struct AlterCost {
    bool rewrites = false, scans = false;
};
AlterCost costOf(const Change &change, const DdlWords &before, const DdlWords &after);

} // namespace relata::mysql
