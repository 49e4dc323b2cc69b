#include "models/jobs/recipes/after_up.h"

#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/monitor.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/explain/plan_metrics.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/explain_query.h"
#include "models/schema/all_kinds.h"
#include "models/sql/reading_statement.h"
#include "models/sql/sql_lexer.h"
#include "models/sql/sql_writer.h"
#include "models/sql/statement_splitter.h"
#include "models/timeline/drift.h"

#include <QElapsedTimer>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// Asks to stop when the work around does, or when time is over.
class BoundedContext : public JobContext {
public:
    BoundedContext(JobContext &around, std::chrono::milliseconds bound)
        : m_around(around)
        , m_bound(bound)
    {
        m_time.start();
    }
    void report(const Progress &progress) override { m_around.report(progress); }
    bool stopRequested() const override { return m_around.stopRequested() || m_time.hasExpired(m_bound.count()); }

private:
    JobContext &m_around;
    std::chrono::milliseconds m_bound;
    QElapsedTimer m_time;
};

/// Counts rows and lets go of them.
class CountingSink : public RowSink {
public:
    void columns(const QList<ResultColumn> &) override { rows = 0; }
    bool page(RowPage page) override
    {
        rows += page.rowCount();
        return true;
    }
    void notice(const QString &) override { }
    void finished(const ResultSummary &) override { }

    qint64 rows = 0;
};

/// One look; the connection can only read.
class Look {
public:
    Look(Connection &connection, const Engine &engine, const WatchRules &rules, JobContext &context)
        : m_connection(connection)
        , m_engine(engine)
        , m_rules(rules)
        , m_context(context)
    { }

    Result<> take(WatchSnapshot &snapshot, const QString &defaultSchema);

private:
    /// Does it in a transaction that is taken back, stopped when its time is over.
    template <class Work>
    auto bounded(Work work) -> decltype(work());
    bool isBroken(const Error &error) const
    {
        return error.code == Error::Code::ConnectionLost || m_context.stopRequested();
    }
    tl::unexpected<Error> broken(const Error &error) const
    {
        return failure(m_context.stopRequested() ? cancelledError() : error);
    }

    Result<> run(WatchedQuery &query);
    Result<> askPlan(WatchedQuery &query);
    Result<> measure(WatchedQuery &query);
    Result<> count(WatchedTable &table, const QString &name);
    Result<> countTables(WatchSnapshot &snapshot, const Schema &schema);
    Result<> countBrokenKeys(WatchSnapshot &snapshot);
    Result<> askServer(WatchSnapshot &snapshot);
    double estimated(const QString &table);

    Connection &m_connection;
    const Engine &m_engine;
    const WatchRules &m_rules;
    JobContext &m_context;
};

template <class Work>
auto Look::bounded(Work work) -> decltype(work())
{
    if (Result<ResultSummary> begun = perform(m_connection, u"BEGIN"_s); !begun)
        return failure(begun.error());
    auto done = [&] {
        const BoundedContext bound(m_context, m_rules.bound);
        const InterruptWatch watch(bound, m_connection.interrupter()); // of the work alone: what ends it must run
        return work();
    }();
    if (const Result<ResultSummary> ended = perform(m_connection, u"ROLLBACK"_s); !ended)
        return failure(ended.error());
    return done;
}

/// A query whose plan cannot be had may run all the same.
Result<> Look::askPlan(WatchedQuery &query)
{
    query.plan.clear();
    if (!m_engine.planReader)
        return {};
    const Result<ExplainedQuery> plan = bounded([&] { return explainQuery(m_connection, m_engine, query.sql, false); });
    if (!plan && isBroken(plan.error()))
        return broken(plan.error());
    if (plan)
        query.plan = plan->raw;
    return {};
}

