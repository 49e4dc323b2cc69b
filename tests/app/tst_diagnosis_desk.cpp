#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

#include <algorithm>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

using Deed = Diagnosis::WayOut::Deed;

namespace {

constexpr int Patience = 60'000; // ms

const QStringList Up{u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);\nCREATE TABLE shelf (id INTEGER);"_s,
    u"CREATE TABLE label (id INTEGER);\nALTER TABLE book ADD COLUMN pages INTEGER;"_s};
const QStringList Down{
    u"DROP TABLE shelf;\nDROP TABLE book;"_s, u"ALTER TABLE book DROP COLUMN pages;\nDROP TABLE label;"_s};
const QString ByHand = u"ALTER TABLE book ADD COLUMN pages INTEGER"_s;

/// A desk on a database in which somebody has added the column that the second migration adds.
class Desk {
public:
    /// `before`: what the second migration does first.
    Desk(const EngineRegistry &engines, const QByteArray &server, const QByteArray &environment = {},
        const QString &before = {})
        : place(engines, server, {Up.first(), before + Up.last()}, Down)
        , m_sessions(engines)
    {
        auto opened = Project::open(place.projectFolder());
        if (!place.error.isEmpty() || !opened) {
            error = place.error + u"no project"_s;
            return;
        }
        m_project = std::move(*opened);
        profile = place.profile();
        profile.environment = QString::fromLatin1(environment);
        desk = std::make_unique<MigrationDesk>(*m_project, engines, m_jobs, m_sessions);
        if (const Result<> met = session.open(profile, engines); !met)
            error = met.error().text();
        QuietContext quiet;
        if (const Result<> first = place.apply(session, 1, quiet, RunRules()); !first)
            error = first.error().text();
        error += session.run(ByHand);
    }

    /// Runs the second migration into the column, without a look at what it stands on.
    bool runsInto()
    {
        QuietContext quiet;
        return !place.apply(session, 2, quiet, RunRules());
    }
    MigrationState state() const { return place.state(session, 2); }
    bool has(const QString &query) const { return session.run(query).isEmpty(); }
    /// What the diagnosis offers, in order.
    QList<Deed> deeds() const
    {
        QList<Deed> result;
        for (const Diagnosis::WayOut &one : desk->diagnosis()->ways)
            result += one.deed;
        return result;
    }
    Diagnosis::WayOut way(Deed deed) const { return desk->diagnosis()->ways.value(deeds().indexOf(deed)); }
    bool hasTransactions() const { return place.isSqlite() || place.isPostgresql(); }

    RunnerPlace place;
    ConnectionProfile profile;
    tests::Session session;
    QString error;

private:
    JobCenter m_jobs;
    SessionPool m_sessions;
    std::unique_ptr<Project> m_project;

public:
    std::unique_ptr<MigrationDesk> desk; ///< goes before what it works with
};

void servers()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

} // namespace

/// Why a migration stopped, and the ways out, as the window finds and takes them.
class DiagnosisDeskTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void refusedBeforeItBegins_data() { servers(); }
    void refusedBeforeItBegins();
    void namesTheStatement_data() { servers(); }
    void namesTheStatement();
    void missesAnObject_data() { servers(); }
    void missesAnObject();
    void correctsTheLedger_data() { servers(); }
    void correctsTheLedger();
    void goesOn_data() { servers(); }
    void goesOn();
    void takesBack_data() { servers(); }
    void takesBack();
    void saysWhatIsRefused_data() { servers(); }
    void saysWhatIsRefused();
    void forgetsOnlyWhatStopped();
    void appliesOnlyOnceLedOut();
    void hasNothingToSay();
    void namesItsCommands();

private:
    EngineRegistry m_engines;
};

