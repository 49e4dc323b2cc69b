#pragma once
#include "models/engine/ports.h"

namespace relata::postgresql {

using Statements = std::vector<Statement>;

// One function a kind and deed; `nullopt`: it must be recreated.
Statements createTable(ObjectId id, const PlanContext &context);
std::optional<Statements> alterTable(const Altered &change, const PlanContext &context);

Statements createColumn(ObjectId id, const PlanContext &context);
std::optional<Statements> alterColumn(const Altered &change, const PlanContext &context);

/// Attributes of composite types.
Statements createAttribute(ObjectId id, const PlanContext &context);
std::optional<Statements> alterAttribute(const Altered &change, const PlanContext &context);

Statements createConstraint(ObjectId id, const PlanContext &context);
std::optional<Statements> alterConstraint(const Altered &change, const PlanContext &context);
Statements createIndex(ObjectId id, const PlanContext &context);
std::optional<Statements> alterIndex(const Altered &change, const PlanContext &context);

/// Namespaces, views, sequences, extensions, and all that is created by one text: routines, triggers, rules, types.
Statements createOther(ObjectId id, const PlanContext &context);
std::optional<Statements> alterOther(const Altered &change, const PlanContext &context);
/// Columns of integers, there before and after, that take their numbers from the sequence.
QList<ObjectId> numberedBy(ObjectId sequence, const Schema &schema, const Schema &other);
std::optional<Statements> alterRoutine(const Altered &change, const PlanContext &context);
std::optional<Statements> alterTablePart(const Altered &change, const PlanContext &context);
std::optional<Statements> alterType(const Altered &change, const PlanContext &context);

Statements createPrivilege(ObjectId id, const PlanContext &context);
Statements dropPrivilege(ObjectId id, const PlanContext &context);
std::optional<Statements> alterPrivilege(const Altered &change, const PlanContext &context);
Statements dropObject(ObjectId id, const PlanContext &context);

std::optional<Statements> alterEnum(const Altered &change, const PlanContext &context);
/// Whether labels were only added, so that the type can stay.
bool onlyAddsLabels(const QStringList &before, const QStringList &after);

/// The words of COMMENT ON and ALTER for an object: "COLUMN t.c", "VIEW v", "TRIGGER x ON t".
QString commentTarget(ObjectId id, const Schema &schema);
/// An object's comment, whatever its kind.
QString commentOf(const Object &object);
/// The object's comment, if it has one, as a statement.
void addComments(Statements &statements, ObjectId id, const Schema &schema);

} // namespace relata::postgresql
