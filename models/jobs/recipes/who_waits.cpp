#include "models/jobs/recipes/who_waits.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/replica_watch.h"
#include "models/jobs/recipes/run_script.h"
#include "models/timeline/migration_file.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype WordsOfStatement = 60;

Message said(const char *text, const QStringList &arguments) { return {"WhoWaits", text, arguments}; }

QString objectText(const Lock &lock)
{
    QStringList path = lock.object.path;
    path.removeAll(QString()); // the default namespace has no name
    return path.join(u'.');
}

/// "8 s", "12 min", "2 h 5 min".
QString timeText(std::chrono::milliseconds time)
{
    const qint64 seconds = time.count() / 1000, minutes = seconds / 60;
    if (minutes == 0)
        return u"%1 s"_s.arg(seconds);
    return minutes < 60 ? u"%1 min"_s.arg(minutes) : u"%1 h %2 min"_s.arg(minutes / 60).arg(minutes % 60);
}

/// "ada (10.0.0.7, psql)"
QString whoText(const LiveSession &session)
{
    if (session.user.isEmpty())
        return session.from.isEmpty() ? u"?"_s : session.from;
    return session.from.isEmpty() ? session.user : u"%1 (%2)"_s.arg(session.user, session.from);
}

/// "1 min: UPDATE account …"
QString pastText(const LiveSession &session)
{
    const QString time = session.open ? timeText(*session.open) : u"?"_s;
    return session.statement.isEmpty() ? time : time + u": "_s + session.statement;
}

QString namesOf(const QList<LiveSession> &sessions)
{
    QStringList names;
    for (const LiveSession &one : sessions)
        names += u"%1, %2"_s.arg(one.number, whoText(one));
    return names.join(u"; "_s);
}

Message longText(const LiveSession &session)
{
    return said(QT_TRANSLATE_NOOP("WhoWaits",
                    "Session %1 of %2 has had a transaction open for %3. A statement that waits for all transactions "
                    "begun before it ends only behind it. %4 ends it."),
        {session.number, whoText(session), pastText(session), session.ending});
}

/// Who works there already, while somebody else keeps the statement waiting.
std::optional<Message> behindText(const QList<SessionAhead> &ahead)
{
    QList<LiveSession> running;
    const SessionAhead *idle = nullptr;
    for (const SessionAhead &one : ahead) {
        if (one.session.state == LiveSession::State::Running)
            running += one.session;
        else if (!idle)
            idle = &one;
    }
    if (running.isEmpty() || !idle)
        return {};
    return said(QT_TRANSLATE_NOOP("WhoWaits",
                    "While statement %1 waits, whoever needs %2 waits behind it; at work there now: session %3."),
        {QString::number(idle->wanted.statement), idle->objects.join(u", "_s), namesOf(running)});
}

Message lagText(const ReplicaLag &replica)
{
    switch (replica.state) {
    case ReplicaLag::State::Stopped:
        return said(QT_TRANSLATE_NOOP("WhoWaits",
                        "The replica %1 does not replicate (%2); nothing that the migration writes comes there."),
            {replica.name, replica.words});
    case ReplicaLag::State::NotReached:
    case ReplicaLag::State::Silent:
    case ReplicaLag::State::NotAsked:
        return said(QT_TRANSLATE_NOOP("WhoWaits", "How far the replica %1 is behind could not be asked: %2"),
            {replica.name, replica.words.isEmpty() ? u"?"_s : replica.words});
    case ReplicaLag::State::Follows:
        break;
    }
    return said(QT_TRANSLATE_NOOP(
                    "WhoWaits", "The replica %1 is %2 behind; what the migration writes comes there still later."),
        {replica.name, timeText(replica.lag)});
}

