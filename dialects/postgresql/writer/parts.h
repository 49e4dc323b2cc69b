#pragma once
#include "dialects/postgresql/writer/naming.h"

namespace relata {
struct Column;
struct Sequence;
struct PlanContext;
} // namespace relata

namespace relata::postgresql {

/// "name type … NOT NULL" of a column.
QString columnDefinition(const Column &column, const Naming &naming);
/// "GENERATED … AS IDENTITY (…)"
QString identityClause(const Column &column);
/// "CONSTRAINT name PRIMARY KEY (…)" of any constraint that a table can have; `notValid`: existing rows are not
/// looked at.
QString constraintDefinition(ObjectId id, const Naming &naming, bool notValid = false);
/// What CREATE TABLE and ADD COLUMN have no words for, as clauses of ALTER TABLE.
QStringList storageOf(const Column &column, const Naming &naming, int version);
/// The sequence behind an identity column, as its options have it.
Sequence identitySequence(const Column &column);
/// The clauses of `sequenceClauses` one by one: "INCREMENT BY 2".
QStringList splitClauses(const QString &clauses);
/// "CREATE STATISTICS …", "CREATE POLICY …": the one text that makes such an object.
QString createText(ObjectId id, const Schema &schema);
/// "CREATE DOMAIN …" and its like for the types a user makes.
QString typeText(ObjectId id, const Naming &naming);
QString policyText(ObjectId id, const Naming &naming);
/// "ENABLE TRIGGER" of an object's options; `word` TRIGGER or RULE.
QString enabledClause(const Options &options, QLatin1String word);
/// How an index comes to be: under a lock; beside those who write; of a partitioned table alone, not of its partitions.
enum class IndexForm { Plain, Concurrently, OnlyParent };
/// "CREATE INDEX …"
QString indexDefinition(ObjectId id, const Naming &naming, IndexForm form = IndexForm::Plain);
/// All of an index but its name and table: two that read alike are alike, where their columns' names are.
QString indexShape(ObjectId id, const Naming &naming);
/// "CREATE UNIQUE INDEX CONCURRENTLY …" of the index that a primary key or unique constraint then takes over.
QString keyIndexDefinition(ObjectId id, const QString &name, const Naming &naming);
/// "CONSTRAINT name PRIMARY KEY USING INDEX index …"
QString keyOverIndex(ObjectId id, const QString &index, const Naming &naming);
/// The clauses of a sequence in which it differs from `usual`.
QString sequenceClauses(const Sequence &sequence, const Sequence &usual);
/// What a sequence of that type and direction has when nothing is said.
Sequence usualSequence(const Sequence &like);
/// Whether the table's creation names this foreign key: not when new tables refer to each other in a circle.
bool isFoldedKey(ObjectId foreignKey, const PlanContext &context);

} // namespace relata::postgresql
