#pragma once
#include "dialects/mysql/ddl_words.h"
#include "models/plan/plan.h"

#include <span>

namespace relata::mysql {

/// How a server goes about an ALTER TABLE: the lightest way that it takes.
struct AlterForm {
    /// The definition alone; no row is touched; the rows are written anew by the engine; by the server.
    enum class Way : quint8 { Instant, NoCopy, Rebuild, Copy };
    Way way = Way::Instant;
    bool writersWait = false; ///< while it lasts, and not at its ends alone

    bool operator==(const AlterForm &) const = default;
};

/// The definition alone changes: instantly where the server does so by this rule, else in place.
AlterForm definitionOnly(const DdlTarget &target, VersionRule rule);
/// What two changes take in one statement.
AlterForm heavier(const AlterForm &one, const AlterForm &other);
/// The form of all these changes of one table in one statement: that of the heaviest.
AlterForm formOf(std::span<const Change> changes, const DdlWords &before, const DdlWords &after);
/// That of a foreign key that is added, with a look at its rows; and of one that goes.
AlterForm foreignKeyForm();
AlterForm dropForeignKeyForm(const DdlTarget &target);

/// "ALGORITHM=INPLACE", "LOCK=NONE": the server refuses rather than take a heavier form. Where the server's version is
/// not known, only what holds for the oldest as for the newest is said.
QStringList formClauses(std::span<const Change> changes, const DdlWords &before, const DdlWords &after);
QStringList formClauses(const AlterForm &form, const DdlTarget &target);

/// The changes that others can write beside, and those that keep them waiting; or those that touch no row, and the keys
/// that together with them would have all rows written anew. One of both is empty where the two need each other, and
/// where all are alike.
struct SplitChange {
    std::vector<Change> light, heavy;
};
SplitChange splitByForm(std::span<const Change> changes, const DdlWords &before, const DdlWords &after);

/// States what a statement in this form locks and writes anew.
void stateForm(Statement &statement, const AlterForm &form);

} // namespace relata::mysql
