#pragma once
#include "models/engine/ports.h"

#include <optional>
#include <span>

namespace relata::mysql {

/// One statement on the way from one partitioning of a table to another.
struct PartitionStep {
    QString clause; ///< "ADD PARTITION (…)": stands in an ALTER TABLE of its own
    QString result; ///< the whole PARTITION BY after it, as the server shows it
    bool copies = false; ///< the rows of the parts that it names, while writers wait; else the definition alone
};

/// How a table comes from these parts to those by the same method and expression, each row kept or the statement
/// refused. Empty where only PARTITION BY does that, which copies the whole table.
QList<PartitionStep> partitionSteps(const QString &from, const QString &to);
/// The one statement that makes these changes, where they are nothing but one.
std::optional<PartitionStep> partitionStep(std::span<const Change> changes);

/// The table without and with the change of its parts, where that has statements of its own.
struct PartedChange {
    TableChange rest; ///< before it
    Object table; ///< as the rest leaves it
    QList<PartitionStep> steps;
};
/// Empty where nothing is to be parted: there are no such statements, or the change is one of them.
PartedChange parted(const TableChange &change);

} // namespace relata::mysql
