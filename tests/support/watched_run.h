#pragma once
#include "models/items/result_model.h"
#include "models/jobs/job_center.h"
#include "models/jobs/query_run.h"
#include "models/jobs/session.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace relata::tests {

/// A statement run as a query tab runs it: on a session, rows into the page store, a model over them. Notes what the
/// window's thread sees, and in which order, while the server works.
class WatchedRun : public QObject {
    Q_OBJECT
public:
    WatchedRun(JobCenter &jobs, PageStore &store, relata::Session &session, const QStringList &statements);

    void cancel();
    bool hasFirstPage() const { return m_model != nullptr; }
    bool isOver() const { return m_answer.has_value(); }
    /// Null before the first page.
    ResultModel *model() const { return m_model.get(); }
    qint64 rows() const { return m_model ? m_model->buffer()->rowCount() : 0; }
    const std::optional<Result<int>> &answer() const { return m_answer; }

    struct Sight {
        QString firstCell, lastCellOfFirstPage; ///< as the model shows them when the first page is told
        bool overAtFirstPage = true; ///< whether the statement had ended by then
        int beatsBeforeFirstPage = 0;
        int beatsAmongRows = 0; ///< turns of the event loop that saw more rows than the turn before
        int beatsAfterCancel = 0; ///< before the answer
        qint64 mostMemory = 0; ///< of the store
        qint64 longestGap = 0; ///< milliseconds between two turns
        qint64 firstPageAfter = -1, answerAfterCancel = -1; ///< milliseconds
    };
    const Sight &sight() const { return m_sight; }

private:
    void hear(const QList<RunEvent> &events);
    void beat();

    JobCenter &m_jobs;
    PageStore &m_store;
    QueryRun m_run;
    std::unique_ptr<ResultModel> m_model;
    std::optional<Result<int>> m_answer;
    JobId m_job = 0;
    QElapsedTimer m_clock, m_sinceBeat, m_sinceCancel;
    QTimer m_heart;
    qint64 m_seen = 0;
    Sight m_sight;
};

} // namespace relata::tests
