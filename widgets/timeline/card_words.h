#pragma once
#include "models/base/message.h"
#include "models/items/state_words.h"

#include <QList>
#include <QString>

namespace relata {

struct ApprovalStanding;
struct BackupRecord;
struct MigrationFacts;
struct Plan;
struct Proof;
struct ReturnOutlook;
struct RowCheck;

/// What a card says of a saved migration: what its text does, as far as that has been read, its proof, what its
/// rehearsal took, and how long it takes on the chosen database, measured or guessed.
QList<std::pair<Tone, QString>> migrationFacts(
    const MigrationFacts *facts, const Proof *proof, const QList<Message> &rehearsal, const QList<Message> &times = {});
/// What a card says of somebody's word for it; nothing where there is none and none is asked for.
QList<std::pair<Tone, QString>> approvalFacts(const ApprovalStanding &standing, bool isAsked);
/// What a card says of the backup that it ran under; null: nothing.
QList<std::pair<Tone, QString>> backupFacts(const BackupRecord *backup);
/// What a card says of the rows that it would meet; null: nothing.
QList<std::pair<Tone, QString>> rowFacts(const RowCheck *check);
/// What a card says of the way back from it.
std::pair<Tone, QString> returnFact(const ReturnOutlook &back);
/// What a card says of the unsaved one: steps, locks, rewrites, loss of data, findings.
QList<std::pair<Tone, QString>> planFacts(const Plan &plan);

} // namespace relata
