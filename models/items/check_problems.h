#pragma once
#include "models/base/result.h"
#include "models/engine/connection_profile.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace relata {

class EngineRegistry;
class JobCenter;
class ProblemModel;
class Project;
struct MigrationCheck;

/// What `relata migrate check` finds in a project's migration files, as problems by file. Window's thread; all it is
/// given outlives it.
class CheckProblems : public QObject {
    Q_OBJECT
public:
    CheckProblems(const Project &project, const EngineRegistry &engines, JobCenter &jobs, ProblemModel &problems,
        QObject *parent = nullptr);

public slots:
    /// Reads the files, and replays them on a scratch database, beside that connection where it may be; replaces what
    /// was found before.
    void check(const std::optional<relata::ConnectionProfile> &connection);

signals:
    /// So many findings, in so many files.
    void checked(int findings, int files);
    void failed(const relata::Error &error);

private:
    void show(const MigrationCheck &check);

    const Project &m_project;
    const EngineRegistry &m_engines;
    JobCenter &m_jobs;
    ProblemModel &m_problems;
    QStringList m_sources; ///< of what was found last
};

} // namespace relata
