#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/common/services.h"
#include "widgets/common/sql_view.h"
#include "widgets/timeline/squash_range.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// One migration takes the place of several, from the timeline: asked, proved, shown, and then written.
class SquashWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void replaces_data();
    void replaces();
    void tellsOfTheMiddle();
    void leavesWhatHasChanged();
    void tellsWhatIsRefused();

private:
    static constexpr int Patience = 60'000; // ms

    void start(const QByteArray &server, const QString &first = u"CREATE TABLE one (id INTEGER);"_s);
    TimelinePanel *panel() { return qobject_cast<TimelinePanel *>(m_shown->panel()); }
    MigrationDesk &desk() { return panel()->desk(); }
    QWidget *card(const QString &version) { return panel()->findChild<QWidget *>(u"migration_"_s + version); }
    QString folder() const { return m_place->projectFolder() + u"/migrations"_s; }
    QStringList files(const QString &below = {}) const
    {
        return QDir(folder() + below).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    }
    SquashRange *range();
    SqlView *preview();
    void press() { QTest::mouseClick(panel()->findChild<QPushButton *>(u"confirmAgree"_s), Qt::LeftButton); }
    void plan();

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    std::unique_ptr<ShownTimeline> m_shown;
};

void SquashWindowTest::start(const QByteArray &server, const QString &first)
{
    m_shown.reset();
    m_place = std::make_unique<RunnerPlace>(m_engines, server,
        QStringList{first, u"ALTER TABLE one ADD COLUMN more INTEGER;"_s, u"CREATE TABLE three (id INTEGER);"_s},
        QStringList{u"DROP TABLE one;"_s, u"ALTER TABLE one DROP COLUMN more;"_s, u"DROP TABLE three;"_s});
    QCOMPARE(m_place->error, QString());
    m_shown = std::make_unique<ShownTimeline>(*m_place);
    QCOMPARE(m_shown->error(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(desk().pendingCount(), 3, Patience);
}

SquashRange *SquashWindowTest::range()
{
    SquashRange *found = nullptr;
    std::ignore = QTest::qWaitFor([&] { return (found = panel()->findChild<SquashRange *>()) != nullptr; }, Patience);
    return found;
}

SqlView *SquashWindowTest::preview()
{
    SqlView *found = nullptr;
    std::ignore =
        QTest::qWaitFor([&] { return (found = panel()->findChild<SqlView *>(u"squashSql"_s)) != nullptr; }, Patience);
    return found;
}

/// Of the first two.
void SquashWindowTest::plan()
{
    panel()->squash();
    QVERIFY(range());
    auto *to = range()->findChild<QComboBox *>(u"squashTo"_s);
    to->setCurrentIndex(to->findData(u"002"_s));
    press();
}

void SquashWindowTest::replaces_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void SquashWindowTest::replaces()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server);
    desk().apply(u"002"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk().lastApplied(), u"002"_s, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!desk().isRunning() && desk().pendingCount() == 1, Patience);
    QTest::mouseClick(card(u"002"_s)->findChild<QToolButton *>(u"cardMore"_s), Qt::LeftButton);
    auto *menu = card(u"002"_s)->findChild<QMenu *>(u"cardMenu"_s);
    QVERIFY(menu && menu->findChild<QAction *>(u"squashToHere"_s)->isEnabled());
    menu->findChild<QAction *>(u"squashToHere"_s)->trigger();
    delete menu;
    QVERIFY(range());
    const auto *names = range()->findChild<QListWidget *>(u"squashNames"_s);
    QCOMPARE(names->count(), 2);
    QCOMPARE(names->item(1)->text(), u"002 step"_s);
    QVERIFY(!range()->findChild<QLabel *>(u"squashDoubt"_s)->isVisible());
    QCOMPARE(namelessWidgets(*panel()->window()).join(u'\n'), QString());
    range()->findChild<QLineEdit *>(u"squashTitle"_s)->setText(u"all of it"_s);
    press();
    QVERIFY(preview());
    const QString sql = preview()->toPlainText();
    QVERIFY2(sql.contains("relata:squashed 5b001 5b002"_L1), qPrintable(sql));
    QVERIFY2(!sql.contains("ADD COLUMN"_L1) && sql.contains("more"_L1), qPrintable(sql)); // written anew
    QCOMPARE(files(), QStringList({u"001_step.sql"_s, u"002_step.sql"_s, u"003_step.sql"_s}));
    press();
    QTRY_COMPARE_WITH_TIMEOUT(files(), QStringList({u"002_all_of_it.sql"_s, u"003_step.sql"_s}), Patience);
    QCOMPARE(files(u"/squashed/002_all_of_it"_s), QStringList({u"001_step.sql"_s, u"002_step.sql"_s}));
    QCOMPARE(QString::fromUtf8(*readFile(folder() + u"/002_all_of_it.sql"_s)), sql);
    QTRY_VERIFY_WITH_TIMEOUT(!card(u"001"_s), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk().lastApplied(), u"002"_s, Patience); // the database is recognised
    QTRY_COMPARE_WITH_TIMEOUT(desk().pendingCount(), 1, Patience);
    desk().apply();
    QTRY_COMPARE_WITH_TIMEOUT(desk().lastApplied(), u"003"_s, Patience);
}

void SquashWindowTest::tellsOfTheMiddle()
{
    start({});
    desk().apply(u"001"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk().pendingCount(), 2, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!desk().isRunning(), Patience);
    panel()->squash();
    QVERIFY(range());
    const auto *doubt = range()->findChild<QLabel *>(u"squashDoubt"_s);
    QVERIFY(doubt->isVisible());
    QVERIFY2(doubt->text().startsWith("shop has 1 of these "_L1), qPrintable(doubt->text()));
    range()->findChild<QComboBox *>(u"squashFrom"_s)->setCurrentIndex(1);
    QVERIFY(!doubt->isVisible());
    QCOMPARE(range()->to(), u"003"_s);
}

/// What was shown is what is written, or nothing is.
void SquashWindowTest::leavesWhatHasChanged()
{
    start({});
    plan();
    QVERIFY(preview());
    const QString path = folder() + u"/003_step.sql"_s;
    QByteArray text = *readFile(path);
    QVERIFY(writeFile(path, text.replace("id INTEGER", "id BIGINT")));
    press();
    QTRY_VERIFY_WITH_TIMEOUT(panel()->findChild<Banner *>()->text().contains("are not those any more"_L1), Patience);
    QCOMPARE(files(), QStringList({u"001_step.sql"_s, u"002_step.sql"_s, u"003_step.sql"_s}));
}

void SquashWindowTest::tellsWhatIsRefused()
{
    start({}, u"CREATE TABLE one (id INTEGER); INSERT INTO nobody VALUES (1);"_s);
    plan();
    QTRY_VERIFY_WITH_TIMEOUT(
        panel()->findChild<Banner *>()->text().startsWith("Nothing was squashed: migration 001 does not run"_L1),
        Patience);
    QCOMPARE(files(), QStringList({u"001_step.sql"_s, u"002_step.sql"_s, u"003_step.sql"_s}));
}

RELATA_TEST(SquashWindowTest)
#include "tst_squash_window.moc"
