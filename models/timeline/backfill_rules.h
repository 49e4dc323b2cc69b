#pragma once
#include <QStringList>

#include <chrono>
#include <optional>

namespace relata {

/// How large batches are and how they follow each other.
struct BatchPace {
    int rows = 10'000; ///< in one batch, at most
    std::chrono::milliseconds pause{0}; ///< between two batches
    std::chrono::milliseconds batch{500}; ///< what a batch is meant to take: it grows or shrinks towards that
    std::chrono::milliseconds lag{10'000}; ///< batches wait while a replica is further behind; 0: whatever it is
    int load = 0; ///< batches wait while more sessions than these run statements; 0: however many do

    bool operator==(const BatchPace &) const = default;
};

/// How an UPDATE or DELETE that meets many rows runs: in batches by a key, each committed by itself. It is said in a
/// comment above the statement, which stays plain SQL for other tools:
///
///     -- relata:backfill by tenant_id, id rows 5000 pause 100ms batch 500ms lag 5s load 40
///     UPDATE invoice SET total_cents = total * 100 WHERE total_cents IS NULL;
struct BackfillRules : BatchPace {
    QStringList key; ///< columns, all NOT NULL and the first of an index; empty: the primary key

    bool operator==(const BackfillRules &) const = default;
};

/// Reads what stands behind "relata:backfill"; empty: cannot be read. Parts may be left out, their order is free.
std::optional<BackfillRules> backfillRules(const QString &text);

/// What stands behind "relata:backfill" in the comments in front of a statement; empty: nothing of the kind.
std::optional<QString> backfillText(QStringView comments);

/// How an ALTER TABLE runs on MySQL and MariaDB that would keep writers waiting while it copies all rows: on a copy of
/// the table, filled in batches and swapped with it. It is said in a comment above the statement:
///
///     -- relata:copy rows 5000 pause 100ms
///     ALTER TABLE invoice MODIFY total_cents BIGINT NOT NULL;
struct CopyRules : BatchPace {
    QString tool; ///< that copies: "pt-online-schema-change"; empty: Relata itself
    bool namesRows = false; ///< rather than leaving them to the time of a batch

    bool operator==(const CopyRules &) const = default;
};

/// Reads what stands behind "relata:copy"; empty: cannot be read. A tool stands first: "with pt-online-schema-change".
std::optional<CopyRules> copyRules(const QString &text);

/// What stands behind "relata:copy" in the comments in front of a statement; empty: nothing of the kind.
std::optional<QString> copyText(QStringView comments);

} // namespace relata
