#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/jobs/recipes/backup_scope.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Which tables a migration touches: rather one too many, or none told, than one left out of a backup.
class BackupScopeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void tellsWhatIsTouched_data();
    void tellsWhatIsTouched();
    void followsInheritance();

private:
    /// "c, p", else the refusal, or why nothing could be asked.
    QString touched(const RunnerPlace &place, const QString &made, const QString &up)
    {
        tests::Session session;
        if (!place.error.isEmpty() || !session.open(place.profile(), m_engines))
            return u"no place: "_s + place.error;
        if (const QString error = session.run(made); !error.isEmpty())
            return error;
        const Result<Schema> schema = session.schema();
        if (!schema)
            return schema.error().text();
        MigrationFile migration;
        migration.version = u"001"_s;
        migration.up = up;
        const auto tables = touchedTables(*schema, {migration}, *session.engine, session.connection->server());
        return tables ? tables->join(u", "_s) : tables.error().text();
    }

    EngineRegistry m_engines;
};

void BackupScopeTest::tellsWhatIsTouched_data()
{
    QTest::addColumn<QString>("up");
    QTest::addColumn<QString>("answer");
    QTest::newRow("cascades") << u"DELETE FROM p WHERE id = 1;"_s << u"c, p"_s;
    QTest::newRow("stays") << u"UPDATE c SET id = 2;"_s << u"c"_s;
    QTest::newRow("trigger") << u"INSERT INTO t VALUES (1);"_s << u"Table t has triggers or rules"_s;
    QTest::newRow("view") << u"DROP VIEW v;"_s << u"The migrations name v"_s;
    QTest::newRow("quoted") << u"UPDATE c SET id = 2; UPDATE \"Odd\"\"Q\" SET id = 2;"_s << u"Odd\"Q, c"_s;
    QTest::newRow("new") << u"CREATE TABLE z (id INTEGER);"_s << u"No table that is there is touched"_s;
}

void BackupScopeTest::tellsWhatIsTouched()
{
    QFETCH(const QString, up);
    QFETCH(const QString, answer);
    const RunnerPlace place(m_engines, {}, {}, {});
    const QString found = touched(place,
        u"CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER REFERENCES p (id) ON DELETE CASCADE); "
        "CREATE TABLE \"Odd\"\"Q\" (id INTEGER); CREATE TABLE t (id INTEGER); CREATE TABLE log (id INTEGER); CREATE "
        "VIEW v AS SELECT id FROM log; "
        "CREATE TRIGGER w AFTER INSERT ON t BEGIN INSERT INTO log VALUES (1); END"_s,
        up);
    QVERIFY2(answer.size() > 8 ? found.startsWith(answer) : found == answer, qPrintable(found));
}

void BackupScopeTest::followsInheritance()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const RunnerPlace place(m_engines, "postgresql15", {}, {});
    const QString made = u"CREATE TABLE top (id integer); CREATE TABLE sub () INHERITS (top)"_s;
    QCOMPARE(touched(place, made, u"UPDATE top SET id = 2;"_s), u"sub, top"_s);
    const QString ruled = touched(place,
        u"CREATE TABLE led (id integer); CREATE TABLE beside (id integer); CREATE RULE more AS ON DELETE TO led DO "
        u"ALSO "
        "DELETE FROM beside"_s,
        u"DELETE FROM led;"_s);
    QVERIFY2(ruled.startsWith("Table led has triggers or rules"_L1), qPrintable(ruled));
    const QString hidden = touched(place, u"SELECT 1"_s, u"DO $$ BEGIN EXECUTE 'DELETE FROM ' || 'top'; END $$;"_s);
    QVERIFY2(hidden.startsWith("Which tables migration 001 touches cannot be told"_L1), qPrintable(hidden));
}

RELATA_TEST(BackupScopeTest)
#include "tst_backup_scope.moc"
