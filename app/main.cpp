#include "app/application.h"
#include "app/cli/command_line.h"
#include "app/main_window.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTextStream>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace {

/// Relata's own sentences and Qt's, in the language of the desktop where there is one.
void translate(QApplication &application)
{
    auto *ours = new QTranslator(&application);
    if (ours->load(QLocale(), u"relata"_s, u"_"_s, u":/relata/translations"_s))
        QApplication::installTranslator(ours);
    auto *theirs = new QTranslator(&application);
    if (theirs->load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(theirs);
}

int runWindow(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"relata"_s);
    QApplication::setApplicationDisplayName(u"Relata"_s);
    QApplication::setApplicationVersion(QStringLiteral(RELATA_VERSION));
    QApplication::setDesktopFileName(u"relata"_s);
    translate(application);
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
    return runWindow(argc, argv);
}