/// The drift stops the run before its first statement; the diagnosis opens by itself, and goes once all is well.
void DiagnosisDeskTest::refusedBeforeItBegins()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Desk place(m_engines, server);
    QCOMPARE(place.error, QString());
    MigrationDesk &desk = *place.desk;
    desk.setConnection(place.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    desk.apply();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    const Diagnosis found = *desk.diagnosis();
    QVERIFY(!found.isBegun);
    QCOMPARE(found.version, u"002"_s);
    QCOMPARE(found.statement, 2);
    QCOMPARE(found.cause, Diagnosis::Cause::ChangedByHand);
    QCOMPARE(found.objects.size(), 1);
    QCOMPARE(found.objects.first().name, u"column book.pages"_s);
    QVERIFY(!found.objects.first().expectedSql.contains("pages"_L1));
    QVERIFY(found.objects.first().actualSql.contains("pages"_L1));
    QVERIFY(found.objects.first().afterSql.contains("pages"_L1));
    QCOMPARE(place.deeds(), QList<Deed>({Deed::Drift, Deed::Adopt, Deed::Apply}));
    QCOMPARE(place.way(Deed::Apply).statements.size(), 2);
    QVERIFY(place.state() == MigrationState::Pending);
    QCOMPARE(place.session.run(u"ALTER TABLE book DROP COLUMN pages"_s), QString());
    desk.take(place.way(Deed::Apply));
    QTRY_VERIFY_WITH_TIMEOUT(place.state() == MigrationState::Applied, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.diagnosis(), Patience);
}

/// Two statements name the table; the one that names the column, too, is meant.
void DiagnosisDeskTest::namesTheStatement()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Desk place(m_engines, server, {}, u"CREATE INDEX book_again ON book (id);\n"_s);
    QCOMPARE(place.error, QString());
    MigrationDesk &desk = *place.desk;
    desk.setConnection(place.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    desk.apply();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    QCOMPARE(desk.diagnosis()->statements, 3);
    QCOMPARE(desk.diagnosis()->statement, 3);
}

/// The table that the migration alters was dropped by hand: it is shown as needed, and as gone.
void DiagnosisDeskTest::missesAnObject()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Desk place(m_engines, server);
    QCOMPARE(place.error, QString());
    QCOMPARE(place.session.run(u"DROP TABLE book"_s), QString());
    MigrationDesk &desk = *place.desk;
    desk.setConnection(place.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    desk.apply();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    QVERIFY(!desk.diagnosis()->isBegun);
    QCOMPARE(desk.diagnosis()->cause, Diagnosis::Cause::ChangedByHand);
    QCOMPARE(desk.diagnosis()->statement, 2);
    const auto &objects = desk.diagnosis()->objects;
    const auto book = std::find_if(
        objects.begin(), objects.end(), [](const Diagnosis::Sight &one) { return one.name == "table book"_L1; });
    QVERIFY(book != objects.end());
    QVERIFY(book->expectedSql.startsWith("CREATE TABLE"_L1) && book->actualSql.isEmpty());
    QVERIFY(book->history.value(0).source().endsWith(": applied"_L1));
}

/// The way that runs nothing: all of it is there, or nothing of it was done.
void DiagnosisDeskTest::correctsTheLedger()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Desk place(m_engines, server);
    QCOMPARE(place.error, QString());
    QVERIFY(place.runsInto());
    MigrationDesk &desk = *place.desk;
    desk.setConnection(place.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), u"002"_s, Patience);
    QVERIFY(!desk.diagnosis());
    desk.diagnose();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    QVERIFY(desk.diagnosis()->isBegun);
    QCOMPARE(desk.diagnosis()->cause, Diagnosis::Cause::ChangedByHand);
    QCOMPARE(desk.diagnosis()->statement, 2);
    QCOMPARE(place.deeds(),
        place.hasTransactions() ? QList<Deed>({Deed::Resume, Deed::Stamp, Deed::Hands})
                                : QList<Deed>({Deed::Stamp, Deed::Resume}));
    const Diagnosis::WayOut stamp = place.way(Deed::Stamp);
    QCOMPARE(stamp.effect.source(),
        place.hasTransactions() ? u"The ledger will say that this is pending: 002 step."_s
                                : u"The ledger will say that this is applied: 002 step."_s);
    QVERIFY(stamp.statements.isEmpty() && !stamp.isRefused);
    desk.take(stamp);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.diagnosis(), Patience);
    QVERIFY(place.state() == (place.hasTransactions() ? MigrationState::Pending : MigrationState::Applied));
    QVERIFY(place.has(u"SELECT pages FROM book"_s));
    QCOMPARE(place.has(u"SELECT id FROM label"_s), !place.hasTransactions());
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), QString(), Patience);
}

