#pragma once
#include "models/timeline/migration_file.h"

#include <QDateTime>

namespace relata {

enum class MigrationState { Pending, Applied, Partial, Failed, Edited, Missing, OutOfOrder };

/// A project's migrations in order.
struct Timeline {
    QList<MigrationFile> migrations;

    /// The last one's id; empty without any.
    QString headId() const { return migrations.isEmpty() ? QString() : migrations.last().id; }
    const MigrationFile *find(QStringView version) const;
    /// "009" → "010", as wide as the last one; "001" without any.
    QString nextVersion() const;
};

/// Reads all *.sql files of a folder, sorted by number. Two of one number or id, and a parent that is not the one
/// before, are errors that name both files. A missing folder is an empty timeline.
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
