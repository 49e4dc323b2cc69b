#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/items/drift_words.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/drift_desk.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonArray>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Drift as the window looks for it, and each way out of it.
class DriftDeskTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void takenBack_data() { tests::eachRunnerServer(); }
    void takenBack();
    void adopted_data() { tests::eachRunnerServer(); }
    void adopted();
    void ignored();
    void isDueInTime();
    void rulesNameJustOne();

private:
    static constexpr int Patience = 60'000; // ms

    EngineRegistry m_engines;
};

namespace {

/// A project whose first of two migrations is applied, or both, and a desk that hears what is said.
struct DeskPlace {
    DeskPlace(const EngineRegistry &engines, const QByteArray &server, int applied)
        : place(engines, server,
            {u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));"_s,
                u"CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);"_s},
            {u"DROP TABLE book;"_s, u"DROP TABLE shelf;"_s})
        , project(std::move(*Project::open(place.projectFolder())))
        , sessions(engines)
        , desk(*project, engines, jobs, sessions)
    {
        opened = session.open(place.profile(), engines).has_value();
        QuietContext quiet;
        for (int i = 1; opened && i <= applied; ++i)
            opened = place.apply(session, i, quiet, {}).has_value();
        QObject::connect(&desk, &DriftDesk::failed, [this](const Error &error) { failed += error.text(); });
        QObject::connect(&desk, &DriftDesk::done, [this](const Message &what) { done += what.source(); });
        QObject::connect(&desk, &DriftDesk::looked, [this] { ++looked; });
        desk.setConnection(place.profile());
    }
    QStringList differences() const
    {
        QStringList texts;
        for (const DriftItem &item : desk.drift() ? desk.drift()->items : QList<DriftItem>())
            texts += driftText(item);
        return texts;
    }

    tests::RunnerPlace place;
    std::unique_ptr<Project> project;
    JobCenter jobs;
    SessionPool sessions;
    DriftDesk desk;
    tests::Session session;
    QStringList failed, done;
    int looked = 0;
    bool opened = false;
};

} // namespace

/// The way back is shown, and runs nothing until it is taken; what has changed since refuses.
void DriftDeskTest::takenBack()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    DeskPlace at(m_engines, server, 2);
    QVERIFY(at.opened);
    at.desk.look(true);
    QTRY_COMPARE_WITH_TIMEOUT(at.looked, 1, Patience);
    QVERIFY(at.desk.drift() && at.desk.drift()->isEmpty());
    QCOMPARE(at.session.run(u"ALTER TABLE book ADD COLUMN pages INTEGER"_s), QString());
    at.desk.look(false);
    QTRY_COMPARE_WITH_TIMEOUT(at.differences(), QStringList{u"Column book.pages: only in the database"_s}, Patience);
    std::optional<DriftDesk::WayBack> way;
    connect(&at.desk, &DriftDesk::wayBackPlanned, this, [&](const DriftDesk::WayBack &planned) { way = planned; });
    at.desk.planWayBack();
    QTRY_VERIFY_WITH_TIMEOUT(way, Patience);
    QVERIFY2(way->script.contains("pages"_L1), qPrintable(way->script));
    QVERIFY(!way->findings.isEmpty()); // it drops a column
    QCOMPARE(at.session.run(u"SELECT pages FROM book"_s), QString());
    QCOMPARE(at.session.run(u"CREATE TABLE late (id INTEGER)"_s), QString());
    at.desk.takeBack(*way);
    QTRY_COMPARE_WITH_TIMEOUT(at.failed.size(), 1, Patience);
    QVERIFY2(at.failed.first().contains("has changed meanwhile"_L1), qPrintable(at.failed.first()));
    QCOMPARE(at.session.run(u"SELECT pages FROM book"_s), QString());
    QCOMPARE(at.session.run(u"DROP TABLE late"_s), QString());
    QTRY_VERIFY_WITH_TIMEOUT(!at.desk.isLooking() && !at.desk.isRunning(), Patience);
    at.desk.takeBack(*way);
    QTRY_COMPARE_WITH_TIMEOUT(at.done.size(), 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(at.desk.drift() && at.desk.drift()->isEmpty(), Patience);
    QVERIFY(!at.session.run(u"SELECT pages FROM book"_s).isEmpty());
}

