#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/prove.h"
#include "models/planner/planner.h"
#include "tests/app/load_crowd.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

#include <span>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// "item" in three parts, of which the writers use two.
constexpr auto Parts =
    " PARTITION BY RANGE (id);\nCREATE TABLE item_1 PARTITION OF item FOR VALUES FROM (0) TO (10000);\n"
    "CREATE TABLE item_2 PARTITION OF item FOR VALUES FROM (10000) TO (20000);\n"
    "CREATE TABLE item_3 PARTITION OF item FOR VALUES FROM (20000) TO (30000);\n"
    "CREATE TABLE item_4 PARTITION OF item FOR VALUES FROM (30000) TO (40000)";
constexpr auto MysqlParts =
    " PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (10000), PARTITION p2 VALUES LESS "
    "THAN (20000), PARTITION p3 VALUES LESS THAN (30000), PARTITION p4 VALUES LESS THAN (40000))";

struct Recipe {
    const char *name;
    const char *change; ///< what leads to the schema that is wanted
    const char *mysqlChange; ///< the same for MySQL and MariaDB; null: not there
};
constexpr Recipe recipes[] = {
    {"column", "ALTER TABLE item ADD COLUMN extra INTEGER DEFAULT 5 NOT NULL",
        "ALTER TABLE item ADD COLUMN extra INTEGER DEFAULT 5 NOT NULL"},
    {"required", "ALTER TABLE item ALTER COLUMN label SET NOT NULL",
        "ALTER TABLE item MODIFY COLUMN label VARCHAR(40) NOT NULL"},
    {"index", "CREATE INDEX item_label ON item (label, other)", "CREATE INDEX item_label ON item (label, other)"},
    {"unique", "ALTER TABLE item ADD CONSTRAINT item_code UNIQUE (code)",
        "ALTER TABLE item ADD CONSTRAINT item_code UNIQUE (code)"},
    {"no index", "DROP INDEX item_other", "DROP INDEX item_other ON item"},
    {"reference", "ALTER TABLE item ADD CONSTRAINT item_owner FOREIGN KEY (owner) REFERENCES owner (id)",
        "ALTER TABLE item ADD CONSTRAINT item_owner FOREIGN KEY (owner) REFERENCES owner (id)"},
    {"check", "ALTER TABLE item ADD CONSTRAINT item_some CHECK (other >= 0)", nullptr},
    {"longer", "ALTER TABLE item ALTER COLUMN label TYPE VARCHAR(80)",
        "ALTER TABLE item MODIFY COLUMN label VARCHAR(80)"},
};
constexpr Recipe partRecipes[] = {
    {"parts, index", "CREATE INDEX item_label ON item (label, other)",
        "CREATE INDEX item_label ON item (label, other)"},
    {"parts, unique", "ALTER TABLE item ADD CONSTRAINT item_code UNIQUE (code, id)",
        "ALTER TABLE item ADD CONSTRAINT item_code UNIQUE (code, id)"},
    {"parts, required", "ALTER TABLE item ALTER COLUMN label SET NOT NULL",
        "ALTER TABLE item MODIFY COLUMN label VARCHAR(40) NOT NULL"},
    {"parts, check", "ALTER TABLE item ADD CONSTRAINT item_some CHECK (other >= 0)", nullptr},
    {"parts, reference", "ALTER TABLE item ADD CONSTRAINT item_owner FOREIGN KEY (owner) REFERENCES owner (id)",
        nullptr},
    {"parts, one more", "CREATE TABLE item_5 PARTITION OF item FOR VALUES FROM (40000) TO (50000)",
        "ALTER TABLE item ADD PARTITION (PARTITION p5 VALUES LESS THAN (50000))"},
    {"parts, the rest", "CREATE TABLE item_5 PARTITION OF item DEFAULT",
        "ALTER TABLE item ADD PARTITION (PARTITION p5 VALUES LESS THAN MAXVALUE)"},
    {"parts, one alone", "ALTER TABLE item DETACH PARTITION item_4", nullptr},
    {"parts, one less", "DROP TABLE item_4", "ALTER TABLE item DROP PARTITION p4"},
};

