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

/// Makes all of a schema that is managed on an empty scratch database, in plain statements.
Result<> makeAnew(Connection &connection, const Schema &schema, const Engine &engine, JobContext &context);

/// These objects with all that belongs to them and what they stand on.
Schema standingPart(const Schema &schema, const QList<ObjectId> &ids);

/// The tables and views of `from` that the way to `to` alters in what they have or drops, with what they stand on: all
/// of a schema that has to be made anew to check just them.
Schema touchedPart(const Schema &from, const Schema &to, const Engine &engine);

/// Refuses by name where something that the way to `to` touches was misread; costs what that part costs. `from` was
/// read from `source`. What cannot be checked, for want of a scratch database or because it cannot be made anew, goes
/// on: a proof says so by itself.
Result<> mustBeReadWell(Connection &source, const Schema &from, const Schema &to, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context);

} // namespace relata
