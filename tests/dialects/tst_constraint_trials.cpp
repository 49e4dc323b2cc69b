#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/diff/matcher.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/constraint_trial.h"
#include "models/rows/row_generator.h"
#include "models/schema/all_kinds.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// A constraint that is said to be there is tried with rows: what the database really holds decides, not what its
/// catalogue tells.
class TestConstraintTrials : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void catchesWhatDoesNotHold_data();
    void catchesWhatDoesNotHold();
    void catchesRowsThatStand();
    void isPartOfTheProof_data();
    void isPartOfTheProof();
    void saysWhatItCouldNotTry();
    void failsAPlanThatLeavesItUnproved();

private:
    struct Place {
        const Engine *engine = nullptr;
        ConnectionProfile beside;
    };
    Place placeOf(const QByteArray &server) const;
    std::unique_ptr<ScratchDatabase> made(const Place &place, const QString &script, Schema &read);
    Result<Schema> schemaOf(const Place &place, const QString &script);
    Result<Comparison> compared(const Place &place, const QString &from, const QString &to);

    EngineRegistry m_engines;
    QuietContext m_context;
    ScriptSchemas m_schemas;
};

TestConstraintTrials::Place TestConstraintTrials::placeOf(const QByteArray &server) const
{
    if (server == "sqlite") {
        ConnectionProfile memory;
        memory.engine = server;
        memory.database = u":memory:"_s;
        return {m_engines.find("sqlite"), memory};
    }
    const ConnectionProfile beside = *profileFromUrl(*serverUrl(server));
    return {m_engines.find(beside.engine), beside};
}

std::unique_ptr<ScratchDatabase> TestConstraintTrials::made(const Place &place, const QString &script, Schema &read)
{
    Result<MadeDatabase> made = madeByScript(script, *place.engine, place.beside, m_context);
    if (!made) {
        qWarning("%s", qPrintable(made.error().text()));
        return nullptr;
    }
    read = made->schema;
    return std::move(made->database);
}

Result<Schema> TestConstraintTrials::schemaOf(const Place &place, const QString &script)
{
    return m_schemas.read(script, *place.engine, place.beside, m_context);
}

