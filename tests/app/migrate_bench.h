#pragma once
#include "tests/app/program.h"
#include "tests/support/own_database.h"

#include <QTemporaryDir>

namespace relata::tests {

/// A project of migration files and a database of its own, spoken to by the real program.
class MigrateBench {
public:
    /// `server`: packaging/servers' name, or nothing for a SQLite file.
    MigrateBench(const EngineRegistry &registry, const QByteArray &server, const QString &name);

    QString project() const { return m_folder.filePath(QStringLiteral("project")); }
    QString file(const QString &name) const { return m_folder.filePath(name); }
    /// Writes a file below the project.
    void write(const QString &path, const QByteArray &content) const;
    /// migrations/NNN_TITLE.sql with an id and a parent made of its number.
    void migration(int number, const QByteArray &title, const QByteArray &up, const QByteArray &down,
        const QByteArray &directives = {}) const;
    /// relata migrate WORDS on the project; on the bench's database unless the words name a target.
    Answer migrate(const QStringList &words) const;
    /// The same, and the test fails, with what the program said, where the status is another one.
    QString answer(const QStringList &words, int status = 0) const;
    /// The word of `status` for a version.
    QString state(const QString &version) const;
    /// Runs SQL on the database; what went wrong, or nothing.
    QString run(const QString &sql) const;
    /// All rows of a query: cells joined by "|", rows by line ends.
    QString rows(const QString &query) const;

private:
    const EngineRegistry &m_registry;
    QTemporaryDir m_folder; // before the database, which may stand in it

public:
    OwnDatabase database;
};

/// The rows "sqlite", "postgresql15", "mariadb", "mysql56" with the column "server".
void engineRows();

} // namespace relata::tests
