#pragma once
#include "models/items/roles.h"

#include <QDateTime>
#include <QString>

namespace relata {

struct MigrationStatus;
struct RepeatableStatus;

struct StateWords {
    Tone tone = Tone::Muted;
    QString icon, text, detail;
};

/// A migration's state as glyph and word; null while no database has been asked.
StateWords stateWords(const MigrationStatus *status);
/// The same of a file that runs behind the migrations.
StateWords stateWords(const RepeatableStatus *status);
/// "3 days ago", "just now"; the day's date once that says more.
QString agoText(const QDateTime &when, const QDateTime &now);

} // namespace relata
