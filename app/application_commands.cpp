#include "app/application.h"
#include "app/command_table.h"
#include "app/main_window.h"
#include "models/project/project.h"
#include "widgets/common/icons.h"
#include "widgets/common/start_page.h"
#include "widgets/settings/appearance_page.h"
#include "widgets/settings/settings_dialog.h"
#include "widgets/settings/shortcuts_page.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace relata {

Feature Application::ownFeature()
{
    Feature feature{.id = "application"};
    feature.commands = projectCommands()
        + QList<Command>{
            {.id = "edit.settings",
                .title = tr("Settings…"),
                .icon = u"settings"_s,
                .shortcut = QKeySequence(u"Ctrl+,"_s),
                .menu = Menu::Edit,
                .run = [this](Panel *) { showSettings(); }},
            {.id = "help.keyboard",
                .title = tr("Keyboard Shortcuts"),
                .icon = u"palette"_s,
                .shortcut = QKeySequence(Qt::Key_F1),
                .menu = Menu::Help,
                .run = [this](Panel *) { showSettings("keyboard"); }},
            {.id = "help.about",
                .title = tr("About Relata"),
                .icon = u"info"_s,
                .menu = Menu::Help,
                .run = [this](Panel *) { showAbout(); }},
        };
    return feature;
}

QList<SettingsPage> Application::settingsPages()
{
    QList<SettingsPage> pages{
        {.id = "appearance",
            .title = tr("Appearance"),
            .icon = u"theme"_s,
            .make = [this](QWidget *parent) { return new AppearancePage(m_theme, m_settings.store(), parent); }},
        {.id = "keyboard",
            .title = tr("Keyboard"),
            .icon = u"palette"_s,
            .make =
                [this](QWidget *parent) {
                    CommandTable &table = m_window->commands();
                    return new ShortcutsPage(
                        m_theme, table.shortcuts(),
                        [this, &table](const QByteArray &id, const QKeySequence &keys) {
                            table.setShortcut(id, keys, m_settings.store());
                        },
                        parent);
                }},
    };
    for (const Feature &feature : m_window->features())
        pages += feature.settings;
    return pages;
}

void Application::showSettings(const QByteArray &page)
{
    auto *dialog = new SettingsDialog(m_theme, settingsPages(), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->showPage(page);
    dialog->show();
}

QList<Application::Beginning> Application::beginnings() const
{
    if (m_project)
        return {
            {"diagram.open", u"diagram"_s, tr("Open the diagram"), tr("Tables and relations, to look at and to draw")},
            {"timeline.open", u"migration"_s, tr("Open the timeline"),
                tr("What was applied, what is pending, what is not saved")},
            {"query.new", u"query"_s, tr("Write a query"), tr("SQL on the connection chosen above")},
            {"design.table", u"table"_s, tr("Add a table"), tr("It becomes part of the next migration")}};
    return {{"file.sample", u"sample"_s, tr("Open the sample"),
                tr("A lending library with its migrations, a diagram and queries")},
        {"file.connect", u"connection"_s, tr("Connect to a database"),
            tr("PostgreSQL, MySQL, MariaDB, or an SQLite file")},
        {"file.open_project", u"folder"_s, tr("Open a project"), tr("A folder with a relata.json")},
        {"file.import", u"import"_s, tr("Import"), tr("A project made from an existing database or an SQL file")}};
}

QWidget *Application::makeStartPage()
{
    QList<StartRow> rows;
    for (const Beginning &each : beginnings())
        if (QAction *action = m_window->commands().action(each.command))
            rows.append({QString::fromUtf8(each.command).section(u'.', 1), each.icon, each.title, each.sentence,
                [action] { action->trigger(); }});
    return new StartPage(m_theme, m_project ? m_project->config().name : u"Relata"_s, rows);
}

QMenu *Application::makeProjectMenu()
{
    auto *menu = new QMenu(m_window.get());
    menu->setObjectName(u"projectMenu"_s);
    menu->setAccessibleName(tr("Project"));
    connect(menu, &QMenu::aboutToShow, menu, [this, menu] {
        menu->clear();
        const QStringList recent = m_settings.store().value("recentProjects").toStringList();
        for (const QString &folder : recent) {
            if (!QFileInfo::exists(folder) || (m_project && m_project->folder() == folder))
                continue;
            QAction *action = menu->addAction(icon(m_theme, u"project"_s, ColorToken::Muted), QDir(folder).dirName());
            action->setToolTip(QDir::toNativeSeparators(folder));
            connect(action, &QAction::triggered, this, [this, folder] { openOrComplain(folder); });
        }
        menu->addSeparator();
        for (const char *id : {"file.sample", "file.new_project", "file.open_project", "file.import",
                 "file.save_project", "file.close_project"})
            if (QAction *action = m_window->commands().action(id))
                menu->addAction(action);
    });
    return menu;
}

void Application::showAbout()
{
    auto *box = new QMessageBox(m_window.get());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"aboutBox"_s);
    box->setAccessibleName(tr("About Relata"));
    box->setWindowTitle(tr("About Relata"));
    box->setIconPixmap(m_window->windowIcon().pixmap(64, 64));
    box->setText(tr("Relata %1").arg(QLatin1StringView(RELATA_VERSION)));
    box->setInformativeText(tr("A workbench for relational databases.\nFree software under the GNU General Public "
                               "License, version 3 or later."));
    QPushButton *close = box->addButton(tr("Close"), QMessageBox::RejectRole);
    close->setObjectName(u"aboutClose"_s);
    close->setAccessibleName(close->text());
    box->open();
}

} // namespace relata
