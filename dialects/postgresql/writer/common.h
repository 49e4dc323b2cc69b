#pragma once
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/statements.h"

namespace relata::postgresql {

/// "TABLE", "MATERIALIZED VIEW": the words behind CREATE, ALTER and DROP; what only a table has is a CONSTRAINT.
QLatin1String wordOf(const Object &object);
/// "ALTER TABLE t " or "ALTER DOMAIN d " of what holds a constraint.
QString alterHolder(ObjectId holder, const Schema &schema);
/// A kind of its own statements, which stands in a namespace: it can move, and someone owns it.
bool isFreeStanding(Kind kind);

const Options &optionsOf(const Object &object);
/// The text that makes an object whose kind keeps the whole CREATE statement; null for the others.
const Expression *definitionOf(const Object &object);
/// The keys of the options that differ.
QList<QByteArray> changedOptions(const Altered &change);
/// Whether nothing else differs than these fields and, where "options" is not among them, these options; the ones that
/// every kind can change are: name, schema, comment, owner, comments of columns.
bool changesOnly(
    const Altered &change, std::initializer_list<QByteArrayView> fields, std::initializer_list<QByteArrayView> options);

/// What every kind has: moves to another schema and renames first, owner and comments last.
void addPlace(Alteration &result, const Altered &change, const PlanContext &context);
void addOwnership(Alteration &result, const Altered &change, const PlanContext &context);
/// "ALTER what SET (…), RESET (…)" for the storage parameters that differ; `what` "TABLE t".
void addParameterChanges(Alteration &result, const Altered &change, const QString &what, const PlanContext &context);
/// "ALTER what SET TABLESPACE s".
void addTablespace(Alteration &result, const Altered &change, const QString &what, const PlanContext &context);
/// One clause of "ALTER what" and the one that takes it back.
void addClause(Alteration &result, const QString &what, const QString &forward, const QString &back,
    const PlanContext &context, ObjectId locked = {}, TableLock lock = TableLock::None);

/// After CREATE: the owner that is not the database's, comments of the object and of a view's columns.
void addAttributes(std::vector<Statement> &statements, ObjectId id, const Schema &schema);

/// The marks that a constraint's or an index's options put on its table.
void addMarks(std::vector<Statement> &statements, ObjectId id, const Schema &schema);

/// Whether it came with the table's parents, which make and drop it.
bool isInherited(const Object &object);
/// The change without what the same change of the table's parent brings along.
Altered ownPart(const Altered &change, const PlanContext &context);

} // namespace relata::postgresql
