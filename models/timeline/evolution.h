#pragma once
#include "models/base/message.h"
#include "models/base/result.h"

#include <optional>

namespace relata {

/// A change that would break code that runs, made in phases: both forms stand beside each other and are kept equal
/// while the application moves from one to the other.
struct Evolution {
    enum class Kind { RenameColumn, ChangeType, Split, Merge };
    /// Each becomes a migration of its own.
    enum class Phase {
        Expand, ///< the new columns, and triggers that keep both forms equal
        Backfill, ///< rows that were there, then what is required of the new columns
        Contract ///< triggers and old columns go, once no code uses these
    };
    struct Part {
        QString column;
        QString type; ///< of a new column; empty: that of the old one
        QString value; ///< by the columns of the other side; empty: as it is, or cast
        bool operator==(const Part &) const = default;
    };
    /// A phase and the id of the migration that it became.
    struct Done {
        Phase phase = Phase::Expand;
        QString migration;
        bool operator==(const Done &) const = default;
    };
    /// Something that stands only meanwhile: a trigger, a function, a check.
    struct Helper {
        QString kind; ///< the catalogue's key
        QStringList path;
        bool operator==(const Helper &) const = default;
    };

    QString id;
    Kind kind = Kind::RenameColumn;
    QStringList table; ///< from the namespace down
    QList<Part> before, after;
    QStringList required; ///< columns of `before` that take NULL meanwhile, and did not
    QList<Helper> helpers;
    QList<Done> phases; ///< in order

    bool operator==(const Evolution &) const = default;

    /// What comes next; nothing when all are made.
    std::optional<Phase> next() const;
    /// "Rename column orders.total to amount"
    Message title() const;
    /// What the application has to do before this phase's migration may be applied.
    Message toDo(Phase phase) const;
};

/// "rename-column", "expand"; stable: files, JSON and scripts read them.
QString kindWord(Evolution::Kind kind);
QString phaseWord(Evolution::Phase phase);
/// "Expand: Rename column …", what its migration is called.
Message phaseTitle(const Evolution &evolution, Evolution::Phase phase);

/// Reads evolutions/<id>.json. What is missing or unknown, and conflict markers, are errors with file and line.
Result<Evolution> parseEvolution(const QByteArray &content, const QString &path);
/// The file's text; parse(write(e)) == e.
QByteArray writeEvolution(const Evolution &evolution);

} // namespace relata
