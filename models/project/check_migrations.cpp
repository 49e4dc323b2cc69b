#include "models/project/check_migrations.h"

#include "models/base/file_text.h"
#include "models/diff/matcher.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/server_form.h"
#include "models/project/evolution_files.h"
#include "models/project/project_files.h"
#include "models/timeline/drift.h"
#include "models/timeline/ledger.h"
#include "models/timeline/repeatable.h"

#include <QDir>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

using Severity = Finding::Severity;

static Message said(const char *text, const QStringList &arguments = {})
{
    return {"CheckMigrations", text, arguments};
}

void MigrationCheck::add(const QByteArray &code, Severity severity, const QString &file, const Message &message,
    const Message &advice, int line)
{
    addItem(code, severity, u"migrations/"_s + file, message, advice, line);
}

void MigrationCheck::addItem(const QByteArray &code, Severity severity, const QString &path, const Message &message,
    const Message &advice, int line)
{
    Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.message = message;
    finding.advice = advice;
    items += Item{finding, path, line};
}

static bool byNumber(const MigrationFile &a, const MigrationFile &b)
{
    return a.version.toLongLong() < b.version.toLongLong();
}

/// Of neighbours in the chain.
static void checkPair(MigrationCheck &check, const MigrationFile &before, const MigrationFile &one)
{
    if (before.version.toLongLong() == one.version.toLongLong())
        check.add("MC102", Severity::Danger, one.fileName,
            said(QT_TRANSLATE_NOOP("CheckMigrations", "%1 has the same number."), {before.fileName}),
            said(QT_TRANSLATE_NOOP("CheckMigrations", "Give this one the next free number.")));
    if (!one.parent.isEmpty() && !before.id.isEmpty() && one.parent != before.id)
        check.add("MC104", Severity::Danger, one.fileName,
            said(
                QT_TRANSLATE_NOOP("CheckMigrations", "Its parent is not %1, the migration before."), {before.fileName}),
            said(QT_TRANSLATE_NOOP(
                "CheckMigrations", "Two branches made a migration each: put this one last and set its parent.")));
}

/// What is open in phases can be read, and its phases are migrations that are there.
static void checkEvolutions(MigrationCheck &check, const QString &folder, const QMap<QString, QString> &ids)
{
    const Result<QList<Evolution>> open = readEvolutions(folder);
    if (!open) {
        check.addItem("MC113", Severity::Danger, u"evolutions"_s, open.error().message, {});
        return;
    }
    for (const Evolution &one : *open) {
        for (const Evolution::Done &done : one.phases) {
            if (!ids.contains(done.migration))
                check.addItem("MC113", Severity::Danger, evolutionChange(one).path,
                    said(QT_TRANSLATE_NOOP("CheckMigrations", "No migration has the id %1 of its phase \"%2\"."),
                        {done.migration, phaseWord(done.phase)}),
                    said(QT_TRANSLATE_NOOP("CheckMigrations",
                        "The two belong to one commit: bring the migration back, or take the phase out.")));
        }
    }
}

/// Each by itself, then all of them as they run.
static void checkRepeatables(MigrationCheck &check, const QString &folder)
{
    bool isWhole = true;
    for (const QString &name : repeatableFileNames(folder)) {
        const Result<QByteArray> content = readFile(folder + u'/' + name);
        const Result<MigrationFile> file =
            content ? parseRepeatable(*content, name) : Result<MigrationFile>(failure(content.error()));
        isWhole = isWhole && file;
        if (!file)
            check.add("MC101", Severity::Danger, RepeatableFolder + u'/' + name, file.error().message, {});
    }
    Result<QList<MigrationFile>> all = readRepeatables(folder);
    if (all)
        check.timeline.repeatables = std::move(*all);
    else if (isWhole)
        check.add("MC101", Severity::Danger, RepeatableFolder.toString(), all.error().message, {});
}

void checkRepeatable(MigrationCheck &check, const Engine &engine)
{
    for (const MigrationFile &file : std::as_const(check.timeline.repeatables)) {
        const auto objects = repeatedObjects(file, *engine.flavour);
        if (!objects)
            check.add("MC114", Severity::Danger, RepeatableFolder + u'/' + file.fileName, objects.error().message,
                said(QT_TRANSLATE_NOOP("CheckMigrations", "It belongs into a migration, which runs once.")));
    }
}

