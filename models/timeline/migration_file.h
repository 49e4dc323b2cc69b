#pragma once
#include "models/base/result.h"
#include "models/timeline/run_gates.h"

#include <QStringList>

namespace relata {

/// One migration as a file of plain SQL: a header in comments, an up section and a down section. Or as one of Python,
/// whose functions up(cursor) and down(cursor) run what cannot be told before; see python_migration.h.
struct MigrationFile {
    QString fileName; ///< "003_add_user_roles.sql"
    QString version; ///< "003"; sorts migrations as text of digits
    QString title; ///< "add user roles"
    QString description; ///< further comment lines
    QString id; ///< hexadecimal, stable
    QString parent; ///< id of the one before; empty for the first
    QString result; ///< "postgresql15/1:9c2e…": the schema's fingerprint after it
    struct Directive {
        QString name; ///< "transaction", "renamed", "check", "verify", "suppress" …
        QString argument;
        int line = 0;
    };
    QList<Directive> directives;
    QString python; ///< what stands below the header of a file in Python, which has no sections; else empty
    QString up, down; ///< SQL between the section marks, with a final newline where there is any text
    int upLine = 0, downLine = 0; ///< line, from 1, of each section's first line; of Python in the first
    bool isRepeatable = false; ///< see repeatable.h: its version is its file's name, and there is no way down

    /// The arguments of every directive of that name.
    QStringList all(QStringView directive) const;
    /// What has to happen before the first statement of the way up, by the header.
    QList<RunGate> gates() const;
    bool isPython() const { return !python.isEmpty(); }
    /// Whether it says how it is taken back.
    bool hasDown() const;
    /// All that it says below its header.
    QString text() const { return isPython() ? python : up + down; }
    /// Whether the file asks to run outside transactions.
    bool withoutTransaction() const;
};

/// The names of a folder's files of migrations, in SQL or Python.
QStringList migrationFileNames(const QString &folder);
/// Whether a file may say "relata:NAME" in its header.
bool isHeaderDirective(QStringView name);
/// Reads a migration file, whose name ends in ".py" for Python. Unknown directives, sections in the wrong order, a
/// missing up section and conflict markers are errors with file and line. A file with no Relata header is one up
/// section with no way down.
Result<MigrationFile> parseMigration(const QByteArray &content, const QString &fileName);
/// The same of a file that runs again when its text changes: "active_users.sql". A way down, and what belongs to
/// migrations that run once, are errors.
Result<MigrationFile> parseRepeatable(const QByteArray &content, const QString &fileName);
/// The file's text. parse(write(m)) == m, and write(parse(text)) == text for what Relata wrote.
QByteArray writeMigration(const MigrationFile &migration);
/// The comments that a file begins with, behind this mark; each is one line, whatever it holds.
QString writtenHeader(const MigrationFile &migration, const QString &mark, const QString &description);
/// Refused where a directive would have to be more than the one line that it is: it would be another one, or cut.
Result<> headerHolds(const MigrationFile &migration);

/// "Add user roles!" → "add_user_roles"; for file names.
QString migrationSlug(const QString &title);

} // namespace relata