/// The schema that the recipe leads to, made in a database of its own.
Result<Schema> wanted(
    const EngineRegistry &engines, const QByteArray &server, const QString &tables, const QString &change)
{
    const QTemporaryDir folder;
    const OwnDatabase database(engines, server, folder.path(), u"wanted"_s);
    Session session;
    if (Result<> opened = session.open(database.profile, engines); !opened)
        return failure(opened.error());
    if (const QString trouble = session.run(tables + u'\n' + change); !trouble.isEmpty())
        return failure({.code = Error::Code::Sql, .message = {}, .detail = trouble, .sqlState = {}, .position = {}});
    return session.schema();
}

/// The migration behind `first`, as it is planned for tables that hold rows.
Result<MigrationFile> planned(const Schema &before, const Schema &goal, const Session &session, MigrationFile first)
{
    const Target target{.server = session.connection->server(), .rows = {}, .naive = false, .defaultSchema = {}};
    const auto plan = planBetween(before, goal, target, *session.engine);
    if (!plan)
        return failure(plan.error());
    MigrationFile second = std::move(first);
    second.parent = second.id;
    second.id = u"5b002"_s;
    second.version = u"002"_s;
    second.up = planSection(plan->up, *session.engine);
    second.down = planSection(plan->down, *session.engine);
    return second;
}

/// In every commit's tests a share of them, so that each form is there and each server.
void addRows(std::span<const Recipe> forms, const QString &parts, const QString &mysqlParts, int share)
{
    constexpr const char *servers[] = {"postgresql15", "postgresql18", "mariadb", "mysql56"};
    const bool isAll = qEnvironmentVariable("RELATA_CASES") == "all"_L1;
    for (const char *const &server : servers) {
        const bool isPostgresql = QByteArrayView(server).startsWith("postgresql");
        for (const Recipe &recipe : forms) {
            if (!isAll && (&server - servers) % share != (&recipe - forms.data()) % share)
                continue;
            if (const char *change = isPostgresql ? recipe.change : recipe.mysqlChange)
                QTest::addRow("%s %s", server, recipe.name)
                    << QByteArray(server) << itemTables(isPostgresql ? parts : mysqlParts)
                    << QString::fromLatin1(change);
        }
    }
}

} // namespace

/// The forms that are planned for tables with rows, run while applications write and long transactions come and go:
/// nobody's write fails, none is lost, and nobody waits behind a statement of ours for longer than one try of it lasts.
class OnlineLoadTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void nobodyIsStopped_data();
    void nobodyIsStopped();

private:
    EngineRegistry m_engines;
};

void OnlineLoadTest::nobodyIsStopped_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("tables");
    QTest::addColumn<QString>("change");
    addRows(recipes, {}, {}, 2);
    addRows(partRecipes, QString::fromLatin1(Parts), QString::fromLatin1(MysqlParts), 4);
}

void OnlineLoadTest::nobodyIsStopped()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, tables);
    QFETCH(const QString, change);
    RELATA_REQUIRE_SERVER(server);
    RunnerPlace place(m_engines, server, {tables}, {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext context;
    RunRules rules = place.rules();
    rules.beside.reset();
    QVERIFY(place.apply(session, 1, context, rules));
    const Result<Schema> before = session.schema();
    Result<Schema> after = wanted(m_engines, server, tables, change);
    QVERIFY(before);
    QVERIFY2(after, after ? "" : qPrintable(after.error().text()));
    const Schema goal = matched(*after, *before, session.engine->nameRule);
    const Result<MigrationFile> migration = planned(*before, goal, session, place.migration(1));
    QVERIFY2(migration, migration ? "" : qPrintable(migration.error().text()));
    place.timeline.migrations += *migration;

    LoadCrowd crowd(m_engines, place.profile(), session);
    QCOMPARE(crowd.apply(place, session, 2, rules), QString());
    const Schema now = matched(*session.schema(), goal, session.engine->nameRule);
    QCOMPARE(differences(goal, now, *session.engine), QStringList());
}

RELATA_TEST(OnlineLoadTest)
#include "tst_online_load.moc"
