#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/schema/schema.h"

namespace relata {

class Connection;
struct ConnectionProfile;
struct Engine;

/// An object that Relata would make otherwise than it is.
struct Misread {
    ObjectId object; ///< a table or view of the schema that was read
    QString said, made; ///< the server's words that differ, of the one that is there and of the one made anew
};

/// Makes all that is managed of a schema anew on a scratch database and compares what the server itself says of both:
/// whatever differs is not known well enough to be altered. `schema` was read from `source`.
Result<QList<Misread>> selfCheck(Connection &source, const Schema &schema, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context);

/// The schema in which what was misread is unmanaged: kept as it is, and a plan that would alter it is refused by name.
Schema withoutMisread(const Schema &schema, const QList<Misread> &misread);

/// An error that names the first object which the way to `to` would alter though it was misread in `from`.
Result<> refuseMisread(const Schema &from, const Schema &to, const QList<Misread> &misread, const Engine &engine);

} // namespace relata
