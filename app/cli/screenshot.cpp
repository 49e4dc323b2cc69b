#include "app/application.h"
#include "app/cli/invocation.h"
#include "app/cli/screenshot_scenes.h"
#include "app/main_window.h"
#include "app/translation.h"
#include "models/base/job_context.h"
#include "models/project/sample.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QPainter>
#include <QPixmap>
#include <QTemporaryDir>

namespace relata {
using namespace Qt::StringLiterals;

void addScreenshotOptions(QCommandLineParser &parser)
{
    parser.addOptions({{{u"o"_s, u"output"_s}, u"The folder for the pictures."_s, u"DIR"_s},
        {u"areas"_s, u"main, all (every area, dock and dialog) or states (work, errors, questions; makes a sample)."_s,
            u"AREAS"_s, u"main"_s},
        {u"size"_s, u"Of the window, in pixels."_s, u"WIDTHxHEIGHT"_s, u"1600x1000"_s},
        {u"format"_s, u"text or json: how errors are told."_s, u"FORMAT"_s, u"text"_s}});
}

namespace {

/// What stands over the window: dialogs in its middle, menus where they opened.
QList<QWidget *> windowsOver(const MainWindow &window)
{
    QList<QWidget *> found;
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *one : all) {
        const bool shown = one->isVisible() && (one->windowType() == Qt::Dialog || one->windowType() == Qt::Popup);
        if (one != &window && shown)
            found += one;
    }
    return found;
}

/// The very window that people see, drawn without a display, with what stands over it.
QPixmap pictureOf(MainWindow &window)
{
    QPixmap picture = window.grab();
    QPainter painter(&picture);
    for (QWidget *over : windowsOver(window)) {
        const QPixmap content = over->grab();
        QRect place(QPoint(), over->size());
        place.moveCenter(window.rect().center());
        if (over->windowType() == Qt::Popup)
            place.moveTopLeft(over->pos() - window.pos());
        painter.drawPixmap(place.topLeft(), content);
        painter.setPen(over->palette().color(QPalette::Mid));
        painter.drawRect(place.adjusted(-1, -1, 0, 0));
    }
    return picture;
}

Result<> save(const QPixmap &picture, const QString &path)
{
    if (picture.save(path))
        return {};
    return failure({.code = Error::Code::File,
        .message = {"CommandLine", QT_TRANSLATE_NOOP("CommandLine", "Cannot write the picture %1."), {path}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// Each scene in each theme.
Result<QStringList> picture(Application &application, const QList<Scene> &scenes, const QString &folder)
{
    MainWindow &window = application.window();
    QStringList files;
    for (const Scene &scene : scenes) {
        scene.enter();
        if (scene.settles)
            settle(application);
        trigger(application, scene.name + ".fit");
        for (const QByteArray theme : {"light", "dark"}) {
            trigger(application, "theme." + theme);
            const QString file = QDir(folder).filePath(QString::fromLatin1(scene.name + '_' + theme + ".png"));
            if (Result<> done = save(pictureOf(window), file); !done)
                return failure(done.error());
            files += file;
        }
        for (QWidget *over : windowsOver(window))
            over->close();
        if (auto *palette = window.findChild<QWidget *>(u"commandPalette"_s))
            palette->hide();
    }
    return files;
}

QSize sizeFrom(const QString &text) { return {text.section(u'x', 0, 0).toInt(), text.section(u'x', 1, 1).toInt()}; }

/// A project that the pictures may change, with a database of its own.
Result<> makeStage(const QString &folder, const EngineRegistry &engines)
{
    QuietContext context;
    SampleOptions options;
    options.scale = 0.05;
    const Result<MadeSample> made = makeSample(folder, options, engines, context);
    return made ? Result<>() : failure(made.error());
}

Result<QStringList> take(Invocation &invocation, const QString &project, const QString &profile)
{
    const QString areas = invocation.value(u"areas"_s);
    StartOptions options{.profile = invocation.value(u"profile"_s), .open = {}, .restore = false};
    if (options.profile.isEmpty())
        options.profile = profile;
    Application application(*qobject_cast<QApplication *>(QCoreApplication::instance()), options);
    if (Result<> opened = application.openProject(project); !opened)
        return failure(opened.error());
    application.start();
    application.window().resize(sizeFrom(invocation.value(u"size"_s)));
    const QList<Scene> scenes = areas == "states"_L1 ? stateScenes(application, project)
        : areas == "all"_L1                          ? allScenes(application)
                                                     : mainScenes(application);
    return picture(application, scenes, invocation.value(u"output"_s));
}

} // namespace

ExitStatus runScreenshot(Invocation &invocation)
{
    const QString areas = invocation.value(u"areas"_s);
    const bool states = areas == "states"_L1;
    if (!invocation.has(u"output"_s) || invocation.has(u"project"_s) == states)
        return invocation.usage(u"screenshot takes -o DIR, and --project DIR where --areas is not states."_s);
    if (sizeFrom(invocation.value(u"size"_s)).isEmpty() || (areas != "main"_L1 && areas != "all"_L1 && !states))
        return invocation.usage(u"--size is like 1600x1000, --areas is main, all or states."_s);
    installTranslations(QLocale());
    const QTemporaryDir place;
    const QString project = states ? place.filePath(u"library"_s) : invocation.value(u"project"_s);
    if (states) {
        if (Result<> made = makeStage(project, invocation.registry); !made)
            return invocation.fail(made.error());
    }
    QDir().mkpath(invocation.value(u"output"_s));
    const Result<QStringList> files = take(invocation, project, place.filePath(u"profile"_s));
    if (!files)
        return invocation.fail(files.error());
    for (const QString &file : *files)
        invocation.out << file << '\n';
    return ExitStatus::Done;
}

} // namespace relata
