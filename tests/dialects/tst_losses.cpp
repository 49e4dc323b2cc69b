#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/run_script.h"
#include "models/schema/all_kinds.h"
#include "models/schema/knowledge.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QScopeGuard>
#include <QTest>

#include <algorithm>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What a change takes away for good is said, and what goes on behind the rows goes on there.
class TestLosses : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void saysWhatGoes_data();
    void saysWhatGoes();
    void fillsFullTextOverAnotherTable();
    void numbersGoOnBehindTheRows();
    void namesTheRightsThatGo_data();
    void namesTheRightsThatGo();

private:
    std::optional<Comparison> compared(const QByteArray &server, const QString &from, const QString &to);
    Result<MadeDatabase> made(const QByteArray &server, const QString &script);
    static ConnectionProfile beside(const QByteArray &server);

    EngineRegistry m_engines;
    QuietContext m_context;
};

ConnectionProfile TestLosses::beside(const QByteArray &server)
{
    if (server != "sqlite")
        return *profileFromUrl(*serverUrl(server));
    ConnectionProfile profile;
    profile.engine = server;
    profile.database = u":memory:"_s;
    return profile;
}

Result<MadeDatabase> TestLosses::made(const QByteArray &server, const QString &script)
{
    const ConnectionProfile place = beside(server);
    return madeByScript(script, *m_engines.find(place.engine), place, m_context);
}

std::optional<Comparison> TestLosses::compared(const QByteArray &server, const QString &from, const QString &to)
{
    const Result<MadeDatabase> before = made(server, from), after = made(server, to);
    if (!before || !after) {
        qWarning("%s", qPrintable((before ? after : before).error().text()));
        return {};
    }
    CompareOptions options;
    options.proof = false;
    options.keep = true;
    const Engine &engine = *m_engines.find(beside(server).engine);
    auto result = compareSchemas(
        before->schema, after->schema, engine, before->database->connection().server(), options, m_context);
    if (!result)
        qWarning("%s", qPrintable(result.error().text()));
    return result ? std::optional(*result) : std::nullopt;
}

void TestLosses::saysWhatGoes_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("code"); // empty: nothing goes
    const QString stays = u"CREATE TABLE stays (id integer PRIMARY KEY, name text);"_s;
    const QString index = u"CREATE VIRTUAL TABLE note USING fts5(%1);"_s;
    QTest::newRow("full text") << QByteArray("sqlite") << QString(stays + index.arg(u"title, body"_s)) << stays
                               << u"DL104"_s;
    QTest::newRow("r-tree") << QByteArray("sqlite")
                            << QString(stays + u"CREATE VIRTUAL TABLE place USING rtree(id, x0, x1)"_s) << stays
                            << u"DL104"_s;
    QTest::newRow("column of full text") << QByteArray("sqlite") << index.arg(u"title, body"_s) << index.arg(u"title"_s)
                                         << u"DL104"_s;
    QTest::newRow("contentless made anew")
        << QByteArray("sqlite") << index.arg(u"title, body, content=''"_s) << index.arg(u"title, body"_s) << u"DL104"_s;
    QTest::newRow("full text over another")
        << QByteArray("sqlite") << QString(stays + index.arg(u"name, content='stays', content_rowid='id'"_s)) << stays
        << QString();
    QTest::newRow("another tokenizer") << QByteArray("sqlite") << index.arg(u"title"_s)
                                       << index.arg(u"title, tokenize='porter'"_s) << QString();
    const QString versioned = u"CREATE TABLE h (a int PRIMARY KEY, b int)%1;"_s;
    QTest::newRow("history") << QByteArray("mariadb") << versioned.arg(u" WITH SYSTEM VERSIONING"_s)
                             << versioned.arg(QString()) << u"DL105"_s;
    QTest::newRow("history begins") << QByteArray("mariadb") << versioned.arg(QString())
                                    << versioned.arg(u" WITH SYSTEM VERSIONING"_s) << QString();
    for (const QByteArray server : {"mariadb", "postgresql15"})
        QTest::addRow("sequence %s", server.constData())
            << server << QString(stays + u"CREATE SEQUENCE s START 5;"_s) << stays << u"DL106"_s;
    const QString numbered = u"CREATE TABLE n (id %1, name text);"_s;
    QTest::newRow("sequence of a column that goes, too")
        << QByteArray("postgresql15") << QString(stays + numbered.arg(u"serial"_s)) << stays << QString();
    QTest::newRow("sequence of a column that stays")
        << QByteArray("postgresql15")
        << QString(u"CREATE SEQUENCE s;"_s + numbered.arg(u"integer DEFAULT nextval('s')"_s))
        << numbered.arg(u"integer"_s) << QString();
}