Result<> Look::measure(WatchedQuery &query)
{
    std::optional<qint64> best;
    QElapsedTimer whole;
    whole.start();
    const Result<> done = bounded([&]() -> Result<> {
        for (int i = 0; i < m_rules.runs && !(best && whole.hasExpired(m_rules.bound.count() / 2)); ++i) {
            CountingSink sink;
            QElapsedTimer one;
            one.start();
            if (Result<> ran = m_connection.execute(query.sql, {}, sink); !ran)
                return ran;
            best = best ? std::min(*best, one.elapsed()) : one.elapsed();
            query.rows = sink.rows;
        }
        return {};
    });
    if (!done && isBroken(done.error()))
        return broken(done.error());
    const bool isLate =
        !done && (done.error().code == Error::Code::Cancelled || done.error().code == Error::Code::LockTimeout);
    query.error.clear();
    if (done || (isLate && best)) {
        query.state = WatchedQuery::State::Ran;
        query.time = std::chrono::milliseconds(best.value_or(0));
    } else {
        query.state = isLate ? WatchedQuery::State::Stopped : WatchedQuery::State::Failed;
        query.time = std::chrono::milliseconds(whole.elapsed());
        query.error = isLate ? QString() : done.error().text();
    }
    return {};
}

Result<> Look::run(WatchedQuery &query)
{
    if (Result<> asked = askPlan(query); !asked)
        return asked;
    return measure(query);
}

/// By the plan of reading it; below 0 where the engine does not say.
double Look::estimated(const QString &table)
{
    const Result<ExplainedQuery> plan =
        bounded([&] { return explainQuery(m_connection, m_engine, u"SELECT 1 FROM "_s + table, false); });
    double result = -1;
    if (plan)
        eachNode(plan->tree, [&](const PlanTree &node, const PlanPath &, const PlanTree *) {
            result = std::max(result, node.estimatedRows);
        });
    return result;
}

Result<> Look::count(WatchedTable &table, const QString &name)
{
    const Result<Rows> rows = bounded([&] {
        return fetch(m_connection,
            u"SELECT count(*) FROM (SELECT 1 AS one FROM %1 LIMIT %2) AS _relata_counted"_s.arg(name).arg(
                m_rules.countLimit + 1));
    });
    if (!rows && isBroken(rows.error()))
        return broken(rows.error());
    if (rows && rows->number(0, 0) <= m_rules.countLimit) {
        table.rows = rows->number(0, 0);
        table.isExact = true;
    } else if (rows || rows.error().code == Error::Code::Cancelled) {
        table.rows = std::max(qint64(estimated(name)), rows ? m_rules.countLimit : qint64(-1));
    }
    return {};
}

/// Whether the migrations name the table, or what belongs to it.
bool isNamed(const Schema &schema, ObjectId table, const QStringList &names)
{
    if (names.contains(nameOf(*schema.find(table)).toLower()))
        return true;
    const QList<ObjectId> children = schema.children(table);
    return std::any_of(children.begin(), children.end(), [&](ObjectId id) {
        const Kind kind = kindOf(*schema.find(id));
        return (kind == Kind::Index || kind == Kind::Unique || kind == Kind::ForeignKey || kind == Kind::Check)
            && names.contains(nameOf(*schema.find(id)).toLower());
    });
}

void noteUnchecked(const Schema &schema, ObjectId table, WatchSnapshot &snapshot)
{
    for (const ObjectId id : schema.children(table)) {
        const auto *key = schema.find<ForeignKey>(id);
        const auto *check = schema.find<Check>(id);
        const auto *index = schema.find<Index>(id);
        if ((key && !key->validated) || (check && !check->validated) || (index && !index->valid))
            snapshot.unchecked.insert(
                schema.displayName(id), QString::fromLatin1(catalogue(kindOf(*schema.find(id))).info->key));
    }
}

