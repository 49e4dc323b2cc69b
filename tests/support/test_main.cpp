#include "tests/support/test_registry.h"

#include <QFileInfo>
#include <QMap>
#include <QTest>

#include <memory>

#ifdef RELATA_TEST_WIDGETS
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

namespace relata::tests {

static QMap<QString, std::function<QObject *()>> &registry()
{
    static QMap<QString, std::function<QObject *()>> tests;
    return tests;
}

Registration::Registration(const char *file, std::function<QObject *()> make)
{
    const QString name = QFileInfo(QString::fromUtf8(file)).completeBaseName();
    registry().insert(name.startsWith(u"tst_") ? name.mid(4) : name, std::move(make));
}

} // namespace relata::tests

/// First argument: the test class to run (without it, all of them); the rest goes to QtTest.
int main(int argc, char **argv)
{
    qputenv("LC_ALL", "C.UTF-8");
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    Application application(argc, argv);
    QStringList arguments = Application::arguments();
    QString wanted;
    if (arguments.size() > 1 && !arguments.at(1).startsWith(u'-'))
        wanted = arguments.takeAt(1);
    int failures = 0;
    bool ran = false;
    for (const auto &[name, make] : relata::tests::registry().asKeyValueRange()) {
        if (!wanted.isEmpty() && name != wanted)
            continue;
        ran = true;
        const std::unique_ptr<QObject> test(make());
        failures += QTest::qExec(test.get(), arguments);
    }
    if (!ran)
        qCritical("No test class is named %s.", qPrintable(wanted));
    return ran ? failures : 2;
}
