#pragma once
#include "models/schema/schema.h"

namespace relata::sqlite {

/// The CREATE TABLE text with columns, keys, unique constraints, checks and foreign keys; under another name when one
/// is given.
QString tableText(ObjectId table, const Schema &schema, const QString &name = {});
/// A column as it stands in CREATE TABLE or ADD COLUMN, with the texts of constraints that stand at it.
QString columnText(ObjectId column, const Schema &schema, const QStringList &constraints = {});
/// A foreign key at its column: from CONSTRAINT or REFERENCES on.
QString inlineReferenceText(ObjectId foreignKey, const Schema &schema);
QString checkText(ObjectId check, const Schema &schema);
QString indexText(ObjectId index, const Schema &schema);
QString viewText(ObjectId view, const Schema &schema);
QString triggerText(ObjectId trigger, const Schema &schema);

/// Option keys of this engine.
namespace option {
inline constexpr const char *Strict = "sqlite.strict";
inline constexpr const char *WithoutRowid = "sqlite.without_rowid";
inline constexpr const char *NotNullName = "sqlite.not_null_name";
inline constexpr const char *OnConflict = "sqlite.on_conflict";
inline constexpr const char *ReferencedColumns = "sqlite.referenced_columns"; ///< names, of an unmanaged table
} // namespace option

} // namespace relata::sqlite
