#include "models/jobs/recipes/statement_times.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/run_watch_port.h"
#include "models/engine/space_port.h"
#include "models/jobs/recipes/run_rules.h"
#include "models/jobs/recipes/space_needed.h"
#include "models/sql/batched_statement.h"
#include "models/sql/made_by_text.h"
#include "models/sql/normal_text.h"
#include "models/sql/token_walk.h"
#include "models/timeline/drift.h"

#include <QSet>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

using std::chrono::milliseconds;
using Work = GuessedTime::Work;

constexpr qint64 Megabyte = 1'000'000;
constexpr milliseconds Least{1000};

/// Bytes a second: what a plain disk bears beside other work.
qint64 rateOf(Work work)
{
    static constexpr qint64 rates[] = {0, 100 * Megabyte, 20 * Megabyte, 20 * Megabyte, 5 * Megabyte};
    return rates[int(work)];
}

GuessedTime guessOf(Work work, qint64 bytes)
{
    const milliseconds time(work == Work::Catalogue ? 0 : bytes * 1000 / rateOf(work));
    return {work, bytes, std::max(time, Least)};
}

class Guessing {
public:
    Guessing(const Engine &engine, const ServerInfo &server, const TimesAsked &asked)
        : m_engine(engine)
        , m_server(server)
        , m_connection(asked.connection)
        , m_port(engine.runner && engine.runner->watch() ? engine.runner->watch()->space() : nullptr)
        , m_made(asked.made ? *asked.made : m_own)
    { }

    std::optional<GuessedTime> next(const RunnerStatement &statement)
    {
        const StatementFacts facts =
            m_engine.analyst ? m_engine.analyst->facts(statement.sql, m_server) : StatementFacts{};
        const auto result = guess(statement, facts);
        const MadeByText made = madeByText(statement.sql, *m_engine.flavour);
        if (made.isNew)
            m_made.insert(made.table.toLower(), 0);
        if (m_copies)
            fill(made.isNew ? made.table : strongestTable(facts).value(1), result);
        return result;
    }

private:
    /// What a table that is made here holds from now on.
    void fill(const QString &table, const std::optional<GuessedTime> &copied)
    {
        const auto it = m_made.find(table.toLower());
        if (it != m_made.end())
            *it = copied && *it >= 0 ? *it + copied->bytes : -1;
    }

