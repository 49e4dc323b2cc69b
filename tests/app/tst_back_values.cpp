#include "app/application.h"
#include "app/translation.h"
#include "dialects/common/register_engines.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/timeline/timeline_panel.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const auto Kept = u"_relata_kept_00000002_book"_s;

/// Two columns that are kept aside and come back NOT NULL, and a table of no weight behind.
QStringList ups()
{
    return {u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40), pages INTEGER NOT NULL, year "
            "VARCHAR(9) NOT NULL);\nINSERT INTO book VALUES (1, 'old', 300, '1999');"_s,
        u"CREATE TABLE %1 AS SELECT id, pages, year FROM book;\nALTER TABLE book DROP COLUMN pages;\n"
        "ALTER TABLE book DROP COLUMN year;"_s.arg(Kept),
        u"CREATE TABLE shelf (id INTEGER);"_s};
}

QStringList downs(bool isSqlite)
{
    const QString sqlite = u"CREATE TABLE _relata_new_book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40), pages "
                           u"INTEGER NOT NULL, year "
                           "VARCHAR(9) NOT NULL);\n"
                           "INSERT INTO _relata_new_book SELECT book.id, title, pages, year FROM book LEFT JOIN %1 AS "
                           "kept ON kept.id = book.id;\n"
                           "DROP TABLE book;\nALTER TABLE _relata_new_book RENAME TO book;\nDROP TABLE %1;"_s;
    const QString postgresql =
        u"ALTER TABLE book ADD COLUMN pages INTEGER;\nALTER TABLE book ADD COLUMN year VARCHAR(9);\n"
        "UPDATE book SET pages = kept.pages, year = kept.year FROM %1 AS kept WHERE kept.id = book.id;\n"
        "DROP TABLE %1;\nALTER TABLE book ALTER COLUMN pages SET NOT NULL;\n"
        "ALTER TABLE book ALTER COLUMN year SET NOT NULL;"_s;
    return {u"DROP TABLE book;"_s, (isSqlite ? sqlite : postgresql).arg(Kept), u"DROP TABLE shelf;"_s};
}

/// Column, type and rows.
QString lines(const QList<MissingValue> &missing)
{
    QStringList result;
    for (const MissingValue &one : missing)
        result += u"%1 %2 %3"_s.arg(one.column, one.type.section(u'(', 0, 0).toLower()).arg(one.rows);
    return result.join(u'\n');
}

} // namespace

/// A way down that brings columns back NOT NULL asks for the values that rows written since need, and goes on with
/// them.
class BackValuesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup();
    void deskAsksAndGoesOn_data() { servers(); }
    void deskAsksAndGoesOn();
    void asksBeforeItBacksUp();
    void windowAsks_data() { servers(); }
    void windowAsks();
    void commandLineNamesAll_data() { servers(); }
    void commandLineNamesAll();

private:
    static constexpr int Patience = 60'000; // ms

    static void servers()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::newRow("sqlite") << QByteArray();
        QTest::newRow("postgresql15") << QByteArray("postgresql15");
    }
    /// All is applied, and two rows were written since.
    void start(const QByteArray &server);
    QString books() const;
    /// Told on the banner.
    QString told() const;
    /// Presses its button.
    void giveValues();

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    tests::Session m_session;
    std::unique_ptr<ShownTimeline> m_shown;
};

void BackValuesTest::cleanup()
{
    m_shown.reset();
    m_session = {};
    qDeleteAll(qApp->findChildren<QTranslator *>());
}

void BackValuesTest::start(const QByteArray &server)
{
    m_place = std::make_unique<RunnerPlace>(m_engines, server, ups(), downs(server.isEmpty()));
    QCOMPARE(m_place->error, QString());
    QVERIFY(m_session.open(m_place->profile(), m_engines));
    QuietContext quiet;
    for (int i = 1; i <= 3; ++i)
        QVERIFY(m_place->apply(m_session, i, quiet, {}));
    QCOMPARE(m_session.run(u"INSERT INTO book (id, title) VALUES (10, 'new'), (11, 'newer')"_s), QString());
}

QString BackValuesTest::books() const
{
    const Result<Rows> rows = fetch(*m_session.connection, u"SELECT * FROM book ORDER BY id"_s);
    QStringList lines;
    for (qsizetype i = 0; rows && i < rows->count; ++i) {
        QStringList cells;
        for (int column = 0; column < rows->columns.size(); ++column)
            cells += rows->text(i, column);
        lines += cells.join(u'|');
    }
    return lines.join(u'\n');
}

QString BackValuesTest::told() const
{
    QStringList result;
    for (const auto *banner : m_shown->panel()->findChildren<Banner *>())
        result += banner->text();
    return result.join(u'\n');
}

void BackValuesTest::giveValues()
{
    for (auto *action : m_shown->panel()->findChildren<QPushButton *>()) {
        if (action->text().startsWith("Give Values"_L1) && action->isVisible())
            QTest::mouseClick(action, Qt::LeftButton);
    }
}

