#pragma once
#include <QString>

#include <chrono>
#include <optional>

namespace relata {

/// "5s", "10min", "1500ms", "2h"; "none" is 0. Empty: neither of these.
std::optional<std::chrono::milliseconds> timeOf(const QString &text);
/// "35 ms", "1.2 s", "3 min 12 s", "2 h 5 min"; the same in every language.
QString tookText(std::chrono::milliseconds time);

} // namespace relata
