#include "app/application.h"
#include "app/main_window.h"
#include "app/translation.h"
#include "dialects/common/register_engines.h"
#include "models/items/kept_model.h"
#include "models/project/migration_desk.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTest>
#include <QTranslator>
#include <QTreeView>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What migrations keep aside is listed on the timeline, and purged by choice or by age, once somebody agrees.
class KeptWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup();
    void listsAndPurges_data();
    void listsAndPurges();
    void productionTypesItsName();
    void saysThatNothingIsKept();

private:
    static constexpr int Patience = 60'000; // ms

    void start(const QByteArray &server, const QString &environment = {});
    TimelinePanel *panel() { return qobject_cast<TimelinePanel *>(m_shown->panel()); }
    MigrationDesk &desk() { return panel()->desk(); }
    QTreeView *table() { return panel()->findChild<QTreeView *>(u"keptTable"_s); }
    QString text(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    void press(const QString &name) { QTest::mouseClick(panel()->findChild<QPushButton *>(name), Qt::LeftButton); }

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    tests::Session m_session;
    std::unique_ptr<ShownTimeline> m_shown;
};

void KeptWindowTest::cleanup()
{
    m_shown.reset();
    qDeleteAll(qApp->findChildren<QTranslator *>());
}

/// A table that 002 took away, and rows that the way down of 003 has kept, long ago.
void KeptWindowTest::start(const QByteArray &server, const QString &environment)
{
    m_shown.reset();
    m_session = {};
    installTranslations(QLocale::c()); // plurals
    m_place = std::make_unique<RunnerPlace>(m_engines, server,
        QStringList{u"CREATE TABLE book (id INTEGER PRIMARY KEY);\nINSERT INTO book VALUES (1), (2);"_s,
            u"ALTER TABLE book RENAME TO _relata_kept_00000002_book;"_s,
            u"CREATE TABLE page (id INTEGER PRIMARY KEY);"_s},
        QStringList{
            u"DROP TABLE book;"_s, u"ALTER TABLE _relata_kept_00000002_book RENAME TO book;"_s, u"DROP TABLE page;"_s});
    QCOMPARE(m_place->error, QString());
    QVERIFY(m_session.open(m_place->profile(), m_engines));
    m_shown = std::make_unique<ShownTimeline>(*m_place);
    QCOMPARE(m_shown->error(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(desk().pendingCount(), 3, Patience);
    desk().apply();
    QTRY_COMPARE_WITH_TIMEOUT(desk().lastApplied(), u"003"_s, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!desk().isRunning(), Patience);
    QCOMPARE(m_session.run(u"INSERT INTO page VALUES (1), (2), (3)"_s), QString());
    desk().rollBack(u"003"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk().pendingCount(), 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!desk().isRunning(), Patience);
    QCOMPARE(m_session.run(u"UPDATE _relata_kept SET kept_at = '2020-01-01T00:00:00.000Z'"_s), QString());
    if (!environment.isEmpty())
        m_shown = std::make_unique<ShownTimeline>(*m_place, u"shop"_s, environment);
    QTRY_COMPARE_WITH_TIMEOUT(desk().pendingCount(), 1, Patience);
    panel()->showKept();
    QVERIFY(table());
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 2, Patience);
}

void KeptWindowTest::listsAndPurges_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void KeptWindowTest::listsAndPurges()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server);
    const QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(text(0, KeptModel::Source), u"page"_s);
    QCOMPARE(text(0, KeptModel::Rows), u"3"_s);
    QVERIFY2(text(0, KeptModel::Age).section(u' ', 0, 0).toInt() > 2000, qPrintable(text(0, KeptModel::Age)));
    QCOMPARE(text(0, KeptModel::Needed), u"by nothing"_s);
    QCOMPARE(text(1, KeptModel::Source), u"book"_s);
    QCOMPARE(text(1, KeptModel::Migration), u"002"_s);
    QCOMPARE(text(1, KeptModel::Needed), u"by its way down"_s);
    QCOMPARE(namelessWidgets(*panel()->window()).join(u'\n'), QString());
    const QString name = text(0, KeptModel::Name);
    const auto *purge = panel()->findChild<QPushButton *>(u"purgeKept"_s);
    QVERIFY(!purge->isEnabled());

    press(u"selectOldKept"_s);
    QCOMPARE(purge->text(), u"Purge 1 Table…"_s);
    press(u"purgeKept"_s);
    QCOMPARE(m_session.run(u"SELECT 1 FROM "_s + name), QString()); // it is only asked
    const QString asked = m_shown->agree();
    QVERIFY2(asked.startsWith("Purge 1 Table on shop"_L1) && asked.contains(u"• page, 3 rows"_s), qPrintable(asked));
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 1, Patience);
    QVERIFY(!m_session.run(u"SELECT 1 FROM "_s + name).isEmpty());

    table()->selectAll();
    press(u"purgeKept"_s);
    QVERIFY(m_shown->agree().contains("the way down of 002 will not bring them back"_L1));
    QTRY_COMPARE_WITH_TIMEOUT(text(0, KeptModel::Rows), u"0"_s, Patience); // a way down reads the table
    QCOMPARE(m_session.run(u"SELECT 1 FROM _relata_kept_00000002_book"_s), QString());
}

void KeptWindowTest::productionTypesItsName()
{
    start({}, u"production"_s);
    table()->selectAll();
    press(u"purgeKept"_s);
    QVERIFY(m_shown->agree().contains("shop (PROD)"_L1)); // without the name
    QCOMPARE(table()->model()->rowCount(), 2);
    m_shown->agree(u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 1, Patience);
}

void KeptWindowTest::saysThatNothingIsKept()
{
    m_place = std::make_unique<RunnerPlace>(
        m_engines, QByteArray(), QStringList{u"CREATE TABLE one (id INTEGER);"_s}, QStringList{u"DROP TABLE one;"_s});
    m_shown = std::make_unique<ShownTimeline>(*m_place);
    QTRY_COMPARE_WITH_TIMEOUT(desk().pendingCount(), 1, Patience);
    panel()->showKept();
    QTRY_VERIFY_WITH_TIMEOUT(panel()->findChild<QWidget *>(u"keptEmpty"_s)->isVisible(), Patience);
    QVERIFY(!panel()->findChild<QPushButton *>(u"purgeKept"_s)->isEnabled());
}

RELATA_TEST(KeptWindowTest)
#include "tst_kept_window.moc"
