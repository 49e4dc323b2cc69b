#pragma once
#include "models/jobs/recipes/prove.h"

#include <QHash>

namespace relata {

/// The same as prove(), with rows that hold one of `choices` in these columns of `from`: for plans whose triggers or
/// statements convert what stands there, and take no other values.
Result<Proof> proveConverting(const QHash<ObjectId, QStringList> &choices, const Schema &from, const Schema &to,
    const QStringList &up, const QStringList &down, const Engine &engine, const ConnectionProfile &beside,
    JobContext &context);

} // namespace relata
