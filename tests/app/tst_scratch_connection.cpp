#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/connection_book.h"
#include "models/items/problem_model.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/services.h"
#include "widgets/timeline/timeline_panel.h"

#include <QDirIterator>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// The window makes scratch databases where the project says, with a password that stands in no file.
class TestScratchConnection : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void productionProvesThere();
    void wrongPasswordProvesNothing();
    void tellsWhatNobodyHeeds();

private:
    EngineRegistry m_engines;
};

namespace {

constexpr int Patience = 60'000; // ms
const auto Password = u"scratch-4712"_s;

/// Somebody who may make databases on PostgreSQL 18 and has to say a password.
class Maker {
public:
    explicit Maker(const EngineRegistry &engines)
    {
        ConnectionProfile base = *profileFromUrl(*tests::serverUrl("postgresql18"));
        profile = base;
        profile.name = u"tries"_s;
        profile.user = u"maker_%1"_s.arg(QCoreApplication::applicationPid() % 100000);
        if (!m_admin.open(base, engines))
            return;
        std::ignore = m_admin.run(u"CREATE ROLE relata_guarded"_s);
        error = m_admin.run(
            u"CREATE ROLE %1 LOGIN CREATEDB PASSWORD '%2' IN ROLE relata_guarded"_s.arg(profile.user, Password));
    }
    ~Maker() { std::ignore = m_admin.run(u"DROP ROLE "_s + profile.user); }
    Q_DISABLE_COPY_MOVE(Maker)

    ConnectionProfile profile; ///< without the password
    QString error = {};

private:
    tests::Session m_admin;
};

/// A project whose scratch connection is the maker's.
class TriedPlace : public tests::RunnerPlace {
public:
    TriedPlace(const EngineRegistry &engines, const Maker &maker)
        : RunnerPlace(engines, "postgresql15", {u"CREATE TABLE book (id integer PRIMARY KEY);"_s},
            {u"DROP TABLE book;"_s}, true, [&](ProjectConfig &config) {
                config.connections += maker.profile;
                config.scratchConnection = maker.profile.name;
            })
    { }
};

/// As the dialog for connections keeps it.
void keepPassword(tests::ShownTimeline &shown, const ConnectionProfile &profile, const QString &password)
{
    Services &services = shown.application().services();
    services.secrets.write(ConnectionBook::secretKey(profile), password, [](const Result<> &) {});
    services.connections.put(profile);
}

QStringList filesWith(const QString &folder, const QString &text)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (readFile(path).value_or(QByteArray()).contains(text.toUtf8()))
            found += path;
    }
    return found;
}

} // namespace

void TestScratchConnection::productionProvesThere()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    RELATA_REQUIRE_SERVER("postgresql18");
    const Maker maker(m_engines);
    QCOMPARE(maker.error, QString());
    const TriedPlace place(m_engines, maker);
    QCOMPARE(place.error, QString());
    tests::ShownTimeline shown(place, u"shop"_s, u"production"_s);
    QCOMPARE(shown.error(), QString());
    keepPassword(shown, maker.profile, Password);
    const MigrationDesk &desk = qobject_cast<TimelinePanel *>(shown.panel())->desk();
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.application().services().project->scratch()->password.isEmpty(), Patience);
    QTest::mouseClick(shown.panel()->findChild<QPushButton *>(u"provePending"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(desk.proof(u"001"_s), Patience);
    const Proof &proof = *desk.proof(u"001"_s);
    QVERIFY2(proof.proved, qPrintable(proof.reason.source() + proof.detail));
    QCOMPARE(proof.server.version / 10000, 18);
    QCOMPARE(proof.standsFor, u"PostgreSQL 15"_s);
    QCOMPARE(filesWith(place.projectFolder(), Password), QStringList());
    QCOMPARE(
        filesWith(shown.application().services().settings.fileName().section(u'/', 0, -2), Password), QStringList());

    QTest::mouseClick(shown.panel()->findChild<QPushButton *>(u"applyMigrations"_s), Qt::LeftButton);
    shown.agree(u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 0, Patience);
}

/// It is not proved somewhere else in silence.
void TestScratchConnection::wrongPasswordProvesNothing()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    RELATA_REQUIRE_SERVER("postgresql18");
    const Maker maker(m_engines);
    QCOMPARE(maker.error, QString());
    const TriedPlace place(m_engines, maker);
    tests::ShownTimeline shown(place);
    QCOMPARE(shown.error(), QString());
    keepPassword(shown, maker.profile, u"wrong"_s);
    MigrationDesk &desk = qobject_cast<TimelinePanel *>(shown.panel())->desk();
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.application().services().project->scratch()->password.isEmpty(), Patience);
    QString why;
    connect(&desk, &MigrationDesk::failed, this, [&](const Error &error) { why = error.text(); });
    desk.prove(u"001"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.proof(u"001"_s) || !why.isEmpty(), Patience);
    if (const Proof *proof = desk.proof(u"001"_s)) {
        QVERIFY(!proof->proved);
        why = proof->reason.source() + proof->detail;
    }
    QVERIFY2(why.contains(maker.profile.user), qPrintable(why));
}

void TestScratchConnection::tellsWhatNobodyHeeds()
{
    const tests::RunnerPlace place(m_engines, {}, {u"CREATE TABLE book (id INTEGER);"_s}, {u"DROP TABLE book;"_s}, true,
        [](ProjectConfig &config) { config.other.insert(u"scratchConnection"_s, u"tries"_s); });
    QCOMPARE(place.error, QString());
    tests::ShownTimeline shown(place);
    QCOMPARE(shown.error(), QString());
    const ProblemModel &problems = shown.application().services().problems;
    QCOMPARE(problems.rowCount(), 1);
    QCOMPARE(problems.source(0), u"config"_s);
    QCOMPARE(problems.finding(0).advice.source(), u"Is \"scratch\" meant?"_s);
    const auto labels = shown.window().findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
        [](const QLabel *one) { return one->isVisible() && one->text().startsWith("relata.json says "_L1); }));
    Project &project = *shown.application().services().project;
    ProjectConfig config = project.config();
    config.other.remove(u"scratchConnection"_s);
    QVERIFY(project.setConfig(config));
    QCOMPARE(problems.rowCount(), 0);
}

RELATA_TEST(TestScratchConnection)
#include "tst_scratch_connection.moc"
