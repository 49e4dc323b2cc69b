#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/engine/keeper.h"
#include "models/project/project_config.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/panel.h"
#include "widgets/timeline/diagnosis_view.h"
#include "widgets/timeline/way_row.h"

#include <QJsonArray>
#include <QPushButton>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = ShownTimeline::Patience;

const QStringList Up{u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40) NOT NULL);"_s,
    u"ALTER TABLE book ADD COLUMN pages INTEGER;"_s,
    u"CREATE TABLE tag (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20));\nALTER TABLE book ADD COLUMN colour "
    "INTEGER;"_s};
/// Fails on two books whose titles are as long as each other, which nobody can foresee.
const QString Unforeseen =
    u"CREATE TABLE tag (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20));\nINSERT INTO tag SELECT "
    "length(title), title FROM book;\nALTER TABLE book ADD COLUMN colour INTEGER;"_s;
const QStringList Down{u"DROP TABLE book;"_s, u"ALTER TABLE book DROP COLUMN pages;"_s,
    u"ALTER TABLE book DROP COLUMN colour;\nDROP TABLE tag;"_s};

} // namespace

/// A migration from its file to production and back: checked, proved, approved, backed up, applied, stopped by what
/// somebody made by hand, gone on with, used, and taken back with the rows of before and those of the use.
class WholeLifeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void onTheCommandLine_data() { eachRunnerServer(); }
    void onTheCommandLine();
    void inTheWindow_data() { eachRunnerServer(); }
    void inTheWindow();
    void cleanup();

private:
    void start(const QByteArray &server, const QStringList &up, const QString &asksFor);
    Answer run(const QStringList &words) const { return runProgram(m_place->words(words)); }
    void checkAndApprove();
    void applyWithBackup(const QByteArray &server);
    void stopAndGoOn();
    void useIt();
    void mustBeAsBefore(const QString &second);
    QPushButton *button(const QString &name) { return m_shown->window().findChild<QPushButton *>(name); }
    QPushButton *way(const QStringList &texts);
    QString rows(const QString &query) const;

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    std::unique_ptr<ShownTimeline> m_shown;
    Session m_session;
};

void WholeLifeTest::cleanup()
{
    m_shown.reset();
    m_session = {};
    m_place.reset();
}

/// On a connection that the project knows, where what runs has to be approved.
void WholeLifeTest::start(const QByteArray &server, const QStringList &up, const QString &asksFor)
{
    m_place = std::make_unique<RunnerPlace>(m_engines, server, up, Down);
    QCOMPARE(m_place->error, QString());
    QVERIFY(m_session.open(m_place->profile(), m_engines));
    ConnectionProfile stage = m_place->profile();
    stage.name = u"stage"_s;
    stage.environment = u"staging"_s;
    ProjectConfig config;
    config.name = u"life"_s;
    config.engine = stage.engine;
    config.connections = {stage};
    config.other = {{u"requireApproval"_s, QJsonArray{asksFor}}};
    QVERIFY(writeFile(m_place->projectFolder() + u"/relata.json"_s, writeProjectConfig(config)));
}

QString WholeLifeTest::rows(const QString &query) const
{
    const auto found = fetch(*m_session.connection, query);
    QStringList result;
    for (qsizetype i = 0; found && i < found->count; ++i) {
        QStringList row;
        for (int k = 0; k < found->columns.size(); ++k)
            row += found->isNull(i, k) ? u"-"_s : found->text(i, k);
        result += row.join(u'|');
    }
    return found ? result.join(u'\n') : found.error().text();
}