namespace {

constexpr const char *Postgresql = "postgresql15 postgresql18";
constexpr const char *Checks = "postgresql15 postgresql18 mariadb sqlite";
constexpr const char *All = "postgresql15 postgresql18 mariadb sqlite mysql56";
constexpr const char *Takes = "takes a row that it must refuse", *Refuses = "refuses a row that it must take",
                     *Broken = "does not hold: rows that break it are there";
constexpr const char *Shop =
    "CREATE TABLE p (id int PRIMARY KEY, code varchar(8) NOT NULL UNIQUE); CREATE TABLE t (id int NOT NULL, p int "
    "NOT NULL, n int, w varchar(20), PRIMARY KEY (id, p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id), "
    "CONSTRAINT u UNIQUE (n, w), CONSTRAINT c CHECK (n > 5))";

/// What a plan says it makes, what is made in its place, and what the trial says of that; nothing where all hold.
struct Mutation {
    const char *name, *servers, *said, *made, *complaint;
};
constexpr Mutation Mutations[] = {
    {"check is missing", Checks, "CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (a > 3))",
        "CREATE TABLE t (id int PRIMARY KEY, a int)", Takes},
    {"check is wider", Checks, "CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT c CHECK (a < b))",
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT c CHECK (a < b + 100000000))", Broken},
    {"check is tighter", Checks, "CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (a > 3))",
        "CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (a > 3 AND a < 0))", Refuses},
    {"list lacks a word", Checks,
        "CREATE TABLE t (id int PRIMARY KEY, a varchar(9), CONSTRAINT c CHECK (a IN ('on', 'off')))",
        "CREATE TABLE t (id int PRIMARY KEY, a varchar(9), CONSTRAINT c CHECK (a IN ('on')))", Refuses},
    {"check over two columns", Checks,
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT c CHECK (a > 0 OR b > 0))",
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int)", Broken},
    {"not null is missing", All, "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL)",
        "CREATE TABLE t (id int PRIMARY KEY, a int)", Takes},
    {"unique is missing", All, "CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT u UNIQUE (a))",
        "CREATE TABLE t (id int PRIMARY KEY, a int)", Takes},
    {"unique index is none", All, "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE UNIQUE INDEX u ON t (a)",
        "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE INDEX u ON t (a)", Takes},
    {"unique over too little", "postgresql15 mariadb mysql56",
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT u UNIQUE (a, b))",
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT u UNIQUE (a))", Refuses},
    {"primary key over too much", All, "CREATE TABLE t (id int NOT NULL, a int NOT NULL, PRIMARY KEY (id))",
        "CREATE TABLE t (id int NOT NULL, a int NOT NULL, PRIMARY KEY (id, a))", Takes},
    {"foreign key is missing", All,
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT f FOREIGN KEY (a) "
        "REFERENCES p (id))",
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int)", Takes},
    {"foreign key is to itself, and missing", All,
        "CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES t (id))",
        "CREATE TABLE t (id int PRIMARY KEY, a int)", Takes},
    {"exclusion is missing", Postgresql,
        "CREATE TABLE t (id int PRIMARY KEY, a int4range, CONSTRAINT x EXCLUDE USING gist (a WITH &&))",
        "CREATE TABLE t (id int PRIMARY KEY, a int4range)", Takes},
    {"check is not enforced", "postgresql18", "CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (a > 3))",
        "CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (a > 3) NOT ENFORCED)", Takes},
    {"all hold", All, Shop, Shop, ""},
};

} // namespace

void TestConstraintTrials::catchesWhatDoesNotHold_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("made");
    QTest::addColumn<QString>("complaint"); // empty: all hold
    for (const Mutation &one : Mutations) {
        for (const QByteArray &server : QByteArray(one.servers).split(' '))
            QTest::addRow("%s: %s", server.constData(), one.name)
                << server << QString::fromLatin1(one.said) << QString::fromLatin1(one.made)
                << QString::fromLatin1(one.complaint);
    }
}

/// The rows fit what is said; the database is what was made.
void TestConstraintTrials::catchesWhatDoesNotHold()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, said);
    QFETCH(QString, made);
    QFETCH(QString, complaint);
    if (server != "sqlite")
        RELATA_REQUIRE_SERVER(server);
    const Place place = placeOf(server);
    Schema real;
    const auto database = this->made(place, made, real);
    QVERIFY(database);
    const Result<Schema> wanted = schemaOf(place, said);
    QVERIFY(wanted && !wanted->isEmpty());
    Connection &connection = database->connection();
    const auto filled = fillTables(connection, *wanted, *place.engine, {}, m_context);
    QVERIFY2(filled, filled ? "" : qPrintable(filled.error().text()));
    const auto trials = tryConstraints(connection, {}, *wanted, *place.engine, m_context);
    if (complaint.isEmpty()) {
        QVERIFY2(trials, trials ? "" : qPrintable(trials.error().text()));
        QStringList left;
        for (const Message &message : trials->leftOut)
            left += message.source();
        QCOMPARE(left.join(u'\n'), QString());
        QVERIFY(trials->held >= 7);
    } else {
        QStringList left;
        for (const Message &message : trials ? trials->leftOut : QList<Message>())
            left += message.source();
        QVERIFY2(!trials, qPrintable(left.join(u'\n')));
        QVERIFY2(trials.error().message.source().contains(complaint), qPrintable(trials.error().text()));
    }
    // Nothing of it stays.
    for (const ObjectId table : real.all(Kind::Table)) {
        const auto rows = fetch(connection, u"SELECT count(*) FROM "_s + nameOf(*real.find(table)));
        QVERIFY(rows);
        const ObjectId known = wanted->idOf(Kind::Table, real.path(table));
        QCOMPARE(rows->number(0, 0), filled->rows.value(known));
    }
}

