#pragma once
#include <QStringView>

#include <optional>

namespace relata {

/// How well a typed pattern fits a text, all its letters in order but not side by side ("ant" fits "Add New Table");
/// higher is better, nothing when it does not fit. Case and blanks in the pattern do not matter.
std::optional<int> fuzzyScore(QStringView pattern, QStringView text);

} // namespace relata