Result<> Look::countTables(WatchSnapshot &snapshot, const Schema &schema)
{
    QSet<QString> read;
    for (const WatchedQuery &query : snapshot.queries)
        read += namesIn(query.sql, *m_engine.flavour);
    snapshot.tables.clear();
    snapshot.unchecked.clear();
    for (const ObjectId id : schema.all(Kind::Table)) {
        WatchedTable table;
        table.isTouched = isNamed(schema, id, snapshot.names);
        if (table.isTouched)
            noteUnchecked(schema, id, snapshot);
        else if (!read.contains(nameOf(*schema.find(id)).toLower()))
            continue;
        m_context.report(
            {0, 0, {"Backup", QT_TRANSLATE_NOOP("Backup", "Counting rows of %1"), {schema.displayName(id)}}});
        if (Result<> counted = count(table, quoted(QualifiedIdentifier{schema.path(id)}, *m_engine.flavour)); !counted)
            return counted;
        snapshot.tables.insert(schema.displayName(id), table);
    }
    return {};
}

Result<> Look::countBrokenKeys(WatchSnapshot &snapshot)
{
    snapshot.brokenKeys.reset();
    const QString query = m_engine.monitor ? m_engine.monitor->brokenForeignKeys() : QString();
    if (query.isEmpty())
        return {};
    CountingSink sink;
    const Result<> done = bounded([&] { return m_connection.execute(query, {}, sink); });
    if (!done && isBroken(done.error()))
        return broken(done.error());
    if (done)
        snapshot.brokenKeys = sink.rows;
    return {};
}

Result<> Look::take(WatchSnapshot &snapshot, const QString &defaultSchema)
{
    if (m_engine.runner) {
        for (const QString &sql : m_engine.runner->timeouts(m_rules.lock, std::chrono::milliseconds(0))) {
            if (Result<ResultSummary> set = perform(m_connection, sql); !set)
                return failure(set.error());
        }
    }
    for (WatchedQuery &query : snapshot.queries) {
        if (query.state == WatchedQuery::State::Writes || query.state == WatchedQuery::State::HasParameters)
            continue;
        m_context.report({0, 0, {"AfterUp", QT_TRANSLATE_NOOP("AfterUp", "Looking at the query “%1”"), {query.name}}});
        if (Result<> done = run(query); !done)
            return done;
    }
    const Result<Schema> schema =
        m_engine.catalogue->read(m_connection, {.schemas = {}, .defaultSchema = defaultSchema}, m_context);
    if (!schema)
        return failure(schema.error());
    if (Result<> counted = countTables(snapshot, *schema); !counted)
        return counted;
    if (Result<> counted = countBrokenKeys(snapshot); !counted)
        return counted;
    return askServer(snapshot);
}

/// What it counts by itself, of whoever uses it; what cannot be had is not known.
Result<> Look::askServer(WatchSnapshot &snapshot)
{
    const RunWatchPort *watch = m_engine.runner ? m_engine.runner->watch() : nullptr;
    snapshot.deadlocks.reset();
    snapshot.loads.clear();
    if (!watch)
        return {};
    const Result<std::optional<qint64>> deadlocks = watch->deadlocks(m_connection);
    if (deadlocks)
        snapshot.deadlocks = *deadlocks;
    const auto loads = bounded([&] { return watch->statementLoads(m_connection); });
    if (!loads && isBroken(loads.error()))
        return broken(loads.error());
    if (loads)
        snapshot.loads = loads->value_or(QList<StatementLoad>());
    return {};
}

/// Whether a statement takes rows away, or does what its text does not tell.
bool mayDelete(QStringView sql, const SqlFlavour &flavour)
{
    static const QStringList unknown{u"call"_s, u"do"_s, u"execute"_s, u"replace"_s, u"merge"_s, u"truncate"_s};
    QString last;
    for (const SqlToken &token : SqlLexer::tokens(sql, flavour)) {
        if (token.type != SqlToken::Type::Word)
            continue;
        const QString word = token.in(sql).toString().toLower();
        if ((last.isEmpty() && unknown.contains(word)) || (word == "delete"_L1 && last != "on"_L1))
            return true;
        last = word;
    }
    return false;
}

} // namespace

