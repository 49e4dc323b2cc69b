#pragma once
#include "models/schema/schema.h"

namespace relata::mysql {

/// A foreign key needs an index on its columns, and the server makes one of the key's name where none fits. That index
/// is the key's own: it is no object of a Schema, comes and goes with the key, and its presence follows from the other
/// keys of the table. Where it stands beside another that fits, the key says so by this option.
inline constexpr const char *OwnIndexOption = "mysql.own_index";

/// Whether this index of the key's table is the one that the server makes for it.
bool isOwnIndex(const Index &index, const ForeignKey &key);
/// Whether the key has an index of its own in this schema.
bool hasOwnIndex(const ForeignKey &key, const Schema &schema);
/// Whether an index with this index's name and parts stands in the schema as a foreign key's own.
bool standsAsOwn(const Index &index, const Schema &schema);
/// The schema without the indexes that foreign keys own.
Schema withoutOwnIndexes(const Schema &schema);

} // namespace relata::mysql
