#include "app/cli/steer.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/project/environments.h"
#include "models/project/evolution_files.h"
#include "models/timeline/backup_table.h"
#include "models/timeline/gate_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

using Backups = QHash<QString, BackupRecord>;

/// What a migration that was begun ran under; null: nothing that the database knows of.
const BackupRecord *backupOf(const Timeline &timeline, const Backups &backups, const MigrationStatus &status)
{
    const MigrationFile *file = timeline.find(status.version);
    const bool isBegun = status.state != MigrationState::Pending && status.state != MigrationState::OutOfOrder
        && status.state != MigrationState::Missing;
    const auto it = file && isBegun ? backups.constFind(file->id) : backups.constEnd();
    return it == backups.constEnd() ? nullptr : &*it;
}

QJsonArray statesJson(const QList<MigrationStatus> &states)
{
    QJsonArray array;
    for (const MigrationStatus &one : states)
        array += QJsonObject{{u"version"_s, one.version}, {u"title"_s, one.title},
            {u"state"_s, QLatin1StringView(stateWord(one.state))}, {u"statements"_s, one.statements},
            {u"done"_s, one.statementsDone}, {u"applied_at"_s, one.appliedAt.toString(Qt::ISODate)},
            {u"applied_by"_s, one.appliedBy}, {u"started_at"_s, one.startedAt.toString(Qt::ISODate)},
            {u"error"_s, one.error}};
    return array;
}

void addBackups(
    QJsonArray &json, const Timeline &timeline, const QList<MigrationStatus> &states, const Backups &backups)
{
    for (qsizetype i = 0; i < states.size(); ++i) {
        const BackupRecord *backup = backupOf(timeline, backups, states.at(i));
        QJsonObject object = json.at(i).toObject();
        object.insert(u"backup"_s, backup ? QJsonValue(backup->json()) : QJsonValue());
        json.replace(i, object);
    }
}

/// Stable: JSON and scripts read them.
const char *stateWord(RepeatableStatus::State state)
{
    static const char *words[] = {"current", "changed", "behind", "never-run", "stopped", "gone"};
    return words[int(state)];
}

QJsonArray repeatablesJson(const QList<RepeatableStatus> &states)
{
    QJsonArray array;
    for (const RepeatableStatus &one : states)
        array += QJsonObject{{u"repeatable"_s, one.name}, {u"state"_s, QLatin1StringView(stateWord(one.state))},
            {u"ran_at"_s, one.ranAt.toString(Qt::ISODate)}, {u"ran_by"_s, one.by}, {u"error"_s, one.error}};
    return array;
}

void printRepeatables(Invocation &invocation, const QList<RepeatableStatus> &states)
{
    for (const RepeatableStatus &one : states) {
        invocation.out << "      " << QString::fromLatin1(stateWord(one.state)).leftJustified(14) << one.name;
        if (one.ranAt.isValid())
            invocation.out << "  (ran " << one.ranAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s) << " by " << one.by
                           << ')';
        if (!one.error.isEmpty())
            invocation.out << "\n      " << QString(one.error).replace(u'\n', u"\n      "_s);
        invocation.out << '\n';
    }
}

QString driftWord(const EnvironmentColumn &column)
{
    if (!column.drift)
        return u"?"_s;
    return column.drift->isEmpty() ? u"none"_s : u"%1 differ"_s.arg(column.drift->size());
}

void lookForDrift(MigrateSession &session, EnvironmentColumn &column)
{
    const Result<DriftRules> rules = driftRules(session.project->config().other);
    Result<Drift> drift = rules ? findDrift(*session.connection, session.profile, session.beside(), *session.engine,
                              session.project->timeline(), *rules, session.invocation)
                                : Result<Drift>(failure(rules.error()));
    if (drift)
        column.drift = std::move(drift->items);
    else
        session.invocation.warn(
            u"%1: drift was not looked for: %2"_s.arg(column.name, drift.error().message.translated()));
}

void read(MigrateSession &session, EnvironmentColumn &column, bool withDrift)
{
    const Result<> open = session.connect(u'@' + column.name);
    Result<QList<MigrationStatus>> states = open
        ? readEnvironment(*session.connection, session.engine, session.project->config(), session.project->timeline())
        : Result<QList<MigrationStatus>>(failure(open.error()));
    if (!states) {
        column.fail(states.error());
        session.invocation.warn(u"%1: %2"_s.arg(column.name, states.error().message.translated()));
        return;
    }
    column.reach = EnvironmentColumn::Reach::Read;
    column.states = std::move(*states);
    const Result<QList<RepeatableStatus>> repeatables =
        repeatableStatus(*session.connection, *session.engine, session.project->timeline());
    if (repeatables)
        column.repeatables = *repeatables;
    else
        session.invocation.warn(u"%1: %2"_s.arg(column.name, repeatables.error().message.translated()));
    if (withDrift)
        lookForDrift(session, column);
}

/// A row for each that any of the databases knows, behind the migrations.
void addRepeatables(QList<QStringList> &lines, const QList<EnvironmentColumn> &columns)
{
    QStringList names;
    for (const EnvironmentColumn &column : columns) {
        for (const RepeatableStatus &one : column.repeatables)
            names += one.name;
    }
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        lines += QStringList(u"     "_s + name.left(40));
        for (const EnvironmentColumn &column : columns) {
            const auto it = std::find_if(column.repeatables.begin(), column.repeatables.end(),
                [&](const RepeatableStatus &one) { return one.name == name; });
            lines.last() += it != column.repeatables.end() ? QString::fromLatin1(stateWord(it->state))
                : column.error                             ? u"?"_s
                                                           : u"-"_s;
        }
    }
}