/// A constraint that new rows obey and old ones need not is not the one that was said.
void TestConstraintTrials::catchesRowsThatStand()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const Place place = placeOf("postgresql15");
    Schema real;
    const auto database = made(place,
        u"CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 1), (2, 9);"
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 3) NOT VALID"_s,
        real);
    QVERIFY(database);
    const Result<Schema> said =
        schemaOf(place, u"CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (a > 3))"_s);
    QVERIFY(said);
    const auto trials = tryConstraints(database->connection(), {}, *said, *place.engine, m_context);
    QVERIFY(!trials);
    QCOMPARE(trials.error().message.source(), u"check t.c does not hold: rows that break it are there"_s);
}

Result<Comparison> TestConstraintTrials::compared(const Place &place, const QString &from, const QString &to)
{
    const Result<Schema> before = schemaOf(place, from), after = schemaOf(place, to);
    if (!before || !after)
        return failure(before ? after.error() : before.error());
    const auto connection = place.engine->driver->open(place.beside);
    if (!connection)
        return failure(connection.error());
    CompareOptions options;
    options.scratch = place.beside;
    return compareSchemas(*before, *after, *place.engine, (*connection)->server(), options, m_context);
}

void TestConstraintTrials::isPartOfTheProof_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const QByteArray server : {"postgresql15", "postgresql18", "mariadb", "mysql56", "sqlite"})
        QTest::newRow(server.constData()) << server;
}

void TestConstraintTrials::isPartOfTheProof()
{
    QFETCH(QByteArray, server);
    if (server != "sqlite")
        RELATA_REQUIRE_SERVER(server);
    const auto seen = compared(placeOf(server),
        u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, b int)"_s,
        u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int, CONSTRAINT u "
        "UNIQUE (a, b), CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id))"_s);
    QVERIFY2(seen, seen ? "" : qPrintable(seen.error().text()));
    QVERIFY2(seen->proof.proved, qPrintable(seen->proof.summary().source() + seen->proof.detail));
    QStringList left;
    for (const Message &message : seen->proof.leftOut)
        left += message.source();
    QCOMPARE(left.join(u'\n'), QString());
    QCOMPARE(seen->proof.constraints, 3);
}

void TestConstraintTrials::saysWhatItCouldNotTry()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const auto seen = compared(placeOf("postgresql15"), u"CREATE TABLE t (id int PRIMARY KEY, a text)"_s,
        u"CREATE TABLE t (id int PRIMARY KEY, a text, CONSTRAINT c CHECK (md5(a) <> '900150983cd24fb0d6963f7d28e17f72'))"_s);
    QVERIFY(seen && seen->proof.proved);
    QCOMPARE(seen->proof.leftOut.size(), 1);
    QCOMPARE(seen->proof.leftOut.first().source(), u"check t.c was not tried: no value was found that breaks it"_s);
}

void TestConstraintTrials::failsAPlanThatLeavesItUnproved()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const Place place = placeOf("postgresql15");
    const auto seen = compared(place, u"CREATE TABLE t (id int PRIMARY KEY, a int)"_s,
        u"CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (a > 3))"_s);
    QVERIFY(seen && seen->proof.proved);
    const auto proof = prove(seen->from, seen->to, {u"ALTER TABLE t ADD CONSTRAINT c CHECK (a > 3) NOT VALID"_s},
        seen->plan.down.statements(), *place.engine, place.beside, m_context);
    QVERIFY(proof && !proof->proved);
    QVERIFY2(proof->reason.source().contains("validated"_L1), qPrintable(proof->reason.source()));
}

RELATA_TEST(TestConstraintTrials)
#include "tst_constraint_trials.moc"
