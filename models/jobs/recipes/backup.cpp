#include "models/jobs/recipes/backup.h"

#include "models/base/file_text.h"
#include "models/engine/backup_port.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/backup_trial.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QSysInfo>

#include <unistd.h>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto Format = "relata.backup/1"_L1;

tl::unexpected<Error> refused(Error::Code code, const char *text, const QStringList &arguments)
{
    return failure(
        {.code = code, .message = {"Backup", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

QString descriptionOf(const QString &file) { return file + u".json"_s; }

/// "shop-20261129-081500" for this time.
QString baseName(const ConnectionProfile &from, const QString &time)
{
    QString name = QFileInfo(from.database).completeBaseName();
    for (QChar &c : name)
        c = c.isLetterOrNumber() || c == u'_' || c == u'-' ? c : QChar(u'_');
    return (name.isEmpty() ? u"database"_s : name.left(100)) + u'-' + time;
}

/// A new file for it, empty and for its owner alone, under a name that says that it is not whole.
Result<QString> newFile(const ConnectionProfile &from, const BackupPort &port, const BackupRules &rules)
{
    const QDir folder(rules.folder.isEmpty() ? u"."_s : rules.folder);
    if (!folder.mkpath(u"."_s))
        return refused(
            Error::Code::File, QT_TRANSLATE_NOOP("Backup", "The folder %1 cannot be made."), {folder.absolutePath()});
    const QString name = baseName(from, QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s));
    for (int i = 1; i < 1000; ++i) {
        QString path =
            folder.absoluteFilePath(name + (i > 1 ? u'-' + QString::number(i) : QString()) + u'.' + port.suffix());
        QFile file(path + u".partial"_s);
        if (QFileInfo::exists(path) || QFileInfo::exists(descriptionOf(path)))
            continue;
        if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
            return path;
        if (!file.exists())
            return refused(
                Error::Code::File, QT_TRANSLATE_NOOP("Backup", "%1 cannot be written: %2"), {path, file.errorString()});
    }
    return refused(
        Error::Code::File, QT_TRANSLATE_NOOP("Backup", "The folder %1 cannot be made."), {folder.absolutePath()});
}

/// Size and SHA-256 of what is on the disk for good.
Result<> measure(const QString &path, Backup &backup, JobContext &context)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly))
        return refused(
            Error::Code::File, QT_TRANSLATE_NOOP("Backup", "%1 cannot be read: %2"), {path, file.errorString()});
    ::fsync(file.handle());
    backup.bytes = 0;
    while (!file.atEnd()) {
        const QByteArray part = file.read(1 << 20);
        if (part.isEmpty() && file.error() != QFile::NoError)
            return refused(
                Error::Code::File, QT_TRANSLATE_NOOP("Backup", "%1 cannot be read: %2"), {path, file.errorString()});
        hash.addData(part);
        backup.bytes += part.size();
        if (context.stopRequested())
            return failure(cancelledError());
    }
    backup.checksum = QString::fromLatin1(hash.result().toHex());
    return {};
}

/// Writes the file under its partial name, and gives it its own once it is whole.
Result<> write(
    Connection &connection, const BackupPort::Source &source, const Engine &engine, Backup &backup, JobContext &context)
{
    const QString partial = backup.file + u".partial"_s;
    QElapsedTimer clock;
    clock.start();
    Result<> done = engine.backup->write(source, connection.server(), partial, context);
    backup.writing = std::chrono::milliseconds(clock.elapsed());
    if (done)
        done = measure(partial, backup, context);
    if (done && backup.bytes == 0)
        done = refused(Error::Code::File, QT_TRANSLATE_NOOP("Backup", "%1 wrote nothing."), {backup.tool});
    if (done && !QFile::rename(partial, backup.file))
        done = refused(Error::Code::File, QT_TRANSLATE_NOOP("Backup", "%1 cannot be written: %2"),
            {backup.file, u"it cannot be renamed"_s});
    if (!done)
        QFile::remove(partial);
    return done;
}

} // namespace

Result<QString> backupTool(const Engine &engine, const ServerInfo &server)
{
    if (!engine.backup)
        return refused(Error::Code::Unsupported, QT_TRANSLATE_NOOP("Backup", "Relata has no backups for %1."),
            {QString::fromLatin1(engine.name)});
    return engine.backup->tool(server);
}

QString restoreCommandOf(
    const QString &file, bool isOfTables, const ConnectionProfile &from, const Engine &engine, const ServerInfo &server)
{
    ConnectionProfile into = from;
    if (isOfTables) // never over the database that has all the others
        into.database += u"_restored"_s;
    return engine.backup->restoreCommand(file, into, server);
}

QString plannedBackupFile(const QString &folder, const ConnectionProfile &from, const Engine &engine)
{
    return QDir(folder.isEmpty() ? u"."_s : folder)
        .absoluteFilePath(baseName(from, u"DATE-TIME"_s) + u'.' + engine.backup->suffix());
}