/// The rows' cells, as people read them on a terminal.
QList<QStringList> cellsOf(const EnvironmentTable &table, bool withDrift)
{
    QList<QStringList> lines{{u"migration"_s}, {QString()}};
    for (const EnvironmentColumn &column : table.columns()) {
        lines[0] += column.name;
        lines[1] += column.environment;
    }
    for (qsizetype row = 0; row < table.rows().size(); ++row) {
        const EnvironmentTable::Row &one = table.rows().at(row);
        lines += QStringList(one.version.leftJustified(5) + one.title.left(40));
        for (qsizetype column = 0; column < table.columns().size(); ++column) {
            const MigrationStatus *status = table.cell(row, column);
            lines.last() += status                 ? QString::fromLatin1(stateWord(status->state))
                : table.columns().at(column).error ? u"?"_s
                                                   : u"-"_s;
        }
    }
    addRepeatables(lines, table.columns());
    if (withDrift) {
        lines += QStringList(u"drift"_s);
        for (const EnvironmentColumn &column : table.columns())
            lines.last() += driftWord(column);
    }
    return lines;
}

void printTable(MigrateSession &session, const EnvironmentTable &table, bool withDrift)
{
    const QList<QStringList> rows = cellsOf(table, withDrift);
    QList<qsizetype> widths(table.columns().size() + 1);
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths.at(i), row.at(i).size());
    }
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += row.at(i).leftJustified(widths.at(i) + 2);
        while (line.endsWith(u' '))
            line.chop(1);
        if (!line.isEmpty())
            session.invocation.out << line << '\n';
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

QJsonArray columnsJson(const QList<EnvironmentColumn> &columns)
{
    QJsonArray array;
    for (const EnvironmentColumn &column : columns) {
        QJsonObject json{{u"connection"_s, column.name}, {u"environment"_s, column.environment},
            {u"version"_s, column.standsAt()}, {u"migrations"_s, statesJson(column.states)},
            {u"repeatables"_s, repeatablesJson(column.repeatables)}, {u"drift"_s, QJsonValue()}};
        if (column.drift)
            json[u"drift"] = column.drift->size();
        if (column.error)
            json[u"error"] = column.error->message.translated();
        array += json;
    }
    return array;
}

ExitStatus statusOfAll(MigrateSession &session)
{
    const bool withDrift = !session.invocation.has(u"no-replay"_s);
    const ProjectConfig &config = session.project->config();
    QList<EnvironmentColumn> columns = environmentColumns(config.connections, config);
    if (columns.isEmpty())
        return session.invocation.usage(u"The project names no connections."_s);
    for (EnvironmentColumn &column : columns)
        read(session, column, withDrift);
    const EnvironmentTable table(session.project->timeline(), std::move(columns));
    if (session.asksForJson()) {
        session.invocation.out << QJsonDocument(columnsJson(table.columns())).toJson();
    } else {
        printTable(session, table, withDrift);
        tellPhases(session);
    }
    const bool anyFailed = std::any_of(table.columns().begin(), table.columns().end(),
        [](const EnvironmentColumn &column) { return column.error.has_value(); });
    return anyFailed ? ExitStatus::Server : ExitStatus::Done;
}

void printStates(
    Invocation &invocation, const Timeline &timeline, const QList<MigrationStatus> &states, const Backups &backups)
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
        if (const BackupRecord *backup = backupOf(timeline, backups, one))
            invocation.out << "\n      backup: " << backup->summary().source();
        invocation.out << '\n';
    }
}

void tellWaiting(MigrateSession &session)
{
    const auto waiting = GateTable(*session.connection, *session.engine).waiting();
    if (waiting && !waiting->isEmpty())
        session.invocation.out << "Migration " << waiting->first().version
                               << " waits until somebody confirms: " << waiting->first().text
                               << "\n  when it is done: " << session.command(u"confirm"_s) << '\n';
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

QJsonArray joined(QJsonArray one, const QJsonArray &other)
{
    for (const QJsonValue &value : other)
        one += value;
    return one;
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
    const Result<QList<RepeatableStatus>> repeatables =
        repeatableStatus(*session.connection, *session.engine, session.project->timeline());
    if (!repeatables)
        return invocation.fail(repeatables.error());
    const Result<Backups> backups = BackupTable(*session.connection, *session.engine).standing();
    if (!backups)
        return invocation.fail(backups.error());
    const Timeline &timeline = session.project->timeline();
    if (session.asksForJson()) {
        QJsonArray array = statesJson(*states);
        addBackups(array, timeline, *states, *backups);
        if (running && *running)
            addRun(array, **running);
        invocation.out << QJsonDocument(joined(array, repeatablesJson(*repeatables))).toJson();
        return ExitStatus::Done;
    }
    printStates(invocation, timeline, *states, *backups);
    printRepeatables(invocation, *repeatables);
    if (states->isEmpty())
        invocation.out << "The project has no migrations.\n";
    if (running && *running)
        invocation.out << describe(**running) << '\n';
    tellWaiting(session);
    tellPhases(session);
    return ExitStatus::Done;
}

} // namespace relata