/// Of two that are taken back, the second asks; what is gone on with is the rest.
void BackValuesTest::deskAsksAndGoesOn()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server);
    const auto project = Project::open(m_place->projectFolder());
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    QList<ValuesAsked> asked;
    ValuesGiven again;
    QStringList failed;
    connect(&desk, &MigrationDesk::valuesAsked, this, [&](const ValuesAsked &what, const auto &goOn) {
        asked += what;
        again = goOn;
    });
    connect(&desk, &MigrationDesk::failed, this, [&](const Error &error) { failed += error.text(); });
    desk.setConnection(m_place->profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"003"_s, Patience);
    desk.rollBackAll({u"003"_s, u"002"_s});
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, Patience);
    QCOMPARE(asked.first().version, u"002"_s);
    QCOMPARE(asked.first().done, QStringList{u"003"_s});
    const QString text = server.isEmpty() ? u"varchar"_s : u"character varying"_s;
    QCOMPARE(lines(asked.first().missing), u"book.pages integer 2\nbook.year %1 2"_s.arg(text));
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"002"_s, Patience);
    QCOMPARE(books(), u"1|old\n10|new\n11|newer"_s); // whoever leaves it at that has all as it was

    again({{u"book.pages"_s, u"7"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 2, Patience); // for what is missing still
    QCOMPARE(lines(asked.last().missing), u"book.year %1 2"_s.arg(text));
    again({{u"book.year"_s, u"20'20"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"001"_s, Patience);
    QCOMPARE(failed, QStringList());
    QCOMPARE(books(), u"1|old|300|1999\n10|new|7|20'20\n11|newer|7|20'20"_s);
}

/// A backup of hours is not taken for what asks then, and once for what goes on.
void BackValuesTest::asksBeforeItBacksUp()
{
    start({});
    const auto project = Project::open(m_place->projectFolder());
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    ValuesGiven again;
    QStringList failed;
    connect(&desk, &MigrationDesk::valuesAsked, this, [&](const ValuesAsked &, const auto &goOn) { again = goOn; });
    connect(&desk, &MigrationDesk::failed, this, [&](const Error &error) { failed += error.text(); });
    desk.setConnection(m_place->profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"003"_s, Patience);
    desk.rollBack(u"003"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"002"_s, Patience);
    const QTemporaryDir folder;
    const auto taken = [&] { return QDir(folder.path()).entryList({u"*.json"_s}, QDir::Files).size(); };
    desk.rollBack(u"002"_s, {}, {.way = BackupWish::Way::Take, .folder = folder.path()});
    QTRY_VERIFY_WITH_TIMEOUT(again, Patience);
    QCOMPARE(taken(), 0);
    again({{u"book.pages"_s, u"7"_s}, {u"book.year"_s, u"2020"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"001"_s, Patience);
    QCOMPARE(failed, QStringList());
    QCOMPARE(taken(), 1);
}

/// A line a column, and nobody goes on before each has a value.
void BackValuesTest::windowAsks()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    installTranslations(QLocale::c()); // plurals
    start(server);
    QCOMPARE(m_session.run(u"DELETE FROM book WHERE id = 11"_s), QString());
    m_shown = std::make_unique<ShownTimeline>(*m_place);
    QCOMPARE(m_shown->error(), QString());
    auto *panel = qobject_cast<TimelinePanel *>(m_shown->panel());
    QTRY_COMPARE_WITH_TIMEOUT(panel->desk().lastApplied(), u"003"_s, Patience);
    panel->desk().rollBackAll({u"003"_s, u"002"_s});
    const auto field = [panel](const QString &name) { return panel->findChild<QLineEdit *>(u"value_"_s + name); };
    QTRY_VERIFY_WITH_TIMEOUT(field(u"book.pages"_s), Patience);
    const auto button = [&](const QString &name) {
        return field(u"book.pages"_s)->window()->findChild<QPushButton *>(name);
    };
    QCOMPARE(panel->findChild<QLabel *>(u"valueRows_book.year"_s)->accessibleName(), u"1 row"_s);
    QVERIFY2(told().contains("Taken back before it: 003"_L1), qPrintable(told()));
    QCOMPARE(namelessWidgets(*field(u"book.pages"_s)->window()).join(u'\n'), QString());
    QVERIFY(!button(u"confirmAgree"_s)->isEnabled());
    QTest::mouseClick(button(u"confirmCancel"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!field(u"book.pages"_s), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(panel->desk().lastApplied(), u"002"_s, Patience);
    QCOMPARE(books(), u"1|old\n10|new"_s);

    giveValues();
    QTRY_VERIFY_WITH_TIMEOUT(field(u"book.pages"_s), Patience);
    QTest::keyClicks(field(u"book.pages"_s), u"12"_s);
    QVERIFY(!button(u"confirmAgree"_s)->isEnabled());
    QTest::keyClicks(field(u"book.year"_s), u"2020"_s);
    QTest::keyClick(field(u"book.year"_s), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(panel->desk().lastApplied(), u"001"_s, Patience);
    QCOMPARE(books(), u"1|old|300|1999\n10|new|12|2020"_s);
}

void BackValuesTest::commandLineNamesAll()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server);
    const QStringList down = m_place->words({u"down"_s, u"--to"_s, u"001"_s});
    const Answer refused = runProgram(down);
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("book.pages (2), book.year (2)"_L1), qPrintable(refused.err));
    const Answer done = runProgram(down + QStringList{u"--fill"_s, u"book.pages=7"_s, u"--fill"_s, u"book.year=8"_s});
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(books(), u"1|old|300|1999\n10|new|7|8\n11|newer|7|8"_s);
}

RELATA_TEST(BackValuesTest)
#include "tst_back_values.moc"
