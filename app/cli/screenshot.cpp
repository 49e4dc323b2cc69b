#include "app/application.h"
#include "app/cli/invocation.h"
#include "app/main_window.h"
#include "app/translation.h"
#include "models/jobs/job_center.h"
#include "models/project/project.h"
#include "models/schema/schema.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLocale>
#include <QPixmap>
#include <QTemporaryDir>
#include <QThread>

#include <functional>

namespace relata {
using namespace Qt::StringLiterals;

void addScreenshotOptions(QCommandLineParser &parser)
{
    parser.addOptions({{{u"o"_s, u"output"_s}, u"The folder for the pictures."_s, u"DIR"_s},
        {u"format"_s, u"text or json: how errors are told."_s, u"FORMAT"_s, u"text"_s}});
}

namespace {

constexpr int Quiet = 600; // ms without a job, after which what a panel asked for is on the screen
constexpr int Patience = 60000; // ms

/// Lets the window work until its jobs have ended.
void settle(JobCenter &jobs)
{
    QElapsedTimer whole, quiet;
    whole.start();
    quiet.start();
    while (quiet.elapsed() < Quiet && whole.elapsed() < Patience) {
        QApplication::processEvents();
        if (jobs.activeCount() > 0)
            quiet.restart();
        QThread::msleep(10);
    }
}

/// Runs the window's command of that id, where it has one that may run now.
void trigger(const MainWindow &window, const QByteArray &command)
{
    auto *action = window.findChild<QAction *>(QString::fromLatin1(command));
    if (action && action->isEnabled())
        action->trigger();
    QApplication::processEvents();
}

Result<> save(QWidget &window, const QString &path)
{
    if (window.grab().save(path))
        return {};
    return failure({.code = Error::Code::File,
        .message = {"CommandLine", QT_TRANSLATE_NOOP("CommandLine", "Cannot write the picture %1."), {path}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// The table with the most parts, which shows most of the editor; null in an empty design.
ObjectId fullestTable(const Schema &schema)
{
    ObjectId fullest;
    qsizetype most = -1;
    for (const ObjectId id : schema.all(Kind::Table)) {
        const qsizetype parts = schema.children(id).size();
        if (parts > most) {
            most = parts;
            fullest = id;
        }
    }
    return fullest;
}

/// A saved query, so that there is something to run; a new one where none is saved.
Document someQuery(const Project &project)
{
    const QStringList saved = QDir(project.queriesFolder()).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    const QString name = saved.isEmpty() ? QString() : saved.first().chopped(4);
    return {.kind = "query", .id = name, .title = name, .state = {}};
}

/// A picture's name, and what brings the window there from where the picture before left it.
struct Scene {
    QByteArray name;
    std::function<void()> enter;
};

QList<Scene> scenes(Application &application)
{
    const MainWindow &window = application.window();
    Services &services = application.services();
    const auto show = [&services](const QByteArray &kind) {
        services.navigator.open(Document{.kind = kind, .id = {}, .title = {}, .state = {}});
    };
    return {{"diagram", [show] { show("diagram"); }}, {"timeline", [show] { show("timeline"); }},
        {"table",
            [&services] {
                const Schema &schema = services.project->designed();
                if (const ObjectId table = fullestTable(schema))
                    services.navigator.open(schema.ref(table));
            }},
        {"query",
            [&services, &window] {
                services.navigator.open(someQuery(*services.project));
                settle(services.jobs);
                trigger(window, "query.run");
            }},
        {"plan", [&window] { trigger(window, "query.explain"); }}};
}

/// Each scene in each theme: the very window that people see, drawn without a display.
Result<QStringList> picture(Application &application, const QString &folder)
{
    MainWindow &window = application.window();
    QStringList files;
    for (const QByteArray theme : {"light", "dark"}) {
        trigger(window, "theme." + theme);
        for (const Scene &scene : scenes(application)) {
            scene.enter();
            settle(application.services().jobs);
            trigger(window, scene.name + ".fit");
            const QString file = QDir(folder).filePath(QString::fromLatin1(scene.name + '_' + theme + ".png"));
            if (Result<> done = save(window, file); !done)
                return failure(done.error());
            files += file;
        }
    }
    return files;
}

} // namespace

ExitStatus runScreenshot(Invocation &invocation)
{
    const QString folder = invocation.value(u"output"_s);
    if (folder.isEmpty() || !invocation.has(u"project"_s))
        return invocation.usage(u"screenshot takes --project DIR and -o DIR."_s);
    installTranslations(QLocale());
    const QTemporaryDir profile;
    StartOptions options{.profile = invocation.value(u"profile"_s), .open = {}, .restore = false};
    if (options.profile.isEmpty())
        options.profile = profile.path();
    Application application(*qobject_cast<QApplication *>(QCoreApplication::instance()), options);
    if (Result<> opened = application.openProject(invocation.value(u"project"_s)); !opened)
        return invocation.fail(opened.error());
    application.start();
    application.window().resize(1600, 1000);
    QDir().mkpath(folder);
    const Result<QStringList> files = picture(application, folder);
    if (!files)
        return invocation.fail(files.error());
    for (const QString &file : *files)
        invocation.out << file << '\n';
    return ExitStatus::Done;
}

} // namespace relata
