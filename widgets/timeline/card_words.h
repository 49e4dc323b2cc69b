#pragma once
#include "models/items/roles.h"

#include <QList>
#include <QString>

namespace relata {

struct MigrationStatus;
struct Plan;
struct Proof;

struct StateWords {
    Tone tone = Tone::Muted;
    QString icon, text, detail;
};

/// A state as glyph and word; null while no database has been asked.
StateWords stateWords(const MigrationStatus *status);
/// What a card says of a saved migration.
QList<std::pair<Tone, QString>> migrationFacts(const Proof *proof);
/// What a card says of the unsaved one: steps, locks, rewrites, loss of data, findings.
QList<std::pair<Tone, QString>> planFacts(const Plan &plan);

} // namespace relata
