#pragma once
#include "models/items/roles.h"

class QLabel;

namespace relata {

class Theme;

/// Gives a label's text the colour of a tone, and keeps it so when the theme changes.
void setTone(QLabel &label, const Theme &theme, Tone tone);

} // namespace relata
