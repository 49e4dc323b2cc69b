#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/schema/schema.h"

#include <QHash>
#include <QMutex>

#include <optional>

namespace relata {

struct ConnectionProfile;
struct Engine;

/// What servers have made of schemas, by what these say: asked again, it costs nothing. Kept in memory alone;
/// thread-safe.
class ServerForms {
public:
    /// The schema as a scratch database beside holds it once it is made there; under ids of its own. Errors: a database
    /// that cannot be had, a schema that the server does not take, a stop request.
    Result<Schema> formOf(
        const Schema &schema, const Engine &engine, const ConnectionProfile &beside, JobContext &context);

private:
    QMutex m_mutex;
    QHash<QByteArray, Schema> m_forms;
};

/// A schema that people typed, laid beside another.
struct SettledSchema {
    Schema schema; ///< with the other's words where both mean the same
    std::optional<Message> unproved; ///< why no server was asked: then it is tokens alone that were compared
};

/// What `typed` and `other` say otherwise in expressions, keys and queries; common objects under common ids. That is
/// all that typing may spell in more ways than one, but for types, which are put into their form at once.
QList<ObjectId> spelledOtherwise(const Schema &typed, const Schema &other, const Engine &engine);

/// `typed` with the words of `other` where a server writes just these for what was typed; all else stays as it is.
/// Costs making just the objects that spelledOtherwise() finds, and what they stand on. Errors are cancellation alone.
Result<SettledSchema> settledBeside(const Schema &typed, const Schema &other, const Engine &engine,
    const ConnectionProfile &beside, ServerForms &forms, JobContext &context);

/// The same by tokens, of which no server is asked; `why` nobody is.
SettledSchema settledByTokens(const Schema &typed, const Schema &other, const Engine &engine, const Message &why);

} // namespace relata
