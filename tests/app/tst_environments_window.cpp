#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection_book.h"
#include "models/engine/fetch.h"
#include "models/project/environment_desk.h"
#include "tests/app/runner_place.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "widgets/common/banner.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"
#include "widgets/timeline/environment_head.h"
#include "widgets/timeline/environment_view.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Migrations as rows and databases as columns in the real window: what is seen, and what is applied from a cell.
class EnvironmentsWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void init();
    void cleanup();
    void showsAndApplies();
    void productionNeedsAReason();
    void saysWhatIsMissing();

private:
    static constexpr int Patience = 30'000; // ms

    MainWindow &window() { return m_application->window(); }
    EnvironmentView *view() { return window().findChild<EnvironmentView *>(u"environments"_s); }
    QTableView *table() { return window().findChild<QTableView *>(u"environmentTable"_s); }
    EnvironmentHead *head(const QString &name)
    {
        return window().findChild<EnvironmentHead *>(u"environment_"_s + name);
    }
    QString stateOf(const QString &name)
    {
        return head(name)->findChild<QLabel *>(u"environmentState"_s)->accessibleName();
    }
    void choose(int row, int column) { table()->setCurrentIndex(table()->model()->index(row, column)); }
    void press(const QString &name);
    void openProject();
    ConnectionProfile file(const QString &name, const QString &environment) const;

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
};

void EnvironmentsWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const QString &name : {u"live"_s, u"mine"_s, u"staging"_s})
        QVERIFY(writeFile(file(name, {}).database, {})); // an empty file is an empty database
    ConnectionProfile away;
    away.engine = "postgresql";
    away.name = u"mirror"_s;
    away.environment = u"stage"_s;
    away.host = u"127.0.0.1"_s;
    away.port = 1;
    away.user = u"nobody"_s;
    m_place = std::make_unique<RunnerPlace>(m_engines, QByteArray(),
        QStringList{u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);"_s,
            u"ALTER TABLE book ADD COLUMN pages INTEGER;"_s, u"ALTER TABLE book ADD COLUMN year INTEGER;"_s},
        QStringList{
            u"DROP TABLE book;"_s, u"ALTER TABLE book DROP COLUMN pages;"_s, u"ALTER TABLE book DROP COLUMN year;"_s},
        true, [&](ProjectConfig &config) {
            config.connections = {
                file(u"live"_s, u"prod"_s), file(u"mine"_s, u"dev"_s), file(u"staging"_s, u"stage"_s), away};
            config.defaultConnection = u"mine"_s;
        });
    QCOMPARE(m_place->error, QString());
    StartOptions options;
    options.profile = m_folder->filePath(u"profile"_s);
    options.restore = false;
    m_application = std::make_unique<Application>(*qApp, options);
    m_application->start();
}

void EnvironmentsWindowTest::cleanup() { m_application.reset(); }

ConnectionProfile EnvironmentsWindowTest::file(const QString &name, const QString &environment) const
{
    ConnectionProfile profile;
    profile.engine = "sqlite";
    profile.database = m_folder->filePath(name + u".db"_s);
    profile.name = name;
    profile.environment = environment;
    return profile;
}

void EnvironmentsWindowTest::openProject()
{
    QVERIFY(m_application->openProject(m_place->projectFolder()));
    window().resize(1280, 800);
    window().findChild<QAction *>(u"timeline.environments"_s)->trigger();
    QCOMPARE(window().tabs().current()->objectName(), u"timeline"_s);
    QTRY_VERIFY_WITH_TIMEOUT(view() && view()->isVisible() && !view()->desk().isReading(), Patience);
}