QJsonObject backupJson(const Backup &backup)
{
    return {{u"format"_s, QString(Format)}, {u"file"_s, QFileInfo(backup.file).fileName()},
        {u"database"_s, backup.database}, {u"tool"_s, backup.tool},
        {u"takenAt"_s, backup.takenAt.toString(Qt::ISODateWithMs)}, {u"bytes"_s, backup.bytes},
        {u"sha256"_s, backup.checksum}, {u"writingMs"_s, qint64(backup.writing.count())},
        {u"restored"_s, backup.isTried}, {u"restoredAt"_s, backup.triedAt.toString(Qt::ISODateWithMs)},
        {u"restoringMs"_s, qint64(backup.restoring.count())}, {u"doubt"_s, backup.doubt},
        {u"onlyTables"_s, QJsonArray::fromStringList(backup.onlyTables)}, {u"tables"_s, backup.tables},
        {u"rows"_s, backup.rows}, {u"restoreCommand"_s, backup.restoreCommand}};
}

BackupRecord recordOf(const Backup &backup)
{
    BackupRecord record;
    record.place = backup.file;
    record.host = QSysInfo::machineHostName();
    record.tool = backup.tool;
    record.tables = backup.onlyTables;
    record.bytes = backup.bytes;
    record.checksum = backup.checksum;
    record.takenAt = backup.takenAt;
    record.restoredAt = backup.isTried ? backup.triedAt : QDateTime();
    record.restoring = backup.restoring;
    record.doubt = backup.doubt;
    record.restoreCommand = backup.restoreCommand;
    return record;
}

Message Backup::summary() const
{
    const QString size = QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
    if (!isTried)
        return {"Backup", QT_TRANSLATE_NOOP("Backup", "%1: %2, not restored yet"), {file, size}};
    return {"Backup", QT_TRANSLATE_NOOP("Backup", "%1: %2, restored with %3 rows in %4 s"),
        {file, size, QString::number(rows), QString::number(double(restoring.count()) / 1000, 'f', 1)}};
}

Result<Backup> backUp(Connection &connection, const ConnectionProfile &from, const Engine &engine,
    const BackupRules &rules, JobContext &context, std::unique_ptr<ScratchDatabase> *copy)
{
    const Result<QString> tool = backupTool(engine, connection.server());
    if (!tool)
        return failure(tool.error());
    const Result<QString> file = newFile(from, *engine.backup, rules);
    if (!file)
        return failure(file.error());
    Backup backup;
    backup.file = *file;
    backup.tool = *tool;
    backup.database = from.url();
    backup.takenAt = QDateTime::currentDateTimeUtc();
    backup.restoreCommand = restoreCommandOf(*file, !rules.tables.isEmpty(), from, engine, connection.server());
    BackupTrial trial(connection, from, engine);
    Result<> done = trial.begin(rules.tables, context);
    backup.onlyTables = trial.onlyTables();
    if (!done)
        QFile::remove(backup.file + u".partial"_s);
    else
        done = write(connection, {from, trial.still(), trial.onlyTables()}, engine, backup, context);
    if (const Result<> ended = trial.letGo(); done && !ended)
        done = ended;
    if (!done)
        return failure(done.error());
    if (rules.tries)
        done = trial.run(backup, rules.beside, context);
    if (copy)
        *copy = trial.takeCopy();
    if (!rules.tries)
        backup.doubt = u"it was not to be tried"_s;
    if (!done)
        backup.doubt = done.error().message.source();
    if (Result<> said = writeFile(descriptionOf(backup.file), QJsonDocument(backupJson(backup)).toJson()); !said)
        return failure(said.error());
    return done ? Result<Backup>(backup) : failure(done.error());
}

Result<Backup> readBackup(const QString &file)
{
    const Result<QByteArray> text = readFile(descriptionOf(file));
    if (!text)
        return failure(text.error());
    const QJsonObject object = QJsonDocument::fromJson(*text).object();
    if (object.value("format"_L1).toString() != Format)
        return refused(
            Error::Code::File, QT_TRANSLATE_NOOP("Backup", "%1 does not describe a backup."), {descriptionOf(file)});
    Backup backup;
    backup.file = QFileInfo(file).absoluteFilePath();
    backup.database = object.value("database"_L1).toString();
    backup.tool = object.value("tool"_L1).toString();
    backup.takenAt = QDateTime::fromString(object.value("takenAt"_L1).toString(), Qt::ISODateWithMs);
    backup.bytes = object.value("bytes"_L1).toInteger();
    backup.checksum = object.value("sha256"_L1).toString();
    backup.writing = std::chrono::milliseconds(object.value("writingMs"_L1).toInteger());
    backup.isTried = object.value("restored"_L1).toBool();
    backup.triedAt = QDateTime::fromString(object.value("restoredAt"_L1).toString(), Qt::ISODateWithMs);
    backup.restoring = std::chrono::milliseconds(object.value("restoringMs"_L1).toInteger());
    backup.doubt = object.value("doubt"_L1).toString();
    for (const QJsonValue &one : object.value("onlyTables"_L1).toArray())
        backup.onlyTables += one.toString();
    backup.tables = object.value("tables"_L1).toInteger();
    backup.rows = object.value("rows"_L1).toInteger();
    backup.restoreCommand = object.value("restoreCommand"_L1).toString();
    return backup;
}

Result<> checkBackup(const Backup &backup, JobContext &context)
{
    Backup found;
    if (Result<> read = measure(backup.file, found, context); !read)
        return read;
    if (found.bytes == backup.bytes && found.checksum == backup.checksum)
        return {};
    return refused(Error::Code::File,
        QT_TRANSLATE_NOOP("Backup", "%1 is not what was written: it has %2 bytes of %3, or others. Do not restore it."),
        {backup.file, QString::number(found.bytes), QString::number(backup.bytes)});
}

} // namespace relata
