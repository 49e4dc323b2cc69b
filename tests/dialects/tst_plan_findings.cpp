#include "dialects/common/register_engines.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/explain/diagnostics/diagnose.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Plans that real servers make of real queries, read and judged.
class PlanFindingsTest : public QObject {
    Q_OBJECT
private:
    QList<PlanFinding> judged(const Engine &engine, Connection &connection, const QString &query, bool analyze)
    {
        const Result<Rows> rows = fetch(connection, engine.planReader->explain(query, analyze, connection.server()));
        if (!rows) {
            qWarning("%s", qPrintable(rows.error().text()));
            return {};
        }
        QByteArray text;
        for (qsizetype row = 0; row < rows->count; ++row) {
            for (int column = 0; column < rows->columns.size(); ++column)
                text += (column ? "\t" : "") + rows->bytes(row, column).toByteArray();
            text += '\n';
        }
        const Result<PlanTree> plan = engine.planReader->read(text);
        if (!plan)
            qWarning("%s", qPrintable(plan.error().text()));
        return plan ? diagnose(*plan, engine.key) : QList<PlanFinding>();
    }
    static QStringList codes(const QList<PlanFinding> &findings)
    {
        QStringList result;
        for (const PlanFinding &finding : findings)
            result += QString::fromLatin1(finding.finding.code);
        result.sort();
        return result;
    }
    EngineRegistry m_engines;

private slots:
    void initTestCase() { registerEngines(m_engines); }

    void sqlite()
    {
        const Engine &engine = *m_engines.find("sqlite");
        ConnectionProfile profile;
        profile.engine = "sqlite";
        profile.database = u":memory:"_s;
        const auto connection = engine.driver->open(profile).value();
        for (const QString &statement : {u"create table a(id integer primary key, x text, y integer)"_s,
                 u"create table b(id integer primary key, a_x text)"_s, u"create index a_y on a(y)"_s})
            QVERIFY(perform(*connection, statement).has_value());
        QCOMPARE(
            codes(judged(engine, *connection, u"select * from a where x = 'q'"_s, false)), QStringList{u"SQ-SCAN"_s});
        QCOMPARE(codes(judged(engine, *connection, u"select * from a where y = 1"_s, false)), QStringList());
        const QStringList joined =
            codes(judged(engine, *connection, u"select * from a join b on b.a_x = a.x order by a.x"_s, false));
        QVERIFY2(joined.contains(u"SQ-AUTO"_s) && joined.contains(u"SQ-TEMP"_s), qPrintable(joined.join(u' ')));
        const QStringList inner = codes(judged(
            engine, *connection, u"select (select count(*) from b where b.a_x = a.x) from a where y = 3"_s, false));
        QVERIFY2(inner.contains(u"SQ-CORR"_s), qPrintable(inner.join(u' ')));
    }

    void postgresql()
    {
        RELATA_REQUIRE_SERVER("postgresql15");
        const Engine *engine = m_engines.find("postgresql");
        if (!engine || !engine->planReader)
            QSKIP("This build does not read plans of PostgreSQL.");
        const auto connection = engine->driver->open(profileFromUrl(*tests::serverUrl("postgresql15")).value()).value();
        for (const QString &statement : {u"create temp table big as select i as id, i % 7 as seven, md5(i::text) as "
                                         u"note, i % 100 as a, i % 100 as b "
                                         "from generate_series(1, 300000) i"_s,
                 u"analyze big"_s, u"set work_mem = '64kB'"_s, u"set max_parallel_workers_per_gather = 0"_s})
            QVERIFY(perform(*connection, statement).has_value());
        const QStringList sorted =
            codes(judged(*engine, *connection, u"select * from big where note like '%abcd%' order by note"_s, true));
        QVERIFY2(sorted.contains(u"PG-SEQ-FILTER"_s), qPrintable(sorted.join(u' ')));
        const QStringList spilled = codes(judged(*engine, *connection, u"select * from big order by note"_s, true));
        QVERIFY2(spilled.contains(u"PG-SORT-DISK"_s), qPrintable(spilled.join(u' ')));
        // Two columns that always agree: the planner multiplies their shares.
        const QStringList missed =
            codes(judged(*engine, *connection, u"select * from big where a = 5 and b = 5"_s, true));
        QVERIFY2(missed.contains(u"PG-EST"_s), qPrintable(missed.join(u' ')));
    }
};

RELATA_TEST(PlanFindingsTest)
#include "tst_plan_findings.moc"
