#include "models/items/message_log_model.h"
#include "models/items/result_model.h"
#include "models/sql/sql_flavour.h"
#include "tests/support/sqlite_room.h"
#include "tests/support/test_registry.h"
#include "widgets/common/theme.h"
#include "widgets/results/cell_viewer.h"
#include "widgets/results/result_grid.h"
#include "widgets/results/result_view.h"
#include "widgets/results/results_pane.h"
#include "widgets/results/run_status.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Members = u"select 1 as id, 'Ada Lovelace' as name, 1815.5 as born, null as note, x'00ff' as photo "
                        "union all select 2, '', 1906, 'says \"hi\", twice' || char(10) || 'and more', null "
                        "union all select 30, 'Mary Somerville', 1780, '{\"likes\": [\"stars\", 1]}', x'' order by 1"_s;

} // namespace

/// The results of real queries: grid, value, copying, messages, state, stopping.
class ResultsTest : public QObject {
    Q_OBJECT
private:
    void run(const QStringList &statements, bool wait = true)
    {
        m_run = std::make_unique<QueryRun>(m_room->pages, SqliteRoom::script(statements));
        m_pane->follow(*m_run);
        m_id = m_room->jobs.start(
            **m_lease, {"test", "Query", {}}, m_pane.get(), m_run->work(), [this](const Result<int> &answer) {
                m_pane->endRun(answer ? std::nullopt : std::optional(answer.error()));
            });
        if (wait)
            QTRY_VERIFY_WITH_TIMEOUT(!m_pane->isRunning(), 600'000);
    }
    QString copied(RowFormat format, bool header)
    {
        QApplication::clipboard()->setText(u"-"_s);
        m_pane->currentResult()->grid().copyAs(format, header);
        const bool came = QTest::qWaitFor([] { return QApplication::clipboard()->text() != u"-"; });
        return !came ? QString() : QApplication::clipboard()->text();
    }
    void picture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("RELATA_PICTURES");
        if (!folder.isEmpty())
            QCoreApplication::processEvents();
        if (!folder.isEmpty())
            QVERIFY(m_pane->grab().save(QDir(folder).filePath(name + u".png"_s)));
    }

    Theme m_theme;
    std::unique_ptr<SqliteRoom> m_room;
    std::unique_ptr<SessionLease> m_lease;
    std::unique_ptr<ResultsPane> m_pane;
    std::unique_ptr<QueryRun> m_run;
    JobId m_id = 0;

private slots:
    void initTestCase() { m_theme.applyTo(*qApp); }
    void init()
    {
        m_room = std::make_unique<SqliteRoom>();
        m_lease = std::make_unique<SessionLease>(m_room->sessions.lease(m_room->profile).value());
        m_pane = std::make_unique<ResultsPane>(m_theme, m_room->jobs);
        m_pane->resize(1000, 360);
        m_pane->show();
    }
    void cleanup()
    {
        m_pane.reset();
        m_run.reset();
        m_lease.reset();
        m_room.reset();
    }

    void saysWhatItIsForBeforeTheFirstRun()
    {
        QVERIFY(m_pane->findChild<QWidget *>(u"resultsEmpty"_s)->isVisible());
        picture(u"results-empty"_s);
    }