void WholeLifeTest::checkAndApprove()
{
    const Answer checked = run({u"check"_s, u"--write-head"_s});
    QVERIFY2(checked.status == 0, qPrintable(checked.out + checked.err));
    const Answer proved = run({u"verify"_s});
    QVERIFY2(proved.status == 0 && proved.out.contains("proved"_L1, Qt::CaseInsensitive),
        qPrintable(proved.out + proved.err));
    const Answer early = run({u"up"_s});
    QVERIFY2(early.status == 4 && early.err.contains("not approved"_L1), qPrintable(early.err));
    for (const QString &version : {u"001"_s, u"002"_s, u"003"_s}) {
        const Answer approved = run({u"approve"_s, version, u"--by"_s, u"Ada"_s});
        QVERIFY2(approved.status == 0, qPrintable(approved.err));
        QCOMPARE(run({u"approve"_s, version, u"--down"_s, u"--by"_s, u"Ada"_s}).status, 0);
    }
    const Answer shown = run({u"up"_s, u"--dry-run"_s});
    QVERIFY2(shown.status == 0 && shown.out.contains("CREATE TABLE book"_L1), qPrintable(shown.out + shown.err));
    QVERIFY(m_place->state(m_session, 1) == MigrationState::Pending);
}

/// Where a program can take a backup.
void WholeLifeTest::applyWithBackup(const QByteArray &server)
{
    const Answer first = run({u"up"_s, u"--to"_s, u"001"_s});
    QVERIFY2(first.status == 0, qPrintable(first.err));
    QCOMPARE(m_session.run(u"INSERT INTO book (id, title) VALUES (1, 'one'), (2, 'two')"_s), QString());
    QStringList words{u"up"_s, u"--to"_s, u"002"_s, u"--watch"_s};
    const bool hasTool = server != "mysql56" && server != "postgresql18";
    if (hasTool)
        words += {u"--backup"_s, m_place->projectFolder() + u"/backups"_s};
    const Answer second = run(words);
    QVERIFY2(second.status == 0 && second.out.contains("0 findings"_L1), qPrintable(second.out + second.err));
    const Answer status = run({u"status"_s, u"--format"_s, u"json"_s});
    QCOMPARE(status.out.contains("\"sha256\""_L1), hasTool);
}

/// Somebody has made by hand what the migration makes; once that is gone it goes on, or runs again.
void WholeLifeTest::stopAndGoOn()
{
    QCOMPARE(m_session.run(u"ALTER TABLE book ADD COLUMN colour INTEGER"_s), QString());
    const Answer stopped = run({u"up"_s, u"--allow"_s, u"DRIFT"_s});
    QVERIFY2(stopped.status != 0, qPrintable(stopped.out));
    const Answer told = run({u"diagnose"_s});
    QVERIFY2(told.out.contains("colour"_L1) && told.out.contains("Migration 003"_L1), qPrintable(told.out + told.err));
    QCOMPARE(m_session.run(u"ALTER TABLE book DROP COLUMN colour"_s), QString());
    const MigrationState state = m_place->state(m_session, 3);
    QVERIFY(state == MigrationState::Failed || state == MigrationState::Partial);
    const Answer done = run({u"resume"_s});
    QVERIFY2(done.status == 0, qPrintable(done.out + done.err));
    QVERIFY(m_place->state(m_session, 3) == MigrationState::Applied);
}

void WholeLifeTest::useIt()
{
    QCOMPARE(m_session.run(u"INSERT INTO tag VALUES (7, 'new');\nUPDATE book SET colour = 5 WHERE id = 2;\n"
                           "INSERT INTO book (id, title, colour) VALUES (3, 'three', 6)"_s),
        QString());
}

/// Nothing of before is lost, and what the use wrote where the way down takes it away is kept.
void WholeLifeTest::mustBeAsBefore(const QString &second)
{
    QVERIFY(m_place->state(m_session, 3) == MigrationState::Pending);
    QCOMPARE(rows(u"SELECT * FROM book ORDER BY id"_s), u"1|one|-\n2|%1|-\n3|three|-"_s.arg(second));
    QStringList kept = rows(m_session.engine->keeper->keptTables()).split(u'\n');
    QCOMPARE(kept.size(), 2);
    kept = {rows(u"SELECT * FROM %1 ORDER BY 1"_s.arg(kept.first().section(u'|', 0, 0))),
        rows(u"SELECT * FROM %1 ORDER BY 1"_s.arg(kept.last().section(u'|', 0, 0)))};
    QVERIFY2(kept.filter(u"7|new"_s).size() == 1, qPrintable(kept.join(u"\n--\n"_s)));
    QVERIFY2(kept.filter(u"2|5\n3|6"_s).size() == 1, qPrintable(kept.join(u"\n--\n"_s)));
}