void EnvironmentsWindowTest::press(const QString &name)
{
    auto *button = window().findChild<QPushButton *>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

/// The columns stand in their order; from a cell only what leads up to it is applied, there, after a question.
void EnvironmentsWindowTest::showsAndApplies()
{
    openProject();
    QCOMPARE(table()->model()->rowCount(), 3);
    QCOMPARE(table()->model()->headerData(0, Qt::Horizontal).toString(), u"mine"_s);
    QCOMPARE(table()->model()->headerData(3, Qt::Horizontal).toString(), u"live"_s);
    QCOMPARE(stateOf(u"mine"_s), u"Nothing applied"_s);
    QCOMPARE(stateOf(u"mirror"_s), u"Not reached"_s);
    QVERIFY(head(u"mirror"_s)->findChild<QPushButton *>(u"environmentRetry"_s)->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT((namelessWidgets(*view()) + cutTexts(*view())).join(u'\n'), QString(), Patience);
    choose(1, 1); // 002 on staging
    QCOMPARE(window().findChild<QLabel *>(u"environmentCell"_s)->accessibleName(), u"002 step on staging: Pending"_s);
    press(u"environmentApply"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window().findChild<QPushButton *>(u"confirmAgree"_s), Patience);
    QVERIFY(window().findChild<QLabel *>(u"confirmTitle"_s)->text().startsWith("Apply 2 migration"_L1));
    QCOMPARE(window().findChild<QLabel *>(u"confirmText"_s)->text(), u"In this order: 001 step, 002 step."_s);
    QCOMPARE(m_application->services().connections.current()->displayName(), u"staging"_s);
    QCOMPARE(stateOf(u"staging"_s), u"Nothing applied"_s); // nobody has agreed yet
    press(u"confirmAgree"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"staging"_s), u"At 002, 1 pending"_s, Patience);
    QCOMPARE(stateOf(u"mine"_s), u"Nothing applied"_s);
    QVERIFY(table()->currentIndex() == table()->model()->index(1, 1)); // nothing jumps
    QVERIFY(!window().findChild<QPushButton *>(u"environmentApply"_s)->isEnabled());
    press(u"environmentCard"_s);
    QTRY_VERIFY(!view()->isVisible() && window().findChild<QWidget *>(u"migration_002"_s)->isVisible());
}

/// What staging has not had does not reach production, but for a reason, which is kept.
void EnvironmentsWindowTest::productionNeedsAReason()
{
    openProject();
    choose(2, 3); // 001 on production
    press(u"environmentApply"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window().findChild<QLineEdit *>(u"confirmTypedName"_s), Patience);
    window().findChild<QLineEdit *>(u"confirmTypedName"_s)->setText(u"live"_s);
    press(u"confirmAgree"_s);
    auto *banner = window().tabs().current()->findChild<Banner *>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible() && banner->text().contains("001"_L1), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"live"_s), u"Nothing applied"_s, Patience);
    QTRY_VERIFY(!window().findChild<QLineEdit *>(u"confirmTypedName"_s));
    press(u"bannerAction0"_s);
    QVERIFY(!window().findChild<QPushButton *>(u"askTextAgree"_s)->isEnabled()); // not without one
    window().findChild<QLineEdit *>(u"askTextField"_s)->setText(u"the shop stands still"_s);
    press(u"askTextAgree"_s);
    QTRY_VERIFY(window().findChild<QLineEdit *>(u"confirmTypedName"_s)); // its name is asked all the same
    window().findChild<QLineEdit *>(u"confirmTypedName"_s)->setText(u"live"_s);
    press(u"confirmAgree"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"live"_s), u"At 001, 2 pending"_s, Patience);
    tests::Session session;
    QVERIFY(session.open(file(u"live"_s, u"prod"_s), m_engines));
    const auto kept = fetch(*session.connection, u"SELECT note FROM _relata_gates"_s);
    QVERIFY(kept);
    QCOMPARE(kept->text(0, 0), u"the shop stands still"_s);
}

/// No database, no migration: the table says so in place of itself.
void EnvironmentsWindowTest::saysWhatIsMissing()
{
    openProject();
    m_application->services().connections.reset({});
    auto *missing = view()->findChild<QWidget *>(u"environmentsNoDatabases"_s);
    QTRY_VERIFY(missing->isVisible() && !table()->isVisible());
}

RELATA_TEST(EnvironmentsWindowTest)
#include "tst_environments_window.moc"
