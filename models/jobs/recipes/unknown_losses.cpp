#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/kept_losses.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

// What a way up takes away of what no migration knows.
namespace relata {

/// Whether a table or column that somebody made goes although no statement says so, and nobody was told that what it
/// belongs to goes with all it holds.
bool KeptLosses::goesUnsaid(ObjectId id, const Keeping &keeping) const
{
    for (int i = 0; i < m_statements.size(); ++i) {
        if (names(i, id))
            return false;
    }
    if (const auto *table = m_from.find<Table>(id))
        return table->partitionOf ? willGo(id) : goesAlong(id);
    const auto *column = m_from.find<Column>(id);
    const bool isKnown = m_known.find(column->table) && column->generated == Column::Generated::No;
    const bool isGiven = !m_wanted.find(column->table) && !keeping.of(column->table);
    return isKnown && !isGiven && goesAlong(id);
}

/// The rows of a table, or those that have a value in a column.
Result<qint64> KeptLosses::countUnknown(ObjectId id) const
{
    const bool isColumn = m_from.find<Column>(id);
    SqlWriter out(*m_engine.flavour);
    out << "SELECT count(*) FROM " << QualifiedIdentifier{m_from.path(isColumn ? parentOf(*m_from.find(id)) : id)};
    if (isColumn)
        out << " WHERE " << Identifier{nameOf(*m_from.find(id))} << " IS NOT NULL";
    const Result<Rows> found = fetch(m_connection, out.sql());
    return found ? Result<qint64>(found->number(0, 0)) : Result<qint64>(failure(found.error()));
}

Result<QList<Message>> KeptLosses::unknown(const QList<RunnerStatement> &statements)
{
    m_statements = statements;
    readTaken();
    QStringList texts;
    for (const RunnerStatement &one : statements)
        texts += one.sql;
    const bool takesNone =
        std::all_of(m_taken.begin(), m_taken.end(), [](const QList<QStringList> &one) { return one.isEmpty(); });
    if (takesNone && !texts.join(u' ').contains(QLatin1StringView("CASCADE"), Qt::CaseInsensitive))
        return QList<Message>(); // nothing needs to be read
    if (Result<> done = look(); !done)
        return failure(done.error());
    const Keeping keeping = keepingIn(texts, m_known, m_wanted, m_engine);
    QList<Message> result;
    for (const ObjectId id : m_from.all(Kind::Table) + m_from.all(Kind::Column)) {
        const Result<qint64> rows = m_known.find(id) || !goesUnsaid(id, keeping) ? Result<qint64>(0) : countUnknown(id);
        if (!rows)
            return failure(rows.error());
        if (*rows > 0)
            result += {"Keeping",
                QT_TRANSLATE_NOOP(
                    "Keeping", "with what it takes away goes %1, which no migration knows; rows that it holds: %2"),
                {m_from.displayName(id), QString::number(*rows)}};
    }
    return result;
}

Result<> mustLoseNothingUnknown(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const Schema &before, const Schema &after, bool isAllowed,
    const std::function<void(const Message &)> &tell)
{
    if (!engine.keeper || migration.isPython())
        return {};
    const DownPrecautions turned{after, before, {}, false, {}};
    const Result<QList<Message>> found = KeptLosses(connection, target, engine, migration, turned)
                                             .unknown(scriptStatements(migration.up, engine, connection.server()));
    if (!found)
        return failure(found.error());
    for (const Message &one : *found)
        tell(one);
    if (found->isEmpty() || isAllowed)
        return {};
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Migration %1 was not run: %2. Make a migration of that with drift --adopt, put it elsewhere, or run it "
            "with --allow DATA and lose what it holds."),
        {migration.version, found->first().source()});
}

} // namespace relata