void WholeLifeTest::onTheCommandLine()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server, Up, u"staging"_s);
    const std::function<void()> steps[] = {
        [this] { checkAndApprove(); }, [&] { applyWithBackup(server); }, [this] { stopAndGoOn(); }};
    for (const auto &step : steps) {
        step();
        if (QTest::currentTestFailed())
            return;
    }
    const Answer drift = run({u"drift"_s, u"--check"_s});
    QVERIFY2(drift.status == 0, qPrintable(drift.out + drift.err));
    useIt();
    const Answer back = run({u"down"_s, u"--to"_s, u"002"_s});
    QVERIFY2(back.status == 0, qPrintable(back.out + back.err));
    mustBeAsBefore(u"two"_s);
    const Answer kept = run({u"kept"_s});
    QVERIFY2(kept.status == 0 && kept.out.contains("book.colour"_L1) && kept.out.contains("tag"_L1),
        qPrintable(kept.out + kept.err));
}

QPushButton *WholeLifeTest::way(const QStringList &texts)
{
    for (auto *row : m_shown->panel()->findChildren<WayRow *>()) {
        auto *found = row->findChild<QPushButton *>(u"wayTake"_s);
        if (found && found->isVisible() && texts.contains(found->text()))
            return found;
    }
    return nullptr;
}

/// By clicks, on a connection that asks for no approvals; it stops on rows in the middle of a migration.
void WholeLifeTest::inTheWindow()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server, {Up.at(0), Up.at(1), Unforeseen}, u"prod"_s);
    QuietContext quiet;
    QVERIFY(m_place->apply(m_session, 1, quiet, RunRules()));
    QCOMPARE(m_session.run(u"INSERT INTO book (id, title) VALUES (1, 'one'), (2, 'two')"_s), QString());
    m_shown = std::make_unique<ShownTimeline>(*m_place, u"stage"_s, u"staging"_s);
    QCOMPARE(m_shown->error(), QString());
    QTRY_VERIFY_WITH_TIMEOUT(button(u"applyMigrations"_s)->isEnabled(), Patience);
    QTest::mouseClick(button(u"applyMigrations"_s), Qt::LeftButton);
    auto *view = m_shown->panel()->findChild<DiagnosisView *>();
    QTRY_VERIFY_WITH_TIMEOUT(view && view->isVisible(), Patience);
    QVERIFY(m_place->state(m_session, 2) == MigrationState::Applied);
    QVERIFY(m_place->state(m_session, 3) != MigrationState::Applied);
    QCOMPARE(m_session.run(u"UPDATE book SET title = 'second' WHERE id = 2"_s), QString());
    const QStringList on{u"Resume"_s, u"Apply Again"_s};
    QTRY_VERIFY_WITH_TIMEOUT(way(on) && way(on)->isEnabled() && !way(on)->rect().isEmpty(), Patience);
    QTest::mouseClick(way(on), Qt::LeftButton);
    QVERIFY(!m_shown->agree().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(m_place->state(m_session, 3) == MigrationState::Applied, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(view->isHidden(), Patience);
    useIt();
    QTRY_VERIFY_WITH_TIMEOUT(button(u"rollBackMigration"_s)->isEnabled(), Patience);
    QTest::mouseClick(button(u"rollBackMigration"_s), Qt::LeftButton);
    QVERIFY(!m_shown->agree().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(m_place->state(m_session, 3) == MigrationState::Pending, Patience);
    mustBeAsBefore(u"second"_s);
}

RELATA_TEST(WholeLifeTest)
#include "tst_whole_life.moc"
