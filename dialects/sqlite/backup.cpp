#include "dialects/sqlite/backup.h"

#include "dialects/common/client_program.h"
#include "dialects/common/statement_words.h"
#include "dialects/sqlite/driver.h"
#include "dialects/sqlite/errors.h"
#include "dialects/sqlite/handles.h"
#include "models/base/file_text.h"
#include "models/base/scratch_folder.h"
#include "models/engine/connection_profile.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"

#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <optional>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

constexpr int PagesAtOnce = 512;
constexpr int Patience = 30'000; ///< milliseconds without a page, while others keep the file locked

struct FinishBackup {
    void operator()(sqlite3_backup *backup) const { sqlite3_backup_finish(backup); }
};

Result<Database> opened(const QString &file, int flags)
{
    sqlite3 *raw = nullptr;
    const int status = sqlite3_open_v2(QFile::encodeName(file).constData(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(raw);
    if (status != SQLITE_OK)
        return failure(fileError(raw, status, file));
    return database;
}

/// Copies all pages of one file into another, which is there.
Result<> copyPages(const QString &from, const QString &into, const Message &doing, JobContext &context)
{
    Result<Database> source = opened(from, SQLITE_OPEN_READONLY);
    if (!source)
        return failure(source.error());
    Result<Database> copy = opened(into, SQLITE_OPEN_READWRITE);
    if (!copy)
        return failure(copy.error());
    const std::unique_ptr<sqlite3_backup, FinishBackup> backup(
        sqlite3_backup_init(copy->get(), "main", source->get(), "main"));
    if (!backup)
        return failure(fileError(copy->get(), sqlite3_extended_errcode(copy->get()), into));
    int status = SQLITE_OK;
    for (int waited = 0; status != SQLITE_DONE;) {
        if (context.stopRequested())
            return failure(cancelledError());
        status = sqlite3_backup_step(backup.get(), PagesAtOnce);
        const int all = sqlite3_backup_pagecount(backup.get());
        context.report({all - sqlite3_backup_remaining(backup.get()), all, doing});
        const bool isLocked = status == SQLITE_BUSY || status == SQLITE_LOCKED;
        if (!isLocked && status != SQLITE_OK && status != SQLITE_DONE)
            return failure(fileError(copy->get(), status, into));
        if (isLocked && waited >= Patience)
            return failure(makeError(Error::Code::LockTimeout,
                QT_TRANSLATE_NOOP("Sqlite", "The database file stays locked by another writer: the backup gave up."),
                {}));
        waited = isLocked ? waited + 50 : 0;
        if (isLocked)
            QThread::msleep(50);
    }
    return {};
}

Result<> run(sqlite3 *database, const QString &file, const QString &sql)
{
    const int status = sqlite3_exec(database, sql.toUtf8().constData(), nullptr, nullptr, nullptr);
    return status == SQLITE_OK ? Result<>() : failure(fileError(database, status, file));
}

/// The first column of what it answers.
Result<QStringList> names(sqlite3 *database, const QString &file, const char *sql)
{
    sqlite3_stmt *raw = nullptr;
    int status = sqlite3_prepare_v2(database, sql, -1, &raw, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(raw, sqlite3_finalize);
    QStringList result;
    while (status == SQLITE_OK && (status = sqlite3_step(raw)) == SQLITE_ROW) {
        result += QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(raw, 0)));
        status = SQLITE_OK;
    }
    return status == SQLITE_DONE ? Result<QStringList>(result) : failure(fileError(database, status, file));
}

/// Takes all but these tables, and what belongs to them, out of a copy; its pages are written anew then.
Result<> keepOnly(const QStringList &tables, const QString &file)
{
    Result<Database> copy = opened(file, SQLITE_OPEN_READWRITE);
    if (!copy)
        return failure(copy.error());
    Result<> done = run(copy->get(), file, u"PRAGMA foreign_keys = OFF; PRAGMA journal_mode = DELETE"_s);
    // Views first, then what is virtual, whose shadows go with it.
    for (const auto &[kind, which] : {std::pair(u"VIEW"_s, "SELECT name FROM sqlite_master WHERE type = 'view'"),
             std::pair(u"TABLE"_s,
                 "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'"),
             std::pair(u"TABLE"_s,
                 "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")}) {
        const Result<QStringList> all = done ? names(copy->get(), file, which) : failure(done.error());
        if (!all)
            return failure(all.error());
        for (const QString &name : *all) {
            SqlWriter drop(sqliteFlavour());
            drop << "DROP " << SqlText{kind} << " " << Identifier{name};
            if (done && !tables.contains(name))
                done = run(copy->get(), file, drop.sql());
        }
    }
    return done ? run(copy->get(), file, u"VACUUM"_s) : done;
}

/// The copy of a backup in a folder that goes with it.
class CopiedDatabase : public ScratchDatabase {
public:
    Result<> fill(const QString &file, const ConnectionProfile &beside, JobContext &context)
    {
        Result<ScratchFolder> folder = ScratchFolder::make();
        if (!folder)
            return failure(folder.error());
        m_folder = std::move(*folder);
        m_profile.engine = "sqlite";
        if (beside.parameters.contains(u"foreign_keys"_s))
            m_profile.parameters.insert(u"foreign_keys"_s, beside.parameters.value(u"foreign_keys"_s));
        m_profile.database = m_folder->path() + u"/restored.db"_s;
        if (Result<> made = writeFile(m_profile.database, {}); !made)
            return made;
        if (Result<> done = copyPages(file, m_profile.database,
                {"Backup", QT_TRANSLATE_NOOP("Backup", "Restoring the backup on a scratch database"), {}}, context);
            !done)
            return done;
        Result<std::unique_ptr<Connection>> connection = SqliteDriver().open(m_profile);
        if (!connection)
            return failure(connection.error());
        m_connection = std::move(*connection);
        const Result<Rows> said = fetch(*m_connection, u"PRAGMA integrity_check"_s);
        if (!said)
            return failure(said.error());
        if (said->text(0, 0) != "ok"_L1)
            return failure(makeError(Error::Code::File,
                QT_TRANSLATE_NOOP("Sqlite", "The database is damaged, and so is its backup: %1"), {said->text(0, 0)}));
        return {};
    }
    Connection &connection() override { return *m_connection; }
    const ConnectionProfile &profile() const override { return m_profile; }
    Message description() const override { return {"Sqlite", QT_TRANSLATE_NOOP("Sqlite", "a file of its own"), {}}; }

private:
    std::optional<ScratchFolder> m_folder;
    ConnectionProfile m_profile;
    std::unique_ptr<Connection> m_connection;
};

} // namespace

