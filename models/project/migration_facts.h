#pragma once
#include "models/jobs/recipes/no_return.h"
#include "models/jobs/recipes/prove.h"
#include "models/plan/plan.h"
#include "models/timeline/migration_file.h"

#include <QHash>
#include <QObject>

namespace relata {

class JobCenter;
struct Engine;
struct Timeline;

/// What a card says of a migration in a few words.
struct MigrationFacts {
    int statements = 0;
    QString strongestLock; ///< in the engine's words; empty: none worth saying
    bool rewrites = false, scans = false;
    bool uncertain = false; ///< a statement that nobody can read, such as dynamic SQL
    bool outside = false; ///< a statement that runs in no transaction
    int manualSteps = 0, commands = 0; ///< that it waits for on the way up
    bool wayDown = false;
    /// Whether its way down brings back every value; unknown until its plan has been seen.
    std::optional<bool> losesData;
    ReturnOutlook back; ///< by its text, until it has been looked at
};

/// By the text of the up section, whoever wrote it. Pure.
MigrationFacts factsOf(const MigrationFile &migration, const Engine &engine);
/// Whether a plan's way back loses data or is not there.
bool losesData(const Plan &plan);

/// The facts of a timeline's migrations, worked out in a worker and kept while their text stays the same. Lives on the
/// window's thread.
class FactsOfMigrations : public QObject {
    Q_OBJECT
public:
    FactsOfMigrations(const Engine *engine, JobCenter &jobs, QObject *parent = nullptr);

    /// Works out what is missing.
    void follow(const Timeline &timeline);
    /// Null until they are known.
    const MigrationFacts *find(const QString &version) const;
    void setLosesData(const QString &version, bool loses);
    void setBack(const QString &version, const ReturnOutlook &back);

signals:
    void changed();

private:
    struct Known {
        QString text; ///< of both sections
        MigrationFacts facts;
    };
    void take(const QList<std::pair<QString, Known>> &found);

    const Engine *m_engine;
    JobCenter &m_jobs;
    QHash<QString, Known> m_known; ///< by version
    QHash<QString, bool> m_losses;
    QHash<QString, ReturnOutlook> m_backs;
};

} // namespace relata
