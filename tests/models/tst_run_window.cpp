#include "models/jobs/recipes/run_window.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// When runs begin and end, as people write it.
class RunWindowTest : public QObject {
    Q_OBJECT
private slots:
    void clockTimes_data();
    void clockTimes();
    void othersAreNone();
};

void RunWindowTest::clockTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("after");
    QTest::addColumn<QDateTime>("time");
    const QDateTime evening(QDate(2026, 12, 31), QTime(22, 15, 30));
    const auto row = [&](const char *text, const QDateTime &after, const QDateTime &time) {
        QTest::addRow("%s behind %s", text, qPrintable(after.toString(Qt::ISODate)))
            << QString::fromLatin1(text) << after << time;
    };
    row("23:30", evening, QDateTime(QDate(2026, 12, 31), QTime(23, 30)));
    row("05:00", evening, QDateTime(QDate(2027, 1, 1), QTime(5, 0)));
    row("22:15:31", evening, QDateTime(QDate(2026, 12, 31), QTime(22, 15, 31)));
    row("22:15:30", evening, QDateTime(QDate(2027, 1, 1), QTime(22, 15, 30))); // the next one
    row("2026-12-31T23:30", evening, QDateTime(QDate(2026, 12, 31), QTime(23, 30)));
    row("2020-01-01T00:00:00", evening, QDateTime(QDate(2020, 1, 1), QTime(0, 0)));
    row("2026-12-31T23:30:00Z", evening, QDateTime(QDate(2026, 12, 31), QTime(23, 30), Qt::UTC));
    row("2026-12-31T23:30:00+02:00", evening, QDateTime(QDate(2026, 12, 31), QTime(21, 30), Qt::UTC));
}

void RunWindowTest::clockTimes()
{
    QFETCH(const QString, text);
    QFETCH(const QDateTime, after);
    QFETCH(const QDateTime, time);
    QCOMPARE(clockTimeOf(text, after), std::optional(time));
}

void RunWindowTest::othersAreNone()
{
    for (const char *text : {"", "5", "24:00", "at night", "12:60", "2026-13-01T00:00", "2026-12-31", "23:30 "})
        QVERIFY2(!clockTimeOf(QString::fromLatin1(text), QDateTime::currentDateTime()), text);
}

RELATA_TEST(RunWindowTest)
#include "tst_run_window.moc"
