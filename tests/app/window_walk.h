#pragma once
#include <QStringList>

class QWidget;

namespace relata::tests {

/// What of the visible widgets below `root` lacks an object name or an accessible name; Qt's own inner parts
/// (viewports, scroll bars, buttons of title bars) are left out.
QStringList namelessWidgets(const QWidget &root);
/// Texts of the visible labels, buttons and headings below `root` that have too little room; what is cut with … by
/// intent, and says all in its tooltip, is left out.
QStringList cutTexts(const QWidget &root);

} // namespace relata::tests
