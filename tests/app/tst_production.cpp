#include "app/application.h"
#include "app/main_window.h"
#include "app/translation.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/connection_book.h"
#include "models/engine/fetch.h"
#include "models/project/migration_desk.h"
#include "models/project/sample.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"
#include "widgets/timeline/timeline_panel.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

using namespace relata;
using namespace Qt::StringLiterals;

/// What is asked before a database is changed: production by its typed name, and what cannot be undone anywhere.
class ProductionTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void applyAsksForTheName();
    void elsewhereOnlyTheWayDownAsks();
    void backsUpWithoutAsking();
    void rehearsesWithoutAsking();
    void tellsWhoIsInTheWay();
    void cleanup();

private:
    static constexpr int Patience = 30000; // ms

    void open(const QString &environment);
    TimelinePanel *panel() { return qobject_cast<TimelinePanel *>(m_application->window().tabs().current()); }
    QDialog *question() { return panel()->findChild<QDialog *>(u"confirmDialog"_s); }
    void press(const QString &name) { QTest::mouseClick(panel()->findChild<QPushButton *>(name), Qt::LeftButton); }

    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<Application> m_application;
};

void ProductionTest::initTestCase() { m_place = std::make_unique<QTemporaryDir>(); }

void ProductionTest::cleanup()
{
    m_application.reset();
    qDeleteAll(qApp->findChildren<QTranslator *>());
}

void ProductionTest::open(const QString &environment)
{
    installTranslations(QLocale::c()); // plurals
    StartOptions options;
    options.profile = m_place->filePath(environment);
    options.restore = false;
    m_application = std::make_unique<Application>(*qApp, options);
    const QString folder = m_place->filePath(environment + u"_library"_s);
    QuietContext context;
    SampleOptions sample;
    sample.scale = 0.01;
    const auto made = makeSample(folder, sample, m_application->services().engines, context);
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    QVERIFY(m_application->openProject(folder));
    m_application->start();
    Services &services = m_application->services();
    ConnectionProfile profile = *services.connections.current();
    profile.environment = environment;
    services.connections.put(profile);
    services.navigator.open(Document{.kind = "timeline", .id = {}, .title = {}, .state = {}});
    QTRY_COMPARE_WITH_TIMEOUT(panel()->desk().pendingCount(), 2, Patience);
}

void ProductionTest::applyAsksForTheName()
{
    open(u"prod"_s);
    press(u"applyMigrations"_s);
    QVERIFY(question());
    QCOMPARE(question()->windowTitle(), u"Apply 2 migrations to sample?"_s);
    const auto *text = question()->findChild<QLabel *>(u"confirmText"_s);
    QVERIFY2(text->text().contains(u"007 member roles, 008 events"_s), qPrintable(text->text()));
    const auto *agree = question()->findChild<QPushButton *>(u"confirmAgree"_s);
    QCOMPARE(agree->text(), u"Apply 2 Migrations to sample (PROD)"_s);
    QVERIFY(!agree->isEnabled());
    auto *name = question()->findChild<QLineEdit *>(u"confirmTypedName"_s);
    QTest::keyClicks(name, u"samples"_s);
    QVERIFY(!agree->isEnabled());
    QTest::keyClick(name, Qt::Key_Return); // of another name
    QVERIFY(question()->isVisible());
    question()->reject();
    QTRY_VERIFY_WITH_TIMEOUT(!question(), Patience);
    QVERIFY(!panel()->desk().isRunning());
    QCOMPARE(panel()->desk().pendingCount(), 2);

    press(u"applyMigrations"_s);
    int begun = 0;
    connect(&panel()->desk(), &MigrationDesk::runningChanged, this, [&](bool isRunning) { begun += isRunning; });
    QTest::keyClicks(question()->findChild<QLineEdit *>(u"confirmTypedName"_s), u"sample"_s);
    QTest::keyClick(question()->findChild<QLineEdit *>(u"confirmTypedName"_s), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!question(), Patience);
    QCOMPARE(begun, 1);
    QTRY_COMPARE_WITH_TIMEOUT(panel()->desk().pendingCount(), 0, Patience);
}

