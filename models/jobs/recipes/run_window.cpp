#include "models/jobs/recipes/run_window.h"

#include "models/engine/engine.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/statement_times.h"

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
    const MigrationFile &migration, const QList<StatementTime> &times, bool allowsUntimed)
    : m_finishBy(window.finishBy)
    , m_version(migration.version)
    , m_allowsUntimed(allowsUntimed)
{
    if (!isSet())
        return;
    m_groups.resize(statements.size());
    for (int i = int(statements.size()) - 1; i >= 0; --i) {
        const StatementTime &time = times.at(i);
        const bool isInParts = statements.at(i).isInParts(); // which stops between batches
        m_isUnknown.prepend(time.isUnknown() && !isInParts);
        m_isGuessed.prepend(time.guessed.has_value());
        Group group = transactionEnd(statements, i) == i + 1 ? Group() : m_groups.at(i + 1);
        group.time += time.measured ? time.measured->time
            : time.guessed          ? time.guessed->time * GuessFactor
                                    : std::chrono::milliseconds(0);
        group.guessed += time.guessed ? 1 : 0;
        m_groups[i] = isInParts ? Group() : group;
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
    const Group &group = m_groups.at(statement);
    if (group.time.count() <= left)
        return {};
    const QStringList words{QString::number(statement + 1), m_version, tookText(group.time), shown(m_finishBy)};
    if (group.guessed > 0)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "Statement %1 of migration %2 was not begun: with its transaction it may take %3, of which some is "
                "guessed and counted %5 times, and the run is to be at its end by %4. Rehearse it, or go on when there "
                "is more time."),
            words + QStringList{QString::number(GuessFactor)});
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Statement %1 of migration %2 was not begun: with its transaction it took %3 when it was rehearsed, and "
            "the run is to be at its end by %4. What ran before stands; go on when there is time again."),
        words);
}

Result<> RunDeadline::mustKnowFrom(int statement) const
{
    if (m_allowsUntimed || unknownFrom(statement) == 0)
        return {};
    const qsizetype unknown = m_isUnknown.indexOf(true, statement);
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Migration %1 was not begun: nobody knows how long statement %2 takes, and the run is to be at its end by "
            "%3. Rehearse it, or let it begin with --allow UNTIMED."),
        {m_version, QString::number(unknown + 1), shown(m_finishBy)});
}

int RunDeadline::unknownFrom(int statement) const
{
    return int(
        std::count(m_isUnknown.begin() + std::min<qsizetype>(statement, m_isUnknown.size()), m_isUnknown.end(), true));
}

int RunDeadline::guessedFrom(int statement) const
{
    return int(
        std::count(m_isGuessed.begin() + std::min<qsizetype>(statement, m_isGuessed.size()), m_isGuessed.end(), true));
}

} // namespace relata
