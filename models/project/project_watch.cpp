#include "models/project/project_watch.h"

#include "models/jobs/job_center.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto Interval = std::chrono::seconds(2);

QByteArray mark(const QFileInfo &file)
{
    return file.filePath().toUtf8() + '\n' + QByteArray::number(file.lastModified().toMSecsSinceEpoch()) + ' '
        + QByteArray::number(file.isDir() ? 0 : file.size()) + '\n';
}

/// Changes when a migration does, or a file of the design comes, goes or is written anew.
QByteArray stampOf(const QString &folder)
{
    QByteArrayList marks;
    for (QDirIterator it(folder + u"/migrations"_s, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        it.next();
        marks += mark(it.fileInfo());
    }
    marks += mark(QFileInfo(folder + u"/schema"_s));
    for (QDirIterator it(folder + u"/schema"_s, QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
         it.hasNext();) {
        it.next();
        marks += mark(it.fileInfo());
    }
    std::sort(marks.begin(), marks.end());
    return QCryptographicHash::hash(marks.join(), QCryptographicHash::Sha1);
}

} // namespace

/// What a look has found.
struct ProjectWatch::Seen {
    QByteArray stamp;
    std::optional<Result<Project::Files>> files; ///< what is otherwise than the project has it, or why it is not known
};

ProjectWatch::ProjectWatch(Project &project, JobCenter &jobs, QObject *parent)
    : QObject(parent)
    , m_project(project)
    , m_jobs(jobs)
{
    const auto changed = [this] { ++m_changes; };
    for (const auto signal : {&Project::timelineChanged, &Project::headChanged, &Project::designedChanged})
        connect(&project, signal, this, changed);
    connect(&project, &Project::dirtyChanged, this, changed);
    auto *clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, &ProjectWatch::look);
    clock->start(Interval);
    look();
}

void ProjectWatch::look()
{
    if (m_isLooking)
        return;
    m_isLooking = true;
    m_asked = m_changes;
    m_jobs.start(
        Message{"Project", QT_TRANSLATE_NOOP("Project", "Look at the project's files"), {}}, this,
        [folder = m_project.folder(), before = m_stamp, known = m_project.files(), isDirty = m_project.isDirty()](
            JobContext &) -> Result<Seen> {
            Seen seen{stampOf(folder), {}};
            if (seen.stamp == before)
                return seen;
            Result<Project::Files> files = Project::readFiles(folder);
            if (!files || files->timeline.texts() != known.timeline.texts() || !(files->head == known.head)
                || (!isDirty && !(files->design == known.design)))
                seen.files = std::move(files);
            return seen;
        },
        [this](const Result<Seen> &seen) {
            m_isLooking = false;
            heed(seen);
        },
        JobListing::Hidden);
}

void ProjectWatch::heed(const Result<Seen> &seen)
{
    if (!seen || m_asked != m_changes) // the project has changed meanwhile, and may have written: it is looked again
        return;
    if (!seen->files) {
        m_stamp = seen->stamp;
        return;
    }
    const Result<Project::Files> &files = *seen->files;
    if (!files) {
        m_stamp = seen->stamp;
        emit failed(files.error());
    } else if (m_project.isDirty()) {
        if (!std::exchange(m_hasToldOfWaiting, true))
            emit waits();
    } else {
        m_stamp = seen->stamp;
        m_hasToldOfWaiting = false;
        m_project.take(*files);
        emit taken();
    }
}

} // namespace relata

#include "moc_project_watch.cpp"
