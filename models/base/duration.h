#pragma once
#include <QString>

#include <chrono>
#include <optional>

namespace relata {

/// "5s", "10min", "1500ms", "2h"; "none" is 0. Empty: neither of these.
std::optional<std::chrono::milliseconds> timeOf(const QString &text);

} // namespace relata
