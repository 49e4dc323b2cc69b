#pragma once
#include "models/jobs/job.h"

#include <QAbstractTableModel>
#include <QList>

class QTimer;

namespace relata {

class JobCenter;

/// The listed jobs of a JobCenter, the newest on top: what, how far, how long, how it ended.
class JobListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TitleColumn, ProgressColumn, ElapsedColumn, StateColumn, ColumnCount };

    /// The center outlives the model.
    explicit JobListModel(JobCenter &center, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    JobId jobAt(int row) const { return m_jobs.at(row).id; }

private:
    int rowOf(JobId id) const;
    void add(JobId id);
    void refresh(JobId id);
    void remove(JobId id);
    void tick();
    QVariant text(const JobInfo &job, int column) const;

    JobCenter &m_center;
    QTimer *m_clock;
    QList<JobInfo> m_jobs; ///< the newest first
};

/// "0.8 s", "12 s", "3:07", "1:02:11".
QString durationText(std::chrono::milliseconds duration);
/// "12,000 of 50,000 · Copying orders"; empty when there is nothing to say.
QString progressText(const Progress &progress);
/// The word for a state, translated.
QString jobStateText(const JobInfo &job);

} // namespace relata
