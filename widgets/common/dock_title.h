#pragma once
#include <QWidget>

class QDockWidget;

namespace relata {

class Theme;

/// The title bar of a dock: its name, and buttons to float and to close it. Drag it to move the dock.
class DockTitle : public QWidget {
    Q_OBJECT
public:
    DockTitle(const Theme &theme, QDockWidget *dock);
};

/// Gives the dock the title that suits where it stands: none in a group of tabs (the tab is its title, and can be
/// dragged), our own otherwise.
void suitTitle(const Theme &theme, QDockWidget *dock, bool inTabs);

} // namespace relata
