#include "app/application.h"
#include "app/cli/invocation.h"
#include "app/cli/screenshot_scenes.h"
#include "app/main_window.h"
#include "app/translation.h"

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
        {u"areas"_s, u"main, or all: every area, dock and dialog."_s, u"AREAS"_s, u"main"_s},
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
    }
    return files;
}

QSize sizeFrom(const QString &text) { return {text.section(u'x', 0, 0).toInt(), text.section(u'x', 1, 1).toInt()}; }

} // namespace

ExitStatus runScreenshot(Invocation &invocation)
{
    const QString folder = invocation.value(u"output"_s);
    const QString areas = invocation.value(u"areas"_s);
    const QSize size = sizeFrom(invocation.value(u"size"_s));
    if (folder.isEmpty() || !invocation.has(u"project"_s))
        return invocation.usage(u"screenshot takes --project DIR and -o DIR."_s);
    if (size.isEmpty() || (areas != "main"_L1 && areas != "all"_L1))
        return invocation.usage(u"--size is like 1600x1000, --areas is main or all."_s);
    installTranslations(QLocale());
    const QTemporaryDir profile;
    StartOptions options{.profile = invocation.value(u"profile"_s), .open = {}, .restore = false};
    if (options.profile.isEmpty())
        options.profile = profile.path();
    Application application(*qobject_cast<QApplication *>(QCoreApplication::instance()), options);
    if (Result<> opened = application.openProject(invocation.value(u"project"_s)); !opened)
        return invocation.fail(opened.error());
    application.start();
    application.window().resize(size);
    QDir().mkpath(folder);
    const bool all = areas == "all"_L1;
    const Result<QStringList> files =
        picture(application, all ? allScenes(application) : mainScenes(application), folder);
    if (!files)
        return invocation.fail(files.error());
    for (const QString &file : *files)
        invocation.out << file << '\n';
    return ExitStatus::Done;
}

} // namespace relata
