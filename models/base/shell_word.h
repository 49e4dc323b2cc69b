#pragma once
#include <QString>

namespace relata {

/// The word as a person types it in a shell: in quotes where it needs them.
QString shellWord(const QString &word);

} // namespace relata
