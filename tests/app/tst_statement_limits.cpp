#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/run_script.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// No statement may run for ever; how long it may depends on whom it keeps from working.
class StatementLimitsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void byWhomTheyKeep_data();
    void byWhomTheyKeep();

private:
    EngineRegistry m_engines;
};

void StatementLimitsTest::byWhomTheyKeep_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<std::chrono::milliseconds>("limit");
    const auto add = [](const char *engine, const char *sql, std::chrono::milliseconds limit) {
        QTest::addRow("%s %s", engine, sql) << QString::fromLatin1(engine) << QString::fromLatin1(sql) << limit;
    };
    for (const char *engine : {"postgresql", "mariadb", "mysql", "sqlite"}) {
        add(engine, "DROP TABLE book", 20min);
        const std::chrono::milliseconds writing = engine == std::string_view("sqlite")
            ? std::chrono::milliseconds(20min)
            : 4h; // there it keeps all others from writing
        add(engine, "UPDATE book SET title = 'x'", writing);
        add(engine, "DELETE FROM book", writing);
        add(engine, "SELECT 1", 24h);
    }
    add("postgresql", "ALTER TABLE book ADD COLUMN pages integer", 20min);
    add("postgresql", "CREATE INDEX CONCURRENTLY book_title ON book (title)", 24h);
    add("postgresql", "ALTER TABLE book VALIDATE CONSTRAINT book_check", 24h);
    add("postgresql", "DO $$ BEGIN PERFORM 1; END $$", 4h);
    add("mysql", "CALL tidy()", 4h);
    add("mariadb", "ALTER TABLE book ADD COLUMN pages INT, ALGORITHM=COPY, LOCK=SHARED", 20min);
}

void StatementLimitsTest::byWhomTheyKeep()
{
    QFETCH(const QString, engine);
    QFETCH(const QString, sql);
    QFETCH(const std::chrono::milliseconds, limit);
    const Engine *known = m_engines.find(engine.toLatin1());
    QVERIFY(known);
    ServerInfo server;
    server.engine = engine.toLatin1();
    server.version = QMap<QString, int>{{u"postgresql"_s, 150000}, {u"mariadb"_s, 101100}, {u"mysql"_s, 50600},
        {u"sqlite"_s,
            3040001}}.value(engine);
    const QList<RunnerStatement> statements = scriptStatements(sql, *known, server);
    QCOMPARE(statements.size(), 1);
    QCOMPARE(statements.first().limit.count(), limit.count());
}

RELATA_TEST(StatementLimitsTest)
#include "tst_statement_limits.moc"
