#include "dialects/common/register_engines.h"
#include "dialects/sqlite/engine.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/explain/diagnostics/diagnose.h"
#include "models/explain/plan_metrics.h"
#include "models/jobs/recipes/migrate.h"
#include "models/schema/schema_file.h"
#include "tests/support/mutation.h"
#include "tests/support/own_database.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArrayList PlanWords{"{", "}", "[", "]", "[{\"Plan\":{", "\"Plans\":[", "null", "true", "-1", "1e999",
    "1e300", "9223372036854775808", "\"\"",
    "\"Actual Rows\":", "\"Actual Total Time\":", "\"Actual Loops\":", "\"r_rows\":", "\"r_loops\": 0",
    "\"query_block\": {", "\"table\": {", "\"nested_loop\": [", "2\t1\t0\tSCAN t\n", "1\t0\t0\t", "\t", "\n", "-> ",
    "    -> x\n", "(actual time=1..1e99 rows=1 loops=99999999999)", "(cost=1 rows=1e)", " USING INDEX i", "\xff",
    QByteArray("\0", 1)};

const char *const SqliteAnswer =
    "2\t0\t0\tSCAN a\n5\t0\t0\tSEARCH b USING COVERING INDEX i (x=? AND y>?)\n9\t5\t0\tCORRELATED SCALAR SUBQUERY 1\n"
    "12\t9\t0\tSEARCH c USING INTEGER PRIMARY KEY (rowid=?)\n20\t0\t0\tUSE TEMP B-TREE FOR ORDER BY\n";
const char *const DrawnAnswer =
    "-> Nested loop inner join  (cost=1.05 rows=1.33) (actual time=0.045..0.062 rows=2 loops=1)\n"
    "    -> Filter: (a.n = 'z')  (cost=0.35 rows=1) (actual time=0.020..0.022 rows=1 loops=1)\n"
    "        -> Covering index lookup on a using kn (n='z')  (cost=0.35 rows=1)\n"
    "    -> Index lookup on b using kaid (aid=a.id)  (cost=0.47 rows=1.33) (actual time=0.01..0.012 rows=2 loops=3)\n";

/// A database with what a catalogue reads, and rows; closed again.
bool makeDatabase(const ConnectionProfile &profile, const EngineRegistry &engines)
{
    tests::Session session;
    return session.open(profile, engines)
        && session
               .run(
                   u"create table a(id integer primary key, name text not null default 'x', born text); create index "
                   "a_name on a(name) where born is not null; create view v as select a.id, b.note from a join b on "
                   "b.a = a.id; create table b(a int references a(id), note blob, check (a > 0)); create trigger t "
                   "after insert on a begin insert into b(a) values (new.id); end; insert into a(name) values ('one'), "
                   "('two'); insert into b values (1, x'00ff')"_s)
               .isEmpty();
}

} // namespace

/// What a server, a file or somebody else's ledger may answer: nothing of it crashes or hangs the reader.
class FuzzAnswersTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void plans();
    void databaseFiles();
    void ledgers();

private:
    EngineRegistry m_engines;
};

void FuzzAnswersTest::plans()
{
    QByteArrayList seeds = seedsFrom(u"tests/cases/plans"_s, {u"*.json"_s});
    seeds += QByteArrayList{SqliteAnswer, DrawnAnswer};
    for (const Engine *engine : m_engines.all()) {
        if (engine->planReader)
            QVERIFY(std::any_of(seeds.cbegin(), seeds.cend(),
                [&](const QByteArray &seed) { return engine->planReader->read(seed).has_value(); }));
    }
    const Mutation texts(seeds, PlanWords);
    for (Rounds rounds(Campaign::Fuzz, 300); rounds.next();) {
        const QByteArray text = texts.next(rounds.random());
        for (const Engine *engine : m_engines.all()) {
            if (!engine->planReader)
                continue;
            const Result<PlanTree> tree = engine->planReader->read(text);
            if (!tree) {
                QVERIFY(!tree.error().text().isEmpty());
                continue;
            }
            int nodes = 0;
            eachNode(*tree, [&](const PlanTree &node, const PlanPath &path, const PlanTree *) {
                QCOMPARE(nodeAt(*tree, path), &node);
                const PlanMetrics metrics = metricsOf(node, *tree);
                QVERIFY(metrics.heat >= 0 && metrics.heat <= 5);
                ++nodes;
            });
            QVERIFY(nodes > 0 && nodes <= text.size() + 1);
            diagnose(*tree, engine->key);
        }
    }
}