WatchSnapshot watchedBy(const QMap<QString, QString> &queries, const QList<MigrationFile> &migrations,
    const Timeline &timeline, const Engine &engine)
{
    WatchSnapshot result;
    for (auto it = queries.cbegin(); it != queries.cend(); ++it) {
        QStringList statements;
        for (const SqlStatementRange &range : splitStatements(it.value(), *engine.flavour)) {
            if (range.kind == SqlStatementRange::Kind::Statement)
                statements += range.in(it.value()).toString();
        }
        for (qsizetype i = 0; i < statements.size(); ++i) {
            WatchedQuery query{.name = it.key(), .sql = statements.at(i), .error = {}, .plan = {}};
            if (statements.size() > 1)
                query.name += u" #%1"_s.arg(i + 1);
            if (!onlyReads(query.sql, *engine.flavour))
                query.state = WatchedQuery::State::Writes;
            else if (hasParameters(query.sql, *engine.flavour))
                query.state = WatchedQuery::State::HasParameters;
            result.queries += query;
        }
    }
    result.version = u"0"_s;
    for (const MigrationFile &one : timeline.migrations) {
        const bool isBehindAll = !migrations.isEmpty() && migrations.first().isRepeatable;
        if (isBehindAll
            || (!migrations.isEmpty() && one.version.toLongLong() < migrations.first().version.toLongLong()))
            result.version = one.version;
    }
    for (const MigrationFile &one : migrations) {
        result.migrations += one.version;
        result.names += namesIn(one, *engine.flavour).values();
        result.deletesRows = result.deletesRows || one.isPython(); // which may
        for (const SqlStatementRange &range : splitStatements(one.up, *engine.flavour))
            result.deletesRows = result.deletesRows || mayDelete(range.in(one.up), *engine.flavour);
    }
    result.names.removeDuplicates();
    result.names.sort();
    return result;
}

Result<WatchSnapshot> takeSnapshot(const ConnectionProfile &target, const Engine &engine, const WatchSnapshot &about,
    const WatchRules &rules, JobContext &context)
{
    ConnectionProfile reading = target;
    reading.readOnly = true;
    const Result<std::unique_ptr<Connection>> connection = engine.driver->open(reading);
    if (!connection)
        return failure(connection.error());
    WatchSnapshot result = about;
    result.database = target.url();
    result.at = QDateTime::currentDateTimeUtc();
    if (Result<> done = Look(**connection, engine, rules, context).take(result, target.defaultSchema); !done)
        return failure(done.error());
    return result;
}

Result<WatchReport> lookAgain(const QString &folder, const ConnectionProfile &target, const Engine &engine,
    const WatchRules &rules, JobContext &context)
{
    Result<WatchSnapshot> before = keptSnapshot(folder, target.url());
    const Result<WatchSnapshot> now = before ? takeSnapshot(target, engine, *before, rules, context) : before;
    if (!now)
        return failure(now.error());
    if (before->loadsBehind.isEmpty() && !now->loads.isEmpty()) {
        before->loadsBehind = now->loads;
        if (const Result<> kept = keepSnapshot(folder, *before); !kept)
            return failure(kept.error());
    }
    return WatchReport{*before, *now, compareSnapshots(*before, *now, engine, rules)};
}

Result<WatchReport> withLoads(WatchReport report, Connection &connection, const Engine &engine, const WatchRules &rules)
{
    const RunWatchPort *watch = engine.runner ? engine.runner->watch() : nullptr;
    const auto loads = watch ? watch->statementLoads(connection) : std::optional<QList<StatementLoad>>();
    if (!loads)
        return failure(loads.error());
    if (*loads) {
        report.now.loads = **loads;
        report.findings = compareSnapshots(report.before, report.now, engine, rules);
    }
    return report;
}

} // namespace relata
