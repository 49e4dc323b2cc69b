#pragma once
#include "models/diff/change_set.h"

namespace relata {

/// How strong a lock is, across engines; the engine's own name stands beside it.
enum class LockLevel { None, Read, WriteRow, BlocksSchemaChange, BlocksWrites, BlocksAll };
/// With its neighbours in one transaction; in one of its own; cannot run in one.
enum class TransactionMode { Joined, Alone, Outside };
enum class Reversal { Exact, LosesData, Impossible };

struct Lock {
    ObjectRef object;
    LockLevel level = LockLevel::None;
    QString engineName; ///< "ACCESS EXCLUSIVE"
    bool measured = false;
};

/// What one statement does, whoever wrote it: the planner states it, an analyst reads it from SQL text.
struct StatementFacts {
    enum class Form {
        Concurrently,
        NotValid,
        Validate,
        IfExists,
        IfNotExists,
        Cascade,
        HasWhere,
        HasLimit,
        VolatileDefault
    };
    std::vector<Change> effects; ///< on Schema
    bool parsed = true; ///< false: newer than the parser
    bool opaque = false; ///< dynamic SQL: after it the schema is uncertain
    QList<Form> forms;
    QList<Lock> locks;
    bool rewrites = false, scans = false;
    TransactionMode transaction = TransactionMode::Joined;
    qsizetype begin = 0, end = 0; ///< its place in the source text
};

} // namespace relata
