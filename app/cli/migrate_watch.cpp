#include "app/cli/migrate_session.h"
#include "models/base/duration.h"
#include "models/jobs/recipes/after_up.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/watch_waits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Severities[] = {"note", "warning", "danger"};

/// Queries that are not looked at, and why.
void tellSkipped(MigrateSession &session, const WatchSnapshot &snapshot)
{
    using State = WatchedQuery::State;
    for (const WatchedQuery &query : snapshot.queries) {
        if (query.state == State::Writes)
            session.invocation.warn(u"  query “%1” is not run: it may write, or lock rows"_s.arg(query.name));
        else if (query.state == State::HasParameters)
            session.invocation.warn(u"  query “%1” is not run: it has parameters"_s.arg(query.name));
        else if (query.state == State::Failed)
            session.invocation.warn(
                u"  query “%1” fails already: %2"_s.arg(query.name, query.error.section(u'\n', 0, 0)));
    }
}

qint64 lookedAt(const WatchSnapshot &snapshot)
{
    return std::count_if(snapshot.queries.begin(), snapshot.queries.end(), [](const WatchedQuery &query) {
        return query.state == WatchedQuery::State::Ran || query.state == WatchedQuery::State::Stopped;
    });
}

void printPlan(QTextStream &out, const char *title, const QString &plan)
{
    if (plan.isEmpty())
        return;
    out << "    " << title << '\n';
    for (const QString &line : plan.split(u'\n', Qt::SkipEmptyParts))
        out << "      " << line << '\n';
}

QString wayBack(const MigrateSession &session, const WatchSnapshot &before)
{
    return session.command(u"down --to "_s + before.version);
}

void printFindings(MigrateSession &session, const QList<WatchFinding> &findings)
{
    QTextStream &out = session.invocation.out;
    QString drawn;
    for (const WatchFinding &one : findings) {
        const Finding &finding = one.finding;
        out << u"  %1 %2: %3 %4\n"_s.arg(QLatin1StringView(Severities[std::size_t(finding.severity)]),
            QString::fromLatin1(finding.code), finding.message.translated(), finding.advice.translated());
        if (one.query.isEmpty() || one.query == drawn)
            continue;
        drawn = one.query;
        printPlan(out, "plan before:", one.planBefore);
        printPlan(out, "plan now:", one.planAfter);
    }
}

void print(MigrateSession &session, const WatchSnapshot &before, const QList<WatchFinding> &findings)
{
    QTextStream &out = session.invocation.out;
    out << "looked back: " << lookedAt(before) << " queries and " << before.tables.size() << " tables, "
        << findings.size() << " findings\n";
    printFindings(session, findings);
    if (!findings.isEmpty())
        out << "  to take it back: " << wayBack(session, before) << '\n';
    out.flush();
}

QJsonObject jsonOf(const WatchFinding &one)
{
    return {{u"code"_s, QString::fromLatin1(one.finding.code)},
        {u"severity"_s, QLatin1StringView(Severities[std::size_t(one.finding.severity)])},
        {u"message"_s, one.finding.message.source()}, {u"advice"_s, one.finding.advice.source()},
        {u"query"_s, one.query}, {u"planBefore"_s, one.planBefore}, {u"planNow"_s, one.planAfter}};
}

void printJson(MigrateSession &session, const WatchSnapshot &before, const QList<WatchFinding> &findings,
    const QList<Message> &waits)
{
    QJsonArray found, waiting;
    for (const WatchFinding &one : findings)
        found += jsonOf(one);
    for (const Message &one : waits)
        waiting += one.source();
    session.invocation.out << QJsonDocument(
        QJsonObject{{u"format"_s, u"relata.watch/1"_s}, {u"database"_s, before.database},
            {u"since"_s, before.at.toString(Qt::ISODateWithMs)},
            {u"migrations"_s, QJsonArray::fromStringList(before.migrations)}, {u"queries"_s, lookedAt(before)},
            {u"findings"_s, found}, {u"waits"_s, waiting}, {u"wayBack"_s, wayBack(session, before)}})
                                  .toJson();
}

} // namespace

