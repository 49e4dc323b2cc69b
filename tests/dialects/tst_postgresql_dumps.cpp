#include "dialects/postgresql/engine.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/planner/planner.h"
#include "tests/dialects/postgresql_database.h"
#include "tests/dialects/postgresql_dump.h"
#include "tests/support/case_file.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QRegularExpression>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Every case once more, judged by pg_dump alone: after up the database dumps like the schema that is wanted, after
/// down like the one before.
class TestPostgresqlDumps : public QObject {
    Q_OBJECT
private slots:
    void agree_data();
    void agree();
};

namespace {

/// A line as it counts: parameters in any order, and lists of constants in the spelling that they settle in.
QString settled(QString line)
{
    if (line.endsWith(u','))
        line.chop(1);
    if (line.contains("ARRAY["_L1))
        return line.remove(u'(').remove(u')').remove(u"::text[]"_s).remove(u"::text"_s);
    static const QRegularExpression parameters(u"WITH \\(([^()]*)\\)"_s);
    const auto match = parameters.match(line);
    if (!match.hasMatch())
        return line;
    QStringList parts = match.captured(1).split(u", "_s);
    parts.sort();
    return line.replace(match.capturedStart(1), match.capturedLength(1), parts.join(u", "_s));
}

/// Added columns stand last, and objects in another order: what is compared are the dump's lines.
QStringList linesOf(const PostgresqlDatabase &database)
{
    QStringList lines;
    for (const QString &line : dumped(database.profile()).split(u'\n'))
        lines += settled(line);
    lines.sort();
    return lines;
}

Result<Schema> read(PostgresqlDatabase &database)
{
    QuietContext context;
    return postgresqlEngine().catalogue->read(database.connection(), {.schemas = {}, .defaultSchema = {}}, context);
}

/// What stands in one list alone, for people.
QByteArray difference(const QStringList &seen, const QStringList &wanted)
{
    QStringList result;
    for (const QString &line : seen) {
        if (!wanted.contains(line))
            result += u"too much: "_s + line;
    }
    for (const QString &line : wanted) {
        if (!seen.contains(line))
            result += u"missing: "_s + line;
    }
    return result.join(u'\n').toUtf8();
}

/// Runs a script in psql; its complaint when it failed.
QString runScript(const PostgresqlDatabase &database, const QString &script)
{
    const QString said = printed(u"psql"_s,
        QStringList{u"-q"_s, u"-X"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s} + connectionArguments(database.profile()),
        script.toUtf8());
    return said.startsWith("failed:"_L1) ? said : QString();
}

} // namespace

void TestPostgresqlDumps::agree_data()
{
    QTest::addColumn<QString>("path");
    // Four dumps a case: a third of them, by the seed, unless all are asked for.
    const quint32 step = qEnvironmentVariable("RELATA_CASES") == "all"_L1 ? 1 : 3;
    quint32 number = testSeed();
    for (const QString &path : casePaths("postgresql")) {
        if (number++ % step == 0)
            QTest::newRow(qPrintable(path.section(u'/', -1))) << path;
    }
}

void TestPostgresqlDumps::agree()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    QFETCH(QString, path);
    const CaseFile file = readCase(path);
    PostgresqlDatabase live("postgresql15"), before("postgresql15"), after("postgresql15");
    QVERIFY2(live.isOpen() && before.isOpen() && after.isOpen(), qPrintable(live.error()));
    const ServerInfo &server = live.connection().server();
    if (!file.appliesTo("postgresql", server.versionText))
        QSKIP("This server is older than what the case requires.");
    for (PostgresqlDatabase *database : {&live, &before})
        QCOMPARE(runScript(*database, file.from), QString());
    QCOMPARE(runScript(after, file.to), QString());
    const Result<Schema> from = read(live), wanted = read(after);
    QVERIFY2(from, why(from));
    QVERIFY2(wanted, why(wanted));
    const Engine &engine = postgresqlEngine();
    const Target target{.server = server, .rows = {}, .naive = false, .defaultSchema = u"public"_s};
    const Result<PlanPair> plan =
        planBetween(*from, matched(*wanted, *from, engine.nameRule, file.renames), target, engine);
    QVERIFY2(plan, why(plan));
    QCOMPARE(runScript(live, planScript(plan->up, engine)), QString());
    QVERIFY2(linesOf(live) == linesOf(after), difference(linesOf(live), linesOf(after)));
    QCOMPARE(runScript(live, planScript(plan->down, engine)), QString());
    QVERIFY2(linesOf(live) == linesOf(before), difference(linesOf(live), linesOf(before)));
}

RELATA_TEST(TestPostgresqlDumps)
#include "tst_postgresql_dumps.moc"
