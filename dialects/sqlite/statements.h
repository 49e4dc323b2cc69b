#pragma once
#include "models/plan/plan.h"
#include "models/schema/schema.h"

namespace relata::sqlite {

/// A statement that changes the schema; like every writer it keeps other writers out until its transaction ends.
Statement statement(const QString &sql, const ObjectRef &table);
/// A statement that only sets the session.
Statement pragma(const QString &sql, const QString &undo, TransactionMode mode);

/// Whether a foreign key leads to the table; text that is not understood may hold one.
bool isReferenced(ObjectId table, const Schema &schema);
/// The tables whose foreign keys lead to `table`, itself left out.
QList<ObjectId> referencingTables(ObjectId table, const Schema &schema);

} // namespace relata::sqlite
