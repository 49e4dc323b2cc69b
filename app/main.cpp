#include "app/application.h"
#include "app/cli/command_line.h"
#include "app/main_window.h"
#include "app/translation.h"

#include <QApplication>
#include <QLocale>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace {

int runWindow(int argc, char **argv)
{
    QApplication application(argc, argv);
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
