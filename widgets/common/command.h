#pragma once
#include <QByteArray>
#include <QKeySequence>
#include <QString>

#include <functional>

namespace relata {

class Panel;

/// The menu a command stands in; every command is in the palette.
enum class Menu : unsigned char { PaletteOnly, File, Edit, View, Design, Query, Database, Help };

/// One thing a person can do, once: the menu, the toolbar, the shortcut and the palette all show this row.
struct Command {
    QByteArray id; ///< stable, "query.run"; shortcuts are kept under it
    QString title; ///< translated, in the imperative: "Run Statement"
    QString icon = {}; ///< name of a symbolic icon
    QKeySequence shortcut = {};
    Menu menu = Menu::PaletteOnly;
    std::function<bool(Panel *)> enabled = {}; ///< given the tab in front (may be null); no predicate: always
    std::function<void(Panel *)> run = {};
    std::function<bool(Panel *)> checked = {}; ///< set for what is on or off
    QByteArray section = {}; ///< of its menu, below others of its feature: lines stand between sections
    std::function<QString(Panel *)> titleNow = {}; ///< set where menu and palette say more than the title: "Undo …"
};

/// A predicate or action that concerns panels of one class alone:
/// `.run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.run(); })`.
template <class P, class F>
auto inPanel(F function)
{
    return [function](Panel *panel) {
        using Answer = decltype(function(*static_cast<P *>(nullptr)));
        auto *wanted = dynamic_cast<P *>(panel);
        if constexpr (std::is_same_v<Answer, bool>)
            return wanted && function(*wanted);
        else if (wanted)
            function(*wanted);
    };
}

/// The predicate "a panel of this class is in front".
template <class P>
auto panelIs()
{
    return [](Panel *panel) { return dynamic_cast<P *>(panel) != nullptr; };
}

} // namespace relata