    std::optional<GuessedTime> guess(const RunnerStatement &statement, const StatementFacts &facts)
    {
        static const QSet<QString> small{u"CREATE"_s, u"ALTER"_s, u"DROP"_s, u"RENAME"_s, u"COMMENT"_s, u"GRANT"_s,
            u"REVOKE"_s, u"SET"_s, u"RESET"_s, u"PRAGMA"_s, u"LOCK"_s, u"UNLOCK"_s, u"TRUNCATE"_s, u"INSERT"_s};
        m_copies = false;
        if (facts.opaque || !m_engine.analyst)
            return {};
        const QString line = collapsed(statement.sql, *m_engine.flavour, 10'000);
        const QString word = leadingWord(statement.sql, *m_engine.flavour);
        if (statement.isInParts())
            return ofTables(Work::Rows, changedTable(statement.sql, facts));
        if (const auto batch = batched(statement.sql, *m_engine.flavour))
            return ofTables(Work::Rows, {batch->table});
        if (facts.rewrites)
            return ofTables(Work::Rewrite, {strongestTable(facts)});
        if (buildsIndex(statement.sql))
            return ofTables(Work::Index, {strongestTable(facts)});
        m_copies = copiesRows(line, word);
        if (m_copies)
            return ofTables(Work::Rewrite, sources(facts, line));
        if (facts.scans)
            return ofTables(Work::Scan, {strongestTable(facts)});
        return small.contains(word) ? std::optional(guessOf(Work::Catalogue, 0)) : std::nullopt;
    }

    QList<QStringList> changedTable(const QString &sql, const StatementFacts &facts) const
    {
        const auto batch = batched(sql, *m_engine.flavour);
        return {batch ? batch->table : strongestTable(facts)};
    }

    /// What makes a table, or rows, of what a query answers.
    bool copiesRows(const QString &line, const QString &word) const
    {
        const bool makes = word == "INSERT"_L1 || word == "REPLACE"_L1
            || (word == "CREATE"_L1
                && (line.section(u' ', 0, 3).contains("TABLE"_L1, Qt::CaseInsensitive)
                    || line.section(u' ', 0, 3).contains("MATERIALIZED"_L1, Qt::CaseInsensitive)));
        return makes && namesIn(line, *m_engine.flavour).contains(u"select"_s);
    }

    /// The tables that are read and were there before: more than one may be joined, and that nobody can tell.
    QList<QStringList> sources(const StatementFacts &facts, const QString &line) const
    {
        QList<QStringList> result;
        for (const Lock &lock : facts.locks) {
            if (lock.object.kind == Kind::Table && lock.level <= LockLevel::Read && !lock.object.path.isEmpty()
                && !result.contains(lock.object.path))
                result += lock.object.path;
        }
        return result.isEmpty() ? onlySource(line) : result;
    }

    /// Of a query of one table, by its text; what may be more is none.
    QList<QStringList> onlySource(const QString &line) const
    {
        TokenWalk walk(line, *m_engine.flavour);
        QList<qsizetype> places;
        for (qsizetype i = 0; i < walk.size(); ++i) {
            if (walk.word(i) == "FROM"_L1)
                places += i;
            if (walk.word(i) == "JOIN"_L1 || walk.word(i) == "UNION"_L1)
                return {};
        }
        if (places.size() != 1)
            return {};
        walk.at = places.first() + 1;
        const QStringList path = walk.path();
        return path.isEmpty() || walk.isSign(u',') ? QList<QStringList>() : QList<QStringList>{path};
    }

    std::optional<GuessedTime> ofTables(Work work, const QList<QStringList> &tables)
    {
        if (tables.size() != 1 || tables.first().isEmpty())
            return {};
        const std::optional<qint64> bytes = sizeOf(tables.first());
        return bytes ? std::optional(guessOf(work, *bytes)) : std::nullopt;
    }

    /// Nothing of a table that the migration makes itself.
    std::optional<qint64> sizeOf(const QStringList &table)
    {
        if (const auto it = m_made.constFind(table.last().toLower()); it != m_made.cend())
            return *it < 0 ? std::nullopt : std::optional(*it);
        if (!m_port || !m_connection)
            return {};
        const QStringList path = table.size() == 1 ? QStringList(QString()) + table : table;
        if (!m_sizes.contains(path))
            m_sizes.insert(path, m_port->tableSize(*m_connection, path).value_or(std::nullopt));
        return m_sizes.value(path);
    }

    const Engine &m_engine;
    const ServerInfo &m_server;
    Connection *m_connection;
    const SpacePort *m_port;
    QHash<QString, qint64> m_own;
    QHash<QString, qint64> &m_made;
    bool m_copies = false; ///< the last statement copied rows
    QHash<QStringList, std::optional<qint64>> m_sizes;
};

} // namespace

Message GuessedTime::text() const
{
    const QStringList words{tookText(time), sizeText(bytes), QString::number(rateOf(work) / Megabyte)};
    switch (work) {
    case Work::Catalogue:
        return {"Times", QT_TRANSLATE_NOOP("Times", "guessed %1: changes the catalogue, or a few rows"), words};
    case Work::Scan:
        return {"Times", QT_TRANSLATE_NOOP("Times", "guessed %1: reads %2, at %3 MB a second"), words};
    case Work::Index:
        return {"Times", QT_TRANSLATE_NOOP("Times", "guessed %1: builds an index of %2, at %3 MB a second"), words};
    case Work::Rewrite:
        return {"Times", QT_TRANSLATE_NOOP("Times", "guessed %1: writes %2 anew, at %3 MB a second"), words};
    case Work::Rows:
        break;
    }
    return {"Times", QT_TRANSLATE_NOOP("Times", "guessed %1: changes rows of %2, at %3 MB a second"), words};
}

