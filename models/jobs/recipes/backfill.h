#pragma once
#include "models/base/job_context.h"
#include "models/jobs/recipes/key_batches.h"
#include "models/schema/schema.h"
#include "models/sql/batched_statement.h"
#include "models/timeline/backfill_rules.h"
#include "models/timeline/backfill_table.h"

#include <optional>

namespace relata {

/// What is done around the batches of a backfill.
struct BackfillHooks {
    std::function<Result<>()> mayGoOn; ///< before each batch and while one waits: no transaction is open
    std::function<Result<>(const BatchPlace &)> keep; ///< inside the transaction of each batch
    std::function<void(const BatchPlace &, const Message &)> tell; ///< after each batch
    std::function<void(int attempt)> waits; ///< before a batch is tried again that somebody kept waiting
    BatchBrake brake; ///< asked between two batches
    WaitRules patience; ///< a batch that waits for a lock too long is tried again, with half as many rows
};

/// Runs an UPDATE or DELETE in batches along a key, each in a transaction of its own: the rows of a batch are locked no
/// longer than it takes, and where it stops the next run goes on. Rows that come meanwhile behind the last key are met
/// until a batch finds less than it may hold. All that is handed over outlives it.
class Backfill {
public:
    Backfill(Connection &connection, const Engine &engine, const QString &defaultSchema, JobContext &context)
        : m_connection(connection)
        , m_engine(engine)
        , m_defaultSchema(defaultSchema)
        , m_context(context)
    { }

    /// Refuses, with the reason, what cannot be had in batches: by its text alone.
    static Result<> check(const RunnerStatement &statement, const Engine &engine);

    const BatchPace &pace() const { return m_rules; }
    /// Looks at the table's keys; refuses one without a key to go by.
    Result<> prepare(const RunnerStatement &statement);
    /// From a place on, or from the first row. The answer is the rows that were written, those of earlier runs too.
    Result<qint64> run(const std::optional<BatchPlace> &from, const BackfillHooks &hooks);
    /// Rows that meet the condition behind the end: others wrote them where the batches had been already, or what the
    /// statement writes meets it still. None where the condition does not speak of what is written. Reads the table.
    Result<qint64> countLeft();
    /// A query that shows them.
    QString queryOfLeft(const QString &what = QStringLiteral("*")) const;

private:
    bool shouldLeaveNone() const;
    Qt::CaseSensitivity sameName() const;
    std::optional<QList<ObjectId>> named(const Schema &schema, ObjectId table) const;
    Result<> chooseKey(const Schema &schema, ObjectId table);
    QString homeSchema();
    ObjectId tableIn(const Schema &schema);

    Connection &m_connection;
    const Engine &m_engine;
    const QString m_defaultSchema;
    JobContext &m_context;
    BackfillRules m_rules;
    BatchedStatement m_statement;
    QStringList m_key;
    KeyBatches m_batches{m_connection, m_engine};
};

/// Runs a statement in batches that is a backfill, without a note of how far it came: on copies. False: it is none.
Result<bool> backfilled(Connection &connection, const Engine &engine, const QString &defaultSchema,
    const RunnerStatement &statement, JobContext &context);

} // namespace relata
