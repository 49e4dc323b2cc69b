#include "app/application.h"
#include "app/command_table.h"
#include "app/features.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/items/design_problems.h"
#include "models/items/job_list_model.h"
#include "models/project/config_remarks.h"
#include "models/project/known_connection.h"
#include "models/project/project.h"
#include "models/project/project_watch.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/tab_area.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relata {

namespace {
constexpr int recentKept = 10;
} // namespace

StartOptions StartOptions::fromArguments(const QStringList &arguments)
{
    StartOptions options;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments.at(i) == "--profile"_L1 && i + 1 < arguments.size())
            options.profile = arguments.at(++i);
        else if (arguments.at(i).startsWith("--profile="_L1))
            options.profile = arguments.at(i).mid(10);
        else
            options.open.append(arguments.at(i));
    }
    return options;
}

Application::Application(QApplication &application, const StartOptions &options, MakeFeatures makeFeatures)
    : m_options(options)
    , m_makeFeatures(makeFeatures ? std::move(makeFeatures) : MakeFeatures(allFeatures))
    , m_settings(options.profile.isEmpty() ? ProfilePaths::standard() : ProfilePaths::below(options.profile))
{
    registerEngines(m_engines);
    m_theme.setMode(Theme::Mode(m_settings.store().value("theme", int(Theme::Mode::System)).toInt()));
    m_theme.setZoom(m_settings.store().value("zoom", 0).toInt());
    m_theme.applyTo(application);
    m_window = std::make_unique<MainWindow>(m_theme);
    m_window->setMayClose([this] {
        if (m_jobs.activeCount() == 0)
            return true;
        quit();
        return false;
    });
    m_journal = std::make_unique<SessionJournal>(m_settings.paths().state, [this] { return snapshot(); });
    connect(&m_connections, &ConnectionBook::changed, this, &Application::saveConnections);
    connect(&m_jobs, &JobCenter::jobEnded, this, &Application::logJob);
    showProject(nullptr);
}

Application::~Application()
{
    m_window->clear();
    m_window.reset();
}

void Application::makeServices()
{
    m_services = std::make_unique<Services>(Services{.theme = m_theme,
        .navigator = m_window->navigator(),
        .settings = m_settings.store(),
        .secrets = m_secrets,
        .engines = m_engines,
        .jobs = m_jobs,
        .sessions = m_sessions,
        .connections = m_connections,
        .messages = m_messages,
        .problems = m_problems,
        .pages = &m_pages,
        .project = m_project.get()});
}

void Application::showProject(std::unique_ptr<Project> project)
{
    keepTabs();
    m_window->clear();
    m_designProblems.reset();
    m_watch.reset();
    m_problems.clear();
    m_project = std::move(project);
    if (m_project)
        m_designProblems = std::make_unique<DesignProblems>(*m_project, m_engines, m_jobs, m_problems);
    loadConnections();
    makeServices();
    m_window->build(*m_services, m_makeFeatures(*m_services) << ownFeature());
    if (m_project) {
        // Undo, redo and save may run from the edit on, with their shortcuts too.
        const auto refresh = [this] { m_window->commands().refresh(); };
        connect(m_project.get(), &Project::designedChanged, this, refresh);
        connect(m_project.get(), &Project::dirtyChanged, this, refresh);
        connect(m_project.get(), &Project::configChanged, this, &Application::showConfigRemarks);
        showConfigRemarks();
        watchProject();
    }
    m_window->setProject(m_project ? m_project->config().name : QString(), makeProjectMenu());
    m_window->setEmptyPage(makeStartPage());
    bringTabs();
    m_journal->touch();
}

Result<> Application::openProject(const QString &folder)
{
    auto project = Project::open(folder);
    if (!project)
        return failure(project.error());
    const bool recovered = (*project)->recovered();
    showProject(*std::move(project));
    remember(folder);
    if (recovered)
        m_window->notify(Tone::Warning, tr("Changes that were not saved have been taken up again."), {}, {});
    if (const int remarks = int(configRemarks(m_project->config()).size()))
        m_window->notify(Tone::Warning, tr("relata.json says %n thing(s) that nobody heeds.", nullptr, remarks),
            tr("Show"), [this] { m_window->showDock("problems"); });
    return {};
}

void Application::showConfigRemarks()
{
    m_problems.set(u"config"_s, u"relata.json"_s, configRemarks(m_project->config()));
}

void Application::closeProject() { showProject(nullptr); }

void Application::remember(const QString &folder)
{
    QStringList recent = m_settings.store().value("recentProjects").toStringList();
    const QString path = QDir(folder).absolutePath();
    recent.removeAll(path);
    recent.prepend(path);
    m_settings.store().setValue("recentProjects", QStringList(recent.mid(0, recentKept)));
}

void Application::start()
{
    connect(m_journal.get(), &SessionJournal::writeFailed, this, &Application::complain);
    const auto last = m_journal->begin();
    if (last && m_options.restore)
        takeUp(*last);
    openArguments();
    const QString folder = m_project ? m_project->folder() : QString();
    const bool isBack = last && m_options.restore && tabsFile(folder) == tabsFile(last->project)
        && (m_options.open.isEmpty() || m_window->tabs().count() > 0);
    if (isBack && !last->endedWell)
        m_window->notify(Tone::Warning, tr("Relata did not end by itself last time. Your tabs are back."), {}, {});
    if (const QString problem = m_settings.problem(); !problem.isEmpty())
        m_window->notify(Tone::Warning, problem, {}, {});
    connect(m_window.get(), &MainWindow::sessionChanged, m_journal.get(), &SessionJournal::touch);
    connect(m_window.get(), &MainWindow::closed, this, [this] {
        keepTabs();
        std::ignore = m_journal->write(true);
    });
    m_started = true;
    m_window->show();
    if (m_window->tabs().count() == 0)
        m_window->tabs().shownPage()->setFocus();
    m_journal->touch();
}

