#include "models/jobs/job_center.h"

#include "models/items/job_list_model.h"
#include "models/items/roles.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <semaphore>

using namespace relata;

namespace {

const Message Title{"test", "Counting", {}};

Error broken()
{
    return {
        .code = Error::Code::File, .message = {"test", "Broken.", {}}, .detail = {}, .sqlState = {}, .position = {}};
}

Result<int> untilStopped(JobContext &context)
{
    for (int i = 0; !context.stopRequested(); ++i) {
        context.report({.done = i, .total = 0, .message = {}});
        QThread::msleep(1);
    }
    return failure(cancelledError());
}

} // namespace

/// Pure work: answers, errors, cancelling, guards, and how often it tells of itself.
class JobCenterTest : public QObject {
    Q_OBJECT
private slots:
    void answersOnItsThread()
    {
        JobCenter center;
        QSignalSpy ended(&center, &JobCenter::jobEnded);
        std::optional<Result<int>> answer;
        QThread *worker = nullptr;
        const JobId id = center.start(
            Title, &center,
            [&worker](JobContext &) -> Result<int> {
                worker = QThread::currentThread();
                return 42;
            },
            [&](Result<int> result) {
                QCOMPARE(QThread::currentThread(), center.thread());
                answer = std::move(result);
            });
        QVERIFY(ended.wait());
        QCOMPARE(answer->value(), 42);
        QVERIFY(worker != center.thread());
        QCOMPARE(center.job(id)->state, JobState::Finished);
        QCOMPARE(center.activeCount(), 0);
    }

    void failsWithTheReason()
    {
        JobCenter center;
        QSignalSpy ended(&center, &JobCenter::jobEnded);
        QString said;
        center.start(
            Title, &center, [](JobContext &) -> Result<> { return failure(broken()); },
            [&](const Result<> &result) { said = result.error().message.source(); });
        QVERIFY(ended.wait());
        QCOMPARE(said, QStringLiteral("Broken."));
        QCOMPARE(center.jobs().first().state, JobState::Failed);
        QCOMPARE(center.jobs().first().error->code, Error::Code::File);
    }

    void stopsRunningAndWaitingWork()
    {
        JobCenter center;
        QSignalSpy ended(&center, &JobCenter::jobEnded);
        constexpr int Jobs = 40; // more than threads: some wait
        int cancelled = 0;
        for (int i = 0; i < Jobs; ++i) {
            center.start(Title, &center, untilStopped, [&](const Result<int> &result) {
                cancelled += !result && result.error().code == Error::Code::Cancelled;
            });
        }
        QCOMPARE(center.activeCount(), Jobs);
        center.cancelAll();
        QTRY_COMPARE(ended.count(), Jobs);
        QCOMPARE(cancelled, Jobs);
        for (const JobInfo &job : center.jobs())
            QCOMPARE(job.state, JobState::Cancelled);
    }

    void keepsTheAnswerFromGuardsThatHaveGone()
    {
        JobCenter center;
        QSignalSpy ended(&center, &JobCenter::jobEnded);
        std::counting_semaphore<1> gate(0);
        bool called = false;
        auto guard = std::make_unique<QObject>();
        center.start(
            Title, guard.get(),
            [&gate](JobContext &) -> Result<> {
                gate.acquire();
                return {};
            },
            [&](const Result<> &) { called = true; });
        guard.reset();
        gate.release();
        QVERIFY(ended.wait());
        QVERIFY(!called);
    }

    void tellsAtMostTenTimesASecond()
    {
        JobCenter center;
        QSignalSpy changed(&center, &JobCenter::jobChanged);
        const JobId id = center.start(Title, &center, untilStopped, [](const Result<int> &) {});
        QTRY_VERIFY(changed.count() >= 3);
        const JobInfo info = *center.job(id);
        // Reports come each millisecond; news may not.
        QVERIFY2(changed.count() <= 2 + info.elapsed.count() / 90, qPrintable(QString::number(changed.count())));
        center.cancel(id);
        QTRY_COMPARE(center.activeCount(), 0);
    }

    void hidesSmallHelpers()
    {
        JobCenter center;
        QSignalSpy added(&center, &JobCenter::jobAdded);
        bool called = false;
        center.start(
            Title, &center, [](JobContext &) -> Result<> { return {}; }, [&](const Result<> &) { called = true; },
            JobListing::Hidden);
        QTRY_VERIFY(called);
        QCOMPARE(added.count(), 0);
        QVERIFY(center.jobs().isEmpty());
    }

    void endsInTimeWhileWorkGoesOn()
    {
        QElapsedTimer clock;
        bool called = false;
        {
            JobCenter center;
            center.start(Title, &center, untilStopped, [&](const Result<int> &) { called = true; });
            clock.start();
        }
        QVERIFY(!called);
    }

    void listsJobsForViews()
    {
        JobCenter center;
        JobListModel model(center);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const JobId id = center.start(Title, &center, untilStopped, [](const Result<int> &) {});
        center.start(
            Title, &center, [](JobContext &) -> Result<> { return failure(broken()); }, [](const Result<> &) {});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.jobAt(1), id); // the newest is on top
        const QModelIndex state = model.index(0, JobListModel::StateColumn);
        QTRY_COMPARE(state.data(ToneRole).toInt(), int(Tone::Danger));
        QCOMPARE(state.data().toString(), QStringLiteral("Failed: Broken."));
        QTRY_COMPARE(model.index(1, JobListModel::ProgressColumn).data(ProgressRole).toDouble(), -1.0);
        QVERIFY(model.index(1, 0).data(CancellableRole).toBool());
        center.cancel(id);
        QTRY_COMPARE(model.index(1, JobListModel::StateColumn).data().toString(), QStringLiteral("Cancelled"));
        center.forgetEnded();
        QCOMPARE(model.rowCount(), 0);
    }

    void writesDurations()
    {
        using std::chrono::milliseconds;
        QCOMPARE(durationText(milliseconds(812)), QStringLiteral("812 ms"));
        QCOMPARE(durationText(milliseconds(12'340)), QStringLiteral("12.3 s"));
        QCOMPARE(durationText(milliseconds(187'000)), QStringLiteral("3:07"));
        QCOMPARE(durationText(milliseconds(3'731'000)), QStringLiteral("1:02:11"));
    }
};

RELATA_TEST(JobCenterTest)
#include "tst_job_center.moc"
