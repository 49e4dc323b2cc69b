#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/prove.h"
#include "models/project/sample.h"
#include "tests/app/program.h"
#include "tests/app/twelve_edits.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What a comparison prints is run by the engine's own client, up and down again: each time the database has become
/// exactly the other side, and rows that the change does not touch are as they were.
class TestDiffScripts : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void chinook_data() { servers(); }
    void chinook();
    void sample_data() { servers(); }
    void sample();

private:
    static void servers();
    EngineRegistry m_registry;
};

void TestDiffScripts::servers()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("sqlite") << QByteArray();
    for (const char *server : {"postgresql15", "postgresql18", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

namespace {

using RowsByName = QMap<QString, QByteArray>;

/// Ends the test when the engine's client is not installed: a failure with CI=true.
bool requireClient(const ConnectionProfile &profile)
{
    const QString missing = tests::missingClient(profile);
    if (missing.isEmpty())
        return true;
    const QString reason = missing + u" is not installed: its scripts are not run"_s;
    if (qEnvironmentVariable("CI") == "true"_L1)
        QTest::qFail(qPrintable(reason), __FILE__, __LINE__);
    else
        QTest::qSkip(qPrintable(reason), __FILE__, __LINE__);
    return false;
}

/// Which columns differ among those that both sides know, apart from `aside`.
QStringList changedColumns(const RowsByName &before, const RowsByName &after, const QStringList &aside = {})
{
    QStringList result;
    int compared = 0;
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!after.contains(it.key()) || aside.contains(it.key(), Qt::CaseInsensitive))
            continue;
        ++compared;
        if (after.value(it.key()) != it.value())
            result += it.key();
    }
    return compared > 0 ? result : QStringList(u"no column was compared"_s);
}

/// A live database beside the schemas it should have.
class Bench {
public:
    Bench(const EngineRegistry &registry, const ConnectionProfile &profile)
        : m_registry(registry)
        , m_profile(profile)
    { }

    /// Reads what is there now; a session of its own, for clients change the database behind it.
    QString look(Schema &schema, RowsByName &rows)
    {
        tests::Session session;
        if (Result<> done = session.open(m_profile, m_registry); !done)
            return done.error().text();
        engine = session.engine;
        server = session.connection->server();
        const Result<Schema> read = session.schema();
        if (!read)
            return read.error().text();
        const auto digests = session.rows(*read);
        if (!digests)
            return digests.error().text();
        schema = *read;
        rows = *digests;
        return {};
    }

    /// What is wrong with the database as it is now, if `expected` and `before` are what it should be like.
    QString verify(const Schema &expected, const RowsByName &before, const QStringList &aside = {})
    {
        Schema found;
        RowsByName rows;
        if (const QString trouble = look(found, rows); !trouble.isEmpty())
            return trouble;
        QStringList left = differences(expected, matched(found, expected, engine->nameRule), *engine);
        left += changedColumns(before, rows, aside);
        return left.join(u'\n');
    }

    QString client(const QString &script) const
    {
        const QString said = tests::runInClient(m_profile, script);
        return said.isEmpty() ? said : said + u'\n' + script;
    }

    const Engine *engine = nullptr;
    ServerInfo server;

private:
    const EngineRegistry &m_registry;
    ConnectionProfile m_profile;
};

} // namespace

void TestDiffScripts::chinook()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const QString script = tests::chinookScript(server);
    if (script.isEmpty())
        QSKIP("Chinook is not beside the source: set RELATA_DATA_DIR to run this test");
    const QTemporaryDir folder;
    const tests::OwnDatabase database(m_registry, server, folder.path(), u"diff_chinook"_s);
    if (!requireClient(database.profile))
        return;
    tests::Session session;
    QVERIFY(session.open(database.profile, m_registry));
    QCOMPARE(session.run(script), QString());
    session = {};
    Bench bench(m_registry, database.profile);
    Schema before;
    RowsByName rows;
    QCOMPARE(bench.look(before, rows), QString());
    const Schema after = tests::withTwelveEdits(before, bench.engine->key);
    QuietContext context;
    CompareOptions options;
    options.proof = false;
    const auto comparison = compareSchemas(before, after, *bench.engine, bench.server, options, context);
    QVERIFY2(comparison, comparison ? "" : qPrintable(comparison.error().text()));
    QCOMPARE(bench.client(diffSql(*comparison, *bench.engine)), QString());
    QCOMPARE(bench.verify(after, rows), QString());
    QCOMPARE(bench.client(planScript(comparison->plan.down, *bench.engine)), QString());
    QCOMPARE(bench.verify(before, rows, {u"employee.fax"_s}), QString());
}

void TestDiffScripts::sample()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const QTemporaryDir folder;
    const tests::OwnDatabase database(m_registry, server, folder.path(), u"diff_sample"_s);
    if (!requireClient(database.profile))
        return;
    const QString project = folder.filePath(u"project"_s);
    SampleOptions options;
    options.applied = 4;
    options.scale = 0.01;
    options.target = database.profile;
    QuietContext context;
    const auto made = makeSample(project, options, m_registry, context);
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    QVERIFY(made->rows > 100);
    Bench bench(m_registry, database.profile);
    Schema before;
    RowsByName rows;
    QCOMPARE(bench.look(before, rows), QString());

    const QString url = database.profile.url(), early = project + u"@004"_s, late = project + u"@008"_s;
    const auto diff = [&](const QStringList &words) {
        return tests::runProgram(QStringList{u"diff"_s, u"--dev"_s, url} + words);
    };
    const tests::Answer up = diff({early, late}), down = diff({late, early});
    QCOMPARE(up.err + down.err, QString());
    QCOMPARE(up.status, 0);
    QVERIFY2(up.out.startsWith("-- Proved"_L1), qPrintable(up.out));
    QVERIFY2(down.out.startsWith("-- Proved"_L1), qPrintable(down.out));
    QCOMPARE(diff({url, early, u"--check"_s}).status, 0);
    QCOMPARE(diff({url, late, u"--check"_s}).status, 1);
    QCOMPARE(bench.client(up.out), QString());
    const tests::Answer there = diff({url, late, u"--check"_s});
    QVERIFY2(there.status == 0, qPrintable(there.out + there.err));
    QCOMPARE(bench.client(down.out), QString());
    QCOMPARE(bench.verify(before, rows), QString());
}

RELATA_TEST(TestDiffScripts)
#include "tst_diff_scripts.moc"
