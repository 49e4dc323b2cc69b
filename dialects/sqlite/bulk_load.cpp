#include "dialects/sqlite/connection.h"
#include "dialects/sqlite/errors.h"
#include "dialects/sqlite/row_reader.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

QByteArray insertText(const QStringList &table, const QStringList &columns)
{
    SqlWriter sql(sqliteFlavour());
    sql << "INSERT INTO " << QualifiedIdentifier{table} << " ";
    sql.bracketed(columns) << " VALUES (";
    sql.list(columns, [&](const QString &) { sql << "?"; }) << ")";
    return sql.sql().toUtf8();
}

} // namespace

Result<qint64> SqliteConnection::insertAll(const QByteArray &sql, RowSource &rows)
{
    Result<PreparedStatement> statement = prepare(sql);
    if (!statement)
        return failure(statement.error());
    sqlite3_stmt *insert = statement->get();
    qint64 count = 0;
    for (std::optional<RowPage> page = rows.next(); page; page = rows.next()) {
        if (page->columnCount != sqlite3_bind_parameter_count(insert)) {
            return failure(makeError(Error::Code::Usage,
                QT_TRANSLATE_NOOP("Sqlite", "The rows have another number of columns than the table's list.")));
        }
        for (qsizetype row = 0; row < page->rowCount(); ++row, ++count) {
            for (int column = 0; column < page->columnCount; ++column) {
                if (bindCell(insert, column + 1, *page, row, column) != SQLITE_OK)
                    return failure(failed(sql));
            }
            const int code = sqlite3_step(insert);
            if (code != SQLITE_DONE)
                return failure(failed(sql));
            sqlite3_reset(insert);
        }
        if (m_interrupter->stopRequested())
            return failure(makeError(Error::Code::Cancelled, QT_TRANSLATE_NOOP("Sqlite", "The load was cancelled.")));
    }
    return count;
}

Result<qint64> SqliteConnection::load(const QStringList &table, const QStringList &columns, RowSource &rows)
{
    const Execution execution(*m_interrupter);
    const bool own = sqlite3_get_autocommit(m_database.get());
    if (Result<> done = run(own ? "BEGIN" : "SAVEPOINT relata_load"); !done)
        return failure(done.error());
    Result<qint64> count = insertAll(insertText(table, columns), rows);
    if (count) {
        if (Result<> done = run(own ? "COMMIT" : "RELEASE relata_load"); !done)
            count = failure(done.error());
    }
    if (!count && !sqlite3_get_autocommit(m_database.get())) {
        // The stop flag would stop the rollback too.
        m_interrupter->begin();
        static_cast<void>(run(own ? "ROLLBACK" : "ROLLBACK TO relata_load; RELEASE relata_load"));
    }
    return count;
}

} // namespace relata::sqlite
