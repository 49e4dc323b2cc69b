#include "models/items/job_list_model.h"
#include "models/items/watch_model.h"
#include "models/project/watch_desk.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/symbol_label.h"
#include "widgets/common/theme.h"
#include "widgets/plan/paired_plans.h"
#include "widgets/timeline/watch_view.h"

#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>
#include <QTimer>
#include <QTreeView>

#include <algorithm>

// The part of WatchView that says what the desk knows.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

enum Page { Compared, Empty, Unseen };

QString clockText(const QDateTime &utc)
{
    const QDateTime at = utc.toLocalTime();
    const QLocale locale;
    return at.date() == QDate::currentDate() ? locale.toString(at.time(), QLocale::ShortFormat)
                                             : locale.toString(at, QLocale::ShortFormat);
}

/// How far a query came: "Before: 12 ms, 40 rows".
PairedPlans::Side sideOf(
    const QString &caption, const QString &figures, const WatchedQuery *query, const WatchDesk &desk)
{
    PairedPlans::Side side{figures.isEmpty() ? caption : caption + u": "_s + figures, {}, {}};
    if (query) {
        side.plan = desk.plan(*query);
        side.raw = QString::fromUtf8(query->plan);
    }
    return side;
}

const WatchedQuery *queryNamed(const WatchSnapshot &snapshot, const QString &name)
{
    const auto it = std::find_if(
        snapshot.queries.begin(), snapshot.queries.end(), [&](const WatchedQuery &one) { return one.name == name; });
    return it == snapshot.queries.end() ? nullptr : &*it;
}

/// "002", "002 and 003", "002 to 009".
QString migrationsText(const QStringList &versions)
{
    if (versions.size() < 2)
        return versions.value(0);
    return versions.size() == 2 ? WatchView::tr("%1 and %2").arg(versions.first(), versions.last())
                                : WatchView::tr("%1 to %2").arg(versions.first(), versions.last());
}

/// Where one begins to read: at the worst, else at a query with its plans.
int firstRow(const QList<WatchRow> &rows)
{
    if (rows.first().state == WatchRow::State::Worse)
        return 0;
    const auto at = std::find_if(rows.begin(), rows.end(), [](const WatchRow &one) { return !one.query.isEmpty(); });
    return at == rows.end() ? 0 : int(at - rows.begin());
}

} // namespace

void WatchView::showSummary()
{
    const auto &report = m_desk.report();
    const auto &before = m_desk.before();
    const QString where = m_desk.connection() ? m_desk.connection()->displayName() : QString();
    const int worse = m_model->count(WatchRow::State::Worse), unknown = m_model->count(WatchRow::State::NotKnown);
    QString text = tr("Not looked at %1 yet").arg(where);
    if (report && worse > 0)
        text = tr("%n thing(s) got worse on %1", nullptr, worse).arg(where);
    else if (report)
        text = tr("Nothing that was compared got worse on %1").arg(where);
    if (report && unknown > 0)
        text += u" · "_s + tr("%n not known", nullptr, unknown);
    m_summary->setText(text);
    m_summary->setAccessibleName(text);
    m_glyph->setSymbol(!report ? u"search"_s
            : worse > 0        ? u"warning"_s
                               : u"ok"_s,
        !report         ? ColorToken::Muted
            : worse > 0 ? ColorToken::Warn
                        : ColorToken::Ok);
    QString since;
    if (before)
        since = tr("Compared with %1, before %2").arg(clockText(before->at), migrationsText(before->migrations));
    if (before && report)
        since += u" · "_s + tr("looked at %1").arg(clockText(report->now.at));
    m_since->setText(since);
    m_since->setAccessibleName(since);
    const bool hasVersion = before && before->version != "0"_L1;
    m_rollBack->setText(hasVersion ? tr("Roll Back to %1…").arg(before->version) : tr("Roll Back All…"));
    m_rollBack->setAccessibleName(m_rollBack->text());
    m_rollBack->setVisible(before.has_value());
    m_rollBack->setEnabled(m_isOffered);
    m_watch->setEnabled(before.has_value() && !m_desk.isRunning());
    m_stop->setVisible(m_desk.isRunning());
}

