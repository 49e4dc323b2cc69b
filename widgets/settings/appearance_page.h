#pragma once
#include <QWidget>

class QSettings;

namespace relata {

class Theme;

/// Theme and size of text.
class AppearancePage : public QWidget {
    Q_OBJECT
public:
    AppearancePage(Theme &theme, QSettings &settings, QWidget *parent = nullptr);
};

} // namespace relata
