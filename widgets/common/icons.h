#pragma once
#include "widgets/common/theme.h"

#include <QIcon>
#include <QPixmap>
#include <QString>

namespace relata {

/// The symbolic icon of that name (a file of resources/icons without its suffix), painted in the theme's colour of the
/// moment: the icon follows a change of theme by itself. Disabled it is muted. An unknown name gives a null icon.
/// The theme must outlive every use of the icon.
QIcon icon(const Theme &theme, const QString &name, ColorToken color = ColorToken::Text);

/// The icon that goes with a tone: ✓, ▲, ● as symbols; null for plain and muted.
QIcon toneIcon(const Theme &theme, Tone tone);
QString toneIconName(Tone tone);

/// One picture of a symbolic icon in a colour of the caller's, for painters; cached.
QPixmap symbol(const QString &name, const QColor &color, int size, double devicePixelRatio);

/// The program's own icon.
QIcon applicationIcon();

} // namespace relata
