#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/engine/copy_port.h"
#include "models/jobs/recipes/key_batches.h"
#include "models/sql/altered_table.h"
#include "models/timeline/backfill_rules.h"
#include "models/timeline/copy_table.h"

namespace relata {

/// What is done around the steps of a copy that takes its table's place.
struct CopyHooks {
    BatchBrake brake; ///< asked between two batches
    std::function<Result<>()> mayGoOn; ///< before each batch and while one waits: no transaction is open
    std::function<Result<>(const CopyTable::Place &)> keep; ///< writes down how far it came; inside of batches, too
    std::function<Result<>()> forget; ///< nothing of it stands any more
    std::function<void(const Message &)> tell; ///< after each batch
    std::function<void(int attempt)> waits; ///< before something is tried again that somebody kept waiting
    WaitRules patience;
    /// Where somebody else's program copies: whose session works, by its key, empty for one's own; whether the run is
    /// paused; and whether it may go on, answered at once.
    std::function<Result<>(const QString &session)> works;
    std::function<bool()> isPaused;
    std::function<Result<>()> mayRun;
};

/// Runs an ALTER TABLE on a copy of the table, which triggers keep like it: the rows are copied in batches, all of them
/// compared, and the tables change places. Writers go on meanwhile, but for the instants at which triggers are made and
/// names change; what they write never fails for the copy's sake. The table that was replaced is kept. Where it stops
/// at any instant, it goes on from what was kept. Where the rules name a tool, that makes copy and triggers and copies
/// the rows, and all else is the same. All that is handed over outlives it.
class CopyChange {
public:
    CopyChange(Connection &connection, const Engine &engine, const ConnectionProfile &profile, const CopyHooks &hooks)
        : m_connection(connection)
        , m_engine(engine)
        , m_profile(profile)
        , m_hooks(hooks)
    { }

    /// Refuses, with the reason, what cannot be had on a copy: by its text and the engine alone.
    static Result<> check(const RunnerStatement &statement, const Engine &engine);

    /// From a place on, or from the beginning; `mark` is a text of eight characters that no other statement has.
    Result<> run(const RunnerStatement &statement, const std::optional<CopyTable::Place> &from, const QString &mark,
        const QString &version);
    /// Takes away what stands of it, never the table itself; where the tables have changed places, that stays.
    /// The answer is whether they have.
    Result<bool> abandon(const CopyTable::Place &place, const QString &version);

private:
    Result<> perform(const QString &sql);
    Result<> patiently(const std::function<Result<>()> &work);
    Result<> inExactSession(const std::function<Result<>()> &work);
    Result<> findTable(const RunnerStatement &statement);
    Result<> begin(const QString &mark);
    Result<> make();
    Result<> makeTriggers();
    Result<> makeCopy();
    Result<> makeByTool();
    Result<> runTool();
    Result<> mustBeAsTried();
    void clearApart();
    Result<> mustBeAlike();
    Result<> takeUp();
    Result<> outlastOthers();
    Result<QStringList> storages();
    Result<> mayWatch();
    Result<> mustStand(const CopyFacts &table) const;
    Result<> takeAway();
    QStringList triggerNames() const;
    Result<QStringList> ownTriggers();
    Result<> dropTriggers();
    Result<> mustBeFree();
    Result<> dropCopy();
    Result<bool> isThere(const QString &table);
    Result<bool> hasNotes();
    Result<> forgetNotes();
    Result<> mustHaveTaken();
    Result<> copyAndSwap();
    Result<> copyRows();
    Result<qint64> copyBatch(const KeyBatches::Range &range);
    Result<> compareRows();
    Result<qint64> compareBatch(KeyBatches &batches, const KeyBatches::Range &range);
    Result<qint64> mustCount(KeyBatches &batches, const KeyBatches::Range &range);
    Result<> swap();
    Result<> maySwap();
    Result<bool> hasSwapped();
    Result<> finish(const QString &version);
    Error unfit(const QStringList &key, const QString &why) const;
    Error another(KeyBatches &batches, const QStringList &key);
    Result<> keep(CopyTable::Phase phase);
    std::chrono::milliseconds lockTime() const;
    KeyBatches::Hooks batchHooks() const;

    Connection &m_connection;
    const Engine &m_engine;
    const ConnectionProfile &m_profile;
    const CopyHooks &m_hooks;
    CopyRules m_rules;
    AlteredTable m_statement;
    CopyTable::Place m_place;
    CopyWork m_work;
    CopyFacts m_before;
    QString m_tried; ///< the definition of the copy as it came out for Relata itself
    QStringList m_storages; ///< of the table and its copy, when the first row was compared
    KeyBatches m_copying{m_connection, m_engine};
};

} // namespace relata
