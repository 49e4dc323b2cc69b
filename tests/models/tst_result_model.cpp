#include "models/items/result_model.h"

#include "models/items/message_log_model.h"
#include "models/jobs/job_center.h"
#include "models/jobs/query_run.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;

namespace {

const QList<ResultColumn> Columns{
    {QStringLiteral("id"), QStringLiteral("integer"), TypeFamily::Integer},
    {QStringLiteral("name"), QStringLiteral("text"), TypeFamily::Text},
};

RowPage numbered(qint64 from, int rows)
{
    RowPage page;
    page.columnCount = 2;
    for (qint64 i = from; i < from + rows; ++i) {
        page.append(QByteArray::number(i));
        page.append(QByteArray("row " + QByteArray::number(i)));
    }
    return page;
}

} // namespace

/// A result in a view: grows with the rows, shows what is in memory, asks for what is not.
class ResultModelTest : public QObject {
    Q_OBJECT
private slots:
    void growsWithItsRows()
    {
        JobCenter jobs;
        PageStore store;
        auto buffer = std::make_shared<ResultBuffer>(store, Columns);
        ResultModel model(buffer, jobs);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QCOMPARE(model.columnCount(), 2);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(buffer->append(numbered(0, 200)));
        model.growNow();
        QCOMPARE(model.rowCount(), 200); // the first page at once
        for (int i = 200; i < 900; i += 10)
            QVERIFY(buffer->append(numbered(i, 10)));
        QCOMPARE(model.rowCount(), 200); // the rest with the next beat
        QTRY_COMPARE(model.rowCount(), 900);
        QCOMPARE(inserted.count(), 2);
        buffer->finish({});
        QTest::qWait(1);
        QCOMPARE(model.index(899, 1).data().toString(), QStringLiteral("row 899"));
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("name"));
        QCOMPARE(model.headerData(899, Qt::Vertical, Qt::DisplayRole).toInt(), 900);
    }

    void growsInFewBatchesWhileRowsPourIn()
    {
        JobCenter jobs;
        PageStore store;
        auto buffer = std::make_shared<ResultBuffer>(store, Columns);
        QVERIFY(buffer->append(numbered(0, 100'000)));
        ResultModel model(buffer, jobs);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QElapsedTimer clock;
        clock.start();
        for (qint64 row = 100'000; clock.elapsed() < 550; row += 100) {
            QVERIFY(buffer->append(numbered(row, 100)));
            QCoreApplication::processEvents();
        }
        QVERIFY(inserted.count() <= 1 + clock.elapsed() / 90);
        buffer->finish({});
        model.growNow();
        QCOMPARE(model.rowCount(), int(buffer->rowCount()));
    }

    void tellsValuesApart()
    {
        JobCenter jobs;
        PageStore store;
        auto buffer = std::make_shared<ResultBuffer>(store, Columns);
        RowPage page;
        page.columnCount = 2;
        page.append("7");
        page.appendNull();
        page.append("8");
        page.append("");
        page.append("9");
        page.append(QByteArray::fromHex("00ff10"), true);
        page.append("10");
        page.append("one\ntwo\tthree");
        page.append("11");
        page.append(QByteArray(100'000, 'x'));
        QVERIFY(buffer->append(page));
        buffer->finish({});
        const ResultModel model(buffer, jobs);
        const auto at = [&](int row, int role) { return model.index(row, 1).data(role); };
        QVERIFY(at(0, NullRole).toBool());
        QVERIFY(!at(1, NullRole).toBool());
        QCOMPARE(at(1, Qt::DisplayRole).toString(), QString());
        QVERIFY(at(2, BytesRole).toBool());
        QCOMPARE(at(2, Qt::DisplayRole).toString(), QStringLiteral("0x00ff10"));
        QCOMPARE(at(2, RawRole).toByteArray(), QByteArray::fromHex("00ff10"));
        QCOMPARE(at(3, Qt::DisplayRole).toString(), QStringLiteral("one↵two→three"));
        QCOMPARE(at(3, FullTextRole).toString(), QStringLiteral("one\ntwo\tthree"));
        QCOMPARE(at(4, Qt::DisplayRole).toString().size(), ResultModel::DisplayLength + 1);
        QVERIFY(at(4, Qt::DisplayRole).toString().endsWith(u'…'));
        QCOMPARE(at(4, SizeRole).toLongLong(), 100'000);
        QVERIFY(model.index(0, 0).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QVERIFY(at(0, Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
    }

    void asksForPagesThatAreNotInMemory()
    {
        JobCenter jobs;
        QTemporaryDir folder;
        PageStore store(20'000, folder.path());
        auto buffer = std::make_shared<ResultBuffer>(store, Columns);
        for (int i = 0; i < 20'000; i += 100)
            QVERIFY(buffer->append(numbered(i, 100)));
        buffer->finish({});
        ResultModel model(buffer, jobs);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const QModelIndex cell = model.index(4242, 1);
        QVERIFY(cell.data(PendingRole).toBool());
        QVERIFY(!cell.data(Qt::DisplayRole).isValid());
        QVERIFY(changed.wait());
        QCOMPARE(cell.data(Qt::DisplayRole).toString(), QStringLiteral("row 4242"));
        QVERIFY(!cell.data(PendingRole).toBool());
        QVERIFY(jobs.jobs().isEmpty()); // no line in the list of jobs for this
    }

    void logsWhatARunSaid()
    {
        MessageLogModel log;
        QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RunEvent began, notice, done, failed;
        began.text = QStringLiteral("update t\n   set a = 1");
        notice.kind = RunEvent::Kind::Notice;
        notice.text = QStringLiteral("careful");
        done.kind = RunEvent::Kind::Finished;
        done.summary = {.rows = 3, .elapsed = std::chrono::milliseconds(5), .tag = QStringLiteral("UPDATE 3")};
        failed.kind = RunEvent::Kind::Failed;
        failed.error = Error{.code = Error::Code::Sql,
            .message = {"test", "The server refused.", {}},
            .detail = QStringLiteral("near \"frm\""),
            .sqlState = QStringLiteral("42601"),
            .position = 9};
        log.append(QList<RunEvent>{began, notice, done, failed});
        QCOMPARE(log.rowCount(), 3);
        QCOMPARE(log.index(1).data().toString(), QStringLiteral("3 rows affected · update t set a = 1"));
        QCOMPARE(log.index(1).data(DetailRole).toString(), QStringLiteral("5 ms"));
        QCOMPARE(log.index(2).data().toString(), QStringLiteral("The server refused. near \"frm\""));
        QCOMPARE(log.index(2).data(ToneRole).toInt(), int(Tone::Danger));
        QCOMPARE(*log.at(2).position, 9);
    }
};

RELATA_TEST(ResultModelTest)
#include "tst_result_model.moc"
