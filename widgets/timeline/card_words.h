#pragma once
#include "models/base/message.h"
#include "models/items/roles.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace relata {

struct MigrationFacts;
struct MigrationStatus;
struct Plan;
struct Proof;

struct StateWords {
    Tone tone = Tone::Muted;
    QString icon, text, detail;
};

/// A state as glyph and word; null while no database has been asked.
StateWords stateWords(const MigrationStatus *status);
/// "3 days ago", "just now"; the day's date once that says more.
QString agoText(const QDateTime &when, const QDateTime &now);
/// What a card says of a saved migration: what its text does, as far as that has been read, its proof, and
/// what its rehearsal took.
QList<std::pair<Tone, QString>> migrationFacts(
    const MigrationFacts *facts, const Proof *proof, const QList<Message> &rehearsal);
/// What a card says of the unsaved one: steps, locks, rewrites, loss of data, findings.
QList<std::pair<Tone, QString>> planFacts(const Plan &plan);

} // namespace relata
