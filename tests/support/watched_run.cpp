#include "tests/support/watched_run.h"

#include "tests/support/sqlite_room.h"

namespace relata::tests {

WatchedRun::WatchedRun(JobCenter &jobs, PageStore &store, relata::Session &session, const QStringList &statements)
    : m_jobs(jobs)
    , m_store(store)
    , m_run(store, SqliteRoom::script(statements))
{
    connect(&m_run, &QueryRun::happened, this, &WatchedRun::hear);
    connect(&m_heart, &QTimer::timeout, this, &WatchedRun::beat);
    m_heart.start(2);
    m_clock.start();
    m_sinceBeat.start();
    m_job = m_jobs.start(session, {"test", "Running", {}}, this, m_run.work(), [this](const Result<int> &answer) {
        if (m_sinceCancel.isValid())
            m_sight.answerAfterCancel = m_sinceCancel.elapsed();
        m_answer = answer;
    });
}

void WatchedRun::cancel()
{
    m_sinceCancel.start();
    m_jobs.cancel(m_job);
}

void WatchedRun::hear(const QList<RunEvent> &events)
{
    for (const RunEvent &event : events) {
        if (event.kind != RunEvent::Kind::FirstPage || m_model)
            continue;
        m_sight.firstPageAfter = m_clock.elapsed();
        m_sight.overAtFirstPage = event.rows->isFinished();
        m_model = std::make_unique<ResultModel>(event.rows, m_jobs);
        const auto shown = [this](
                               int row) { return m_model->data(m_model->index(row, 0), Qt::DisplayRole).toString(); };
        m_sight.firstCell = shown(0);
        if (m_model->rowCount() >= RowPage::FirstPageRows)
            m_sight.lastCellOfFirstPage = shown(int(RowPage::FirstPageRows) - 1);
    }
}

void WatchedRun::beat()
{
    m_sight.longestGap = std::max(m_sight.longestGap, m_sinceBeat.restart());
    m_sight.mostMemory = std::max(m_sight.mostMemory, m_store.usage().memory);
    if (!m_model)
        ++m_sight.beatsBeforeFirstPage;
    else if (rows() > std::exchange(m_seen, rows()))
        ++m_sight.beatsAmongRows;
    if (m_sinceCancel.isValid() && !m_answer)
        ++m_sight.beatsAfterCancel;
}

} // namespace relata::tests

#include "moc_watched_run.cpp"