Result<QString> SqliteBackup::tool(const ServerInfo &) const
{
    return u"SQLite online backup "_s + QString::fromLatin1(sqlite3_libversion());
}

Result<> SqliteBackup::write(const Source &source, const ServerInfo &, const QString &file, JobContext &context) const
{
    const ConnectionProfile &from = source.from;
    if (from.database == ":memory:"_L1 || from.parameters.value(u"vfs"_s) == "memdb"_L1)
        return failure(makeError(Error::Code::Unsupported,
            QT_TRANSLATE_NOOP("Sqlite", "A database in memory has no file that could be backed up."), {}));
    const Result<> copied =
        copyPages(from.database, file, {"Backup", QT_TRANSLATE_NOOP("Backup", "Writing the backup"), {}}, context);
    return copied && !source.tables.isEmpty() ? keepOnly(source.tables, file) : copied;
}

Result<std::unique_ptr<ScratchDatabase>> SqliteBackup::restoreOnScratch(
    const QString &file, const ConnectionProfile &beside, const ServerInfo &, JobContext &context) const
{
    auto copy = std::make_unique<CopiedDatabase>();
    if (Result<> done = copy->fill(file, beside, context); !done)
        return failure(done.error());
    return copy;
}

QString SqliteBackup::beyondCopy(QStringView statement, const ConnectionProfile &) const
{
    const StatementWords words(statement, sqliteFlavour());
    if (words.peek(u"attach"))
        return u"ATTACH"_s;
    return words.peek(u"vacuum") && words.follows({u"into"}) ? u"VACUUM INTO"_s : QString();
}

QString SqliteBackup::restoreCommand(const QString &file, const ConnectionProfile &into, const ServerInfo &) const
{
    // Never by copying the file: what a log beside it holds would be taken for part of the copy.
    const QString quoted = u'"' + QString(file).replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
    return ClientProgram{u"sqlite3"_s, {QFileInfo(into.database).absoluteFilePath(), u".restore "_s + quoted}, {}, {}}
        .command();
}

} // namespace relata::sqlite
