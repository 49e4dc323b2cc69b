#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/migration_guard.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <future>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Drift is taken back on the terms of a migration: nothing is lost, nobody is blocked, and who looks can see it.
class DriftBackTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void keepsWhatGoes_data() { engineRows(); }
    void keepsWhatGoes();
    void losesOnlyWhatIsSaid_data() { engineRows(); }
    void losesOnlyWhatIsSaid();
    void triesAgainBehindALock_data();
    void triesAgainBehindALock();
    void asksForAMigrationThatIsApproved();
    void isBackedUpUnderTheLock();

private:
    EngineRegistry m_engines;
};

namespace {

const QStringList Revert{u"drift"_s, u"--revert"_s, u"--yes"_s, u"--allow"_s, u"DL101"_s, u"--allow"_s, u"DL102"_s};

/// A database that its migration has made, with a column and a table that somebody has added by hand, and used.
class Drifted {
public:
    Drifted(const EngineRegistry &engines, const QByteArray &server)
        : bench(engines, server, u"drift_back"_s)
    {
        bench.migration(1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n",
            "DROP TABLE book;\n");
        const Answer up = bench.migrate({u"up"_s});
        error = up.status == 0 ? QString() : up.err;
        error += bench.run(u"INSERT INTO book VALUES (1, 'Emma'), (2, 'Ulysses'), (3, NULL);"
                           "ALTER TABLE book ADD COLUMN isbn VARCHAR(20);"
                           "UPDATE book SET isbn = 'x' WHERE id < 3;"
                           "CREATE TABLE loan (id INTEGER NOT NULL PRIMARY KEY, who VARCHAR(20));"
                           "INSERT INTO loan VALUES (7, 'Ada')"_s);
    }
    /// All that kept tables hold, in the order of their names.
    QStringList kept() const
    {
        static const QRegularExpression name(u"_relata_kept_\\w+"_s);
        QStringList names;
        for (auto it = name.globalMatch(bench.answer({u"kept"_s})); it.hasNext();)
            names += it.next().captured();
        names.removeDuplicates();
        QStringList result;
        for (const QString &one : std::as_const(names))
            result += bench.rows(u"SELECT * FROM %1 ORDER BY 1"_s.arg(one));
        result.sort();
        return result;
    }

    MigrateBench bench;
    QString error;
};

} // namespace

void DriftBackTest::keepsWhatGoes()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Drifted at(m_engines, server);
    QCOMPARE(at.error, QString());
    const Answer answer = at.bench.migrate(Revert);
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QVERIFY2(answer.err.contains("1 rows of loan are kept in"_L1), qPrintable(answer.err));
    QCOMPARE(at.bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    QCOMPARE(at.kept(), (QStringList{u"1|x\n2|x\n3|"_s, u"7|Ada"_s}));
    QCOMPARE(
        at.bench.rows(u"SELECT id, title FROM book WHERE title IS NOT NULL ORDER BY id"_s), u"1|Emma\n2|Ulysses"_s);
    QCOMPARE(at.bench.state(u"001"_s), u"applied"_s); // nothing of it is a migration's
}

void DriftBackTest::losesOnlyWhatIsSaid()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Drifted at(m_engines, server);
    QCOMPARE(at.error, QString());
    at.bench.answer(Revert + QStringList{u"--discard"_s});
    QCOMPARE(at.kept(), QStringList());
    QCOMPARE(at.bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
}

void DriftBackTest::triesAgainBehindALock_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

/// Others see that it waits, and what for.
void DriftBackTest::triesAgainBehindALock()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const Drifted at(m_engines, server);
    QCOMPARE(at.error, QString());
    Session holder;
    QVERIFY(holder.open(at.bench.database.profile, m_engines));
    QVERIFY(perform(*holder.connection, u"BEGIN"_s) && fetch(*holder.connection, u"SELECT * FROM book"_s));
    auto revert = std::async(std::launch::async, [&] {
        return at.bench.migrate(Revert + QStringList{u"--lock-timeout"_s, u"1s"_s});
    });
    RunRecord seen;
    const auto waits = [&] {
        const auto running = runningMigration(*holder.engine, at.bench.database.profile);
        if (running && *running)
            seen = (*running)->run;
        return seen.note.startsWith("wait"_L1) || revert.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    };
    const bool hasWaited = QTest::qWaitFor(waits, 60'000);
    const bool isReleased = perform(*holder.connection, u"COMMIT"_s).has_value();
    const Answer answer = revert.get();
    QVERIFY2(hasWaited && seen.note.startsWith("wait"_L1), qPrintable(answer.err));
    QVERIFY(isReleased);
    QCOMPARE(seen.direction, u"revert"_s);
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    if (server.startsWith("postgresql")) // numbered as they run; the others do not show everybody who holds what
        QVERIFY2(answer.err.contains("Statement 1 (ALTER TABLE book DROP COLUMN isbn) would wait"_L1),
            qPrintable(answer.err));
    QCOMPARE(at.bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
}

void DriftBackTest::asksForAMigrationThatIsApproved()
{
    const Drifted at(m_engines, {});
    QCOMPARE(at.error, QString());
    at.bench.write(u"relata.json"_s,
        R"({"engine": "sqlite", "requireApproval": true, "connections": [{"name": "live", "environment": "prod", "url": ")"
            + at.bench.database.profile.url().toUtf8() + R"("}]})");
    const Answer answer = at.bench.migrate(Revert);
    QCOMPARE(answer.status, 4);
    QVERIFY2(answer.err.contains("asks for an approval"_L1), qPrintable(answer.err));
    QCOMPARE(at.bench.rows(u"SELECT COUNT(isbn) FROM book"_s), u"2"_s);
}

/// As up is.
void DriftBackTest::isBackedUpUnderTheLock()
{
    const Drifted at(m_engines, {});
    QCOMPARE(at.error, QString());
    const QString folder = at.bench.file(u"backups"_s);
    const QString out = at.bench.answer(Revert + QStringList{u"--backup"_s, folder});
    QVERIFY2(out.startsWith("backup "_L1) && out.contains(folder), qPrintable(out));
    QCOMPARE(QDir(folder).entryList(QDir::Files).isEmpty(), false);
}

RELATA_TEST(DriftBackTest)
#include "tst_drift_back.moc"
