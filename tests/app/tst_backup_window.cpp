#include "dialects/common/register_engines.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/panel.h"
#include "widgets/timeline/timeline_panel.h"

#include <QDir>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include <algorithm>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = ShownTimeline::Patience;

void requireBackup(ProjectConfig &config) { config.other.insert(u"requireBackup"_s, QJsonArray{u"stag"_s}); }

} // namespace

/// Where the project wants a backup, the window asks for one, and says what it was.
class BackupWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void asksForOne_data();
    void asksForOne();
    void takesAWordForOne();

private:
    void show(const RunnerPlace &place);
    TimelinePanel *panel() { return static_cast<TimelinePanel *>(m_shown->panel()); }
    template <class T>
    T *part(const char *name)
    {
        return panel()->findChild<T *>(QLatin1StringView(name));
    }
    QStringList facts()
    {
        QStringList result;
        for (const auto *label : panel()->findChildren<QLabel *>(u"cardFact"_s))
            result += label->accessibleName();
        return result.filter(u"backup: "_s);
    }

    EngineRegistry m_engines;
    std::unique_ptr<ShownTimeline> m_shown;
};

void BackupWindowTest::asksForOne_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void BackupWindowTest::show(const RunnerPlace &place)
{
    m_shown = std::make_unique<ShownTimeline>(place, u"shop"_s, u"staging"_s);
    QCOMPARE(m_shown->error(), QString());
    auto *apply = part<QPushButton>("applyMigrations");
    QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled(), Patience);
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>("backupTerms"), Patience);
}

void BackupWindowTest::asksForOne()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(
        m_engines, server, {u"CREATE TABLE one (id INTEGER);"_s}, {u"DROP TABLE one;"_s}, true, requireBackup);
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QTemporaryDir folder;
    show(place);
    QVERIFY(part<QRadioButton>("noBackup")->isHidden());
    QVERIFY(part<QRadioButton>("takesBackup")->isChecked());
    QCOMPARE(namelessWidgets(*part<QWidget>("backupTerms")).join(u'\n'), QString());
    part<QLineEdit>("backupInto")->clear(); // without a word about where there is none
    QString said;
    connect(&panel()->desk(), &MigrationDesk::failed, this, [&](const Error &error) { said = error.text(); });
    m_shown->agree();
    QTRY_VERIFY_WITH_TIMEOUT(said.contains("Name the folder"_L1), Patience);
    QVERIFY(place.state(session, 1) == MigrationState::Pending);

    QTest::mouseClick(part<QPushButton>("applyMigrations"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(part<QLineEdit>("backupInto"), Patience);
    part<QLineEdit>("backupInto")->setText(folder.path());
    m_shown->agree();
    QTRY_VERIFY_WITH_TIMEOUT(place.state(session, 1) == MigrationState::Applied, Patience);
    const QString file = QDir(folder.path()).entryList(QDir::Files, QDir::Name).value(0);
    QTRY_COMPARE_WITH_TIMEOUT(facts().size(), 1, Patience);
    QVERIFY2(facts().first().startsWith(u"backup: %1, "_s.arg(file)) && facts().first().contains("restores in"_L1),
        qPrintable(facts().first()));

    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>("rollBackMigration")->isEnabled(), Patience);
    QTest::mouseClick(part<QPushButton>("rollBackMigration"), Qt::LeftButton);
    const QString words = m_shown->agree();
    QVERIFY2(words.contains(folder.filePath(file)), qPrintable(words)); // before it takes anything away
    QTRY_VERIFY_WITH_TIMEOUT(place.state(session, 1) == MigrationState::Pending, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(facts().isEmpty(), Patience);
    QCOMPARE(QDir(folder.path()).entryList({u"*.json"_s}, QDir::Files).size(), 2); // it was under one of its own
}

void BackupWindowTest::takesAWordForOne()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s}, {}, true, requireBackup);
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    show(place);
    QString said;
    connect(&panel()->desk(), &MigrationDesk::failed, this, [&](const Error &error) { said = error.text(); });
    panel()->desk().apply(); // from wherever it is begun
    QTRY_VERIFY_WITH_TIMEOUT(said.contains("only under a backup"_L1), Patience);
    part<QRadioButton>("claimsBackup")->setChecked(true);
    QVERIFY(!part<QLineEdit>("backupInto")->isEnabled());
    part<QLineEdit>("backupName")->setText(u"nightly 7"_s);
    part<QLineEdit>("backupReason")->setText(u"on tape 7"_s);
    m_shown->agree();
    QTRY_VERIFY_WITH_TIMEOUT(place.state(session, 1) == MigrationState::Applied, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(facts().size(), 1, Patience);
    QVERIFY2(
        facts().first().startsWith(u"▲ backup: \"nightly 7\", claimed and not checked"_s), qPrintable(facts().first()));
}

RELATA_TEST(BackupWindowTest)
#include "tst_backup_window.moc"
