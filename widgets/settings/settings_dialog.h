#pragma once
#include "widgets/common/feature.h"

#include <QDialog>

class QListWidget;
class QStackedWidget;

namespace relata {

class Theme;

/// The settings of all features, a page each; what is changed holds at once, so there is nothing to apply.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(const Theme &theme, const QList<SettingsPage> &pages, QWidget *parent = nullptr);

    void showPage(const QByteArray &id);

private:
    QListWidget *m_list;
    QStackedWidget *m_pages;
};

} // namespace relata