void TestLosses::saysWhatGoes()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, code);
    if (server != "sqlite")
        RELATA_REQUIRE_SERVER(server);
    const std::optional<Comparison> seen = compared(server, from, to);
    QVERIFY(seen && !seen->plan.up.isEmpty());
    QStringList codes;
    bool isExact = true;
    for (const Step &step : seen->plan.up.steps) {
        isExact &= step.reversal == Reversal::Exact;
        for (const Finding &finding : step.findings) {
            if (finding.code.startsWith("DL1") && finding.code != "DL111") // locks; kept
                codes += QString::fromLatin1(finding.code);
        }
    }
    QCOMPARE(codes, code.isEmpty() ? QStringList() : QStringList{code});
    QCOMPARE(isExact, code.isEmpty());
}

/// Going back from its drop leaves no index behind that finds nothing.
void TestLosses::fillsFullTextOverAnotherTable()
{
    const QString table = u"CREATE TABLE person (id integer PRIMARY KEY, name text);"_s;
    const std::optional<Comparison> seen = compared("sqlite",
        table + u"CREATE VIRTUAL TABLE found USING fts5(name, content='person', content_rowid='id')"_s, table);
    QVERIFY(seen);
    const auto place = made("sqlite", table + u"INSERT INTO person VALUES (1, 'Ada'), (2, 'Grace')"_s);
    QVERIFY(place.has_value());
    Connection &connection = place->database->connection();
    const Engine &engine = *m_engines.find("sqlite");
    const auto script = scriptStatements(seen->plan.down.statements(), engine, connection.server());
    QVERIFY(runScript(connection, engine, script, 0, {}, m_context).has_value());
    const Result<Rows> found = fetch(connection, u"SELECT rowid FROM found WHERE found MATCH 'grace'"_s);
    QVERIFY(found && found->count == 1 && found->number(0, 0) == 2);
}

/// A sequence for a filled column gives out no number that a row has.
void TestLosses::numbersGoOnBehindTheRows()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const QString numbered = u"CREATE TABLE n (id integer PRIMARY KEY%1, name text);"_s;
    const std::optional<Comparison> seen = compared(
        "postgresql15", numbered.arg(QString()), u"CREATE SEQUENCE s;"_s + numbered.arg(u" DEFAULT nextval('s')"_s));
    QVERIFY(seen);
    const auto place = made("postgresql15", numbered.arg(QString()) + u"INSERT INTO n VALUES (1, 'a'), (7, 'b')"_s);
    QVERIFY(place.has_value());
    Connection &connection = place->database->connection();
    const Engine &engine = *m_engines.find("postgresql");
    const auto script = scriptStatements(seen->plan.up.statements(), engine, connection.server());
    QVERIFY(runScript(connection, engine, script, 0, {}, m_context).has_value());
    const Result<Rows> next = fetch(connection, u"INSERT INTO n (name) VALUES ('c') RETURNING id"_s);
    QVERIFY2(next && next->number(0, 0) == 8, qPrintable(seen->plan.up.statements().join(u'\n')));
}

