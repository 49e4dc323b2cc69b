#pragma once
#include "widgets/common/command.h"
#include "widgets/common/palette_model.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QMenu;
class QMenuBar;
class QSettings;
class QWidget;

namespace relata {

class Panel;
struct ShortcutRow;
class Theme;

/// All commands as actions of one window: each stands in its menu, has its shortcut (a person's own one wins, kept
/// under `shortcuts/<id>`), and is in the palette. Predicates are asked anew by refresh().
class CommandTable : public QObject {
    Q_OBJECT
public:
    CommandTable(const Theme &theme, QWidget *window, std::function<Panel *()> current);

    void add(const QList<Command> &commands, const QSettings &settings);
    void clear();
    QAction *action(const QByteArray &id) const { return m_actions.value(id); }
    void fill(QMenuBar &bar);
    QList<PaletteEntry> entries() const;
    /// Every command with its keys of now and those it comes with.
    QList<ShortcutRow> shortcuts() const;
    /// Holds at once and is kept; the standard keys are not kept.
    void setShortcut(const QByteArray &id, const QKeySequence &keys, QSettings &settings);
    /// Ids that share a shortcut with another command while both are enabled; empty when all is well. Commands of
    /// different panels may share one (Ctrl+F finds in what is in front).
    QList<QByteArray> clashes() const;

public slots:
    void refresh();

private:
    void addOne(const Command &command, const QSettings &settings);
    QMenu *makeMenu(QMenuBar &bar, Menu which);

    const Theme &m_theme;
    QWidget *m_window;
    std::function<Panel *()> m_current;
    std::vector<Command> m_commands;
    QHash<QByteArray, QAction *> m_actions;
};

} // namespace relata