MigrationCheck checkFiles(const QString &folder)
{
    MigrationCheck check;
    const QDir files(folder + u"/migrations"_s);
    for (const QString &name : migrationFileNames(files.path())) {
        const Result<QByteArray> content = readFile(files.filePath(name));
        Result<MigrationFile> file =
            content ? parseMigration(*content, name) : Result<MigrationFile>(failure(content.error()));
        if (file)
            check.timeline.migrations += std::move(*file);
        else
            check.add("MC101", Severity::Danger, name, file.error().message, {});
    }
    QList<MigrationFile> &all = check.timeline.migrations;
    std::stable_sort(all.begin(), all.end(), byNumber);
    QMap<QString, QString> ids;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const MigrationFile &one = all.at(i);
        if (i > 0)
            checkPair(check, all.at(i - 1), one);
        if (!one.id.isEmpty() && ids.contains(one.id))
            check.add("MC103", Severity::Danger, one.fileName,
                said(QT_TRANSLATE_NOOP("CheckMigrations", "%1 has the same id."), {ids.value(one.id)}),
                said(QT_TRANSLATE_NOOP("CheckMigrations", "A copied file needs an id of its own.")));
        ids.insert(one.id, one.fileName);
        if (!one.hasDown() && i > 0)
            check.add("MC105", Severity::Note, one.fileName,
                said(QT_TRANSLATE_NOOP("CheckMigrations", "It has no way down.")), {});
    }
    checkEvolutions(check, folder, ids);
    checkRepeatables(check, files.filePath(RepeatableFolder.toString()));
    return check;
}

/// What the base does not know stands behind all that it has.
static void checkNew(MigrationCheck &check, const QStringList &known, qint64 last)
{
    for (const MigrationFile &one : std::as_const(check.timeline.migrations)) {
        const bool isNew = !known.contains(one.id.isEmpty() ? one.fileName : one.id);
        if (isNew && one.version.toLongLong() <= last && one.all(u"squashed").isEmpty())
            check.add("MC111", Severity::Danger, one.fileName,
                said(QT_TRANSLATE_NOOP("CheckMigrations", "It is new, but the base goes up to number %1 already."),
                    {QString::number(last)}),
                said(QT_TRANSLATE_NOOP("CheckMigrations", "Give it a number behind that.")));
    }
}

void checkAgainstBase(MigrationCheck &check, const QList<FileAtBase> &base, const Engine &engine)
{
    qint64 last = 0;
    QStringList kept; // ids that squashed migrations stand for
    QStringList known;
    for (const MigrationFile &one : std::as_const(check.timeline.migrations)) {
        for (const QString &argument : one.all(u"squashed"))
            kept += argument.split(u' ', Qt::SkipEmptyParts);
    }
    for (const FileAtBase &old : base) {
        const Result<MigrationFile> before = parseMigration(old.content, old.fileName);
        if (!before)
            continue; // it was broken there
        last = std::max(last, before->version.toLongLong());
        known += before->id.isEmpty() ? before->fileName : before->id;
        const auto now = std::find_if(
            check.timeline.migrations.begin(), check.timeline.migrations.end(), [&](const MigrationFile &one) {
                return before->id.isEmpty() ? one.fileName == before->fileName : one.id == before->id;
            });
        if (now == check.timeline.migrations.end()) {
            const bool isBroken = std::any_of(check.items.begin(), check.items.end(),
                [&](const MigrationCheck::Item &one) { return one.file.endsWith(before->fileName); });
            if (!kept.contains(before->id) && !isBroken)
                check.add("MC110", Severity::Danger, before->fileName,
                    said(QT_TRANSLATE_NOOP("CheckMigrations", "The base has this migration, and it is gone here.")),
                    said(QT_TRANSLATE_NOOP("CheckMigrations", "Databases may have applied it: take it back.")));
        } else if (migrationChecksum(*before, engine) != migrationChecksum(*now, engine)) {
            check.add("MC109", Severity::Danger, now->fileName,
                said(QT_TRANSLATE_NOOP("CheckMigrations", "It differs from the migration of the base.")),
                said(QT_TRANSLATE_NOOP("CheckMigrations",
                    "Databases may have applied it: take the edit back, and make a new migration of it.")));
        }
    }
    checkNew(check, known, last);
}

/// Whether a program in Python would have had to run, which nobody has allowed.
static bool isUnrun(const Timeline &timeline, const Error &error)
{
    return timeline.hasPython() && !timeline.python.isAllowed && error.code == Error::Code::Refused;
}

