#include "dialects/postgresql/engine.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"
#include "tests/dialects/postgresql_database.h"
#include "tests/dialects/postgresql_dump.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Real schemas make themselves anew, and the server's own pg_dump is the judge. What is not managed stays as it is.
class TestPostgresqlSamples : public QObject {
    Q_OBJECT
private slots:
    void makeThemselvesAnew_data();
    void makeThemselvesAnew();
    void openWithWhatIsNotManaged();
};

namespace {

constexpr const char *Unmanaged = R"(CREATE TYPE pair AS (id int, name text);
CREATE TABLE typed OF pair;
CREATE FUNCTION same(a int, b int) RETURNS bool LANGUAGE sql IMMUTABLE AS $$ SELECT a = b $$;
CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int);
CREATE TEXT SEARCH CONFIGURATION plain (PARSER = default)
)";

QString dataFile(const QString &name)
{
    const QString named = qEnvironmentVariable("RELATA_DATA_DIR");
    const QString folder = named.isEmpty() ? qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/../shared/data"_s : named;
    return QFileInfo::exists(folder + u'/' + name) ? folder + u'/' + name : QString();
}

/// Runs a script in psql, without the lines by which Chinook makes a database of its own.
QString loaded(const ConnectionProfile &profile, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"failed: "_s + file.errorString();
    QByteArrayList lines;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.startsWith("DROP DATABASE") && !line.startsWith("CREATE DATABASE") && !line.startsWith("\\c "))
            lines += line;
    }
    const QString said = tests::printed(
        u"psql"_s, QStringList{u"-q"_s, u"-X"_s} + tests::connectionArguments(profile), lines.join('\n'));
    return said.startsWith("failed:"_L1) ? said : QString();
}

Result<Schema> read(tests::PostgresqlDatabase &database)
{
    QuietContext context;
    return postgresqlEngine().catalogue->read(database.connection(), {.schemas = {}, .defaultSchema = {}}, context);
}

/// The statements that make a schema out of nothing.
Result<Plan> creation(const Schema &schema, const ServerInfo &server)
{
    Schema empty;
    empty = empty.with(schema.defaultNamespace(), *schema.find(schema.defaultNamespace()));
    const Target target{.server = server, .rows = {}, .naive = true, .defaultSchema = {}};
    return planChanges(ChangeSet::between(empty, schema), empty, schema, target, *postgresqlEngine().writer);
}

} // namespace

void TestPostgresqlSamples::makeThemselvesAnew_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("tables");
    QTest::addColumn<QString>("unmanaged");
    QTest::newRow("northwind") << u"northwind/northwind.sql"_s << 14 << QString();
    QTest::newRow("chinook") << u"chinook/Chinook_PostgreSql.sql"_s << 11 << QString();
    QTest::newRow("pagila") << u"pagila/pagila-schema.sql"_s << 22 << QString();
    QTest::newRow("musicbrainz") << u"musicbrainz/musicbrainz.sql"_s << 516
                                 << u"DROP TEXT SEARCH CONFIGURATION musicbrainz.mb_simple CASCADE;\n"
                                    "DROP FUNCTION musicbrainz.mb_simple_tsvector CASCADE"_s;
}

void TestPostgresqlSamples::makeThemselvesAnew()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    QFETCH(QString, file);
    QFETCH(int, tables);
    QFETCH(QString, unmanaged);
    tests::PostgresqlDatabase first("postgresql15"), second("postgresql15");
    QVERIFY2(first.isOpen() && second.isOpen(), qPrintable(first.error() + second.error()));
    if (dataFile(file).isEmpty())
        QSKIP("the public schemas are not beside the source: set RELATA_DATA_DIR to run this test");
    QCOMPARE(loaded(first.profile(), dataFile(file)), QString());
    QCOMPARE(first.run(unmanaged), QString());
    const Result<Schema> schema = read(first);
    QVERIFY2(schema, tests::why(schema));
    QCOMPARE(schema->all(Kind::Table).size(), tables);
    QCOMPARE(schema->all(Kind::Opaque).size(), 0);
    const Result<Plan> plan = creation(*schema, first.connection().server());
    QVERIFY2(plan, tests::why(plan));
    const QStringList plain{u"--no-owner"_s, u"--no-privileges"_s};
    const QString script = planScript(*plan, postgresqlEngine());
    const QString said = tests::printed(u"psql"_s,
        QStringList{u"-q"_s, u"-X"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s} + tests::connectionArguments(second.profile()),
        script.toUtf8());
    QVERIFY2(!said.startsWith("failed:"_L1), qPrintable(said));
    const QString made = tests::dumped(second.profile(), plain), dump = tests::dumped(first.profile(), plain);
    if (made == dump)
        return;
    // The server may print an expression otherwise than it once was written: then as it does for pg_dump's own restore.
    tests::PostgresqlDatabase restored("postgresql15");
    QVERIFY2(restored.isOpen(), qPrintable(restored.error()));
    const QString reply = tests::printed(
        u"psql"_s, QStringList{u"-q"_s, u"-X"_s} + tests::connectionArguments(restored.profile()), dump.toUtf8());
    QVERIFY2(!reply.startsWith("failed:"_L1), qPrintable(reply));
    QCOMPARE(made, tests::dumped(restored.profile(), plain));
}

/// A plan from the schema to itself is empty, and one that drops what an unmanaged object needs is refused by name.
void TestPostgresqlSamples::openWithWhatIsNotManaged()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    tests::PostgresqlDatabase database("postgresql15");
    QVERIFY2(database.isOpen(), qPrintable(database.error()));
    QCOMPARE(database.run(QString::fromLatin1(Unmanaged)), QString());
    const Result<Schema> schema = read(database), again = read(database);
    QVERIFY2(schema && again, tests::why(schema));
    const QList<ObjectId> unmanaged = schema->all(Kind::Opaque);
    QVERIFY(unmanaged.size() >= 3);
    const Engine &engine = postgresqlEngine();
    QVERIFY(ChangeSet::between(*schema, matched(*again, *schema, engine.nameRule), engine.diffPolicy()).isEmpty());
    const Target target{.server = database.connection().server(), .rows = {}, .naive = true, .defaultSchema = {}};
    int refused = 0;
    for (const ObjectId id : unmanaged) {
        for (const ObjectId needed : schema->find<Opaque>(id)->dependencies) {
            Schema without = *schema;
            without = without.withoutTree(needed);
            const auto plan =
                planChanges(ChangeSet::between(*schema, without), *schema, without, target, *engine.writer);
            QVERIFY2(!plan, qPrintable(schema->displayName(needed)));
            ++refused;
        }
    }
    QVERIFY(refused >= 2);
}

RELATA_TEST(TestPostgresqlSamples)
#include "tst_postgresql_samples.moc"
