#include "app/application.h"
#include "app/main_window.h"
#include "models/base/file_text.h"
#include "models/project/project.h"
#include "models/project/project_watch.h"
#include "models/project/sample.h"
#include "widgets/common/tab_area.h"
#include "widgets/explorer/import_dialog.h"
#include "widgets/explorer/new_project_dialog.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace relata {

QList<Command> Application::projectCommands()
{
    return {
        {.id = "file.sample",
            .title = tr("Open Sample"),
            .icon = u"sample"_s,
            .menu = Menu::File,
            .enabled = [this](Panel *) { return !m_makingSample; },
            .run = [this](Panel *) { openSample(); }},
        {.id = "file.new_project",
            .title = tr("New Project…"),
            .icon = u"add"_s,
            .menu = Menu::File,
            .run = [this](Panel *) { askForNewProject(); }},
        {.id = "file.open_project",
            .title = tr("Open Project…"),
            .icon = u"folder"_s,
            .shortcut = QKeySequence(u"Ctrl+Shift+O"_s),
            .menu = Menu::File,
            .run = [this](Panel *) { askForProject(); }},
        {.id = "file.import",
            .title = tr("Import…"),
            .icon = u"import"_s,
            .menu = Menu::File,
            .run = [this](Panel *) { askForImport(); }},
        {.id = "file.save_project",
            .title = tr("Save Project"),
            .icon = u"save"_s,
            .shortcut = QKeySequence(u"Ctrl+Shift+S"_s),
            .menu = Menu::File,
            .enabled = [this](Panel *) { return m_project && m_project->isDirty(); },
            .run = [this](Panel *) { saveProject(); }},
        {.id = "file.close_project",
            .title = tr("Close Project"),
            .menu = Menu::File,
            .enabled = [this](Panel *) { return m_project != nullptr; },
            .run = [this](Panel *) { closeProject(); }},
    };
}

/// What an editor or git changes in the project's files is taken up.
void Application::watchProject()
{
    m_watch = std::make_unique<ProjectWatch>(*m_project, m_jobs);
    connect(m_watch.get(), &ProjectWatch::taken, this, [this] {
        m_window->notify(
            Tone::Plain, tr("The project's files were changed by another program, and are read again."), {}, {});
    });
    connect(m_watch.get(), &ProjectWatch::waits, this, [this] {
        m_window->notify(Tone::Warning,
            tr("The project's files were changed by another program. They are read again once your own changes are "
               "saved or undone."),
            {}, {});
    });
    connect(m_watch.get(), &ProjectWatch::failed, this,
        [this](const Error &error) { m_window->notify(Tone::Danger, error.message.translated(), {}, {}); });
}

void Application::saveProject()
{
    if (const auto saved = m_project->save(); !saved) {
        const QString text = saved.error().message.translated();
        m_window->notify(Tone::Danger, text, tr("Save Again"), [this] { saveProject(); });
    }
    m_window->navigator().refreshCommands();
}

void Application::openOrComplain(const QString &folder)
{
    if (const auto opened = openProject(folder); !opened)
        complain(opened.error());
}