static void addUnrun(MigrationCheck &check, const Error &error)
{
    check.add("MC112", Severity::Note, u"head.json"_s,
        said(QT_TRANSLATE_NOOP("CheckMigrations", "It was not compared with the migrations. %1"),
            {error.message.source()}),
        said(QT_TRANSLATE_NOOP("CheckMigrations", "To run programs in Python on a scratch database: --allow PYTHON.")));
}

static void addOtherHead(MigrationCheck &check, const Schema &head, const Drift &drift)
{
    const Message advice = said(QT_TRANSLATE_NOOP("CheckMigrations",
        "A merge may have taken one side's, or a migration was written by hand: relata migrate check --write-head "
        "writes it anew."));
    check.add("MC106", Severity::Danger, u"head.json"_s,
        head.isEmpty() ? said(QT_TRANSLATE_NOOP("CheckMigrations", "It is missing."))
                       : said(QT_TRANSLATE_NOOP("CheckMigrations", "It is not what the migrations lead to: %1."),
                           {drift.items.first().text()}),
        advice);
}

/// Whether the repeatables run on what the migrations lead to, and once more.
static Result<> checkRun(MigrationCheck &check, Replay &replay)
{
    Timeline twice = check.timeline;
    twice.repeatables += check.timeline.repeatables;
    const Result<Schema> done = check.timeline.repeatables.isEmpty() ? Schema() : replay.whole(twice);
    if (done || done.error().code == Error::Code::Refused) // which is told already
        return {};
    if (done.error().code != Error::Code::Sql)
        return failure(done.error());
    check.add("MC107", Severity::Danger, RepeatableFolder.toString(), done.error().message,
        said(QT_TRANSLATE_NOOP("CheckMigrations", "Correct the file, or say with \"relata:after\" what it needs.")));
    return {};
}

Result<> checkHead(MigrationCheck &check, const QString &folder, const Engine &engine, const ConnectionProfile &beside,
    bool isWritten, JobContext &context)
{
    const Result<Schema> head = readHead(folder);
    if (!head) {
        check.add("MC106", Severity::Danger, u"head.json"_s, head.error().message, {});
        return {};
    }
    Replay replay(engine, beside, context);
    const Result<Schema> schema = replay.after(check.timeline, check.timeline.migrations.size());
    if (!schema && isUnrun(check.timeline, schema.error())) {
        addUnrun(check, schema.error());
        return {};
    }
    if (!schema && schema.error().code != Error::Code::Sql)
        return failure(schema.error());
    if (!schema) {
        check.add("MC107", Severity::Danger, {}, schema.error().message,
            said(QT_TRANSLATE_NOOP("CheckMigrations", "Correct the file, and prove it with relata migrate verify.")));
        return {};
    }
    if (Result<> run = checkRun(check, replay); !run)
        return run;
    const QList<RepeatedObject> repeated = repeatedObjects(check.timeline.repeatables, *engine.flavour);
    const Schema known = withoutRepeated(*schema, matched(*head, *schema, engine.nameRule), repeated, engine);
    ServerForms forms;
    const Result<SettledSchema> settled = settledBeside(known, *schema, engine, beside, forms, context); // it was typed
    if (!settled)
        return failure(settled.error());
    Drift drift = driftBetween(*schema, settled->schema, engine);
    if (!head->isEmpty()) // what a database itself is set to, no migration says
        drift.items.removeIf(
            [](const DriftItem &item) { return item.object.kind == Kind::Namespace && item.name.isEmpty(); });
    if (drift.isEmpty())
        return {};
    if (isWritten)
        return relata::writeHead(folder, matched(*schema, *head, engine.nameRule));
    addOtherHead(check, *head, drift);
    return {};
}

QString proposedCommitMessage(const QList<MigrationFile> &migrations)
{
    if (migrations.isEmpty())
        return {};
    const auto bodyOf = [](const MigrationFile &one) {
        QString result;
        for (const QString &line : one.description.split(u'\n', Qt::SkipEmptyParts))
            result += u"* "_s + line.trimmed() + u'\n';
        return result;
    };
    if (migrations.size() == 1) {
        const MigrationFile &one = migrations.first();
        const QString body = bodyOf(one);
        QString subject = one.title.left(1).toUpper() + one.title.mid(1);
        return subject + u"\n\nMigration "_s + one.version + u".\n"_s + (body.isEmpty() ? body : u'\n' + body);
    }
    QString result = u"Add migrations %1 to %2\n"_s.arg(migrations.first().version, migrations.last().version);
    for (const MigrationFile &one : migrations)
        result += u'\n' + one.version + u' ' + one.title + u'\n' + bodyOf(one);
    return result;
}

} // namespace relata
