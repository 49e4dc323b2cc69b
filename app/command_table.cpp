#include "app/command_table.h"
#include "widgets/common/icons.h"
#include "widgets/settings/shortcuts_page.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>

#include <algorithm>
#include <functional>
#include <vector>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

constexpr Menu menus[] = {Menu::File, Menu::Edit, Menu::View, Menu::Design, Menu::Query, Menu::Database, Menu::Help};

QString menuTitle(Menu menu)
{
    switch (menu) {
    case Menu::File:
        return CommandTable::tr("&File");
    case Menu::Edit:
        return CommandTable::tr("&Edit");
    case Menu::View:
        return CommandTable::tr("&View");
    case Menu::Design:
        return CommandTable::tr("&Design");
    case Menu::Query:
        return CommandTable::tr("&Query");
    case Menu::Database:
        return CommandTable::tr("Data&base");
    case Menu::Help:
        return CommandTable::tr("&Help");
    case Menu::PaletteOnly:
        break;
    }
    return {};
}

/// What stands before the first dot of an id groups commands in a menu.
QByteArray groupOf(const Command &command) { return command.id.left(command.id.indexOf('.')) + '/' + command.section; }

} // namespace

CommandTable::CommandTable(const Theme &theme, QWidget *window, std::function<Panel *()> current)
    : QObject(window)
    , m_theme(theme)
    , m_window(window)
    , m_current(std::move(current))
{ }

void CommandTable::add(const QList<Command> &commands, const QSettings &settings)
{
    for (const Command &command : commands)
        addOne(command, settings);
    refresh();
}

void CommandTable::addOne(const Command &command, const QSettings &settings)
{
    if (m_actions.contains(command.id))
        return;
    auto *action = new QAction(command.title, m_window);
    action->setObjectName(QString::fromUtf8(command.id));
    action->setIcon(icon(m_theme, command.icon, ColorToken::Muted));
    action->setCheckable(bool(command.checked));
    const QString own = settings.value(u"shortcuts/"_s + QString::fromUtf8(command.id)).toString();
    if (own.isEmpty())
        action->setShortcut(command.shortcut);
    else if (own != "none"_L1)
        action->setShortcut(QKeySequence::fromString(own, QKeySequence::PortableText));
    if (!action->shortcut().isEmpty())
        action->setToolTip(command.title + u"  "_s + action->shortcut().toString(QKeySequence::NativeText));
    connect(action, &QAction::triggered, this, [this, run = command.run, enabled = command.enabled] {
        Panel *panel = m_current();
        if (run && (!enabled || enabled(panel)))
            run(panel);
        refresh();
    });
    m_window->addAction(action);
    m_actions.insert(command.id, action);
    m_commands.push_back(command);
}

void CommandTable::clear()
{
    qDeleteAll(m_actions);
    m_actions.clear();
    m_commands.clear();
}

/// Files come first and quitting last; between them each feature stands in its own group, in the order of features.
static int place(const Command &command)
{
    if (command.id.endsWith(".quit"))
        return 2;
    return command.id.startsWith("file.") ? 0 : 1;
}

QMenu *CommandTable::makeMenu(QMenuBar &bar, Menu which)
{
    QMenu *menu = nullptr;
    QByteArray group;
    std::vector<std::reference_wrapper<const Command>> commands;
    std::copy_if(m_commands.begin(), m_commands.end(), std::back_inserter(commands),
        [which](const Command &command) { return command.menu == which; });
    std::stable_sort(
        commands.begin(), commands.end(), [](const Command &a, const Command &b) { return place(a) < place(b); });
    for (const Command &command : commands) {
        if (!menu) {
            menu = bar.addMenu(menuTitle(which));
            menu->setObjectName(u"menu%1"_s.arg(int(which)));
            menu->setAccessibleName(menuTitle(which).remove(u'&'));
            connect(menu, &QMenu::aboutToShow, this, &CommandTable::refresh);
        } else if (groupOf(command) != group) {
            menu->addSeparator();
        }
        group = groupOf(command);
        menu->addAction(action(command.id));
    }
    return menu;
}

void CommandTable::fill(QMenuBar &bar)
{
    const QList<QMenu *> old = bar.findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
    bar.clear();
    qDeleteAll(old);
    for (const Menu which : menus)
        makeMenu(bar, which);
}

QList<PaletteEntry> CommandTable::entries() const
{
    QList<PaletteEntry> result;
    Panel *panel = m_current();
    for (const Command &command : m_commands) {
        QAction *of = action(command.id);
        const QString title = command.titleNow ? command.titleNow(panel) : command.title;
        result.append({QString(title).remove(u'&'), of->shortcut().toString(QKeySequence::NativeText), command.icon,
            command.id, !command.enabled || command.enabled(panel), [of] { of->trigger(); }});
    }
    return result;
}

QList<QByteArray> CommandTable::clashes() const
{
    QHash<QKeySequence, QByteArray> taken;
    QList<QByteArray> result;
    for (const Command &command : m_commands) {
        const QKeySequence keys = action(command.id)->shortcut();
        if (keys.isEmpty() || (command.enabled && !command.enabled(m_current())))
            continue;
        if (taken.contains(keys))
            result << taken.value(keys) << command.id;
        taken.insert(keys, command.id);
    }
    return result;
}

QList<ShortcutRow> CommandTable::shortcuts() const
{
    QList<ShortcutRow> rows;
    for (const Command &command : m_commands)
        rows.append(
            {command.id, QString(command.title).remove(u'&'), action(command.id)->shortcut(), command.shortcut});
    return rows;
}

void CommandTable::setShortcut(const QByteArray &id, const QKeySequence &keys, QSettings &settings)
{
    const auto command =
        std::find_if(m_commands.cbegin(), m_commands.cend(), [&id](const Command &each) { return each.id == id; });
    if (command == m_commands.cend())
        return;
    action(id)->setShortcut(keys);
    const QString key = u"shortcuts/"_s + QString::fromUtf8(id);
    if (keys == command->shortcut)
        settings.remove(key);
    else
        settings.setValue(key, keys.isEmpty() ? u"none"_s : keys.toString(QKeySequence::PortableText));
}

void CommandTable::refresh()
{
    Panel *panel = m_current();
    for (const Command &command : m_commands) {
        QAction *of = action(command.id);
        of->setEnabled(!command.enabled || command.enabled(panel));
        if (command.checked)
            of->setChecked(command.checked(panel));
        if (command.titleNow)
            of->setText(command.titleNow(panel));
    }
}

} // namespace relata

#include "moc_command_table.cpp"
