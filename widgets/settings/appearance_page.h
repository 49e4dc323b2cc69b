#pragma once
#include <QWidget>

class QFormLayout;
class QSettings;

namespace relata {

class Theme;

/// Theme and size of text.
class AppearancePage : public QWidget {
    Q_OBJECT
public:
    AppearancePage(Theme &theme, QSettings &settings, QWidget *parent = nullptr);

private:
    void addRow(QFormLayout &form, const QString &text, QWidget *field);
    QWidget *makeThemeChoice();
    QWidget *makeTextSize();

    Theme &m_theme;
    QSettings &m_settings;
};

} // namespace relata
