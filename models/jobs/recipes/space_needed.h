#pragma once
#include "models/base/job_context.h"
#include "models/base/message.h"
#include "models/base/result.h"

#include <functional>
#include <optional>

namespace relata {

class Connection;
struct ConnectionProfile;
struct Engine;
struct MigrationFile;
struct ServerInfo;
struct StatementFacts;

/// What stands for too little room, where codes of findings are allowed.
inline constexpr auto SpaceCode = "SPACE";

/// When room is spoken of, and when too little of it stops a run.
struct SpaceRules {
    bool isAllowed = false; ///< then too little room is only told
    qint64 reserve = 0; ///< has to stay free beside
    qint64 worthTelling = 100 * 1024 * 1024; ///< of statements that take less nothing is said where they fit
};

/// A statement that writes a table anew, or builds an index of it, and so takes room beside what is there.
struct SpaceNeed {
    int statement = 0; ///< from 1
    QStringList table; ///< as in Schema
    bool isIndex = false; ///< then the table's size is more than it takes
    std::optional<qint64> bytes; ///< of the table with its indexes; empty: not known
};

/// Whether a statement builds an index, by its text.
bool buildsIndex(QStringView statement);
/// The table that a statement takes its strongest lock on, as in Schema; empty: none.
QStringList strongestTable(const StatementFacts &facts);

/// The statements of a section that take room, without sizes. Pure.
QList<SpaceNeed> spaceNeeds(const QString &section, const Engine &engine, const ServerInfo &server);

/// What a section takes beside what is there now, and what is free.
struct SpaceOutlook {
    QList<SpaceNeed> needs; ///< of tables that are there
    std::optional<qint64> free; ///< empty: not known, or nothing is needed
};

/// Reads on the connection. Without needs where the engine does not tell of sizes.
Result<SpaceOutlook> spaceOutlook(
    Connection &connection, const Engine &engine, const ConnectionProfile &target, const QString &section);
/// "1.4 GB"
QString sizeText(qint64 bytes);

/// Tells how much room the migration's statements take until their end, beside what is free, and refuses where a table
/// that is written anew does not fit. Reads on the connection; what cannot be known is said and stops nothing.
Result<> mustHaveSpace(Connection &connection, const Engine &engine, const ConnectionProfile &target,
    const MigrationFile &migration, const SpaceRules &rules, const std::function<void(const Message &)> &tell);

} // namespace relata