    void showsAResultForEachStatement()
    {
        run({Members, u"select 42 as answer"_s, u"create table t(a)"_s});
        QCOMPARE(m_pane->resultCount(), 2);
        const ResultView *view = m_pane->currentResult();
        QVERIFY(view);
        QCOMPARE(view->model().rowCount(), 3);
        QCOMPARE(view->model().index(2, 1).data().toString(), u"Mary Somerville"_s);
        QVERIFY(m_pane->findChild<RunStatus *>()->text().startsWith(u"3 rows"));
        QCOMPARE(m_pane->messages().rowCount(), 3);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_theme.setMode(mode);
            view->grid().setCurrentIndex(view->model().index(1, 1));
            picture(mode == Theme::Mode::Light ? u"results-light"_s : u"results-dark"_s);
        }
        m_theme.setMode(Theme::Mode::Light);
    }

    void copiesInEveryFormat()
    {
        run({Members});
        ResultGrid &grid = m_pane->currentResult()->grid();
        grid.selectAll();
        QCOMPARE(copied(RowFormat::Tsv, true),
            u"id\tname\tborn\tnote\tphoto\n1\tAda Lovelace\t1815.5\t\t0x00ff\n"
            "2\t\t1906\tsays \"hi\", twice and more\t\n30\tMary Somerville\t1780\t{\"likes\": [\"stars\", 1]}\t0x\n"_s);
        QCOMPARE(copied(RowFormat::Csv, true),
            u"id,name,born,note,photo\r\n1,Ada Lovelace,1815.5,,0x00ff\r\n"
            "2,\"\",1906,\"says \"\"hi\"\", twice\nand more\",\r\n"
            "30,Mary Somerville,1780,\"{\"\"likes\"\": [\"\"stars\"\", 1]}\",0x\r\n"_s);
        const QString json = copied(RowFormat::Json, true);
        QVERIFY2(json.startsWith(u"[\n  {\"id\": 1, \"name\": \"Ada Lovelace\", \"born\": 1815.5, \"note\": null, "
                                 "\"photo\": \"0x00ff\"}"_s),
            qPrintable(json));
        QVERIFY(copied(RowFormat::Markdown, true).startsWith(u"| id | name | born | note | photo |\n|"_s));
        grid.setCurrentIndex(m_pane->currentResult()->model().index(1, 3));
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, {}, grid.visualRect(grid.currentIndex()).center());
        QVERIFY(!grid.isAllSelected());
        QCOMPARE(copied(RowFormat::Tsv, false), u"says \"hi\", twice\nand more"_s); // one value: as it is
    }

    void copiesAsStatements()
    {
        QVERIFY(m_room->perform({u"create table \"odd name\"(id integer, \"order\" text, photo blob)"_s,
            u"insert into \"odd name\" values (1, 'it''s', x'00ff'), (2, null, null)"_s}));
        m_pane->setFlavour(sqliteFlavour());
        run({u"select * from \"odd name\" order by id"_s});
        QCOMPARE(m_pane->findChild<QTabWidget *>(u"resultTabs"_s)->tabText(0), u"odd name"_s);
        ResultGrid &grid = m_pane->currentResult()->grid();
        grid.selectAll();
        QApplication::clipboard()->setText(u"-"_s);
        grid.copyInserts();
        QTRY_VERIFY(QApplication::clipboard()->text() != u"-");
        const QString text = QApplication::clipboard()->text();
        QCOMPARE(text,
            u"INSERT INTO \"odd name\" (id, \"order\", photo) VALUES (1, 'it''s', X'00ff');\n"
            "INSERT INTO \"odd name\" (id, \"order\", photo) VALUES (2, NULL, NULL);\n"_s);
        QVERIFY(m_room->perform(text.split(u'\n', Qt::SkipEmptyParts))); // and the engine takes them
    }

    void addsUpWhatIsSelected()
    {
        run({u"select 1 as id, 0.10 as price, 'a' as name union all select 2, 0.20, null union all select 3, 12.5, '7'"_s});
        ResultView *view = m_pane->currentResult();
        ResultGrid &grid = view->grid();
        const auto *said = m_pane->findChild<QLabel *>(u"runStatusSelection"_s);
        grid.selectionModel()->select(
            QItemSelection(view->model().index(0, 1), view->model().index(2, 1)), QItemSelectionModel::ClearAndSelect);
        QTRY_COMPARE(said->text(), u"3 cells · sum 12.8 · average 4.26667"_s);
        grid.selectionModel()->select(view->model().index(1, 2), QItemSelectionModel::Select);
        QTRY_COMPARE(said->text(), u"4 cells · 1 NULL · sum 12.8 · average 4.26667"_s); // cells apart, not a rectangle
        picture(u"results-sum"_s);
        grid.selectAll();
        QTRY_VERIFY(said->text().startsWith(u"9 cells · 1 NULL · sum 18.8"));
        grid.setCurrentIndex(view->model().index(0, 0));
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, {}, grid.visualRect(grid.currentIndex()).center());
        QTRY_VERIFY(said->text().isEmpty());
    }

    void exportsToFiles()
    {
        run({Members});
        ResultView *view = m_pane->currentResult();
        const QTemporaryDir folder;
        QStringList said;
        connect(&view->grid(), &ResultGrid::copied, this, [&said](const QString &text, bool) { said += text; });
        const QString csv = folder.filePath(u"members.csv"_s), unknown = folder.filePath(u"members.docx"_s);
        view->grid().exportTo(csv);
        QTRY_COMPARE(said.size(), 1);
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("id,name,born,note,photo\r\n1,Ada Lovelace,1815.5,,0x00ff\r\n"));
        view->grid().exportTo(unknown);
        QCOMPARE(said.size(), 2);
        QVERIFY(!QFile::exists(unknown));
        view->grid().exportTo(folder.filePath(u"missing/members.json"_s));
        QTRY_COMPARE(said.size(), 3);
        QVERIFY2(said.last().contains(u"members.json"), qPrintable(said.last()));
    }

    void showsTheWholeValue()
    {
        run({Members});
        ResultView *view = m_pane->currentResult();
        view->grid().setCurrentIndex(view->model().index(2, 3));
        QTest::keyClick(&view->grid(), Qt::Key_Return);
        const auto *viewer = view->findChild<CellViewer *>();
        QVERIFY(viewer->isVisible());
        QCOMPARE(viewer->text(), u"{\n    \"likes\": [\n        \"stars\",\n        1\n    ]\n}"_s);
        picture(u"results-viewer"_s);
        view->grid().setCurrentIndex(view->model().index(0, 4));
        QVERIFY2(viewer->text().startsWith(u"00000000  00 ff"), qPrintable(viewer->text()));
    }

    void streamsSelectsAndScrollsAMillionRows()
    {
        run({u"with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000) "
             "select i, 'member number ' || i as name, i * 3.5 as score from n"_s});
        ResultView *view = m_pane->currentResult();
        QCOMPARE(view->model().rowCount(), 1'000'000);
        QVERIFY(m_room->pages.usage().file > 0);
        ResultGrid &grid = view->grid();
        grid.scrollToBottom();
        const QModelIndex last = view->model().index(999'999, 1);
        QTRY_COMPARE(last.data().toString(), u"member number 1000000"_s);
        grid.scrollToTop();
        const QModelIndex first = view->model().index(0, 1);
        Q_UNUSED(first.data())
        QTRY_COMPARE(first.data().toString(), u"member number 1"_s);
        grid.selectAll();
        QVERIFY(grid.selectionModel()->selection().isEmpty()); // a flag, not a million ranges
        QCOMPARE(grid.selectedCells().rowCount(), 1'000'000);
        picture(u"results-million"_s);
    }

    void stopsOnTheButton()
    {
        run({u"with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"_s}, false);
        connect(m_pane.get(), &ResultsPane::cancelRequested, this, [this] { m_room->jobs.cancel(m_id); });
        QTRY_VERIFY(m_pane->currentResult());
        QTRY_VERIFY(m_pane->findChild<RunStatus *>()->text().startsWith(u"≥ "));
        auto *cancel = m_pane->findChild<QToolButton *>(u"cancelRun"_s);
        QVERIFY(cancel->isVisible());
        picture(u"results-running"_s);
        cancel->click();
        QTRY_VERIFY(!m_pane->isRunning());
        QTRY_VERIFY(m_pane->findChild<RunStatus *>()->text().startsWith(u"Incomplete: "));
        QVERIFY(!cancel->isVisible());
        QVERIFY(m_pane->currentResult()->model().rowCount() > 0); // what came stays
    }

    void showsErrorsWhereTheyAre()
    {
        run({u"select 1"_s, u"select a from nowhere"_s});
        auto *messages = m_pane->findChild<QListView *>(u"messages"_s);
        QVERIFY(messages->isVisible());
        const int last = m_pane->messages().rowCount() - 1;
        QCOMPARE(m_pane->messages().index(last).data(ToneRole).toInt(), int(Tone::Danger));
        const QString said = m_pane->messages().index(last).data().toString();
        QVERIFY2(said.contains(u"no such"), qPrintable(said));
        picture(u"results-error"_s);
    }
};

RELATA_TEST(ResultsTest)
#include "tst_results.moc"