void FuzzAnswersTest::databaseFiles()
{
    const QTemporaryDir folder;
    const OwnDatabase own(m_engines, {}, folder.path());
    QVERIFY(makeDatabase(own.profile, m_engines));
    QFile file(own.profile.database);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    file.close();
    for (Rounds rounds(Campaign::Fuzz, 60); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        QByteArray bytes = good;
        for (int touched = 1 + random.bounded(20); touched > 0; --touched)
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        if (random.bounded(8) == 0)
            bytes.truncate(random.bounded(int(bytes.size())));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
        file.close();
        tests::Session session;
        if (const Result<> opened = session.open(own.profile, m_engines); !opened) {
            QVERIFY(!opened.error().text().isEmpty());
            continue;
        }
        const auto schema = session.schema();
        if (schema)
            QVERIFY(readSchemaLines(writeSchemaLines(*schema), u"head.json"_s).has_value());
        for (const QString &query :
            {u"select * from a"_s, u"select * from v"_s, u"insert into a(name) values ('n')"_s}) {
            const auto rows = fetch(*session.connection, query, {}, 1000);
            if (!rows)
                QVERIFY(!rows.error().text().isEmpty());
        }
    }
}

/// The tables of the ledger with whatever somebody wrote into them.
void FuzzAnswersTest::ledgers()
{
    const Mutation texts({"5a000001", "001", "applied", "running", "failed", "up", "down", "2024-02-29T11:12:13.123Z",
                             "-- relata:up\nCREATE TABLE a (id int);\n-- relata:down\nDROP TABLE a;\n"},
        {"999999999999999999999", "-1", "0", "'", "\n", "applied", "done", "started", "\xff", "\xf0\x9d\x84\x9e"});
    Timeline timeline;
    for (const char *version : {"001", "002", "003"}) {
        const QByteArray text = QByteArray("-- relata:id 5a000") + version + "\n-- relata:up\nCREATE TABLE t" + version
            + " (id int);\n-- relata:down\nDROP TABLE t" + version + ";\n";
        timeline.migrations += parseMigration(text, QLatin1StringView(version) + u"_a.sql"_s).value();
    }
    const QTemporaryDir folder;
    const OwnDatabase own(m_engines, {}, folder.path());
    tests::Session session;
    QVERIFY(session.open(own.profile, m_engines));
    QVERIFY(Ledger(*session.connection, *session.engine).ensure());
    for (Rounds rounds(Campaign::Fuzz, 60); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        QCOMPARE(session.run(u"delete from _relata_migrations; delete from _relata_statements"_s), QString());
        for (int rows = 1 + random.bounded(4); rows > 0; --rows) {
            QList<Value> values;
            for (int column = 0; column < 12; ++column)
                values += random.bounded(4) ? Value(QString::fromUtf8(texts.next(random))) : Value(texts.next(random));
            if (random.bounded(2))
                values[0] = timeline.migrations.at(random.bounded(3)).id;
            Q_UNUSED(perform(*session.connection,
                u"insert or replace into _relata_migrations values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s, values))
            Q_UNUSED(perform(*session.connection,
                u"insert or replace into _relata_statements values (?, ?, ?, ?, ?, ?, ?)"_s,
                std::span<const Value>(values.constData(), 7)))
        }
        const auto states = migrationStatus(*session.connection, *session.engine, timeline);
        QVERIFY2(states, states ? "" : qPrintable(states.error().text()));
        QVERIFY(states->size() >= timeline.migrations.size());
        const auto pending = pendingMigrations(*session.connection, *session.engine, timeline, {});
        if (!pending)
            QVERIFY(!pending.error().text().isEmpty());
    }
}

RELATA_TEST(FuzzAnswersTest)
#include "tst_fuzz_answers.moc"
