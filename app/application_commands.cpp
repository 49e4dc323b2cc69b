#include "app/application.h"
#include "app/command_table.h"
#include "app/main_window.h"
#include "models/project/project.h"
#include "widgets/common/icons.h"
#include "widgets/common/start_page.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace relata {

Feature Application::ownFeature()
{
    Feature feature{.id = "application"};
    feature.commands = {
        {.id = "file.open_project",
            .title = tr("Open Project …"),
            .icon = u"folder"_s,
            .shortcut = QKeySequence(u"Ctrl+Shift+O"_s),
            .menu = Menu::File,
            .run = [this](Panel *) { askForProject(); }},
        {.id = "file.save_project",
            .title = tr("Save Project"),
            .icon = u"save"_s,
            .shortcut = QKeySequence(u"Ctrl+Shift+S"_s),
            .menu = Menu::File,
            .enabled = [this](Panel *) { return m_project && m_project->isDirty(); },
            .run =
                [this](Panel *) {
                    if (const auto saved = m_project->save(); !saved)
                        complain(saved.error());
                }},
        {.id = "file.close_project",
            .title = tr("Close Project"),
            .menu = Menu::File,
            .enabled = [this](Panel *) { return m_project != nullptr; },
            .run = [this](Panel *) { closeProject(); }},
        {.id = "help.about",
            .title = tr("About Relata"),
            .icon = u"info"_s,
            .menu = Menu::Help,
            .run = [this](Panel *) { showAbout(); }},
    };
    return feature;
}

void Application::askForProject()
{
    auto *dialog = new QFileDialog(m_window.get(), tr("Open Project"));
    dialog->setObjectName(u"openProjectDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        if (const auto opened = openProject(folder); !opened)
            complain(opened.error());
    });
    dialog->open();
}

QWidget *Application::makeStartPage()
{
    struct Beginning {
        QLatin1StringView command, icon;
        QString title, sentence;
    };
    const Beginning beginnings[] = {
        {"file.sample"_L1, "sample"_L1, tr("Open the sample"),
            tr("A lending library with its migrations, a diagram and queries")},
        {"file.connect"_L1, "connection"_L1, tr("Connect to a database"),
            tr("PostgreSQL, MySQL, MariaDB, or an SQLite file")},
        {"file.open_project"_L1, "folder"_L1, tr("Open a project"), tr("A folder with a relata.json")},
        {"file.import"_L1, "import"_L1, tr("Import"), tr("A project made from an existing database or an SQL file")},
    };
    QList<StartRow> rows;
    for (const Beginning &each : beginnings)
        if (QAction *action = m_window->commands().action(QByteArray(each.command.data(), each.command.size())))
            rows.append({QString(each.command).section(u'.', 1), each.icon, each.title, each.sentence,
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
            connect(action, &QAction::triggered, this, [this, folder] {
                if (const auto opened = openProject(folder); !opened)
                    complain(opened.error());
            });
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
    box->open();
}

} // namespace relata
