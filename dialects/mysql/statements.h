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

/// Rights to run a routine that is dropped, for good or to be made anew.
RightsLost rightsToRun(ObjectId routine, const DdlWords &before, const DdlWords &after);
/// Rights on a table or view that is called otherwise, granted on its old name.
RightsLost rightsAtOldName(ObjectId relation, const DdlWords &before, const DdlWords &after);

/// Clauses that make these indexes anew, as the server then knows them for wanted.
QStringList saidAgain(const QList<ObjectId> &indexes, const DdlWords &words);
// With `beside`, each ALTER TABLE names how the server is to go about it: others may be at work in the table.

/// `before` is the schema that was: indexes that stand there stay.
Statements createForeignKey(ObjectId id, const DdlWords &words, const Schema &before, bool beside);
Statements dropForeignKey(ObjectId id, const DdlWords &words, bool beside);
/// Empty where indexes that serve it come or go: then it is dropped and made anew.
std::optional<Statements> alterForeignKey(
    const Altered &change, const DdlWords &before, const DdlWords &after, bool beside);
/// Adds or drops one key, check or column of a table by itself.
Statements alterOne(ObjectId id, const DdlWords &words, bool create, bool beside);
/// The merged ALTER TABLE; beside others two, where what keeps writers waiting can be told from what does not.
Statements mergedAlter(const TableChange &change, const DdlWords &before, const DdlWords &after, bool beside);

/// What an ALTER TABLE costs, by what is known of the server's versions.
struct AlterCost {
    bool rewrites = false, scans = false;
};
AlterCost costOf(const Change &change, const DdlWords &before, const DdlWords &after);

} // namespace relata::mysql
