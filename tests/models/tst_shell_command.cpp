#include "models/base/shell_command.h"

#include "models/base/file_text.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace relata;
using namespace Qt::StringLiterals;

/// Commands of the shell end with what they have started.
class ShellCommandTest : public QObject {
    Q_OBJECT
private slots:
    void endsWhatItStarted_data();
    void endsWhatItStarted();
    void leavesWhatItMeantTo();

private:
    static constexpr int Patience = 30'000; // ms

    /// A process in the background that heeds no request to end, and says its number in the file "mark".
    static QString stubborn() { return u"sh -c 'trap \"\" TERM INT; echo $$ > mark; exec sleep 600' & "_s; }
    static pid_t marked(const QTemporaryDir &folder)
    {
        return pid_t(readFile(folder.filePath(u"mark"_s)).value_or(QByteArray()).trimmed().toLongLong());
    }
    static bool isThere(pid_t process) { return ::kill(process, 0) == 0; }
};

void ShellCommandTest::endsWhatItStarted_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<bool>("isStopped");
    QTest::newRow("stopped") << u"wait"_s << true;
    QTest::newRow("failed") << u"while ! test -s mark; do :; done; exit 3"_s << false;
    QTest::newRow("killed") << u"while ! test -s mark; do :; done; kill -9 $$"_s << false;
}

void ShellCommandTest::endsWhatItStarted()
{
    QFETCH(const QString, ending);
    QFETCH(const bool, isStopped);
    const QTemporaryDir folder;
    ShellCommand command{
        .text = stubborn() + ending, .folder = folder.path(), .environment = {}, .heard = {}, .mayGoOn = {}};
    command.mayGoOn = [&]() -> Result<> {
        if (!isStopped || marked(folder) == 0)
            return {};
        return failure({.code = Error::Code::Cancelled, .message = {}, .detail = {}, .sqlState = {}, .position = {}});
    };
    QVERIFY(!runShellCommand(command));
    const pid_t left = marked(folder);
    QVERIFY(left > 0);
    QTRY_VERIFY_WITH_TIMEOUT(!isThere(left), Patience);
}

void ShellCommandTest::leavesWhatItMeantTo()
{
    const QTemporaryDir folder;
    const ShellCommand command{.text = stubborn() + u"while ! test -s mark; do :; done"_s,
        .folder = folder.path(),
        .environment = {},
        .heard = {},
        .mayGoOn = {}};
    QVERIFY(runShellCommand(command));
    const pid_t left = marked(folder);
    QVERIFY(left > 0 && isThere(left));
    QCOMPARE(::kill(left, SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!isThere(left), Patience);
}

RELATA_TEST(ShellCommandTest)
#include "tst_shell_command.moc"