/// Nobody looked before the last migrations, or nobody has looked since.
void WatchView::showEmpty()
{
    const bool isKept = m_desk.connection() && m_desk.before();
    const QString where = m_desk.connection() ? m_desk.connection()->displayName() : QString();
    if (!m_desk.connection())
        m_empty->setTexts(tr("No database is chosen"),
            tr("Choose one in the toolbar, and see here what the migrations did to its queries and rows."));
    else
        m_empty->setTexts(tr("Nobody looked at %1 before its last migrations").arg(where),
            tr("Apply migrations with “Look before and after”: saved queries with their plans and times, rows and "
               "constraints are looked at first, and compared here."));
    if (isKept)
        m_unseen->setTexts(tr("Look what the migrations did to %1").arg(where),
            tr("Saved queries that only read are run, tables that the migrations touched are counted, constraints and "
               "indexes are looked at: nothing is written."));
    const bool isSeen = m_desk.report() || m_desk.isRunning();
    m_pages->setCurrentIndex(!isKept ? Empty : isSeen ? Compared : Unseen);
}

void WatchView::showTime()
{
    const bool isRunning = m_desk.isRunning(), isTimed = m_desk.isWatching() && m_desk.until().isValid();
    m_time->setVisible(isRunning);
    m_progress->setVisible(isTimed);
    if (isRunning && !m_clock->isActive())
        m_clock->start();
    if (!isRunning)
        return m_clock->stop();
    QString text = m_desk.progress().translated();
    if (isTimed) {
        const qint64 whole = std::max<qint64>(1, m_desk.report()->now.at.msecsTo(m_desk.until()));
        const qint64 left = std::max<qint64>(0, QDateTime::currentDateTimeUtc().msecsTo(m_desk.until()));
        text = tr("%1 left").arg(durationText(std::chrono::milliseconds(left / 1000 * 1000)));
        m_progress->setRange(0, int(whole / 1000) + 1);
        m_progress->setValue(int((whole - left) / 1000));
    }
    m_time->setText(text.isEmpty() ? tr("Looking…") : text);
    m_time->setAccessibleName(m_time->fullText());
}

/// Where the keyboard was, or where one begins.
void WatchView::showRow()
{
    const QList<WatchRow> &rows = m_model->rows();
    if (rows.isEmpty()) {
        m_detail->clear();
        return m_plans->hide();
    }
    const auto at = std::find_if(
        rows.begin(), rows.end(), [this](const WatchRow &one) { return one.icon + one.name == m_currentRow; });
    const int row = at == rows.end() ? firstRow(rows) : int(at - rows.begin());
    if (m_table->currentIndex().row() != row)
        return m_table->setCurrentIndex(m_model->index(row, 0)); // which comes here again
    const WatchRow &current = rows.at(row);
    const QString text = current.detail.isEmpty() ? current.name + u": "_s + current.word : current.detail;
    m_detail->setText(text);
    m_detail->setAccessibleName(text);
    m_plans->setVisible(!current.query.isEmpty());
    if (!current.query.isEmpty())
        showPlans(current);
}

void WatchView::showPlans(const WatchRow &row)
{
    const WatchReport &report = *m_desk.report();
    m_plans->setPlans(sideOf(tr("Before"), row.before, queryNamed(report.before, row.query), m_desk),
        sideOf(tr("Now"), row.now, queryNamed(report.now, row.query), m_desk), m_desk.connection()->engine);
}

void WatchView::showEvents()
{
    const QList<WatchDesk::Event> &events = m_desk.events();
    const bool isWatching = m_desk.isWatching() && m_desk.until().isValid();
    m_eventsPage->setVisible(isWatching || !events.isEmpty());
    m_events->setVisible(!events.isEmpty());
    const QString words = events.isEmpty() ? tr("Nobody has waited for a lock, and there were no deadlocks so far.")
                                           : tr("Lock waits and deadlocks, the newest first");
    m_noEvents->setText(words);
    m_noEvents->setAccessibleName(words);
    if (events.size() < m_events->count())
        m_events->clear();
    for (qsizetype i = m_events->count(); i < events.size(); ++i) {
        const QString text = events.at(i).what.translated();
        auto *item = new QListWidgetItem(text);
        item->setToolTip(text);
        item->setData(ToneRole, int(Tone::Warning));
        item->setData(DetailRole, clockText(events.at(i).at));
        m_events->insertItem(0, item);
    }
}

} // namespace relata