void Application::openArguments()
{
    for (const QString &argument : std::as_const(m_options.open)) {
        if (QFileInfo(argument).isDir()) {
            openOrComplain(argument);
            continue;
        }
        const auto profile = profileFromUrl(QFileInfo(argument).isFile() ? u"sqlite:"_s + argument : argument);
        if (!profile) {
            complain(profile.error());
            continue;
        }
        openDatabase(*profile);
    }
}

/// One that is known is that one, with all that is asked before it is changed.
void Application::openDatabase(ConnectionProfile profile)
{
    if (profile.engine == "sqlite" && !profile.database.startsWith(u':'))
        profile.database = QFileInfo(profile.database).absoluteFilePath();
    const QString folder = m_project ? m_project->folder() : QString();
    const auto known = knownAs(profile, m_connections.profiles(), folder, m_engines);
    const ConnectionProfile meant = known.value_or(profile);
    if (!profile.password.isEmpty() && meant.user == profile.user)
        m_secrets.write(ConnectionBook::secretKey(meant), profile.password.reveal(), [](const Result<> &) {});
    if (known) {
        m_connections.setCurrent(known->displayName());
        if (known->url() != profile.url())
            m_window->notify(Tone::Plain, tr("This database is known, as %1.").arg(known->displayName()), {}, {});
        return;
    }
    profile.name = m_connections.freeName(profile);
    m_connections.put(profile);
    m_connections.setCurrent(profile.name);
}

void Application::quit()
{
    const int running = m_jobs.activeCount();
    confirm(m_window.get(),
        {tr("Stop work and quit?"),
            tr("%n job(s) still run. They are cancelled; what is not finished is rolled back where the server can.",
                nullptr, running),
            tr("Cancel %n job(s) and quit", nullptr, running)},
        [this] {
            m_jobs.cancelAll();
            m_window->setMayClose({});
            m_window->close();
        });
}

WindowSession Application::snapshot() const
{
    WindowSession session = m_window->session();
    if (m_project)
        session.project = m_project->folder();
    return session;
}

void Application::complain(const Error &error)
{
    m_window->notify(Tone::Danger, error.message.translated(), {}, {});
    if (!error.detail.isEmpty())
        m_messages.add(Tone::Danger, u"Relata"_s, error.detail);
}

void Application::logJob(JobId id)
{
    const auto job = m_jobs.job(id);
    if (!job)
        return;
    if (job->error && job->state == JobState::Failed)
        return m_messages.add(Tone::Danger, job->title.translated(), job->error->message.translated());
    const QString text = u"%1 · %2"_s.arg(jobStateText(*job), durationText(job->elapsed));
    m_messages.add(job->state == JobState::Finished ? Tone::Ok : Tone::Warning, job->title.translated(), text);
}

void Application::loadConnections()
{
    m_loadingConnections = true;
    if (m_project) {
        QList<ConnectionProfile> profiles;
        for (const ConnectionProfile &profile : m_project->config().connections)
            profiles.append(m_project->located(profile));
        m_connections.reset(profiles, m_project->config().defaultConnection);
    } else {
        QFile file(m_settings.paths().config + u"/connections.json"_s);
        const QByteArray json = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("[]");
        const auto read = m_connections.fromJson(QJsonDocument::fromJson(json).array());
        if (!read)
            m_messages.add(Tone::Warning, tr("Connections"), read.error().message.translated());
    }
    m_loadingConnections = false;
    fetchScratchPassword();
}

/// Proofs of the open project begin without asking for it.
void Application::fetchScratchPassword()
{
    const auto scratch = m_project ? m_project->scratch() : std::nullopt;
    if (!scratch)
        return;
    ConnectionBook::addSecrets(m_secrets, *scratch,
        [self = QPointer(this), project = QPointer(m_project.get())](const ConnectionProfile &profile) {
            if (self && project)
                project->setScratchPassword(profile);
        });
}

void Application::saveConnections()
{
    if (m_loadingConnections)
        return;
    if (m_project) {
        ProjectConfig config = m_project->config();
        QList<ConnectionProfile> profiles;
        for (const ConnectionProfile &profile : m_connections.profiles()) {
            const auto same = std::find_if(config.connections.cbegin(), config.connections.cend(),
                [&](const ConnectionProfile &one) { return ConnectionBook::isSame(m_project->located(one), profile); });
            profiles.append(same == config.connections.cend() ? profile : *same);
        }
        config.connections = profiles;
        if (const auto saved = m_project->setConfig(config); !saved)
            complain(saved.error());
        return fetchScratchPassword();
    }
    QSaveFile file(m_settings.paths().config + u"/connections.json"_s);
    const QByteArray json = QJsonDocument(m_connections.toJson()).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.flush() || !file.commit())
        m_window->notify(Tone::Danger, tr("Connections cannot be kept: %1").arg(file.errorString()), {}, {});
}

} // namespace relata

#include "moc_application.cpp"
