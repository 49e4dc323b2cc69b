#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;
constexpr auto Rewritten = "\r\x1b[K"_L1;

QString quoted(QString word) { return u'\'' + word.replace(u'\'', u"'\\''"_s) + u'\''; }

/// The program on a terminal of its own.
class OnTerminal {
public:
    explicit OnTerminal(const QStringList &words)
    {
        QString command = quoted(programPath());
        for (const QString &word : words)
            command += u' ' + quoted(word);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(u"script"_s,
            {u"--quiet"_s, u"--return"_s, u"--command"_s, u"stty cols 160; exec "_s + command, u"/dev/null"_s});
    }
    bool says(const QRegularExpression &words)
    {
        return QTest::qWaitFor(
                   [&] {
                       m_said += QString::fromUtf8(m_process.readAll());
                       return words.match(m_said).hasMatch() || m_process.state() == QProcess::NotRunning;
                   },
                   Patience)
            && words.match(m_said).hasMatch();
    }
    int status()
    {
        m_process.waitForFinished(Patience);
        m_said += QString::fromUtf8(m_process.readAll());
        return m_process.exitCode();
    }
    const QString &said() const { return m_said; }

private:
    QProcess m_process;
    QString m_said;
};

} // namespace

/// What runs is told where it runs, too: in one line, on a terminal alone.
class LiveLineTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void tellsWhoIsInTheWay_data();
    void tellsWhoIsInTheWay();
    void tellsWhatTheServerTells();

private:
    EngineRegistry m_engines;
};

void LiveLineTest::tellsWhoIsInTheWay_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

void LiveLineTest::tellsWhoIsInTheWay()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY);\nINSERT INTO account VALUES (1);"_s,
            u"ALTER TABLE account ADD COLUMN name VARCHAR(20);"_s},
        {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session other;
    QVERIFY(other.open(place.profile(), m_engines));
    for (const QString &sql : {u"BEGIN"_s, u"UPDATE account SET id = 2"_s}) // a script would take BEGIN back
        QVERIFY(perform(*other.connection, sql));
    OnTerminal up(place.words({u"up"_s, u"--lock-timeout"_s, u"60s"_s}));
    static const QRegularExpression line(
        u"Statement 1 of 1 of migration 002 runs for \\d\\.\\d s, kept waiting by session \\d+ of "_s);
    QVERIFY2(up.says(line), qPrintable(up.said().right(900)));
    QVERIFY(perform(*other.connection, u"COMMIT"_s));
    QCOMPARE(up.status(), 0);
    static const QRegularExpression behind(u"\\r\\x1b\\[K[^\\n]*runs for[^\\n]*\\r\\x1b\\[Kapplied 002"_s);
    QVERIFY2(behind.match(up.said()).hasMatch(), qPrintable(up.said().right(900))); // the line is gone by then
    const Answer piped = runProgram(place.words({u"up"_s}));
    QVERIFY(piped.status == 0 && !piped.err.contains(Rewritten));
}

/// MariaDB tells the state of a statement.
void LiveLineTest::tellsWhatTheServerTells()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const QString waits // but on a scratch database
        = u"DO GET_LOCK(IF(DATABASE() LIKE '\\_relata%', 'free', 'relata_live_line'), 600);"_s;
    const RunnerPlace place(m_engines, "mariadb", {waits}, {});
    QCOMPARE(place.error, QString());
    Session other;
    QVERIFY(other.open(place.profile(), m_engines));
    QVERIFY(perform(*other.connection, u"DO GET_LOCK('relata_live_line', 0)"_s));
    OnTerminal up(place.words({u"up"_s}));
    static const QRegularExpression line(
        u"Statement 1 of 1 of migration 001 runs for \\d\\.\\d s: User lock.*\\r\\x1b\\[K.* runs for [2-9]"_s);
    QVERIFY2(up.says(line), qPrintable(up.said().right(900)));
    QVERIFY(perform(*other.connection, u"DO RELEASE_LOCK('relata_live_line')"_s));
    QCOMPARE(up.status(), 0);
}

RELATA_TEST(LiveLineTest)
#include "tst_live_line.moc"
