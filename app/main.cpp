#include "app/application.h"
#include "app/cli/command_line.h"
#include "app/main_window.h"
#include "app/translation.h"

#include <QApplication>
#include <QLocale>
#include <QTextStream>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

/// While the window's toolkit starts: it would abort where there is no display.
void tellNoDisplay(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    static QString reason;
    if (type != QtFatalMsg) {
        if (text.contains("display"_L1))
            reason = text.trimmed();
        return;
    }
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        reason = u"neither DISPLAY nor WAYLAND_DISPLAY names a display"_s;
    QTextStream(stderr) << "relata: The window cannot be opened: "
                        << (reason.isEmpty() ? text.section(u'.', 0, 0) : reason)
                        << ". Start it in a desktop session; sub-commands need no display, see relata --help.\n";
    std::_Exit(2);
}

int runWindow(int argc, char **argv)
{
    const QtMessageHandler usual = qInstallMessageHandler(tellNoDisplay);
    QApplication application(argc, argv);
    qInstallMessageHandler(usual);
    QApplication::setApplicationName(u"relata"_s);
    QApplication::setApplicationDisplayName(u"Relata"_s);
    QApplication::setApplicationVersion(QStringLiteral(RELATA_VERSION));
    QApplication::setDesktopFileName(u"relata"_s);
    relata::installTranslations(QLocale());
    relata::Application relata(application, relata::StartOptions::fromArguments(QApplication::arguments()));
    relata.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (arguments.value(0) == "--version"_L1) {
        QTextStream(stdout) << "relata " RELATA_VERSION "\n";
        return 0;
    }
    if (relata::isCommandLine(arguments))
        return relata::runCommandLine(argc, argv);
    if (const std::optional<int> status = relata::answerWithoutWindow(arguments))
        return *status;
    return runWindow(argc, argv);
}