void TestLosses::namesTheRightsThatGo_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QStringList>("grants");
    const QString table = u"CREATE TABLE t (a int, b int)"_s, procedure = u"CREATE PROCEDURE p() SELECT %1"_s;
    for (const QByteArray server : {"mariadb", "mysql56"})
        QTest::addRow("renamed on %s", server.constData())
            << server << table << QString(table).replace(u" t "_s, u" other "_s)
            << QStringList{u"SELECT, INSERT, UPDATE (b) ON t"_s};
    QTest::newRow("made anew on mysql56")
        << QByteArray("mysql56") << procedure.arg(1) << procedure.arg(2) << QStringList{u"EXECUTE ON PROCEDURE p"_s};
    QTest::newRow("replaced on mariadb") << QByteArray("mariadb") << procedure.arg(1) << procedure.arg(2)
                                         << QStringList{u"EXECUTE ON PROCEDURE p"_s, QString()};
}

static QStringList granted(Connection &connection, const QString &who)
{
    const Result<Rows> rows = fetch(connection, u"SHOW GRANTS FOR "_s + who);
    QStringList lines;
    for (qsizetype i = 0; rows && i < rows->count; ++i)
        lines += rows->text(i, 0).replace(u"`other`"_s, u"`t`"_s);
    return lines;
}

static QStringList samplesOf(const QList<DataCheck> &checks)
{
    QStringList result;
    for (const DataCheck &check : checks)
        result += check.samples;
    return result;
}

static bool warnsOfRights(const Plan &plan)
{
    return std::any_of(plan.steps.begin(), plan.steps.end(), [](const Step &step) {
        return std::any_of(step.findings.begin(), step.findings.end(),
            [](const Finding &finding) { return finding.code == QByteArray("DP101"); });
    });
}

static CompareOptions unproved(bool isRenamed)
{
    CompareOptions options;
    options.proof = false;
    if (isRenamed)
        options.renames = {{Kind::Table, {QString(), u"t"_s}, {QString(), u"other"_s}}};
    return options;
}

/// The privileges that the server forgets are named before, in statements that bring them back.
void TestLosses::namesTheRightsThatGo()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QStringList, grants);
    RELATA_REQUIRE_SERVER(server);
    const Engine &engine = *m_engines.find(beside(server).engine);
    const auto place = made(server, from), wanted = made(server, to);
    QVERIFY(place && wanted);
    Connection &connection = place->database->connection();
    const QString who = u"'relata_losses'@'localhost'"_s;
    QVERIFY(perform(connection, u"CREATE USER "_s + who));
    const auto tidy = qScopeGuard([&] { (void)perform(connection, u"DROP USER "_s + who); });
    QVERIFY(perform(connection, u"GRANT "_s + grants.first() + u" TO "_s + who));
    const QStringList before = granted(connection, who);
    const CompareOptions options = unproved(from.contains("TABLE"_L1));
    // As one reads it who may not see privileges: what both sides know is planned.
    const auto seen =
        compareSchemas(knowingNothing(place->schema), wanted->schema, engine, connection.server(), options, m_context);
    QVERIFY(seen.has_value());
    const auto checks = dataChecks(seen->from, seen->to, engine, connection.server());
    const Result<QList<DataCheck>> found = failingChecks(connection, checks, m_context);
    QVERIFY(found.has_value());
    const auto script = scriptStatements(seen->plan.up.statements(), engine, connection.server());
    QVERIFY(runScript(connection, engine, script, 0, {}, m_context).has_value());
    const QStringList samples = samplesOf(*found);
    if (grants.size() > 1) {
        QCOMPARE(samples, QStringList());
        QCOMPARE(granted(connection, who), before);
        return;
    }
    QVERIFY(!samples.isEmpty());
    for (const QString &sample : samples)
        QVERIFY2(perform(connection, sample).has_value(), qPrintable(sample));
    (void)perform(connection, u"REVOKE ALL ON t FROM "_s + who); // what was left at the old name
    QCOMPARE(granted(connection, who), before);
    QVERIFY(warnsOfRights(seen->plan.up));
}

RELATA_TEST(TestLosses)
#include "tst_losses.moc"
