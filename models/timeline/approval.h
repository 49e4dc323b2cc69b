#pragma once
#include "models/base/result.h"
#include "models/timeline/timeline.h"

#include <QDateTime>

namespace relata {

struct Engine;

/// Somebody's word that a migration may run as it is, or be gone back from: bound to what will run and to what it
/// expects.
struct Approval {
    QString id, version; ///< the migration's
    QString hash; ///< see approvalHash()
    QString by;
    QDateTime at;
    QString note = {}; ///< what they say about it; part of nothing
    bool isDown = false; ///< of going back: by its way down, or by a rollback
};

/// SHA-256 over the tokens of what runs up and down, its directives, and what the migration stands on: all that run
/// before it. White space and comments never count. Another one for going back.
QString approvalHash(
    const MigrationFile &migration, const Timeline &timeline, const Engine &engine, bool isDown = false);
/// The approval that holds for this migration as it is now; null: there is none, or something has changed since.
const Approval *approvalFor(const MigrationFile &migration, const Timeline &timeline, const Engine &engine,
    const QList<Approval> &approvals, bool isDown = false);

/// Approvals are small files of a project, made for review: approvals/<version>.json, of going back
/// <version>.down.json. A missing folder holds none.
Result<QList<Approval>> readApprovals(const QString &folder);
/// Writes or replaces the approval of one migration.
Result<> writeApproval(const QString &folder, const Approval &approval);

} // namespace relata
