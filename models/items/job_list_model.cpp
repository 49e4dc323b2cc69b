#include "models/items/job_list_model.h"

#include "models/items/roles.h"
#include "models/jobs/job_center.h"

#include <QLocale>
#include <QTimer>

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

constexpr int ClockInterval = 500; ///< milliseconds

Tone toneOf(const JobInfo &job)
{
    switch (job.state) {
    case JobState::Finished:
        return Tone::Ok;
    case JobState::Failed:
        return Tone::Danger;
    case JobState::Cancelled:
        return Tone::Warning;
    case JobState::Queued:
        return Tone::Muted;
    case JobState::Running:
        break;
    }
    return Tone::Plain;
}

QString iconOf(const JobInfo &job)
{
    switch (job.state) {
    case JobState::Finished:
        return u"ok"_s;
    case JobState::Failed:
        return u"danger"_s;
    case JobState::Cancelled:
        return u"cancel"_s;
    case JobState::Queued:
        return u"pending"_s;
    case JobState::Running:
        break;
    }
    return u"job"_s;
}

QVariant barOf(const JobInfo &job)
{
    if (job.state != JobState::Running)
        return {};
    const Progress &progress = job.progress;
    return progress.total > 0 ? std::clamp(double(progress.done) / double(progress.total), 0.0, 1.0) : -1.0;
}

/// What is done is done whole, though the last count may never have been told.
Progress shownProgress(const JobInfo &job)
{
    Progress progress = job.progress;
    if (job.state == JobState::Finished && progress.total > 0)
        progress.done = progress.total;
    return progress;
}

} // namespace

QString durationText(std::chrono::milliseconds duration)
{
    const qint64 milliseconds = duration.count();
    if (milliseconds < 1000)
        return JobListModel::tr("%1 ms").arg(milliseconds);
    if (milliseconds < 60'000)
        return JobListModel::tr("%1 s").arg(QLocale().toString(double(milliseconds) / 1000, 'f', 1));
    const qint64 seconds = milliseconds / 1000;
    const QString tail = QString::number(seconds / 60 % 60).rightJustified(seconds >= 3600 ? 2 : 1, u'0') + u':'
        + QString::number(seconds % 60).rightJustified(2, u'0');
    return seconds < 3600 ? tail : QString(QString::number(seconds / 3600) + u':' + tail);
}

QString progressText(const Progress &progress)
{
    QStringList parts;
    const QLocale locale;
    const bool isSaid = progress.message.arguments.contains(QString::number(progress.total)); // "Statement 2 of 9"
    if (progress.total > 0 && !isSaid)
        parts += JobListModel::tr("%1 of %2").arg(locale.toString(progress.done), locale.toString(progress.total));
    else if (progress.done > 0)
        parts += locale.toString(progress.done);
    if (!progress.message.isEmpty())
        parts += progress.message.translated();
    return parts.join(progress.total > 0 ? u" · "_s : u" "_s);
}

QString jobStateText(const JobInfo &job)
{
    switch (job.state) {
    case JobState::Queued:
        return JobListModel::tr("Waiting");
    case JobState::Running:
        return job.stopping ? JobListModel::tr("Stopping") : JobListModel::tr("Running");
    case JobState::Finished:
        return JobListModel::tr("Done");
    case JobState::Failed:
        return JobListModel::tr("Failed");
    case JobState::Cancelled:
        return JobListModel::tr("Cancelled");
    }
    return {};
}

JobListModel::JobListModel(JobCenter &center, QObject *parent)
    : QAbstractTableModel(parent)
    , m_center(center)
    , m_clock(new QTimer(this))
    , m_jobs(center.jobs())
{
    std::reverse(m_jobs.begin(), m_jobs.end());
    m_clock->setInterval(ClockInterval);
    connect(m_clock, &QTimer::timeout, this, &JobListModel::tick);
    connect(&center, &JobCenter::jobAdded, this, &JobListModel::add);
    connect(&center, &JobCenter::jobChanged, this, &JobListModel::refresh);
    connect(&center, &JobCenter::jobRemoved, this, &JobListModel::remove);
    if (center.activeCount() > 0)
        m_clock->start();
}

int JobListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_jobs.size()); }

int JobListModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QVariant JobListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobInfo &job = m_jobs.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(job, index.column());
    case Qt::ToolTipRole:
        return job.error ? job.error->message.translated() : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == ElapsedColumn ? Qt::AlignRight : Qt::AlignLeft));
    case ToneRole:
        return int(index.column() == StateColumn ? toneOf(job)
                : index.column() == TitleColumn  ? Tone::Plain
                                                 : Tone::Muted);
    case IconNameRole:
        return index.column() == StateColumn ? iconOf(job) : QVariant();
    case ProgressRole:
        return index.column() == ProgressColumn ? barOf(job) : QVariant();
    case JobIdRole:
        return job.id;
    case CancellableRole:
        return !job.isOver() && !job.stopping;
    default:
        return {};
    }
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn:
        return tr("Job");
    case ProgressColumn:
        return tr("Progress");
    case ElapsedColumn:
        return tr("Elapsed");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

QVariant JobListModel::text(const JobInfo &job, int column) const
{
    switch (column) {
    case TitleColumn:
        return job.title.translated();
    case ProgressColumn:
        return progressText(shownProgress(job));
    case ElapsedColumn:
        return job.state == JobState::Queued ? QString() : durationText(job.elapsed);
    case StateColumn:
        return job.state == JobState::Failed && job.error
            ? QString(jobStateText(job) + u": " + job.error->message.translated())
            : jobStateText(job);
    default:
        return {};
    }
}

int JobListModel::rowOf(JobId id) const
{
    const auto at = std::find_if(m_jobs.begin(), m_jobs.end(), [=](const JobInfo &job) { return job.id == id; });
    return at == m_jobs.end() ? -1 : int(at - m_jobs.begin());
}

void JobListModel::add(JobId id)
{
    const std::optional<JobInfo> job = m_center.job(id);
    if (!job)
        return;
    beginInsertRows({}, 0, 0);
    m_jobs.prepend(*job);
    endInsertRows();
    m_clock->start();
}

void JobListModel::refresh(JobId id)
{
    const int row = rowOf(id);
    const std::optional<JobInfo> job = m_center.job(id);
    if (row < 0 || !job)
        return;
    m_jobs[row] = *job;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void JobListModel::remove(JobId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_jobs.removeAt(row);
    endRemoveRows();
}

void JobListModel::tick()
{
    bool active = false;
    for (int row = 0; row < m_jobs.size(); ++row) {
        if (m_jobs.at(row).isOver())
            continue;
        active = true;
        if (const std::optional<JobInfo> job = m_center.job(m_jobs.at(row).id))
            m_jobs[row].elapsed = job->elapsed;
        emit dataChanged(index(row, ElapsedColumn), index(row, ElapsedColumn), {Qt::DisplayRole});
    }
    if (!active)
        m_clock->stop();
}

} // namespace relata

#include "moc_job_list_model.cpp"