std::optional<SessionAhead> aheadOf(
    const LiveSession &session, const QList<WantedLock> &wanted, const WaitsPort &port, const WaitsRules &rules)
{
    std::optional<SessionAhead> result;
    const std::chrono::milliseconds enough = std::min(rules.longTransaction, rules.refusal);
    for (const LiveSession::Holding &holding : session.holdings) {
        const WantedLock &one = wanted.at(holding.object);
        const bool isMeant = holding.isCertain || session.open.value_or(enough) >= enough;
        if (!isMeant || !port.conflicts(one.lock.engineName, holding.mode))
            continue;
        if (!result)
            result = SessionAhead{session, one, {}, false};
        else if (one.statement < result->wanted.statement)
            result->wanted = one;
        result->isCertain = result->isCertain || holding.isCertain;
        if (const QString object = objectText(one.lock); !result->objects.contains(object))
            result->objects += object;
    }
    return result;
}

} // namespace

/// The sentence for a session that is in the way; %1 to %7 are the arguments of SessionAhead::message.
static const char *textOf(const SessionAhead &ahead)
{
    using State = LiveSession::State;
    if (ahead.session.state == State::HoldsFile)
        return ahead.session.number.isEmpty()
            ? QT_TRANSLATE_NOOP("WhoWaits",
                "Statement %1 (%2) would wait: somebody holds a lock on the database's file, and who it is cannot be "
                "told here.")
            : QT_TRANSLATE_NOOP("WhoWaits",
                "Statement %1 (%2) would wait for process %4 of %5, which holds a lock on the database's file.");
    if (!ahead.isCertain)
        return QT_TRANSLATE_NOOP("WhoWaits",
            "Statement %1 (%2) may have to wait on %3: this server does not tell who holds locks there, and session %4 "
            "of %5 has had a transaction open for %6. %7 ends it.");
    switch (ahead.session.state) {
    case State::Idle:
        return QT_TRANSLATE_NOOP("WhoWaits",
            "Statement %1 (%2) would wait on %3 for session %4 of %5, which is idle in a transaction open for %6. %7 "
            "ends it.");
    case State::Queued:
        return QT_TRANSLATE_NOOP("WhoWaits",
            "Statement %1 (%2) would wait on %3 for session %4 of %5, which waits for a lock itself, in a transaction "
            "open for %6. %7 ends it.");
    case State::Hidden:
        return QT_TRANSLATE_NOOP("WhoWaits",
            "Statement %1 (%2) would wait on %3 for session %4 of %5; what it does is hidden from this user. %7 ends "
            "it.");
    case State::Running:
    case State::HoldsFile:
        break;
    }
    return QT_TRANSLATE_NOOP("WhoWaits",
        "Statement %1 (%2) would wait on %3 for session %4 of %5, which has been at work for %6. %7 ends it.");
}

Message SessionAhead::message() const
{
    return said(textOf(*this),
        {QString::number(wanted.statement), wanted.sql, objects.join(u", "_s), session.number, whoText(session),
            pastText(session), session.ending});
}

QList<Message> WhoWaits::messages() const
{
    QList<Message> result;
    for (const SessionAhead &one : ahead)
        result += one.message();
    if (const std::optional<Message> behind = behindText(ahead))
        result += *behind;
    for (const LiveSession &one : longOpen)
        result += longText(one);
    for (const ReplicaLag &one : replicas)
        result += lagText(one);
    return result + hidden;
}

const SessionAhead *WhoWaits::refusing(const WaitsRules &rules) const
{
    const auto it = std::find_if(ahead.begin(), ahead.end(), [&](const SessionAhead &one) {
        return one.session.open.value_or(std::chrono::milliseconds(0)) >= rules.refusal;
    });
    return it == ahead.end() ? nullptr : &*it;
}

QList<WantedLock> wantedLocks(const QString &section, const Engine &engine, const ServerInfo &server)
{
    QList<WantedLock> result;
    int statement = 0;
    for (const StatementFacts &facts : scriptFacts(section, engine, server)) {
        ++statement;
        QString sql = section.mid(facts.begin, facts.end - facts.begin).simplified();
        if (sql.size() > WordsOfStatement)
            sql = sql.left(WordsOfStatement) + u'…';
        for (const Lock &lock : facts.locks) {
            const bool isKnown = std::any_of(result.begin(), result.end(), [&](const WantedLock &one) {
                return one.lock.object.path == lock.object.path && one.lock.engineName == lock.engineName;
            });
            if (!isKnown && lock.level != LockLevel::None && !objectText(lock).isEmpty())
                result += WantedLock{statement, sql, lock};
        }
    }
    return result;
}

