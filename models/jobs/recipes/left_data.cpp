#include "models/jobs/recipes/left_data.h"

#include "models/engine/engine.h"
#include "models/jobs/recipes/run_script.h"
#include "models/schema/all_kinds.h"
#include "models/sql/batched_statement.h"
#include "models/sql/normal_text.h"
#include "models/timeline/drift.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// A statement as the file counts it, from 1.
struct Numbered {
    int number = 0;
    QString sql;
};

/// Tells of single statements whether what they write is there still once a database has gone back to a schema.
class Writes {
public:
    Writes(const Engine &engine, const ServerInfo &server, const Schema &before, const Schema &live)
        : m_engine(engine)
        , m_server(server)
        , m_before(before)
        , m_live(live)
    { }

    bool isLeft(const QString &sql) const
    {
        const StatementFacts facts = m_engine.analyst ? m_engine.analyst->facts(sql, m_server) : StatementFacts{};
        const QString word = leadingWord(sql, *m_engine.flavour);
        static const QStringList plain{u"INSERT"_s, u"REPLACE"_s, u"MERGE"_s, u"COPY"_s, u"TRUNCATE"_s, u"LOAD"_s};
        if (word == "UPDATE"_L1 || word == "DELETE"_L1)
            return isChangeLeft(sql);
        if (plain.contains(word) && !facts.opaque)
            return (facts.locks.isEmpty() && word != "COPY"_L1)
                || std::any_of(facts.locks.begin(), facts.locks.end(),
                    [&](const Lock &lock) { return !goes(lock.object.path.value(lock.object.path.size() - 1)); });
        if (word == "SELECT"_L1)
            return callsRoutine(sql, *m_engine.flavour, {&m_before, &m_live});
        return facts.opaque || !m_engine.analyst || word == "WITH"_L1;
    }

private:
    QList<ObjectId> tables(const Schema &schema, const QString &name) const
    {
        QList<ObjectId> result;
        for (const ObjectId id : schema.all(Kind::Table)) {
            if (nameOf(*schema.find(id)).compare(name, Qt::CaseInsensitive) == 0)
                result += id;
        }
        return result;
    }

    /// Whether a table is there now, and not behind the rollback; the house's own are no one's rows.
    bool goes(const QString &table) const
    {
        if (table.startsWith("_relata_"_L1, Qt::CaseInsensitive))
            return true;
        return tables(m_before, table).isEmpty() && !tables(m_live, table).isEmpty();
    }

    bool isChangeLeft(const QString &sql) const
    {
        const std::optional<BatchedStatement> one = batched(sql, *m_engine.flavour);
        if (!one)
            return true;
        const QString table = one->table.last();
        if (goes(table))
            return false;
        if (one->assigned.isEmpty()) // a DELETE
            return true;
        return std::any_of(one->assigned.begin(), one->assigned.end(), [&](const QString &name) {
            return name.compare(table, Qt::CaseInsensitive) != 0
                && name.compare(one->reference, Qt::CaseInsensitive) != 0 && !columnGoes(table, name);
        }) || writesMore(table);
    }

    bool hasColumn(const Schema &schema, const QString &table, const QString &name) const
    {
        for (const ObjectId id : tables(schema, table)) {
            for (const ObjectId column : schema.children(id, Kind::Column)) {
                if (nameOf(*schema.find(column)).compare(name, Qt::CaseInsensitive) == 0)
                    return true;
            }
        }
        return false;
    }

    bool columnGoes(const QString &table, const QString &name) const
    {
        return hasColumn(m_live, table, name) && !hasColumn(m_before, table, name);
    }

    /// Whether an UPDATE of the table may change more than the columns that it names.
    bool writesMore(const QString &table) const
    {
        for (const Schema *schema : {&m_before, &m_live}) {
            for (const ObjectId id : tables(*schema, table)) {
                const QList<ObjectId> columns = schema->children(id, Kind::Column);
                if (!schema->children(id, Kind::Trigger).isEmpty()
                    || std::any_of(columns.begin(), columns.end(), [&](ObjectId column) {
                           return schema->find<Column>(column)->options.contains("mysql.on_update");
                       }))
                    return true;
            }
        }
        return false;
    }

    const Engine &m_engine;
    const ServerInfo &m_server;
    const Schema &m_before, &m_live;
};

/// Those of the way down that have not run, but for what brings back rows that were kept: a rollback does so, too.
QList<Numbered> leftOut(
    const MigrationFile &migration, const Ledger::Entry &entry, const Engine &engine, const ServerInfo &server)
{
    QList<Numbered> result;
    const QList<RunnerStatement> statements = scriptStatements(migration.down, engine, server);
    for (int i = entry.done; i < statements.size(); ++i) {
        if (!statements.at(i).sql.contains("_relata_kept_"_L1))
            result += {i + 1, statements.at(i).sql};
    }
    return result;
}

