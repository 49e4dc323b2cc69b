#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/run_script.h"
#include "models/sql/statement_splitter.h"
#include "tests/support/case_file.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Every case file on every server of its engine: planned, proved up, down and up again with rows in the tables, and
/// compared with the SQL that it says. RELATA_UPDATE_CASES=1 writes the SQL that was seen into the files.
class TestCases : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void holds_data();
    void holds();

private:
    Result<Schema> schemaOf(const QString &script, const Engine &engine, const ConnectionProfile &beside);
    Result<Comparison> compare(const CaseFile &file, const Engine &engine, const ConnectionProfile &beside);
    static QStringList statements(const QString &script, const Engine &engine);
    static QString script(const Plan &plan);
    static QStringList findings(const Plan &plan);

    EngineRegistry m_engines;
    QuietContext m_context;
    ServerInfo m_server;
};

/// The servers that an engine's cases run on.
static QList<QByteArray> serversOf(const QByteArray &engine)
{
    static const QMap<QByteArray, QList<QByteArray>> servers{
        {"postgresql", {"postgresql15", "postgresql18"}}, {"mysql", {"mysql56"}}};
    return servers.value(engine, {engine});
}

void TestCases::holds_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("path");
    bool any = false;
    for (const Engine *engine : m_engines.all()) {
        if (!engine->catalogue || !engine->writer || !engine->scratch || !engine->runner)
            continue;
        for (const QByteArray &server : serversOf(engine->key)) {
            for (const QString &path : casePaths(engine->key)) {
                any = true;
                QTest::addRow("%s %s", server.constData(), qPrintable(path.section(u'/', -1)))
                    << QByteArray(engine->key) << server << path;
            }
        }
    }
    if (!any)
        QSKIP("No engine is complete.");
}

void TestCases::holds()
{
    QFETCH(QByteArray, engine);
    QFETCH(QByteArray, server);
    QFETCH(QString, path);
    ConnectionProfile beside;
    beside.engine = engine;
    beside.database = u":memory:"_s;
    if (engine != "sqlite") {
        RELATA_REQUIRE_SERVER(server);
        beside = *profileFromUrl(*serverUrl(server));
    }
    const Engine &which = *m_engines.find(engine);
    const CaseFile file = readCase(path);
    QVERIFY2(file.error.isEmpty(), qPrintable(file.error));
    auto connection = which.driver->open(beside);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().text()));
    m_server = (*connection)->server();
    if (!file.appliesTo(engine, m_server.versionText))
        QSKIP("This server is older than what the case requires.");
    const Result<Comparison> seen = compare(file, which, beside);
    QVERIFY2(seen, seen ? "" : qPrintable(seen.error().text()));
    QVERIFY2(seen->proof.proved, qPrintable(QString(seen->proof.summary().source() + u'\n' + seen->proof.detail)));
    if (qEnvironmentVariableIntValue("RELATA_UPDATE_CASES") == 1) {
        CaseFile written = file;
        written.up = script(seen->plan.up);
        written.down = script(seen->plan.down);
        written.findings = findings(seen->plan.up);
        QVERIFY(writeSeen(written));
        return;
    }
    QVERIFY(!seen->isEmpty());
    if (file.up.isEmpty())
        return;
    QCOMPARE(statements(script(seen->plan.up), which), statements(file.up, which));
    QCOMPARE(statements(script(seen->plan.down), which), statements(file.down, which));
    QCOMPARE(findings(seen->plan.up), file.findings);
}

Result<Schema> TestCases::schemaOf(const QString &script, const Engine &engine, const ConnectionProfile &beside)
{
    auto scratch = engine.scratch->create(beside, m_context);
    if (!scratch)
        return failure(scratch.error());
    Connection &connection = (*scratch)->connection();
    if (Result<> done = runScript(connection, engine, scriptStatements(script, engine, m_server), 0, {}, m_context);
        !done)
        return failure(done.error());
    return engine.catalogue->read(
        connection, {.schemas = {}, .defaultSchema = (*scratch)->profile().defaultSchema}, m_context);
}

Result<Comparison> TestCases::compare(const CaseFile &file, const Engine &engine, const ConnectionProfile &beside)
{
    const Result<Schema> from = schemaOf(file.from, engine, beside);
    if (!from)
        return failure(from.error());
    const Result<Schema> to = schemaOf(file.to, engine, beside);
    if (!to)
        return failure(to.error());
    CompareOptions options;
    options.renames = file.renames;
    options.scratch = beside;
    return compareSchemas(*from, *to, engine, m_server, options, m_context);
}

QStringList TestCases::statements(const QString &script, const Engine &engine)
{
    QStringList result;
    for (const SqlStatementRange &range : splitStatements(script, *engine.flavour))
        result += range.in(script).toString().simplified();
    return result;
}

QString TestCases::script(const Plan &plan)
{
    QString text;
    for (const QString &statement : plan.statements())
        text += statement + u";\n"_s;
    return text.trimmed();
}

QStringList TestCases::findings(const Plan &plan)
{
    static const QString words[] = {u"note"_s, u"warning"_s, u"danger"_s};
    QStringList result;
    for (const Step &step : plan.steps) {
        for (const Finding &finding : step.findings)
            result += QString(QString::fromLatin1(finding.code) + u' ' + words[int(finding.severity)]);
    }
    return result;
}

RELATA_TEST(TestCases)
#include "tst_cases.moc"
