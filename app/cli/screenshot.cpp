#include "app/application.h"
#include "app/cli/invocation.h"
#include "app/main_window.h"
#include "models/jobs/job_center.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPixmap>
#include <QTemporaryDir>
#include <QThread>

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

/// Each document in the window, in each theme: the very window that people see, drawn without a display.
Result<QStringList> picture(Application &application, const QString &folder)
{
    MainWindow &window = application.window();
    QStringList files;
    for (const QByteArray theme : {"light", "dark"}) {
        trigger(window, "theme." + theme);
        for (const QByteArray kind : {"diagram", "timeline", "query"}) {
            const Document document{.kind = kind, .id = {}, .title = {}, .state = {}};
            application.services().navigator.open(document);
            settle(application.services().jobs);
            trigger(window, kind + ".fit");
            const QString file = QDir(folder).filePath(QString::fromLatin1(kind + '_' + theme + ".png"));
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
    const QTemporaryDir profile;
    StartOptions options{.profile = invocation.value(u"profile"_s), .open = {}, .restore = false};
    if (options.profile.isEmpty())
        options.profile = profile.path();
    Application application(*qobject_cast<QApplication *>(QCoreApplication::instance()), options);
    if (Result<> opened = application.openProject(invocation.value(u"project"_s)); !opened)
        return invocation.fail(opened.error());
    application.start();
    application.window().resize(1440, 900);
    QDir().mkpath(folder);
    const Result<QStringList> files = picture(application, folder);
    if (!files)
        return invocation.fail(files.error());
    for (const QString &file : *files)
        invocation.out << file << '\n';
    return ExitStatus::Done;
}

} // namespace relata