QString namesOf(const QList<Numbered> &statements, const SqlFlavour &flavour)
{
    QStringList names;
    for (const Numbered &one : statements)
        names += u"%1 (%2)"_s.arg(one.number).arg(collapsed(one.sql, flavour, 80));
    return names.join(u", "_s);
}

LeftData leftByProgram(const MigrationFile &migration)
{
    return {{"Migrate",
                QT_TRANSLATE_NOOP("Migrate",
                    "Migration %1 is a program in Python, and a rollback does not take back what it wrote into rows "
                    "that stay. Resume it instead, or leave the rows as they are with --allow DATA."),
                {migration.version}},
        {"Migrate",
            QT_TRANSLATE_NOOP(
                "Migrate", "Migration %1 is a program in Python: what it wrote into rows that stay is not taken back."),
            {migration.version}}};
}

LeftData leftBy(const MigrationFile &migration, const QString &names, bool isDown)
{
    const QStringList arguments{migration.version, names};
    if (isDown)
        return {{"Migrate",
                    QT_TRANSLATE_NOOP("Migrate",
                        "A rollback leaves out these statements of the way down of migration %1, which write to rows: "
                        "%2. Resume the migration instead, or leave the rows as they are with --allow DATA."),
                    arguments},
            {"Migrate",
                QT_TRANSLATE_NOOP("Migrate", "These statements of the way down of migration %1 were left out: %2."),
                arguments}};
    return {{"Migrate",
                QT_TRANSLATE_NOOP("Migrate",
                    "A rollback does not take back what these statements of migration %1 wrote, or may have, to rows "
                    "that stay: %2. Resume the migration instead, or leave the rows as they are with --allow DATA."),
                arguments},
        {"Migrate",
            QT_TRANSLATE_NOOP("Migrate", "Rows that stay were left as these statements of migration %1 made them: %2."),
            arguments}};
}

} // namespace

bool callsRoutine(const QString &sql, const SqlFlavour &flavour, const QList<const Schema *> &schemas)
{
    const QSet<QString> names = namesIn(sql, flavour);
    for (const Schema *schema : schemas) {
        for (const ObjectId id : schema->all(Kind::Routine)) {
            if (names.contains(nameOf(*schema->find(id)).toLower()))
                return true;
        }
    }
    return false;
}

bool writesStay(
    const QString &sql, const Engine &engine, const ServerInfo &server, const Schema &before, const Schema &live)
{
    return Writes(engine, server, before, live).isLeft(sql);
}

Result<QStringList> statementsRun(
    Connection &connection, const Engine &engine, const MigrationFile &migration, const Ledger::Entry &entry)
{
    const Result<QList<Ledger::Said>> said = Ledger(connection, engine).said(migration, Ledger::Direction::Up);
    if (!said)
        return failure(said.error());
    QStringList result;
    for (const Ledger::Said &one : *said)
        result += one.sql;
    const QList<RunnerStatement> all = scriptStatements(migration.up, engine, connection.server());
    // What runs under locks of tables is written down behind all of it.
    if (!said->isEmpty() && !said->last().isDone && said->last().position < all.size()) {
        for (int i = said->last().position + 1, end = transactionEnd(all, i - 1); i < end; ++i)
            result += all.at(i).sql;
    }
    // One that runs in batches may have come some way, and failed.
    const RunnerStatement next = all.value(entry.done);
    if (next.isInParts() && result.size() == entry.done)
        result += next.sql;
    return result;
}

Result<LeftData> leftData(Connection &connection, const Engine &engine, const MigrationFile &migration,
    const Ledger::Entry &entry, const Schema &before, const Schema &live)
{
    if (migration.isPython())
        return entry.done > 0 || entry.isUnknown ? leftByProgram(migration) : LeftData();
    const bool isDown = entry.direction == Ledger::Direction::Down;
    QList<Numbered> statements;
    if (isDown) {
        statements = leftOut(migration, entry, engine, connection.server());
    } else {
        const Result<QStringList> run = statementsRun(connection, engine, migration, entry);
        if (!run)
            return failure(run.error());
        for (const QString &sql : *run)
            statements += {int(statements.size()) + 1, sql};
    }
    const Writes writes(engine, connection.server(), before, live);
    statements.removeIf([&](const Numbered &one) { return !writes.isLeft(one.sql); });
    return statements.isEmpty() ? LeftData() : leftBy(migration, namesOf(statements, *engine.flavour), isDown);
}

} // namespace relata
