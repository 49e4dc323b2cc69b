#pragma once
#include "widgets/common/theme.h"

class QPushButton;
class QToolButton;
class QWidget;

namespace relata {

/// The one button of a view that says what it does and where; accent, default on Enter.
QPushButton *primaryButton(const QString &text, const QString &objectName, QWidget *parent);
/// For what cannot be undone.
QPushButton *dangerButton(const QString &text, const QString &objectName, QWidget *parent);
QPushButton *plainButton(const QString &text, const QString &objectName, QWidget *parent);
/// A glyph without text; `text` is its tooltip and accessible name.
QToolButton *glyphButton(
    const Theme &theme, const QString &iconName, const QString &text, const QString &objectName, QWidget *parent);

} // namespace relata
