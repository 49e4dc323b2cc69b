#pragma once

class QWidget;

namespace relata {

/// Makes the dialog that a widget stands in as high as all that is in it, which Qt does not do by itself for lines that
/// wrap and rows that come. Lower again only while nobody has made it higher by hand; nothing in another window.
void fitDialogHeight(const QWidget &part);

} // namespace relata