/// What differs becomes the next file, with a way down, and this database has it; not while one is pending there.
void DriftDeskTest::adopted()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    DeskPlace at(m_engines, server, 1);
    QVERIFY(at.opened);
    QCOMPARE(at.session.run(u"ALTER TABLE book ADD COLUMN pages INTEGER"_s), QString());
    at.desk.look(true);
    QTRY_COMPARE_WITH_TIMEOUT(at.differences().size(), 1, Patience);
    at.desk.adopt(u"book pages"_s);
    QTRY_COMPARE_WITH_TIMEOUT(at.failed.size(), 1, Patience);
    QVERIFY2(at.failed.first().contains("migration 002 is not applied"_L1), qPrintable(at.failed.first()));
    QCOMPARE(at.project->timeline().migrations.size(), 2);
    QuietContext quiet;
    QVERIFY(at.place.apply(at.session, 2, quiet, {}));
    at.desk.look(true);
    QTRY_COMPARE_WITH_TIMEOUT(at.looked, 2, Patience);
    at.desk.adopt(u"book pages"_s);
    QTRY_COMPARE_WITH_TIMEOUT(at.done.size(), 1, Patience);
    QCOMPARE(at.project->timeline().migrations.size(), 3);
    const MigrationFile &made = at.project->timeline().migrations.last();
    QCOMPARE(made.title, u"book pages"_s);
    QVERIFY2(made.up.contains("pages"_L1) && made.down.contains("pages"_L1), qPrintable(made.up + made.down));
    const auto states = migrationStatus(*at.session.connection, *at.session.engine, at.project->timeline());
    QVERIFY(states && states->size() == 3 && states->last().state == MigrationState::Applied);
    QTRY_VERIFY_WITH_TIMEOUT(at.desk.drift() && at.desk.drift()->isEmpty(), Patience);
}

/// The rule stands in relata.json, where the command line reads it, and the drift is none any more.
void DriftDeskTest::ignored()
{
    DeskPlace at(m_engines, {}, 2);
    QVERIFY(at.opened);
    QCOMPARE(at.session.run(u"CREATE TABLE by_hand (id INTEGER)"_s), QString());
    at.desk.look(true);
    QTRY_COMPARE_WITH_TIMEOUT(at.differences(), QStringList{u"Table by_hand: only in the database"_s}, Patience);
    at.desk.ignore({});
    at.desk.ignore({at.desk.drift()->items.first().ignoringRule()});
    QTRY_VERIFY_WITH_TIMEOUT(at.desk.drift() && at.desk.drift()->isEmpty(), Patience);
    const auto config = readFile(at.place.projectFolder() + u"/relata.json"_s);
    QVERIFY(config && config->contains("by_hand"));
    QVERIFY(at.desk.drift()->ignored > 0);
    const QJsonObject twice = ignoring(at.project->config().other, {{Kind::Table, u"by_hand"_s}});
    QCOMPARE(twice[u"drift"][u"ignore"].toArray().size(), 1);
}

void DriftDeskTest::isDueInTime()
{
    DeskPlace at(m_engines, {}, 1);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(!at.desk.isDue(0, now));
    QVERIFY(at.desk.isDue(5, now)); // it was never looked at
    at.desk.look(false);
    QVERIFY(!at.desk.isDue(5, now.addSecs(3600))); // it is being looked at
    QTRY_COMPARE_WITH_TIMEOUT(at.looked, 1, Patience);
    QVERIFY(!at.desk.isDue(5, now.addSecs(60)));
    QVERIFY(at.desk.isDue(5, now.addSecs(3600)));
    at.desk.setConnection({});
    QVERIFY(!at.desk.isDue(5, now.addSecs(3600)));
}

/// A name with signs of patterns in it ignores nothing else.
void DriftDeskTest::rulesNameJustOne()
{
    DriftItem item;
    item.object.kind = Kind::Table;
    item.name = u"a*b"_s;
    DriftRules rules;
    rules.rules += item.ignoringRule();
    const auto isIgnored = [&](const QString &name) {
        Table table;
        table.name = name;
        const auto id = ObjectId::random();
        return rules.ignore(Schema().with(id, std::make_shared<const Table>(table)), id);
    };
    QVERIFY(isIgnored(u"a*b"_s));
    QVERIFY(!isIgnored(u"axxb"_s));
}

RELATA_TEST(DriftDeskTest)
#include "tst_drift_desk.moc"
