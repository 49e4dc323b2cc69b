#include "models/jobs/recipes/run_window.h"

#include "models/engine/engine.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/timeline/rehearsal.h"

#include <QLocale>
#include <QThread>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr unsigned long Beat = 100; // milliseconds

QString shown(const QDateTime &time)
{
    const bool isToday = time.toLocalTime().date() == QDate::currentDate();
    return time.toLocalTime().toString(isToday ? u"HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s);
}

} // namespace

std::optional<QDateTime> clockTimeOf(const QString &text, const QDateTime &after)
{
    QTime clock = QTime::fromString(text, u"HH:mm"_s);
    if (!clock.isValid())
        clock = QTime::fromString(text, u"HH:mm:ss"_s);
    if (clock.isValid()) {
        const QDate day = after.toLocalTime().date();
        const QDateTime today(day, clock);
        return today > after ? today : QDateTime(day.addDays(1), clock);
    }
    const QDateTime whole = QDateTime::fromString(text, Qt::ISODate);
    return whole.isValid() && text.contains(u'T') ? std::optional(whole) : std::nullopt;
}

Result<> waitForStart(const RunWindow &window, JobContext &context)
{
    if (!window.startAt.isValid() || window.startAt <= QDateTime::currentDateTime())
        return {};
    context.report({0, 0, {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Begins at %1"), {shown(window.startAt)}}});
    while (QDateTime::currentDateTime() < window.startAt) { // which a clock that is set does not fool
        if (context.stopRequested())
            return failure(cancelledError());
        QThread::msleep(Beat);
    }
    return {};
}

RunDeadline::RunDeadline(const RunWindow &window, const QList<RunnerStatement> &statements,
    const MigrationFile &migration, bool isUp, const QString &folder, const Engine &engine)
    : m_finishBy(window.finishBy)
    , m_version(migration.version)
{
    if (!isSet())
        return;
    QStringList texts;
    for (const RunnerStatement &one : statements)
        texts += one.sql;
    for (const auto &one : measuredTimes(rehearsalsFolder(folder), m_version, texts, isUp, engine))
        m_times += one ? std::optional(one->time) : std::nullopt;
    m_groups.resize(statements.size());
    for (int i = int(statements.size()) - 1; i >= 0; --i) {
        const auto own = m_times.at(i).value_or(std::chrono::milliseconds(0));
        const bool isLast = transactionEnd(statements, i) == i + 1;
        if (!statements.at(i).isInParts()) // which stops between batches
            m_groups[i] = own + (isLast ? std::chrono::milliseconds(0) : m_groups.at(i + 1));
    }
}

Result<> RunDeadline::over(int statement) const
{
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "The run was to be at its end by %1: statement %2 of migration %3 was not begun. What ran before stands; "
            "go on when there is time again."),
        {shown(m_finishBy), QString::number(statement + 1), m_version});
}

Result<> RunDeadline::mayGoOn(int statement) const
{
    return isSet() && QDateTime::currentDateTime() >= m_finishBy ? over(statement) : Result<>();
}

Result<> RunDeadline::mayBegin(int statement) const
{
    if (!isSet() || statement >= m_groups.size())
        return {};
    const qint64 left = QDateTime::currentDateTime().msecsTo(m_finishBy);
    if (left <= 0)
        return over(statement);
    if (m_groups.at(statement).count() <= left)
        return {};
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Statement %1 of migration %2 was not begun: with its transaction it took %3 when it was rehearsed, and "
            "the run is to be at its end by %4. What ran before stands; go on when there is time again."),
        {QString::number(statement + 1), m_version, tookText(m_groups.at(statement)), shown(m_finishBy)});
}

int RunDeadline::unknownFrom(int statement) const
{
    return int(
        std::count(m_times.begin() + std::min<qsizetype>(statement, m_times.size()), m_times.end(), std::nullopt));
}

} // namespace relata
