#pragma once
#include "models/project/project.h"

#include <QObject>

namespace relata {

class JobCenter;

/// Takes up what other programs write into an open project's migrations and design: an editor, git. Looks at the files
/// every two seconds, beside the window, and reads them where they have changed. Lives on the window's thread; all it
/// is given outlives it.
class ProjectWatch : public QObject {
    Q_OBJECT
public:
    ProjectWatch(Project &project, JobCenter &jobs, QObject *parent = nullptr);

public slots:
    /// Looks now.
    void look();

signals:
    /// What was written beside is taken.
    void taken();
    /// It is left alone while the project has unsaved changes of its own; told once.
    void waits();
    /// The files cannot be read as they are; told once for a state of theirs.
    void failed(const relata::Error &error);

private:
    struct Seen;
    void heed(const Result<Seen> &seen);

    Project &m_project;
    JobCenter &m_jobs;
    QByteArray m_stamp; ///< of the files as they were read last
    quint64 m_changes = 0; ///< of the project since it was opened
    quint64 m_asked = 0; ///< how many of these there were when it was looked
    bool m_isLooking = false, m_hasToldOfWaiting = false;
};

} // namespace relata
