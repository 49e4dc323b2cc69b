#include "app/cli/steer.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/migrate.h"
#include "models/project/evolution_files.h"
#include "models/timeline/gate_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QJsonArray statesJson(const QList<MigrationStatus> &states)
{
    QJsonArray array;
    for (const MigrationStatus &one : states)
        array += QJsonObject{{u"version"_s, one.version}, {u"title"_s, one.title},
            {u"state"_s, QLatin1StringView(stateWord(one.state))}, {u"statements"_s, one.statements},
            {u"done"_s, one.statementsDone}, {u"applied_at"_s, one.appliedAt.toString(Qt::ISODate)},
            {u"applied_by"_s, one.appliedBy}, {u"error"_s, one.error}};
    return array;
}

/// One database's column.
struct Column {
    QString name, environment;
    QList<MigrationStatus> states;
    std::optional<Drift> drift; ///< empty: not known
    QString error; ///< why nothing is known

    QString word(const QString &version) const
    {
        for (const MigrationStatus &one : states) {
            if (one.version == version)
                return QString::fromLatin1(stateWord(one.state));
        }
        return error.isEmpty() ? u"-"_s : u"?"_s;
    }
    QString driftWord() const
    {
        if (!drift)
            return u"?"_s;
        return drift->isEmpty() ? u"none"_s : u"%1 differ"_s.arg(drift->items.size());
    }
};

void lookForDrift(MigrateSession &session, Column &column)
{
    const Result<DriftRules> rules = driftRules(session.project->config().other);
    Result<Drift> drift = rules ? findDrift(*session.connection, session.profile, session.beside(), *session.engine,
                              session.project->timeline(), *rules, session.invocation)
                                : Result<Drift>(failure(rules.error()));
    if (drift)
        column.drift = std::move(*drift);
    else
        session.invocation.warn(
            u"%1: drift was not looked for: %2"_s.arg(column.name, drift.error().message.translated()));
}

Column columnOf(MigrateSession &session, const QString &name, const QString &target, bool withDrift)
{
    Column column{.name = name, .environment = {}, .states = {}, .drift = {}, .error = {}};
    Result<> open = session.connect(target);
    column.environment = session.profile.environment;
    Result<QList<MigrationStatus>> states = open
        ? migrationStatus(*session.connection, *session.engine, session.project->timeline())
        : Result<QList<MigrationStatus>>(failure(open.error()));
    if (!states) {
        column.error = states.error().message.translated();
        session.invocation.warn(u"%1: %2"_s.arg(name, column.error));
        return column;
    }
    column.states = std::move(*states);
    if (withDrift)
        lookForDrift(session, column);
    return column;
}

QStringList versionsOf(const QList<Column> &columns, const Timeline &timeline, QMap<QString, QString> &titles)
{
    QStringList versions;
    for (const MigrationFile &one : timeline.migrations) {
        versions += one.version;
        titles.insert(one.version, one.title);
    }
    for (const Column &column : columns) {
        for (const MigrationStatus &one : column.states) {
            if (!titles.contains(one.version))
                versions += one.version;
            titles.insert(one.version, titles.value(one.version, one.title));
        }
    }
    std::stable_sort(versions.begin(), versions.end(),
        [](const QString &a, const QString &b) { return a.toLongLong() < b.toLongLong(); });
    return versions;
}

void printTable(MigrateSession &session, const QList<Column> &columns, bool withDrift)
{
    QMap<QString, QString> titles;
    const QStringList versions = versionsOf(columns, session.project->timeline(), titles);
    QList<QStringList> rows{{u"migration"_s}, {QString()}};
    for (const Column &column : columns) {
        rows[0] += column.name;
        rows[1] += column.environment;
    }
    for (const QString &version : versions) {
        rows += QStringList(version.leftJustified(5) + titles.value(version).left(40));
        for (const Column &column : columns)
            rows.last() += column.word(version);
    }
    if (withDrift) {
        rows += QStringList(u"drift"_s);
        for (const Column &column : columns)
            rows.last() += column.driftWord();
    }
    for (const QStringList &row : std::as_const(rows)) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            qsizetype width = 0;
            for (const QStringList &other : std::as_const(rows))
                width = std::max(width, other.value(i).size());
            line += row.at(i).leftJustified(width + 2);
        }
        if (!line.trimmed().isEmpty())
            session.invocation.out << line.trimmed() << '\n';
    }
}

