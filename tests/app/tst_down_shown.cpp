#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QRegularExpression>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What a way down would keep aside and ask for stands in what it would run, and nothing has changed.
class DownShownTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void tellsWhatIsKept_data() { engineRows(); }
    void tellsWhatIsKept();
    void tellsWhatIsAsked_data() { engineRows(); }
    void tellsWhatIsAsked();
    void tellsWhatStandsInTheWay();

private:
    EngineRegistry m_engines;
};

namespace {

const QStringList Shown{u"down"_s, u"--dry-run"_s};

void writeTwo(const MigrateBench &bench)
{
    bench.migration(
        1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n", "DROP TABLE book;\n");
    bench.migration(
        2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "ALTER TABLE book DROP COLUMN pages;\n");
}

} // namespace

void DownShownTest::tellsWhatIsKept()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"down_shown"_s);
    writeTwo(bench);
    bench.answer({u"up"_s});
    QVERIFY(!bench.answer(Shown).contains("would be kept"_L1)); // nothing is there
    QCOMPARE(bench.run(u"INSERT INTO book VALUES (1, 'one', 300), (2, 'two', NULL), (3, 'three', 7)"_s), QString());
    const QString shown = bench.answer(Shown);
    static const QRegularExpression line(
        u"^-- 2 rows of book\\.pages would be kept in (_relata_kept_\\w+)$"_s, QRegularExpression::MultilineOption);
    const auto match = line.match(shown);
    QVERIFY2(match.hasMatch(), qPrintable(shown));
    QVERIFY2(match.capturedStart() < shown.indexOf("ALTER TABLE book DROP COLUMN pages"_L1), qPrintable(shown));
    QCOMPARE(bench.rows(u"SELECT count(pages) FROM book"_s), u"2"_s);
    QVERIFY(bench.answer({u"kept"_s}).contains("Nothing is kept"_L1));
    const QString discarded = bench.answer(Shown + QStringList{u"--discard"_s});
    QVERIFY2(discarded.contains("-- Nothing of what migration 002 takes away is kept"_L1), qPrintable(discarded));

    const QString several = bench.answer(Shown + QStringList{u"--to"_s, u"0"_s});
    QVERIFY2(several.contains(match.captured(1)) && several.contains("is known when it is their turn"_L1),
        qPrintable(several));
    const Answer done = bench.migrate({u"down"_s});
    const QString kept = u"2 rows of book.pages are kept in "_s + match.captured(1); // as it was said
    QVERIFY2(done.status == 0 && done.err.contains(kept), qPrintable(done.err));
}

/// A column that comes back and takes no NULL.
void DownShownTest::tellsWhatIsAsked()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"down_asked"_s);
    bench.migration(1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40) NOT NULL);\n",
        "DROP TABLE book;\n");
    const bool isMysql = server == "mariadb" || server == "mysql56";
    if (server.isEmpty())
        bench.migration(2, "free",
            "CREATE TABLE book_new (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n"
            "INSERT INTO book_new SELECT id, title FROM book;\nDROP TABLE book;\n"
            "ALTER TABLE book_new RENAME TO book;\n",
            "CREATE TABLE book_old (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40) NOT NULL);\n"
            "INSERT INTO book_old SELECT id, title FROM book;\nDROP TABLE book;\n"
            "ALTER TABLE book_old RENAME TO book;\n");
    else
        bench.migration(2, "free",
            isMysql ? "ALTER TABLE book MODIFY title VARCHAR(40);\n" : "ALTER TABLE book ALTER title DROP NOT NULL;\n",
            isMysql ? "ALTER TABLE book MODIFY title VARCHAR(40) NOT NULL;\n"
                    : "ALTER TABLE book ALTER title SET NOT NULL;\n");
    bench.answer({u"up"_s, u"--allow"_s, u"DL101"_s});
    QCOMPARE(bench.run(u"INSERT INTO book VALUES (1, NULL), (2, 'two'), (3, NULL)"_s), QString());
    const QString asked = u"-- Column book.title comes back NOT NULL, and 2 rows have no value for it"_s;
    const QString shown = bench.answer(Shown);
    QVERIFY2(shown.contains(asked) && shown.contains("--fill book.title=VALUE"_L1), qPrintable(shown));
    const QString given = bench.answer(Shown + QStringList{u"--fill"_s, u"book.title=none"_s});
    QVERIFY2(!given.contains("comes back NOT NULL"_L1), qPrintable(given));
    QCOMPARE(bench.rows(u"SELECT count(title) FROM book"_s), u"1"_s); // nothing was filled
    QCOMPARE(bench.migrate({u"down"_s}).status, 4); // as it was said
}

/// What the run would be refused for is said, and the script all the same.
void DownShownTest::tellsWhatStandsInTheWay()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"down_in_way"_s);
    bench.migration(
        1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, size SMALLINT);\n", "DROP TABLE book;\n");
    bench.migration(
        2, "wide", "ALTER TABLE book ALTER size TYPE integer;\n", "ALTER TABLE book ALTER size TYPE smallint;\n");
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO book VALUES (1, 70000)"_s), QString());
    const QString shown = bench.answer(Shown);
    QVERIFY2(
        shown.contains("-- Migration 002 was not taken back: values that are there do not fit"_L1), qPrintable(shown));
    QVERIFY2(shown.contains("ALTER TABLE book ALTER size TYPE smallint"_L1), qPrintable(shown));
}

RELATA_TEST(DownShownTest)
#include "tst_down_shown.moc"