/// What a resume would run is what it runs: not into the same wall, which is told with a way past it, but once that
/// is gone.
void DiagnosisDeskTest::goesOn()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Desk place(m_engines, server);
    QCOMPARE(place.error, QString());
    QVERIFY(place.runsInto());
    MigrationDesk &desk = *place.desk;
    QString refused;
    connect(&desk, &MigrationDesk::wayRefused, this, [&](const Error &error) { refused = error.text(); });
    desk.setConnection(place.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), u"002"_s, Patience);
    desk.diagnose();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    const Diagnosis::WayOut resume = place.way(Deed::Resume);
    QCOMPARE(resume.statements.size(), place.hasTransactions() ? 2 : 1);
    QVERIFY(resume.statements.last().contains("ALTER TABLE book ADD COLUMN pages"_L1));
    desk.take(resume);
    QTRY_VERIFY_WITH_TIMEOUT(!refused.isEmpty(), Patience);
    QVERIFY2(refused.contains("book.pages"_L1), qPrintable(refused));
    QVERIFY(desk.diagnosis() && desk.diagnosis()->cause == Diagnosis::Cause::ChangedByHand);
    QVERIFY(place.state() != MigrationState::Applied);
    QCOMPARE(place.session.run(u"ALTER TABLE book DROP COLUMN pages"_s), QString());
    desk.take(resume);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.diagnosis(), Patience);
    QVERIFY(place.state() == MigrationState::Applied);
    QVERIFY(place.has(u"SELECT id FROM label"_s));
}

/// On a development database the last way takes all away that the migration names, and says so before.
void DiagnosisDeskTest::takesBack()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Desk place(m_engines, server, "development");
    QCOMPARE(place.error, QString());
    QVERIFY(place.runsInto());
    MigrationDesk &desk = *place.desk;
    desk.setConnection(place.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), u"002"_s, Patience);
    desk.diagnose();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    QCOMPARE(place.deeds().last(), Deed::RollBack);
    const Diagnosis::WayOut back = place.way(Deed::RollBack);
    const QString sql = back.statements.join(u'\n');
    QVERIFY2(sql.contains("pages"_L1), qPrintable(sql));
    QCOMPARE(sql.contains("label"_L1), !place.hasTransactions());
    QVERIFY(place.has(u"SELECT pages FROM book"_s)); // a preview changes nothing
    desk.take(back);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.diagnosis(), Patience);
    QVERIFY(place.state() == MigrationState::Pending);
    QVERIFY(!place.has(u"SELECT pages FROM book"_s));
    QVERIFY(!place.has(u"SELECT id FROM label"_s));
}

/// A way that would be refused says so, and why, before somebody takes it.
void DiagnosisDeskTest::saysWhatIsRefused()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Desk place(m_engines, server, "development");
    QCOMPARE(place.error, QString());
    QVERIFY(place.runsInto());
    QCOMPARE(place.session.run(u"CREATE TABLE somebodys (id INTEGER)"_s), QString());
    MigrationDesk &desk = *place.desk;
    desk.setConnection(place.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), u"002"_s, Patience);
    desk.diagnose();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    const Diagnosis::WayOut back = place.way(Deed::RollBack);
    QCOMPARE(back.deed, Deed::RollBack);
    QVERIFY(back.isRefused);
    QVERIFY2(back.effect.source().contains("somebodys"_L1), qPrintable(back.effect.source()));
    QVERIFY(back.statements.isEmpty());
    std::optional<Error> failed;
    connect(&desk, &MigrationDesk::failed, this, [&](const Error &error) { failed = error; });
    desk.take(back);
    QTRY_VERIFY_WITH_TIMEOUT(failed, Patience);
    QVERIFY(desk.diagnosis()); // as it was
    QVERIFY(place.has(u"SELECT pages FROM book"_s));
}

