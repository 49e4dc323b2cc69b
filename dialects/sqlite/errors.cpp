#include "dialects/sqlite/errors.h"

#include <QByteArray>

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace relata::sqlite {

namespace {

struct CodeName {
    int code;
    const char *name;
};

#define CODE(name)                                                                                                     \
    {                                                                                                                  \
        name, #name                                                                                                    \
    }
constexpr CodeName codeNames[] = {
    CODE(SQLITE_ERROR),
    CODE(SQLITE_ERROR_MISSING_COLLSEQ),
    CODE(SQLITE_ERROR_RETRY),
    CODE(SQLITE_ERROR_SNAPSHOT),
    CODE(SQLITE_INTERNAL),
    CODE(SQLITE_PERM),
    CODE(SQLITE_ABORT),
    CODE(SQLITE_ABORT_ROLLBACK),
    CODE(SQLITE_BUSY),
    CODE(SQLITE_BUSY_RECOVERY),
    CODE(SQLITE_BUSY_SNAPSHOT),
    CODE(SQLITE_BUSY_TIMEOUT),
    CODE(SQLITE_LOCKED),
    CODE(SQLITE_LOCKED_SHAREDCACHE),
    CODE(SQLITE_LOCKED_VTAB),
    CODE(SQLITE_NOMEM),
    CODE(SQLITE_READONLY),
    CODE(SQLITE_READONLY_RECOVERY),
    CODE(SQLITE_READONLY_CANTLOCK),
    CODE(SQLITE_READONLY_ROLLBACK),
    CODE(SQLITE_READONLY_DBMOVED),
    CODE(SQLITE_READONLY_CANTINIT),
    CODE(SQLITE_READONLY_DIRECTORY),
    CODE(SQLITE_INTERRUPT),
    CODE(SQLITE_IOERR),
    CODE(SQLITE_IOERR_READ),
    CODE(SQLITE_IOERR_SHORT_READ),
    CODE(SQLITE_IOERR_WRITE),
    CODE(SQLITE_IOERR_FSYNC),
    CODE(SQLITE_IOERR_DIR_FSYNC),
    CODE(SQLITE_IOERR_TRUNCATE),
    CODE(SQLITE_IOERR_FSTAT),
    CODE(SQLITE_IOERR_LOCK),
    CODE(SQLITE_IOERR_UNLOCK),
    CODE(SQLITE_IOERR_DELETE),
    CODE(SQLITE_IOERR_SHMOPEN),
    CODE(SQLITE_IOERR_SHMSIZE),
    CODE(SQLITE_CORRUPT),
    CODE(SQLITE_CORRUPT_VTAB),
    CODE(SQLITE_CORRUPT_SEQUENCE),
    CODE(SQLITE_CORRUPT_INDEX),
    CODE(SQLITE_NOTFOUND),
    CODE(SQLITE_FULL),
    CODE(SQLITE_CANTOPEN),
    CODE(SQLITE_CANTOPEN_NOTEMPDIR),
    CODE(SQLITE_CANTOPEN_ISDIR),
    CODE(SQLITE_CANTOPEN_FULLPATH),
    CODE(SQLITE_CANTOPEN_SYMLINK),
    CODE(SQLITE_PROTOCOL),
    CODE(SQLITE_SCHEMA),
    CODE(SQLITE_TOOBIG),
    CODE(SQLITE_CONSTRAINT),
    CODE(SQLITE_CONSTRAINT_CHECK),
    CODE(SQLITE_CONSTRAINT_COMMITHOOK),
    CODE(SQLITE_CONSTRAINT_FOREIGNKEY),
    CODE(SQLITE_CONSTRAINT_FUNCTION),
    CODE(SQLITE_CONSTRAINT_NOTNULL),
    CODE(SQLITE_CONSTRAINT_PRIMARYKEY),
    CODE(SQLITE_CONSTRAINT_TRIGGER),
    CODE(SQLITE_CONSTRAINT_UNIQUE),
    CODE(SQLITE_CONSTRAINT_VTAB),
    CODE(SQLITE_CONSTRAINT_ROWID),
    CODE(SQLITE_CONSTRAINT_DATATYPE),
    CODE(SQLITE_MISMATCH),
    CODE(SQLITE_MISUSE),
    CODE(SQLITE_NOLFS),
    CODE(SQLITE_AUTH),
    CODE(SQLITE_AUTH_USER),
    CODE(SQLITE_RANGE),
    CODE(SQLITE_NOTADB),
};
#undef CODE

struct Cause {
    int primary;
    Error::Code code;
    const char *text;
};
constexpr Cause causes[] = {
    {SQLITE_BUSY, Error::Code::LockTimeout,
        QT_TRANSLATE_NOOP("Sqlite", "The database is locked by another connection.")},
    {SQLITE_LOCKED, Error::Code::LockTimeout,
        QT_TRANSLATE_NOOP("Sqlite", "A table is locked by another statement of this connection.")},
    {SQLITE_READONLY, Error::Code::Refused, QT_TRANSLATE_NOOP("Sqlite", "The database can only be read.")},
    {SQLITE_INTERRUPT, Error::Code::Cancelled, QT_TRANSLATE_NOOP("Sqlite", "The statement was cancelled.")},
    {SQLITE_IOERR, Error::Code::File,
        QT_TRANSLATE_NOOP("Sqlite", "The database file \"%1\" could not be read or written.")},
    {SQLITE_CORRUPT, Error::Code::File, QT_TRANSLATE_NOOP("Sqlite", "The database file \"%1\" is damaged.")},
    {SQLITE_FULL, Error::Code::File,
        QT_TRANSLATE_NOOP("Sqlite",
            "There is no room left to write \"%1\": its disk is full, or it has its maximum size. What was not "
            "finished "
            "was taken back: make room and run it again.")},
    {SQLITE_CANTOPEN, Error::Code::File,
        QT_TRANSLATE_NOOP("Sqlite", "A file of the database \"%1\" could not be opened.")},
    {SQLITE_NOTADB, Error::Code::File,
        QT_TRANSLATE_NOOP("Sqlite", "\"%1\" is not an SQLite database, or it is encrypted.")},
    {SQLITE_PERM, Error::Code::Authentication, QT_TRANSLATE_NOOP("Sqlite", "The file system denies access to \"%1\".")},
    {SQLITE_AUTH, Error::Code::Authentication, QT_TRANSLATE_NOOP("Sqlite", "Access was denied.")},
    {SQLITE_CONSTRAINT, Error::Code::Sql, QT_TRANSLATE_NOOP("Sqlite", "The statement violates a constraint.")},
    {SQLITE_NOMEM, Error::Code::Internal, QT_TRANSLATE_NOOP("Sqlite", "There is not enough memory.")},
};

struct FileCause {
    int primary;
    Error::Code code;
    const char *text;
};
constexpr FileCause fileCauses[] = {
    {SQLITE_NOTADB, Error::Code::File,
        QT_TRANSLATE_NOOP("Sqlite", "\"%1\" is not an SQLite database, or it is encrypted.")},
    {SQLITE_CORRUPT, Error::Code::File, QT_TRANSLATE_NOOP("Sqlite", "The database file \"%1\" is damaged.")},
    {SQLITE_BUSY, Error::Code::LockTimeout, QT_TRANSLATE_NOOP("Sqlite", "\"%1\" is locked by another program.")},
    {SQLITE_PERM, Error::Code::File, QT_TRANSLATE_NOOP("Sqlite", "The file system denies access to \"%1\".")},
    {SQLITE_FULL, Error::Code::File, QT_TRANSLATE_NOOP("Sqlite", "The disk that holds \"%1\" is full.")},
};

template <class Row, std::size_t N>
const Row *rowOf(const Row (&rows)[N], int code)
{
    const auto it =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row &row) { return row.primary == (code & 0xff); });
    return it == std::end(rows) ? nullptr : it;
}

} // namespace