void addWatchOptions(QCommandLineParser &parser)
{
    parser.addOptions(
        {{u"watch"_s, u"up: look at saved queries, rows and constraints before and after, and tell what got worse."_s},
            {u"for"_s, u"watch: how long to look for lock waits and deadlocks (one look)."_s, u"TIME"_s}});
}

Result<std::optional<WatchSnapshot>> lookBefore(MigrateSession &session, const QList<MigrationFile> &pending)
{
    if (!session.invocation.has(u"watch"_s) || pending.isEmpty())
        return std::optional<WatchSnapshot>();
    const Result<QMap<QString, QString>> queries = session.project->queries().readAll();
    if (!queries)
        return failure(queries.error());
    Result<WatchSnapshot> seen = takeSnapshot(session.profile, *session.engine,
        watchedBy(*queries, pending, session.project->timeline(), *session.engine), {}, session.invocation);
    if (!seen)
        return failure(seen.error());
    tellSkipped(session, *seen);
    if (Result<> kept = keepSnapshot(watchFolder(session.project->folder()), *seen); !kept)
        return failure(kept.error());
    return std::optional(std::move(*seen));
}

ExitStatus lookBack(MigrateSession &session)
{
    const Result<WatchReport> after =
        lookAgain(watchFolder(session.project->folder()), session.profile, *session.engine, {}, session.invocation);
    if (after) {
        print(session, after->before, after->findings);
        return ExitStatus::Done;
    }
    if (after.error().code == Error::Code::Cancelled)
        return session.invocation.fail(after.error());
    session.invocation.warn(
        u"  It is applied, but could not be looked back at: "_s + after.error().message.translated());
    return ExitStatus::Done;
}

/// Tells who waits as it comes in, and what programs have run meanwhile at the end.
static Result<WatchReport> watchFor(MigrateSession &session, const WatchReport &report, std::chrono::milliseconds time,
    const std::function<void(const Message &)> &tell)
{
    const Result<> watched =
        watchWaits(*session.connection, *session.engine, report.before.deadlocks, time, tell, session.invocation);
    if (!watched)
        return failure(watched.error());
    return time.count() > 0 ? withLoads(report, *session.connection, *session.engine, {}) : report;
}

/// What the second look found and the first did not.
static QList<WatchFinding> foundSince(const WatchReport &first, const WatchReport &second)
{
    QList<WatchFinding> result = second.findings;
    result.removeIf([&](const WatchFinding &one) {
        return std::any_of(first.findings.begin(), first.findings.end(),
            [&](const WatchFinding &other) { return other.finding.message == one.finding.message; });
    });
    return result;
}

ExitStatus migrateWatch(MigrateSession &session)
{
    const auto time = timeOf(session.invocation.has(u"for"_s) ? session.invocation.value(u"for"_s) : u"0s"_s);
    if (!time)
        return session.refuse(
            QT_TRANSLATE_NOOP("CommandLine", "--for takes a time, as 30s, 5min or 1h."), {}, Error::Code::Usage);
    const Result<WatchReport> report =
        lookAgain(watchFolder(session.project->folder()), session.profile, *session.engine, {}, session.invocation);
    if (!report)
        return session.invocation.fail(report.error());
    if (!session.asksForJson())
        print(session, report->before, report->findings);
    QList<Message> waits;
    const Result<WatchReport> last = watchFor(session, *report, *time, [&](const Message &what) {
        waits += what;
        if (session.asksForJson())
            return;
        session.invocation.out << "  " << what.translated() << '\n';
        session.invocation.out.flush();
    });
    if (session.asksForJson())
        printJson(session, report->before, (last ? *last : *report).findings, waits);
    else if (last)
        printFindings(session, foundSince(*report, *last));
    if (!last)
        return session.invocation.fail(last.error());
    const bool isWell = last->findings.isEmpty() && waits.isEmpty();
    return isWell || !session.invocation.has(u"check"_s) ? ExitStatus::Done : ExitStatus::Different;
}

} // namespace relata