void ProductionTest::elsewhereOnlyTheWayDownAsks()
{
    open(u"dev"_s);
    press(u"applyMigrations"_s);
    QVERIFY(!question());
    QTRY_COMPARE_WITH_TIMEOUT(panel()->desk().pendingCount(), 0, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(panel()->findChild<QPushButton *>(u"rollBackMigration"_s)->isEnabled(), Patience);
    press(u"rollBackMigration"_s);
    QVERIFY(question());
    QVERIFY(!question()->findChild<QLineEdit *>(u"confirmTypedName"_s));
    QCOMPARE(panel()->desk().pendingCount(), 0);
    press(u"confirmAgree"_s);
    QTRY_COMPARE_WITH_TIMEOUT(panel()->desk().pendingCount(), 1, Patience);
}

/// A backup changes nothing: production, too, is backed up as soon as there is a folder for it.
void ProductionTest::backsUpWithoutAsking()
{
    open(u"production"_s);
    QTest::mouseClick(panel()->findChild<QToolButton *>(u"backUpDatabase"_s), Qt::LeftButton);
    auto *dialog = panel()->findChild<QFileDialog *>(u"backupFolder"_s);
    QVERIFY(dialog && !question());
    const QString folder = m_place->filePath(u"backups"_s);
    QVERIFY(QDir().mkpath(folder));
    QString said;
    connect(&panel()->desk(), &MigrationDesk::backedUp, this, [&](const Message &what) { said = what.source(); });
    emit dialog->fileSelected(folder);
    dialog->reject();
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), Patience);
    QVERIFY2(said.contains(folder) && said.contains("restored with"_L1), qPrintable(said));
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 2);
    QCOMPARE(panel()->desk().pendingCount(), 2);
}

/// A rehearsal changes nothing either. What it took stands on the cards of what is pending.
void ProductionTest::rehearsesWithoutAsking()
{
    open(u"stage"_s);
    QString said;
    connect(&panel()->desk(), &MigrationDesk::rehearsed, this, [&](const Message &what) { said = what.source(); });
    QVERIFY(panel()->desk().rehearsal(u"007"_s).isEmpty());
    QTest::mouseClick(panel()->findChild<QToolButton *>(u"rehearseMigrations"_s), Qt::LeftButton);
    QVERIFY(!question());
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), Patience);
    QVERIFY2(said.startsWith("Migrations rehearsed on a copy: 2, up in "_L1), qPrintable(said));
    QCOMPARE(panel()->desk().pendingCount(), 2);
    QVERIFY(panel()->desk().rehearsal(u"006"_s).isEmpty());
    const auto *card = panel()->findChild<QWidget *>(u"migration_007"_s);
    const QList<QLabel *> labels = card->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
        [](const QLabel *label) { return label->text().startsWith("rehearsed on a copy: up "_L1); }));
}

/// Somebody else's transaction on the file stops applying until it is over or allowed; it is told before.
void ProductionTest::tellsWhoIsInTheWay()
{
    open(u"test"_s);
    tests::Session other;
    QVERIFY(other.open(*m_application->services().connections.current(), m_application->services().engines));
    QVERIFY(perform(*other.connection, u"BEGIN IMMEDIATE"_s));
    MigrationDesk &desk = panel()->desk();
    WaitsRules rules;
    rules.refusal = std::chrono::milliseconds(0);
    desk.setWaitsRules(rules);
    QStringList told, codes;
    connect(&desk, &MigrationDesk::told, this, [&](const QList<Message> &messages) {
        for (const Message &one : messages)
            told += one.source();
    });
    connect(&desk, &MigrationDesk::refused, this, [&](const Error &, const QStringList &found) { codes = found; });
    press(u"applyMigrations"_s);
    QTRY_COMPARE_WITH_TIMEOUT(codes, QStringList{u"WAITS"_s}, Patience);
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.first().contains("somebody holds a lock on the database's file"_L1), qPrintable(told.first()));
    QCOMPARE(desk.pendingCount(), 2);
    QVERIFY(perform(*other.connection, u"ROLLBACK"_s));
    press(u"applyMigrations"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 0, Patience);
    QCOMPARE(told.size(), 1);
}

RELATA_TEST(ProductionTest)
#include "tst_production.moc"
