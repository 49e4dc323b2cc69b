#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/proof_words.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonArray>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Locks and rewrites of a plan are those that the server shows while the proof runs it.
class TestLockWatch : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void measures_data();
    void measures();
    void tellsItInJson();
    void leavesWhatRunsOutsideAsStated();

private:
    Result<Comparison> compared(const QByteArray &server, const QString &from, const QString &to);
    static QString shown(const Plan &plan);

    EngineRegistry m_engines;
    QuietContext m_context;
};

Result<Comparison> TestLockWatch::compared(const QByteArray &server, const QString &from, const QString &to)
{
    const ConnectionProfile beside = *profileFromUrl(*serverUrl(server));
    const Engine &engine = *m_engines.find(beside.engine);
    const Result<MadeDatabase> before = madeByScript(from, engine, beside, m_context);
    const Result<MadeDatabase> after = madeByScript(to, engine, beside, m_context);
    if (!before || !after)
        return failure(before ? after.error() : before.error());
    CompareOptions options;
    options.naive = true;
    options.scratch = beside;
    return compareSchemas(
        before->schema, after->schema, engine, before->database->connection().server(), options, m_context);
}

/// "t: ACCESS EXCLUSIVE!; rewrites", a mark behind what was measured.
QString TestLockWatch::shown(const Plan &plan)
{
    QStringList lines;
    for (const Step &step : plan.steps) {
        for (const Statement &statement : step.statements) {
            QStringList words;
            for (const Lock &lock : statement.facts.locks)
                words +=
                    QString(lock.object.path.last() + u": "_s + lock.engineName + (lock.measured ? u"!"_s : u""_s));
            words.sort();
            if (statement.facts.rewrites)
                words += u"rewrites"_s;
            lines += words.join(u"; "_s);
        }
    }
    return lines.join(u" | "_s);
}

void TestLockWatch::measures_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("seen");
    const auto add = [](const char *server, const char *name, const char *from, const char *to, const char *seen) {
        QTest::addRow("%s: %s", server, name)
            << QByteArray(server) << QString::fromLatin1(from) << QString::fromLatin1(to) << QString::fromLatin1(seen);
    };
    for (const char *server : {"postgresql15", "postgresql18"}) {
        add(server, "column", "CREATE TABLE t (a int)", "CREATE TABLE t (a int, b int)", "t: ACCESS EXCLUSIVE!");
        add(server, "type", "CREATE TABLE t (a int)", "CREATE TABLE t (a bigint)", "t: ACCESS EXCLUSIVE!; rewrites");
        add(server, "wider text", "CREATE TABLE t (a varchar(5))", "CREATE TABLE t (a varchar(9))",
            "t: ACCESS EXCLUSIVE!");
        add(server, "index", "CREATE TABLE t (a int)", "CREATE TABLE t (a int); CREATE INDEX i ON t (a)", "t: SHARE!");
        add(server, "foreign key", "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int)",
            "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int CONSTRAINT f REFERENCES p)",
            "p: SHARE ROW EXCLUSIVE!; t: SHARE ROW EXCLUSIVE!");
        add(server, "drop", "CREATE TABLE t (a int); CREATE TABLE u (a int)", "CREATE TABLE u (a int)",
            "t: ACCESS EXCLUSIVE!");
    }
    add("mariadb", "column", "CREATE TABLE t (a int)", "CREATE TABLE t (a int, b int)", "t: EXCLUSIVE METADATA");
    add("mariadb", "type", "CREATE TABLE t (a int)", "CREATE TABLE t (a bigint)", "t: EXCLUSIVE METADATA; rewrites");
    add("mysql56", "type", "CREATE TABLE t (a int)", "CREATE TABLE t (a bigint)", "t: EXCLUSIVE METADATA; rewrites");
    add("mariadb", "wider text", "CREATE TABLE t (a varchar(5))", "CREATE TABLE t (a varchar(9))",
        "t: EXCLUSIVE METADATA");
}

void TestLockWatch::measures()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, seen);
    RELATA_REQUIRE_SERVER(server);
    const auto result = compared(server, from, to);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text()));
    QVERIFY2(result->proof.proved, qPrintable(result->proof.summary().source()));
    QCOMPARE(shown(result->plan.up), seen);
    QVERIFY(result->proof.seenUp.first().rewrites.has_value() || server == "mysql56");
    QVERIFY(!proofFacts(result->proof).isEmpty());
}

void TestLockWatch::tellsItInJson()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const auto result = compared("postgresql15", u"CREATE TABLE t (a int)"_s, u"CREATE TABLE t (a bigint)"_s);
    QVERIFY(result && result->proof.proved);
    const QJsonObject step =
        diffJson(*result, *m_engines.find("postgresql")).value(u"steps"_s).toArray().first().toObject();
    const QJsonObject lock = step.value(u"locks"_s).toArray().first().toObject();
    QVERIFY(lock.value(u"measured"_s).toBool());
    QVERIFY(step.value(u"rewrites"_s).toBool());
}

/// Its locks are gone when its answer is there.
void TestLockWatch::leavesWhatRunsOutsideAsStated()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const auto result = compared("postgresql15", u"CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a e)"_s,
        u"CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (a e)"_s);
    QVERIFY(result && result->proof.proved);
    QVERIFY(!result->plan.up.steps.empty());
    QVERIFY2(!shown(result->plan.up).contains(u'!'), qPrintable(shown(result->plan.up)));
}

RELATA_TEST(TestLockWatch)
#include "tst_lock_watch.moc"
