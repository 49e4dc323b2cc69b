#pragma once
#include "models/jobs/recipes/diagnose.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;

namespace relata {

class Theme;
struct SqlFlavour;

/// One way out of a migration that stopped: what it is, what it would run or write, and a button that does it. What
/// only the command line does shows its command, to copy.
class WayRow : public QWidget {
    Q_OBJECT
public:
    /// `number`: its place, from 1. `command`: as a person types it; may be empty.
    WayRow(const Theme &theme, const SqlFlavour &flavour, const Diagnosis::WayOut &way, int number,
        const QString &command, QWidget *parent = nullptr);

    /// Whether the button may be pressed; one of a way that is refused may not in any case.
    void setReady(bool isReady);

signals:
    void taken(const relata::Diagnosis::WayOut &way);

private:
    void addTexts(QBoxLayout &layout, const SqlFlavour &flavour, const QString &command);
    void addButton(QBoxLayout &layout, const QString &command);

    const Theme &m_theme;
    Diagnosis::WayOut m_way;
    QPushButton *m_button = nullptr;
};

} // namespace relata
