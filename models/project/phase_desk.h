#pragma once
#include "models/engine/connection_profile.h"
#include "models/project/phases.h"

#include <QObject>

#include <optional>

namespace relata {

class EngineRegistry;
class JobCenter;

/// The unsaved migration as a change in phases: where it gives one column a new name or another type, or puts several
/// in the place of one, or one in the place of several, and does nothing else. How values come of each other then is to
/// be said still.
std::optional<Evolution> unsavedEvolution(const Project &project, const Engine &engine);

/// A phase that is proved, and what will follow it. Nothing is saved yet.
struct PhasePlan {
    SavedPhase first;
    QList<PhaseMigration> later; ///< as they would be made of what is there now
    bool abandons = false;
    Schema design; ///< that it was planned with
    std::optional<Evolution> open; ///< the file that it goes on from; none: it begins one
};

/// A project's changes in phases: begins one, makes the next phase, abandons it; each is shown before it is saved.
/// Lives on the window's thread; all it is given outlives it.
class PhaseDesk : public QObject {
    Q_OBJECT
public:
    PhaseDesk(Project &project, const EngineRegistry &engines, JobCenter &jobs, QObject *parent = nullptr);

    /// Those that are open, by id.
    const QList<Evolution> &open() const { return m_open; }
    const Evolution *find(const QString &id) const;
    bool isPlanning() const { return m_isPlanning; }

public slots:
    /// The unsaved migration, and nothing but it, becomes this change: planned(). Changes nothing.
    void begin(const relata::Evolution &evolution, const std::optional<relata::ConnectionProfile> &connection);
    /// The next phase of one that is open, or the way out of it.
    void goOn(const QString &id, bool abandons, const std::optional<relata::ConnectionProfile> &connection);
    /// Saves what was planned, if all is as it was then.
    void keep(const relata::PhasePlan &plan);

signals:
    void openChanged();
    void planningChanged();
    void planned(const relata::PhasePlan &plan);
    void done(const relata::Message &what);
    void failed(const relata::Error &error);

private:
    void readOpen();
    void plan(const Evolution &evolution, bool abandons, const std::optional<ConnectionProfile> &connection,
        const std::optional<Evolution> &open);

    Project &m_project;
    const EngineRegistry &m_engines;
    const Engine *m_engine;
    JobCenter &m_jobs;
    QList<Evolution> m_open;
    bool m_isPlanning = false;
};

} // namespace relata
