#pragma once
#include "models/base/result.h"
#include "models/timeline/run_gates.h"

#include <QStringList>

namespace relata {

/// One migration as a file of plain SQL: a header in comments, an up section and a down section.
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
    QString up, down; ///< SQL between the section marks, with a final newline where there is any text
    int upLine = 0, downLine = 0; ///< line, from 1, of each section's first line

    /// The arguments of every directive of that name.
    QStringList all(QStringView directive) const;
    /// What has to happen before the first statement of the way up, by the header.
    QList<RunGate> gates() const;
    /// Whether the file asks to run outside transactions.
    bool withoutTransaction() const;
};

/// Reads a migration file. Unknown directives, sections in the wrong order, a missing up section and conflict markers
/// are errors with file and line. A file with no Relata header is one up section with no way down.
Result<MigrationFile> parseMigration(const QByteArray &content, const QString &fileName);
/// The file's text. parse(write(m)) == m, and write(parse(text)) == text for what Relata wrote.
QByteArray writeMigration(const MigrationFile &migration);

/// "Add user roles!" → "add_user_roles"; for file names.
QString migrationSlug(const QString &title);

} // namespace relata
