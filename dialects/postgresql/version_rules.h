#pragma once
#include "models/diff/change_set.h"

namespace relata::postgresql {

/// What servers do from some version on.
enum class VersionRule : quint8 {
    NamedNotNull, ///< NOT NULL is a constraint with a name, which may be added first and validated later
    PartitionedNotValid, ///< the foreign keys of a partitioned table know NOT VALID
    StorageDefault, ///< has SET STORAGE DEFAULT
    SetAccessMethod, ///< has ALTER TABLE … SET ACCESS METHOD
};

/// Whether a server of this version does so; one of an unknown version, 0, only what all do.
bool has(VersionRule rule, int version);

/// What a change needs that servers have from some version on.
struct Feature {
    const char *words; ///< as SQL says it
    int since; ///< the first version
    const char *source;
    bool (*isNeeded)(const Change &change);
};

/// What a server of this version does not have of that which the change needs; null: nothing, or nobody knows.
const Feature *lackingFeature(const Change &change, int version);

} // namespace relata::postgresql
