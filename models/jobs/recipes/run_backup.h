#pragma once
#include "models/jobs/recipes/backup.h"

#include <functional>
#include <optional>

namespace relata {

/// The backup that a person wants migrations to be applied under.
struct BackupWish {
    enum class Way {
        None,
        Take, ///< one is taken into the folder before the first of them
        Claim ///< there is one
    };
    Way way = Way::None;
    QString folder = {};
    QString claim = {}, reason = {}; ///< its name, and where it is and why that is enough
    bool isRequired = false; ///< nothing runs without one
    bool onlyTouched = false; ///< what is taken holds the tables alone that the migrations touch
};

/// Before anything is done: refuses where one is required and there is to be none. A usage error where it is not said
/// where one goes, or nothing is said about one that is claimed.
Result<> mustNameBackup(const BackupWish &wish, const ConnectionProfile &target);

/// Under the migration lock and before anything changes: takes what is to be taken, restored once on trial, or puts
/// down what is claimed. Empty: neither was wished for. `taken` is told of what was taken; may be empty.
Result<std::optional<BackupRecord>> provideBackup(const BackupWish &wish, const QList<MigrationFile> &pending,
    Connection &connection, const ConnectionProfile &target, const Engine &engine, const ConnectionProfile &beside,
    JobContext &context, const std::function<void(const Backup &)> &taken = {});

/// The tables that a backup would hold alone; empty: it is of the whole database. Refused where they cannot be told, or
/// restored alone. Reads on the connection.
Result<QStringList> tablesOf(const BackupWish &wish, const QList<MigrationFile> &pending, Connection &connection,
    const ConnectionProfile &target, const Engine &engine, JobContext &context);

} // namespace relata
