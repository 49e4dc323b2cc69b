#pragma once
#include "models/timeline/migration_file.h"
#include "models/timeline/python_terms.h"

#include <QDateTime>

namespace relata {

enum class MigrationState { Pending, Applied, Partial, Failed, Edited, Missing, OutOfOrder };

/// A project's migrations in order.
struct Timeline {
    QList<MigrationFile> migrations;
    PythonTerms python{}; ///< on which those in Python run wherever the timeline is replayed
    QList<MigrationFile> repeatables{}; ///< what runs behind the last migration, in this order; see repeatable.h

    /// The last one's id; empty without any.
    QString headId() const { return migrations.isEmpty() ? QString() : migrations.last().id; }
    bool hasPython() const;
    /// All files with their names, for who compares: equal where nothing was changed.
    QStringList texts() const;
    const MigrationFile *find(QStringView version) const;
    const MigrationFile *findRepeatable(QStringView name) const;
    /// "009" → "010", as wide as the last one; "001" without any.
    QString nextVersion() const;
    /// The time in UTC as 14 digits, or the number behind the last where that is not before it.
    QString nextVersion(const QDateTime &now) const;
};

/// Reads all *.sql and *.py files of a folder, sorted by number. Two of one number or id, and a parent that is not the
/// one before, are errors that name both files. A missing folder is an empty timeline. What its folder "repeatable"
/// holds comes with them.
Result<Timeline> readTimeline(const QString &folder);

/// What a database says of one migration, and what the project says.
struct MigrationStatus {
    QString version, title;
    MigrationState state = MigrationState::Pending;
    int statementsDone = 0, statements = 0;
    QDateTime appliedAt;
    QString appliedBy;
    QString error; ///< of the statement that failed
    QDateTime startedAt = {}; ///< of its last run
};

} // namespace relata