/// Somebody else went on with the migration since it was looked at: the run is not forgotten.
void DiagnosisDeskTest::forgetsOnlyWhatStopped()
{
    Desk place(m_engines, {});
    QCOMPARE(place.error, QString());
    QVERIFY(place.runsInto());
    MigrationDesk &desk = *place.desk;
    desk.setConnection(place.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), u"002"_s, Patience);
    desk.diagnose();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    const Diagnosis::WayOut forget = place.way(Deed::Stamp);
    QVERIFY(forget.isForced);
    QCOMPARE(place.session.run(u"ALTER TABLE book DROP COLUMN pages"_s), QString());
    QuietContext quiet;
    QVERIFY(resumeMigration(
        *place.session.connection, place.profile, *place.session.engine, place.place.migration(2), quiet));
    QStringList failed;
    connect(&desk, &MigrationDesk::failed, this, [&](const Error &error) { failed += error.message.source(); });
    desk.take(forget);
    QTRY_COMPARE_WITH_TIMEOUT(
        failed, QStringList{u"Nothing was changed: migration 002 does not stand half-way any more."_s}, Patience);
    QVERIFY(place.state() == MigrationState::Applied);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.diagnosis(), Patience); // as the states tell
}

/// A run that was killed behind its last statement, before it could say so: what it did is known, and the third way
/// waits.
void DiagnosisDeskTest::appliesOnlyOnceLedOut()
{
    Desk place(m_engines, {});
    QCOMPARE(place.error, QString());
    QCOMPARE(place.session.run(u"ALTER TABLE book DROP COLUMN pages"_s), QString());
    QuietContext quiet;
    QVERIFY(place.place.apply(place.session, 2, quiet, RunRules()));
    QCOMPARE(place.session.run(u"UPDATE _relata_migrations SET state = 'running' WHERE version = '002';"
                               "UPDATE _relata_statements SET state = 'started' WHERE migration_id = '5b002' AND "
                               "position = 1"_s),
        QString());
    MigrationDesk &desk = *place.desk;
    desk.setConnection(place.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), u"002"_s, Patience);
    desk.diagnose();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    QCOMPARE(desk.diagnosis()->cause, Diagnosis::Cause::PartlyApplied);
    QCOMPARE(place.deeds(), QList<Deed>({Deed::Stamp, Deed::RollBack, Deed::Apply}));
    QVERIFY(place.way(Deed::Apply).isRefused);
    QVERIFY(!place.way(Deed::Stamp).isRefused);
    QCOMPARE(place.way(Deed::RollBack).statements.size(), 2);
    desk.take(place.way(Deed::RollBack));
    QTRY_VERIFY_WITH_TIMEOUT(!desk.diagnosis(), Patience);
    QVERIFY(place.state() == MigrationState::Pending);
    QVERIFY(!place.has(u"SELECT pages FROM book"_s) && !place.has(u"SELECT id FROM label"_s));
}

/// Asked where nothing stopped it answers; put away it is gone.
void DiagnosisDeskTest::hasNothingToSay()
{
    Desk place(m_engines, {});
    QCOMPARE(place.error, QString());
    MigrationDesk &desk = *place.desk;
    QStringList told;
    connect(
        &desk, &MigrationDesk::told, this, [&](const QList<Message> &messages) { told += messages.first().source(); });
    desk.setConnection(place.profile);
    desk.diagnose();
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Patience);
    QVERIFY(told.first().startsWith("No migration has stopped half-way"_L1));
    QVERIFY(place.runsInto());
    desk.refresh();
    desk.diagnose();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    desk.dismissDiagnosis();
    QVERIFY(!desk.diagnosis());
    QCOMPARE(desk.stopped(), u"002"_s);
    desk.diagnose();
    desk.dismissDiagnosis(); // the answer comes too late
    desk.diagnose();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    desk.setConnection({});
    QVERIFY(!desk.diagnosis());
}

void DiagnosisDeskTest::namesItsCommands()
{
    Desk place(m_engines, {});
    QCOMPARE(place.error, QString());
    place.profile.password = Secret(u"hidden"_s);
    place.desk->setConnection(place.profile);
    const QString command = place.desk->command(u"resume"_s);
    QCOMPARE(command,
        u"relata migrate resume --project %1 --target %2"_s.arg(place.place.projectFolder(), place.profile.url()));
    QVERIFY(!command.contains("hidden"_L1));
}

RELATA_TEST(DiagnosisDeskTest)
#include "tst_diagnosis_desk.moc"