/// Changes in phases are the project's, wherever they are applied.
void tellPhases(MigrateSession &session)
{
    const Result<QList<Evolution>> open = readEvolutions(session.project->folder());
    if (!open)
        session.invocation.warn(u"  "_s + open.error().message.translated());
    for (const Evolution &one : open ? *open : QList<Evolution>()) {
        session.invocation.out << "Open, in phases: " << one.title().translated();
        if (const auto next = one.next())
            session.invocation.out << "; next: " << phaseWord(*next)
                                   << "\n  when it is time: " << session.command(u"phases next "_s + one.id);
        session.invocation.out << '\n';
    }
}

ExitStatus statusOfAll(MigrateSession &session)
{
    const bool withDrift = !session.invocation.has(u"no-replay"_s);
    QList<Column> columns;
    for (const ConnectionProfile &one : session.project->config().connections) {
        if (one.name != session.project->config().scratchConnection)
            columns += columnOf(session, one.name, u'@' + one.name, withDrift);
    }
    if (columns.isEmpty())
        return session.invocation.usage(u"The project names no connections."_s);
    if (session.asksForJson()) {
        QJsonArray array;
        for (const Column &column : std::as_const(columns)) {
            QJsonObject json{{u"connection"_s, column.name}, {u"environment"_s, column.environment},
                {u"migrations"_s, statesJson(column.states)}, {u"drift"_s, QJsonValue()}};
            if (column.drift)
                json[u"drift"] = column.drift->items.size();
            if (!column.error.isEmpty())
                json[u"error"] = column.error;
            array += json;
        }
        session.invocation.out << QJsonDocument(array).toJson();
    } else {
        printTable(session, columns, withDrift);
        tellPhases(session);
    }
    const bool anyFailed =
        std::any_of(columns.begin(), columns.end(), [](const Column &c) { return !c.error.isEmpty(); });
    return anyFailed ? ExitStatus::Server : ExitStatus::Done;
}

void printStates(Invocation &invocation, const QList<MigrationStatus> &states)
{
    for (const MigrationStatus &one : states) {
        invocation.out << one.version.leftJustified(6) << QString::fromLatin1(stateWord(one.state)).leftJustified(14)
                       << one.title;
        if (one.state == MigrationState::Applied)
            invocation.out << "  (" << one.appliedAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s) << " by "
                           << one.appliedBy << ')';
        if (one.state == MigrationState::Partial || one.state == MigrationState::Failed)
            invocation.out << "  (" << one.statementsDone << " of " << one.statements << " statements done)\n      "
                           << QString(one.error).replace(u'\n', u"\n      "_s);
        invocation.out << '\n';
    }
}

/// The run goes with the migration that it runs.
void addRun(QJsonArray &states, const RunningMigration &running)
{
    for (qsizetype i = 0; i < states.size(); ++i) {
        QJsonObject object = states.at(i).toObject();
        if (object[u"version"_s].toString() != running.run.version)
            continue;
        object.insert(u"run"_s, jsonOf(running));
        states.replace(i, object);
    }
}

} // namespace

ExitStatus migrateStatus(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    if (invocation.has(u"all"_s))
        return statusOfAll(session);
    if (Result<> open = session.connect(); !open)
        return invocation.fail(open.error());
    Result<QList<MigrationStatus>> states =
        migrationStatus(*session.connection, *session.engine, session.project->timeline());
    if (!states)
        return invocation.fail(states.error());
    const Result<std::optional<RunningMigration>> running = runningMigration(*session.engine, session.profile);
    if (!running)
        invocation.warn(u"  "_s + running.error().message.translated());
    if (session.asksForJson()) {
        QJsonArray array = statesJson(*states);
        if (running && *running)
            addRun(array, **running);
        invocation.out << QJsonDocument(array).toJson();
        return ExitStatus::Done;
    }
    printStates(invocation, *states);
    if (states->isEmpty())
        invocation.out << "The project has no migrations.\n";
    if (running && *running)
        invocation.out << describe(**running) << '\n';
    const auto waiting = GateTable(*session.connection, *session.engine).waiting();
    if (waiting && !waiting->isEmpty())
        invocation.out << "Migration " << waiting->first().version
                       << " waits until somebody confirms: " << waiting->first().text
                       << "\n  when it is done: " << session.command(u"confirm"_s) << '\n';
    tellPhases(session);
    return ExitStatus::Done;
}

} // namespace relata
