#include "models/engine/engine.h"
#include "models/jobs/recipes/run_script.h"
#include "models/sql/statement_splitter.h"
#include "models/timeline/backfill_rules.h"

#include <algorithm>

namespace relata {

/// How long a statement may take, as none may for ever: the less the more it keeps others from working. What cannot be
/// known may write rows.
static std::chrono::milliseconds limitOf(const StatementFacts &facts)
{
    LockLevel strongest = LockLevel::None;
    for (const Lock &lock : facts.locks)
        strongest = std::max(strongest, lock.level);
    if (facts.opaque || strongest == LockLevel::WriteRow)
        return std::chrono::hours(4);
    return strongest >= LockLevel::BlocksWrites ? std::chrono::minutes(20) : std::chrono::hours(24);
}

QList<RunnerStatement> scriptStatements(
    const QStringList &statements, const Engine &engine, const ServerInfo &server, bool joined)
{
    QList<RunnerStatement> result;
    for (const QString &sql : statements) {
        const bool transactions = joined && engine.runner && engine.runner->transactionalDdl();
        RunnerStatement one{.sql = sql,
            .mode = TransactionMode::Outside,
            .mustAnswerNothing = engine.runner && engine.runner->mustAnswerNothing(sql)};
        const StatementFacts facts = engine.analyst ? engine.analyst->facts(sql, server) : StatementFacts{};
        if (transactions) // what nobody knows runs alone
            one.mode = engine.analyst ? facts.transaction : engine.runner->modeOf(sql, server);
        one.limit = limitOf(facts);
        result += one;
    }
    return result;
}

/// What may say how a statement runs: the lines of comments above it. One that begins in the middle of a line is no
/// line of its own, and says nothing, as in the file.
static QString linesAbove(const QString &sql, const SqlStatementRange &range)
{
    qsizetype from = range.lead;
    if (from > 0 && sql.at(from - 1) != QLatin1Char('\n')) {
        const qsizetype end = sql.indexOf(QLatin1Char('\n'), from);
        from = end < 0 || end >= range.begin ? range.begin : end + 1;
    }
    return sql.mid(from, range.begin - from);
}

QList<RunnerStatement> scriptStatements(const QString &sql, const Engine &engine, const ServerInfo &server, bool joined)
{
    QStringList texts;
    QStringList comments;
    for (const SqlStatementRange &range : splitStatements(sql, *engine.flavour)) {
        if (range.kind != SqlStatementRange::Kind::Statement)
            continue;
        texts += range.in(sql).toString();
        comments += linesAbove(sql, range);
    }
    QList<RunnerStatement> result = scriptStatements(texts, engine, server, joined);
    for (qsizetype i = 0; i < result.size(); ++i) {
        result[i].backfill = backfillText(comments.at(i));
        result[i].copy = copyText(comments.at(i));
        result[i].gates = runGates(comments.at(i));
        if (result.at(i).isInParts())
            result[i].mode = TransactionMode::Outside;
    }
    return result;
}

QString sectionUpTo(const QString &sql, int count, const SqlFlavour &flavour)
{
    qsizetype end = 0;
    for (const SqlStatementRange &range : splitStatements(sql, flavour)) {
        if (range.kind == SqlStatementRange::Kind::Statement && --count >= 0)
            end = range.next;
    }
    return sql.left(end);
}

QString sectionBehind(const QString &sql, int count, const SqlFlavour &flavour)
{
    QString result;
    for (const SqlStatementRange &range : splitStatements(sql, flavour)) {
        if (range.kind == SqlStatementRange::Kind::Statement && --count < 0)
            return result + sql.mid(range.lead);
        if (range.kind == SqlStatementRange::Kind::MetaCommand)
            result += range.in(sql) + QLatin1Char('\n');
    }
    return {};
}

QList<StatementFacts> scriptFacts(const QString &sql, const Engine &engine, const ServerInfo &server)
{
    QList<StatementFacts> result;
    for (const SqlStatementRange &range : splitStatements(sql, *engine.flavour)) {
        if (range.kind != SqlStatementRange::Kind::Statement || !engine.analyst)
            continue;
        StatementFacts facts = engine.analyst->facts(range.in(sql), server);
        facts.begin = range.begin;
        facts.end = range.end;
        result += facts;
    }
    return result;
}

} // namespace relata