void Application::askForProject()
{
    auto *dialog = new QFileDialog(m_window.get(), tr("Open Project"));
    dialog->setObjectName(u"openProjectDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &Application::openOrComplain);
    dialog->open();
}

void Application::askForNewProject()
{
    const QString home = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new NewProjectDialog(m_theme, m_engines, home, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewProjectDialog::wanted, this, [this, dialog] {
        if (const auto made = Project::create(dialog->folder(), dialog->config()); !made)
            return dialog->complain(made.error());
        const QString folder = dialog->folder();
        dialog->accept();
        openOrComplain(folder);
    });
    dialog->open();
}

void Application::askForImport()
{
    const QString home = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new ImportDialog(m_theme, m_engines, m_connections, home, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::wanted, this, [this, dialog] { importFor(dialog); });
    dialog->open();
}

void Application::importFor(ImportDialog *dialog)
{
    const Result<ImportRequest> request = dialog->request();
    if (!request)
        return dialog->complain(request.error());
    dialog->setBusy(true);
    const QString source = request->script.isEmpty() ? request->database.displayName() : request->script;
    const EngineRegistry &engines = m_engines;
    const JobId job = m_jobs.start(
        Message{"Application", QT_TRANSLATE_NOOP("Application", "Import %1"), {source}}, dialog,
        [request = *request, &engines](JobContext &context) { return importProject(request, engines, context); },
        [this, dialog, request = *request](const Result<MadeBaseline> &made) {
            if (!made)
                return dialog->complain(made.error());
            dialog->setBusy(false);
            dialog->accept();
            openOrComplain(request.folder);
            const QString left = made->unmanaged > 0
                ? tr("%n object(s) are kept as they are: no migration changes them.", nullptr, int(made->unmanaged))
                : QString();
            m_window->notify(Tone::Ok, tr("%1 is imported. %2").arg(request.name, left).trimmed(), {}, {});
        });
    connect(dialog, &ImportDialog::stopRequested, this, [this, job] { m_jobs.cancel(job); });
}

/// Where the tabs of a project stand while another is open; of none at all, too.
QString Application::tabsFile(const QString &project) const
{
    const QString place = project.isEmpty() ? QString() : QDir(project).absolutePath();
    const QByteArray name = QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return m_settings.paths().state + u"/tabs/"_s + QString::fromLatin1(name) + u".json"_s;
}

/// The tabs of the last session are back; or, where the command line names what to open, they wait for their project,
/// which may be the one that is named.
void Application::takeUp(const WindowSession &last)
{
    if (m_options.open.isEmpty()) {
        if (!last.project.isEmpty())
            openOrComplain(last.project);
        m_window->restore(last);
        return;
    }
    WindowSession frame = last;
    frame.tabs.clear();
    frame.current = -1;
    m_window->restore(frame);
    if (const Result<> kept = writeFile(tabsFile(last.project), last.toJson()); !kept)
        complain(kept.error());
}

void Application::keepTabs()
{
    if (!m_started)
        return;
    if (const Result<> kept = writeFile(tabsFile(m_project ? m_project->folder() : QString()), snapshot().toJson());
        !kept)
        complain(kept.error());
}

void Application::bringTabs()
{
    const bool isNamed = !m_options.open.isEmpty() && m_options.restore; // by the command line
    const QString file = tabsFile(m_project ? m_project->folder() : QString());
    if ((!m_started && !isNamed) || !QFileInfo::exists(file))
        return;
    const auto session = readFile(file).and_then(WindowSession::fromJson);
    if (!session)
        return complain(session.error());
    for (const Document &tab : session->tabs)
        m_window->open(tab);
    if (session->current >= 0 && session->current < m_window->tabs().count())
        m_window->tabs().setCurrentTab(session->current);
}

void Application::openSample()
{
    const QString folder = m_settings.paths().data + u"/library"_s;
    if (QFileInfo::exists(folder + u"/relata.json"_s))
        return openOrComplain(folder);
    const QString unfinished = folder + u".unfinished"_s;
    QDir(unfinished).removeRecursively();
    m_makingSample = true;
    m_window->showDock("jobs");
    const EngineRegistry &engines = m_engines;
    m_jobs.start(
        Message{"Application", QT_TRANSLATE_NOOP("Application", "Make the sample project"), {}}, this,
        [unfinished, &engines](JobContext &context) { return makeSample(unfinished, {}, engines, context); },
        [this, folder, unfinished](const Result<MadeSample> &made) {
            m_makingSample = false;
            m_window->navigator().refreshCommands();
            if (!made)
                return complain(made.error());
            if (!QDir().rename(unfinished, folder))
                return m_window->notify(Tone::Danger, tr("The folder %1 cannot be made.").arg(folder), {}, {});
            openOrComplain(folder);
            m_window->open(Document{"diagram", u"main"_s, tr("Diagram"), {}});
        });
}

} // namespace relata
