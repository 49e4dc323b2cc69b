#pragma once
#include "models/diff/matcher.h"
#include "models/schema/schema.h"

namespace relata::tests {

/// A design that a real engine accepts and later edits of it, each told by a seed alone: the same seeds make the same
/// design, and a list with some of them left out makes another that is valid too, so a failing pair can shrink.
struct DesignSeeds {
    QList<quint32> base; ///< what builds the design before
    QList<quint32> edits; ///< what turns it into the design after
};

/// Designs made of what the engine has (`sqlite`, `postgresql`, `mysql`, `mariadb`). Every edit is one that rows
/// survive: columns that come are nullable or have a default, types only widen, new keys hold over any rows.
struct DesignPair {
    DesignPair(const QByteArray &engine, const DesignSeeds &seeds);

    Schema before, after;
    /// What has another name afterwards.
    QList<RenameNote> renames() const;
    /// What came or went, and so is nothing else under another name.
    QList<std::pair<Kind, QStringList>> notRenamed() const;
};

} // namespace relata::tests
