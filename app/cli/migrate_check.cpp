#include "app/cli/migrate_session.h"
#include "models/base/file_text.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/repair.h"
#include "models/project/check_migrations.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

using Severity = Finding::Severity;
constexpr const char *SeverityWords[] = {"note", "warning", "danger"};

/// What git says in the project's folder; nothing where it refuses.
std::optional<QByteArray> git(const QString &folder, const QStringList &words)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(u"git"_s, words);
    if (!process.waitForFinished(30'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput();
}

/// The migrations where this branch left the one that it will join; nothing outside of git, or without such a branch.
std::optional<QList<FileAtBase>> filesAtBase(MigrateSession &session)
{
    const QString folder = QDir(session.folder()).absolutePath(), wanted = session.invocation.value(u"base"_s);
    const QStringList names = wanted.isEmpty() ? QStringList{u"origin/main"_s, u"main"_s} : QStringList{wanted};
    for (const QString &name : names) {
        const auto base = git(folder, {u"merge-base"_s, u"HEAD"_s, name});
        if (!base)
            continue;
        const QString commit = QString::fromLatin1(*base).trimmed();
        const auto list = git(folder, {u"ls-tree"_s, u"-z"_s, u"--name-only"_s, commit, u"migrations/"_s});
        if (!list)
            continue;
        QList<FileAtBase> files;
        for (const QByteArray &path : list->split('\0')) {
            const QString file = QString::fromUtf8(path);
            if (!file.endsWith(".sql"_L1) && !file.endsWith(".py"_L1))
                continue;
            const auto content = git(folder, {u"show"_s, commit + u":./"_s + file});
            if (content)
                files += {file.section(u'/', -1), *content};
        }
        return files;
    }
    return {};
}

/// The files that the base does not have.
QList<MigrationFile> added(const Timeline &timeline, const QList<FileAtBase> &base)
{
    QList<MigrationFile> result;
    for (const MigrationFile &one : timeline.migrations) {
        if (std::none_of(base.begin(), base.end(), [&](const FileAtBase &old) { return old.fileName == one.fileName; }))
            result += one;
    }
    return result;
}

/// What a database has applied must not be edited.
Result<> checkApplied(MigrateSession &session, MigrationCheck &check)
{
    if (const Result<> done = session.openProject(); !done)
        return session.invocation.has(u"target"_s) ? done : Result<>(); // broken files are told already
    if (Result<> done = session.connect(); !done)
        return done;
    const Result<RepairList> list = repairList(*session.connection, *session.engine, check.timeline);
    if (!list)
        return failure(list.error());
    for (const RepairList::Edited &one : list->edited)
        check.add("MC108", Severity::Danger, check.timeline.find(one.version)->fileName,
            {"CommandLine", QT_TRANSLATE_NOOP("CommandLine", "It was edited after %1 applied it."),
                {session.profile.displayName()}},
            {"CommandLine",
                QT_TRANSLATE_NOOP("CommandLine", "Take the edit back, or look at it with relata migrate repair."), {}});
    return {};
}

void print(Invocation &invocation, const MigrationCheck &check)
{
    if (invocation.value(u"format"_s) == "json"_L1) {
        QJsonArray array;
        for (const MigrationCheck::Item &one : check.items)
            array += QJsonObject{{u"code"_s, QString::fromLatin1(one.finding.code)},
                {u"severity"_s, QLatin1StringView(SeverityWords[int(one.finding.severity)])}, {u"file"_s, one.file},
                {u"line"_s, one.line}, {u"message"_s, one.finding.message.source()},
                {u"advice"_s, one.finding.advice.source()}};
        invocation.out << QJsonDocument(array).toJson();
        return;
    }
    for (const MigrationCheck::Item &one : check.items)
        invocation.out << one.file << ": " << SeverityWords[int(one.finding.severity)] << ' '
                       << QString::fromLatin1(one.finding.code) << ": " << one.finding.message.translated() << ' '
                       << one.finding.advice.translated() << '\n';
    if (check.items.isEmpty())
        invocation.out << "Nothing to find fault with in "
                       << check.timeline.migrations.size() + check.timeline.repeatables.size() << " migrations.\n";
}

Result<> inspectAll(MigrateSession &session, MigrationCheck &check, const std::optional<QList<FileAtBase>> &base)
{
    Invocation &invocation = session.invocation;
    if (base)
        checkAgainstBase(check, *base, *session.engine);
    else if (invocation.has(u"base"_s))
        return failure({.code = Error::Code::Usage,
            .message = {"CommandLine", QT_TRANSLATE_NOOP("CommandLine", "git knows no common commit with %1 here."),
                {invocation.value(u"base"_s)}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    const bool isWhole = std::none_of(check.items.begin(), check.items.end(),
        [](const MigrationCheck::Item &one) { return one.finding.code == "MC101" || one.finding.code == "MC102"; });
    if (isWhole && !invocation.has(u"no-replay"_s)) {
        ConnectionProfile beside; // a private server, or one in memory, unless another one is named
        const bool hasTarget = invocation.has(u"target"_s);
        if (session.openProject()) {
            check.timeline.python = session.project->timeline().python;
            if (hasTarget)
                (void)session.connect();
            if (hasTarget || invocation.has(u"dev"_s) || !session.project->config().scratchConnection.isEmpty())
                beside = session.beside();
        }
        if (Result<> done = checkHead(check, QDir(session.folder()).absolutePath(), *session.engine, beside,
                invocation.has(u"write-head"_s), invocation);
            !done)
            return done;
    }
    return invocation.has(u"target"_s) ? checkApplied(session, check) : Result<>();
}

} // namespace

ExitStatus migrateCheck(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    const QString least = invocation.value(u"fail-on"_s);
    const auto word = std::find_if(std::begin(SeverityWords), std::end(SeverityWords),
        [&](const char *one) { return least == QLatin1StringView(one); });
    if (word == std::end(SeverityWords))
        return invocation.usage(u"--fail-on is note, warning or danger."_s);
    const QString folder = QDir(session.folder()).absolutePath();
    const Result<QByteArray> content = readFile(folder + u"/relata.json"_s);
    const Result<ProjectConfig> config = content ? parseProjectConfig(*content, folder + u"/relata.json"_s)
                                                 : Result<ProjectConfig>(failure(content.error()));
    if (!config)
        return invocation.fail(config.error());
    invocation.warnOf(*config, folder);
    session.engine = invocation.registry.find(config->engine);
    if (!session.engine)
        return invocation.usage(u"This program does not speak to %1."_s.arg(QString::fromLatin1(config->engine)));
    MigrationCheck check = checkFiles(folder);
    checkRepeatable(check, *session.engine);
    const std::optional<QList<FileAtBase>> base = filesAtBase(session);
    if (invocation.has(u"message"_s)) {
        const QList<MigrationFile> &all = check.timeline.migrations;
        invocation.out << proposedCommitMessage(base ? added(check.timeline, *base) : all.mid(all.size() - 1));
        return ExitStatus::Done;
    }
    if (Result<> done = inspectAll(session, check, base); !done)
        return invocation.fail(done.error());
    print(invocation, check);
    const bool fails = std::any_of(check.items.begin(), check.items.end(), [&](const MigrationCheck::Item &one) {
        return int(one.finding.severity) >= int(word - std::begin(SeverityWords));
    });
    return fails ? ExitStatus::Different : ExitStatus::Done;
}

} // namespace relata