QList<StatementTime> statementTimes(
    const QList<RunnerStatement> &statements, const TimesAsked &asked, const Engine &engine, const ServerInfo &server)
{
    QStringList texts;
    for (const RunnerStatement &one : statements)
        texts += one.sql;
    const auto measured = measuredTimes(rehearsalsFolder(asked.folder), asked.version, texts, asked.isUp, engine);
    Guessing guessing(engine, server, asked);
    QList<StatementTime> result;
    for (qsizetype i = 0; i < statements.size(); ++i) {
        const auto guessed = guessing.next(statements.at(i));
        result += {measured.at(i), measured.at(i) ? std::nullopt : guessed};
    }
    return result;
}

Result<> mustKnowTimes(
    const QList<MigrationFile> &pending, const RunRules &rules, Connection &connection, const Engine &engine)
{
    if (!rules.window.finishBy.isValid() || rules.allowsUntimed)
        return {};
    QHash<QString, qint64> made;
    for (const MigrationFile &one : pending) {
        const QList<RunnerStatement> statements = one.isPython()
            ? QList{RunnerStatement{.sql = one.python}}
            : scriptStatements(one.up, engine, connection.server());
        const TimesAsked asked{rules.folder, one.version, true, &connection, &made};
        const RunDeadline deadline(rules.window, statements, one,
            statementTimes(statements, asked, engine, connection.server()), rules.allowsUntimed);
        const Result<> known = deadline.mustKnowFrom(0);
        if (!known && rules.allowedBy)
            rules.allowedBy(QLatin1StringView(UntimedCode));
        if (!known)
            return known;
    }
    return {};
}

namespace {

/// Sums apart, as they are worth different things.
struct TimeSums {
    explicit TimeSums(const QList<StatementTime> &times)
        : unknown(int(times.size()))
    {
        for (const StatementTime &one : times) {
            isMeasured += one.measured ? 1 : 0;
            isGuessed += one.guessed ? 1 : 0;
            measured += one.measured ? one.measured->time : milliseconds(0);
            guessed += one.guessed ? one.guessed->time : milliseconds(0);
        }
        unknown -= isMeasured + isGuessed;
    }

    milliseconds measured{}, guessed{};
    int isMeasured = 0, isGuessed = 0, unknown; ///< statements
};

} // namespace

Message timeBrief(const QList<StatementTime> &times)
{
    const TimeSums sums(times);
    const QStringList all{tookText(sums.measured + sums.guessed)};
    if (sums.isMeasured + sums.isGuessed == 0)
        return {"Times", QT_TRANSLATE_NOOP("Times", "run time not known"), {}};
    if (sums.unknown > 0)
        return {"Times", QT_TRANSLATE_NOOP("Times", "%1 and what nobody can guess"), all};
    return sums.isGuessed > 0 ? Message{"Times", QT_TRANSLATE_NOOP("Times", "about %1, guessed"), all}
                              : Message{"Times", QT_TRANSLATE_NOOP("Times", "%1, measured"), all};
}

static Message sumLine(const QList<StatementTime> &times)
{
    const auto [measured, guessed, isMeasured, isGuessed, unknown] = TimeSums(times);
    return {"Times",
        QT_TRANSLATE_NOOP("Times", "%1 measured (statements: %2), %3 guessed (statements: %4), unknown statements: %5"),
        {isMeasured ? tookText(measured) : u"0 s"_s, QString::number(isMeasured),
            isGuessed ? tookText(guessed) : u"0 s"_s, QString::number(isGuessed), QString::number(unknown)}};
}

QList<Message> timeLines(
    const QList<RunnerStatement> &statements, const QList<StatementTime> &times, const Engine &engine)
{
    QList<Message> result;
    if (!times.isEmpty())
        result += sumLine(times);
    for (qsizetype i = 0; i < times.size(); ++i) {
        const StatementTime &one = times.at(i);
        const Message known = one.measured ? one.measured->text()
            : one.guessed                  ? one.guessed->text()
                                           : Message{"Times", QT_TRANSLATE_NOOP("Times", "unknown"), {}};
        result += {"", "%1. %2: %3",
            {QString::number(i + 1), known.translated(), collapsed(statements.at(i).sql, *engine.flavour, 80)}};
    }
    return result;
}

} // namespace relata