WhoWaits whoWaits(
    const QList<WantedLock> &wanted, const ServerCrowd &crowd, const WaitsPort &port, const WaitsRules &rules)
{
    WhoWaits result;
    for (const LiveSession &session : crowd.sessions) {
        if (const std::optional<SessionAhead> ahead = aheadOf(session, wanted, port, rules))
            result.ahead += *ahead;
        else if (session.open && *session.open >= rules.longTransaction)
            result.longOpen += session;
    }
    std::stable_sort(result.ahead.begin(), result.ahead.end(),
        [](const SessionAhead &a, const SessionAhead &b) { return a.wanted.statement < b.wanted.statement; });
    for (const ReplicaLag &replica : crowd.replicas) {
        if (replica.lag >= rules.lag)
            result.replicas += replica;
    }
    result.hidden = crowd.hidden;
    return result;
}

/// Sentences of whom a migration would wait for; those that cannot be asked for are one of them.
static Result<WhoWaits> askWhoWaits(Connection &connection, const WaitsPort &port, const QList<WantedLock> &wanted,
    const WaitsRules &rules, JobContext &context)
{
    context.report({0, 0, said(QT_TRANSLATE_NOOP("WhoWaits", "Looking who is at work in the database"), {})});
    QList<Lock> locks;
    for (const WantedLock &one : wanted)
        locks += one.lock;
    const Result<ServerCrowd> crowd = port.look(connection, locks);
    if (crowd)
        return whoWaits(wanted, *crowd, port, rules);
    if (crowd.error().code != Error::Code::Sql && crowd.error().code != Error::Code::LockTimeout)
        return failure(crowd.error());
    WhoWaits result;
    result.hidden += said(QT_TRANSLATE_NOOP("WhoWaits", "Who would be in the way could not be asked: %1"),
        {crowd.error().message.source()});
    return result;
}

void tellReplicas(const Engine &engine, const ConnectionProfile &target, const WaitsRules &rules,
    const std::function<void(const Message &)> &tell, JobContext &context)
{
    for (const ReplicaLag &one : askReplicas(engine, target.replicas, context)) {
        if (one.state != ReplicaLag::State::Follows || one.lag >= rules.lag)
            tell(lagText(one));
    }
}

Result<> mustNotQueue(Connection &connection, const Engine &engine, const MigrationFile &migration,
    const WaitsRules &rules, const std::function<void(const Message &)> &tell, JobContext &context)
{
    const RunWatchPort *watch = engine.runner ? engine.runner->watch() : nullptr;
    const WaitsPort *port = watch ? watch->waits() : nullptr;
    if (!port)
        return {};
    if (context.stopRequested())
        return failure(cancelledError());
    if (migration.isPython())
        tell(
            said(QT_TRANSLATE_NOOP("WhoWaits",
                     "Which locks migration %1 takes, a program in Python, and who is in its way is not known before."),
                {migration.version}));
    const Result<WhoWaits> found =
        askWhoWaits(connection, *port, wantedLocks(migration.up, engine, connection.server()), rules, context);
    if (!found)
        return failure(found.error());
    for (const Message &message : found->messages())
        tell(message);
    const SessionAhead *first = found->refusing(rules);
    if (!first || rules.isAllowed)
        return {};
    return failure({.code = Error::Code::Refused,
        .message =
            said(QT_TRANSLATE_NOOP("WhoWaits",
                     "Nothing of migration %1 was run: it would queue behind a session that has been in the way too "
                     "long, and everyone else behind it. %2"),
                {migration.version, first->message().source()}),
        .detail = {},
        .sqlState = {},
        .position = {}});
}

} // namespace relata
