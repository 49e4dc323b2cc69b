#pragma once
#include "models/engine/connection_profile.h"
#include "models/project/squash.h"

#include <QObject>

#include <optional>

namespace relata {

class EngineRegistry;
class JobCenter;

/// Squashes a project's migrations in two steps, so that a person sees between them what comes. Lives on the window's
/// thread; all it is given outlives it.
class SquashDesk : public QObject {
    Q_OBJECT
public:
    SquashDesk(Project &project, const EngineRegistry &engines, JobCenter &jobs, QObject *parent = nullptr);

    bool isPlanning() const { return m_isPlanning; }

public slots:
    /// Works out what replaces these, and proves it, beside that connection where it may be: planned(). Changes
    /// nothing.
    void plan(const QString &from, const QString &to, const QString &title,
        const std::optional<relata::ConnectionProfile> &connection);
    /// Writes what was planned.
    void keep(const relata::SquashPlan &plan);

signals:
    void planned(const relata::SquashPlan &plan);
    void done(const relata::Message &what);
    void failed(const relata::Error &error);

private:
    Project &m_project;
    const EngineRegistry &m_engines;
    JobCenter &m_jobs;
    bool m_isPlanning = false;
};

} // namespace relata
