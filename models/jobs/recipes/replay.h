#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/schema/schema.h"
#include "models/timeline/timeline.h"

#include <memory>
#include <optional>

namespace relata {

class Connection;
class ScratchDatabase;
struct Engine;

/// A timeline run on a scratch database, migration by migration: asked for a later place, it goes on from where it
/// stands, so that looking at each of many costs no more than running them once. Keeps its scratch database meanwhile.
class Replay {
public:
    /// `beside`: where the scratch database may stand. What is given outlives it.
    Replay(const Engine &engine, const ConnectionProfile &beside, JobContext &context);
    ~Replay();
    Q_DISABLE_COPY_MOVE(Replay)

    /// For who goes back: has the schemas kept that are passed from behind the first `lowest` migrations on, so that
    /// each of them is known without a further run; the last of them, as many as `room` objects make up.
    void keepFrom(qsizetype lowest, qsizetype room = 200'000);
    /// The same from before the first of these on: one run is to do for all who look at them.
    void keepBeside(const Timeline &timeline, const QList<MigrationFile> &migrations);
    /// Whether the whole of a timeline is known, or at hand without beginning anew, for a database with this default
    /// schema; never with programs in Python.
    bool leadsTo(const Timeline &timeline, const QString &defaultSchema) const;
    /// The schema after the first `count` migrations. Begins anew where it has run others, or more. Errors: a migration
    /// that does not run, a database that cannot be had, a stop request.
    Result<Schema> after(const Timeline &timeline, qsizetype count);
    /// The schema after all of them and its repeatables.
    Result<Schema> whole(const Timeline &timeline);

    /// To the database in which they ran; null: none stands.
    Connection *connection() const;

private:
    Result<Schema> afterSteps(const Timeline &timeline, qsizetype count);
    bool isBefore(const Timeline &timeline, qsizetype count) const;
    Result<> run(const Timeline &timeline, const MigrationFile &migration);
    Result<> goOn(const Timeline &timeline, qsizetype count);
    void forget();
    Result<> readSchema();
    void keep(const Timeline &timeline);
    const Schema *kept(const Timeline &timeline, qsizetype count) const;

    /// What was passed, by a digest of the texts that led there.
    struct State {
        QByteArray texts;
        Schema schema;
    };
    const Engine &m_engine;
    const ConnectionProfile m_beside;
    JobContext &m_context;
    std::unique_ptr<ScratchDatabase> m_scratch;
    QStringList m_run; ///< texts of the migrations that ran, in order
    std::optional<Schema> m_schema; ///< behind them
    std::optional<qsizetype> m_lowest;
    qsizetype m_room = 0;
    QList<State> m_kept; ///< in the order in which they were passed
};

} // namespace relata
