#include "models/sql/reading_statement.h"
#include "models/sql/sql_flavour.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Which statements may be run by somebody who only looks.
class ReadingStatementTest : public QObject {
    Q_OBJECT
private slots:
    void knowsWhatReads_data();
    void knowsWhatReads();
    void knowsParameters();
};

void ReadingStatementTest::knowsWhatReads_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("reads");
    const auto row = [](const char *sql, bool reads) { QTest::newRow(sql) << QString::fromUtf8(sql) << reads; };
    row("SELECT 1", true);
    row("-- DELETE\n( select a from t ) UNION SELECT 'delete from t'", true);
    row("WITH a AS (SELECT 1) SELECT replace(b, 'x', 'y'), t.update FROM a t", true);
    row("VALUES (1)", true);
    row("SELECT 1;", true);
    row("SELECT share, lock FROM t", true);
    row("", false);
    row("DELETE FROM t", false);
    row("REPLACE INTO t VALUES (1)", false);
    row("WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a", false);
    row("WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", false);
    row("SELECT * INTO u FROM t", false);
    row("SELECT * FROM t FOR UPDATE", false);
    row("SELECT * FROM t FOR NO KEY UPDATE", false);
    row("SELECT * FROM t FOR KEY SHARE", false);
    row("SELECT * FROM t LOCK IN SHARE MODE", false);
    row("SELECT 1 /*!50000 INTO OUTFILE 'rows' */", false);
    row("SELECT 1; DELETE FROM t", false);
    row("CALL p()", false);
    row("EXPLAIN ANALYZE DELETE FROM t", false);
    row("SET x = 1", false);
}

void ReadingStatementTest::knowsWhatReads()
{
    QFETCH(const QString, sql);
    QFETCH(const bool, reads);
    QCOMPARE(onlyReads(sql, mysqlFlavour()), reads);
    if (!sql.contains("/*!"_L1)) // a comment elsewhere
        QCOMPARE(onlyReads(sql, postgresqlFlavour()), reads);
}

void ReadingStatementTest::knowsParameters()
{
    QVERIFY(hasParameters(u"SELECT a FROM t WHERE b = $1", postgresqlFlavour()));
    QVERIFY(hasParameters(u"SELECT a FROM t WHERE b = ?", mysqlFlavour()));
    QVERIFY(hasParameters(u"SELECT a FROM t WHERE b = :b", sqliteFlavour()));
    QVERIFY(!hasParameters(u"SELECT a ? 'x', '$1', b::text FROM t -- ?", postgresqlFlavour()));
}

RELATA_TEST(ReadingStatementTest)
#include "tst_reading_statement.moc"
