#pragma once
#include "models/base/job_context.h"
#include "models/engine/row_page.h"
#include "models/jobs/recipes/batch_brake.h"
#include "models/jobs/recipes/run_script.h"
#include "models/schema/data_type.h"
#include "models/timeline/backfill_table.h"

#include <functional>
#include <optional>

namespace relata {

struct Engine;

/// SQL with values to bind.
class BoundText {
public:
    explicit BoundText(const RunnerPort &runner)
        : m_runner(runner)
    { }
    BoundText &operator<<(const QString &text)
    {
        m_sql += text;
        return *this;
    }
    /// A value of a key, as KeyBatches has read it.
    BoundText &value(const QString &value, TypeFamily family);
    const QString &sql() const { return m_sql; }
    std::span<const Value> values() const { return {m_values.constData(), size_t(m_values.size())}; }

private:
    const RunnerPort &m_runner;
    QString m_sql;
    QList<Value> m_values;
};

/// Tries again what somebody else is in the way of, as often as the rules say; an open transaction is rolled back
/// before. `between` hears of each try that failed, and sleeps until the next.
Result<> patiently(Connection &connection, const WaitRules &patience, const std::function<Result<>()> &work,
    const std::function<Result<>(int attempt)> &between);

/// Goes along the rows of a table by a key, a batch of them at a time, each in a transaction of its own. Where it stops
/// the next run goes on. Rows that come meanwhile behind the last key are met until a batch finds less than it may
/// hold. All that is handed over outlives it.
class KeyBatches {
public:
    /// The rows of a batch: behind one key, up to another.
    struct Range {
        QStringList last, next; ///< empty `last`: from the first row
        bool isOneRow = false;
    };
    struct Hooks {
        std::function<Result<qint64>(const Range &)> work; ///< inside the transaction; answers how many rows it wrote
        std::function<Result<>()> mayGoOn; ///< before each batch and while one waits: no transaction is open
        std::function<Result<>()> begins; ///< just before each transaction
        std::function<Result<>(const BatchPlace &)> keep; ///< inside the transaction of each batch
        std::function<void(const BatchPlace &)> tell; ///< after each batch
        std::function<void(int attempt)> waits; ///< before a batch is tried again that somebody kept waiting
        BatchBrake brake; ///< asked between two batches
        WaitRules patience; ///< a batch that waits for a lock too long is tried again, with half as many rows
        bool seeksRow = false; ///< what the server refuses is tried again with half as many rows, down to the one
    };

    KeyBatches(Connection &connection, const Engine &engine)
        : m_connection(connection)
        , m_engine(engine)
    { }

    /// By these columns, NOT NULL and the first of an index; refused where one has a type that cannot be gone by.
    Result<> prepare(const QString &tableText, const QStringList &key, const BatchPace &pace);
    /// From a place on, or from the first row. The answer is the rows that were written, those of earlier runs too.
    Result<qint64> run(const std::optional<BatchPlace> &from, const Hooks &hooks);

    /// The condition for the rows of a range; `prefix` stands before the columns.
    void within(BoundText &text, const QString &prefix, const Range &range) const;
    /// "(a, b) > (1, 2)", or where no index is gone by for that: "(a > 1 OR (a = 1 AND (b > 2)))".
    void compare(BoundText &text, const QString &prefix, const char *sign, const QStringList &key) const;
    /// The key of the first row of an answer; empty: there is none.
    Result<std::optional<QStringList>> keyOf(const QString &query, std::span<const Value> values);
    QString keyText(const QString &prefix, const char *order) const;

private:
    struct KeyColumn {
        QString name;
        TypeFamily family = TypeFamily::Unknown;
    };

    Result<std::optional<QStringList>> nextKey(const QStringList &last, bool *isLast);
    Result<> batch(BatchPlace &place, const Range &range);
    Result<> attempt(BatchPlace &place, const QStringList &last);
    Result<> patient(BatchPlace &place, const QStringList &last);
    Result<> seeking(BatchPlace &place, const QStringList &last);
    Result<> rest(std::chrono::milliseconds time);
    Result<> recover(std::chrono::milliseconds worked);

    Connection &m_connection;
    const Engine &m_engine;
    QString m_tableText;
    BatchPace m_pace;
    QList<KeyColumn> m_key;
    const Hooks *m_hooks = nullptr;
    int m_rows = 0; ///< in the next batch
    bool m_isOver = false, m_seeks = false;
};

} // namespace relata
