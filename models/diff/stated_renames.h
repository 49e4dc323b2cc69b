#pragma once
#include "models/diff/matcher.h"
#include "models/sql/sql_flavour.h"

#include <QHash>

namespace relata {

/// What statements that run one after the other give other names, of the tables and columns of `before`: RENAME of any
/// engine, and CHANGE of MySQL. Each from its name before the first to the one behind the last, however many it had
/// between; what is made, or dropped, under a name meanwhile is told apart. What other statements do by themselves,
/// such as a block of code, is not seen. Pure; linear in the text.
QList<RenameNote> statedRenames(
    const QStringList &statements, const Schema &before, const SqlFlavour &flavour, NameRule rule);

/// The same by the way: what each table and column of `before` is called when a statement is about to run, of those
/// that were given a name by then; one element a statement, and one for the end.
QList<QHash<ObjectId, QString>> namesBefore(
    const QStringList &statements, const Schema &before, const SqlFlavour &flavour, NameRule rule);
/// Such names as notes, of what has another one than in `before`.
QList<RenameNote> renameNotes(const QHash<ObjectId, QString> &names, const Schema &before);

} // namespace relata
