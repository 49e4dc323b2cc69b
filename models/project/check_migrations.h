#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/plan/finding.h"
#include "models/timeline/timeline.h"

namespace relata {

struct Engine;

/// A migration file as it stood at another commit.
struct FileAtBase {
    QString fileName;
    QByteArray content;
};

/// What is wrong with a project's migration files, by themselves.
struct MigrationCheck {
    struct Item {
        Finding finding;
        QString file; ///< below the project's folder
        int line = 0;
    };
    QList<Item> items;
    Timeline timeline; ///< of the files that could be read

    void add(const QByteArray &code, Finding::Severity severity, const QString &file, const Message &message,
        const Message &advice, int line = 0);
    /// The same of a file anywhere in the project's folder.
    void addItem(const QByteArray &code, Finding::Severity severity, const QString &path, const Message &message,
        const Message &advice, int line = 0);
};

/// Reads every file below migrations/: each by itself, then their numbers, ids and parents, and repeatables.
MigrationCheck checkFiles(const QString &folder);
/// Refuses what is written in a repeatable and does not run again and again.
void checkRepeatable(MigrationCheck &check, const Engine &engine);
/// Compares with what the branch is to join: what it has must neither change nor go, and what is new stands behind it.
/// White space and comments never count.
void checkAgainstBase(MigrationCheck &check, const QList<FileAtBase> &base, const Engine &engine);
/// Replays the files on a scratch database and compares with migrations/head.json, which `isWritten` writes anew, under
/// its ids, where it differs.
Result<> checkHead(MigrationCheck &check, const QString &folder, const Engine &engine, const ConnectionProfile &beside,
    bool isWritten, JobContext &context);

/// A subject and a body for a commit that brings these migrations; empty without any.
QString proposedCommitMessage(const QList<MigrationFile> &migrations);

} // namespace relata