QString codeName(int extendedCode)
{
    const auto it = std::find_if(
        std::begin(codeNames), std::end(codeNames), [&](const CodeName &row) { return row.code == extendedCode; });
    if (it != std::end(codeNames))
        return QLatin1String(it->name);
    return extendedCode > 0xff ? codeName(extendedCode & 0xff) : QString::number(extendedCode);
}

Error makeError(Error::Code code, const char *message, const QStringList &arguments, const QString &detail)
{
    return {.code = code, .message = {"Sqlite", message, arguments}, .detail = detail, .sqlState = {}, .position = {}};
}

static QString fileOf(sqlite3 *database)
{
    const char *name = sqlite3_db_filename(database, "main");
    return name && *name ? QString::fromUtf8(name) : QStringLiteral(":memory:");
}

Error lastError(sqlite3 *database, const QByteArray &statement)
{
    const int code = sqlite3_extended_errcode(database);
    const Cause *cause = rowOf(causes, code);
    const char *text = cause ? cause->text : QT_TRANSLATE_NOOP("Sqlite", "SQLite refused the statement.");
    const QStringList file = strstr(text, "%1") ? QStringList(fileOf(database)) : QStringList();
    Error error =
        makeError(cause ? cause->code : Error::Code::Sql, text, file, QString::fromUtf8(sqlite3_errmsg(database)));
    error.sqlState = codeName(code);
    const int offset = sqlite3_error_offset(database);
    if (offset >= 0 && offset <= statement.size())
        error.position = QString::fromUtf8(statement.left(offset)).size();
    return error;
}

Error fileError(sqlite3 *database, int code, const QString &file)
{
    const FileCause *cause = rowOf(fileCauses, code);
    Error error = makeError(cause ? cause->code : Error::Code::File,
        cause ? cause->text : QT_TRANSLATE_NOOP("Sqlite", "\"%1\" could not be opened."), {file},
        QString::fromUtf8(database ? sqlite3_errmsg(database) : sqlite3_errstr(code)));
    error.sqlState = codeName(code);
    return error;
}

} // namespace relata::sqlite
