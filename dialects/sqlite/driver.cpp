#include "dialects/sqlite/driver.h"

#include "dialects/sqlite/connection.h"
#include "dialects/sqlite/errors.h"
#include "models/engine/connection_profile.h"

#include <QFile>
#include <QFileInfo>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

bool isInMemory(const ConnectionProfile &profile)
{
    return profile.database == ":memory:"_L1 || profile.parameters.value(u"vfs"_s) == "memdb"_L1;
}

bool mayCreate(const ConnectionProfile &profile)
{
    return isInMemory(profile) || profile.parameters.value(u"mode"_s) == "rwc"_L1;
}

Result<> checkFile(const ConnectionProfile &profile)
{
    const QFileInfo file(profile.database);
    const auto refuse = [&](const char *text) {
        return failure(makeError(Error::Code::File, text, {profile.database}));
    };
    if (isInMemory(profile))
        return {};
    if (file.isDir())
        return refuse(QT_TRANSLATE_NOOP("Sqlite", "\"%1\" is a folder, not a database file."));
    if (!file.exists()) {
        if (!mayCreate(profile) || profile.readOnly)
            return refuse(QT_TRANSLATE_NOOP("Sqlite", "The database file \"%1\" does not exist."));
        if (!QFileInfo(file.absolutePath()).isDir())
            return refuse(QT_TRANSLATE_NOOP("Sqlite", "The folder of \"%1\" does not exist."));
        return {};
    }
    if (!file.isReadable())
        return refuse(QT_TRANSLATE_NOOP("Sqlite", "The database file \"%1\" may not be read by this user."));
    return {};
}

/// The text for sqlite3_open: an absolute path is never taken for a URI.
QByteArray fileName(const ConnectionProfile &profile)
{
    if (profile.parameters.value(u"vfs"_s) == "memdb"_L1)
        return "file:" + profile.database.toUtf8() + "?vfs=memdb";
    if (profile.database == ":memory:"_L1)
        return ":memory:";
    return QFile::encodeName(QFileInfo(profile.database).absoluteFilePath());
}

SessionSettings settingsOf(const ConnectionProfile &profile)
{
    static const QStringList no{u"0"_s, u"off"_s, u"false"_s, u"no"_s};
    SessionSettings settings;
    settings.readOnly = profile.readOnly;
    settings.foreignKeys = !no.contains(profile.parameters.value(u"foreign_keys"_s).toLower());
    bool isNumber = false;
    if (const int time = profile.parameters.value(u"busy_timeout"_s).toInt(&isNumber); isNumber && time >= 0)
        settings.lockTimeout = std::chrono::milliseconds(time);
    return settings;
}

} // namespace

Result<std::unique_ptr<Connection>> SqliteDriver::open(const ConnectionProfile &profile) const
{
    if (Result<> usable = checkFile(profile); !usable)
        return failure(usable.error());
    int flags = profile.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (!profile.readOnly && mayCreate(profile))
        flags |= SQLITE_OPEN_CREATE;
    if (isInMemory(profile))
        flags |= SQLITE_OPEN_URI;
    flags |= SQLITE_OPEN_NOMUTEX; // one thread a connection, and sqlite3_interrupt needs no lock
    sqlite3 *raw = nullptr;
    const int opened = sqlite3_open_v2(fileName(profile).constData(), &raw, flags, nullptr);
    Database database(raw);
    if (opened != SQLITE_OK)
        return failure(fileError(raw, opened, profile.database));
    auto connection = std::make_unique<SqliteConnection>(std::move(database), settingsOf(profile));
    // SQLite opens lazily: only a first look into the file shows whether it is a database.
    if (!connection->run("SELECT count(*) FROM sqlite_schema") || !connection->applySettings())
        return failure(fileError(raw, sqlite3_extended_errcode(raw), profile.database));
    return connection;
}

} // namespace relata::sqlite
