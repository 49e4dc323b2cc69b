#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/engine/server_info.h"
#include "models/plan/statement_facts.h"
#include "models/schema/schema.h"

#include <QJsonObject>

#include <chrono>
#include <functional>
#include <optional>

namespace relata {

class ScratchDatabase;
struct ConnectionProfile;
struct Engine;

/// What a server showed of one statement while it ran.
struct SeenStatement {
    QString sql;
    QList<Lock> locks; ///< held while it ran, by the names before it; measured when it took them itself
    std::optional<bool> rewrites; ///< empty: not seen
};

/// What was seen when a plan ran up, down and up again on a scratch database with rows in its tables.
struct Proof {
    bool proved = false;
    Message reason; ///< why not, when it is not; what and where
    QString detail; ///< the server's words, or the difference that was left
    std::chrono::milliseconds elapsed{};
    qint64 rows = 0; ///< generated and compared
    QList<Message> leftOut; ///< what the proof could not cover
    Message place; ///< where it ran
    QString ranOn, standsFor; ///< "MariaDB 10.11" for "MySQL 8.0", where these are not the same; else empty
    ServerInfo server; ///< which ran it; of version 0 where none could be had
    int constraints = 0; ///< new or changed ones that took a row and refused another
    QList<SeenStatement> seenUp, seenDown; ///< statement by statement, as far as the server shows it

    /// Whether it was seen on a server of the kind that it is meant for.
    bool holds() const { return proved && standsFor.isEmpty(); }
    /// "Proved in 0.8 s, 42 rows" or "Not proved: why".
    Message summary() const;
};

/// What is proved instead of statements where nobody knows them before; it runs a whole way on the scratch database.
using ProvenScript = std::function<Result<>(ScratchDatabase &scratch, bool isUp)>;

/// Runs up, down and up again and looks after each whether the schema is exactly `to`, `from`, `to`; after down every
/// row of every table must be as before, but for values that a new type changes, and for what up drops and does not
/// keep. A database that cannot be had is an unproved plan, not an error; errors are cancellation alone.
Result<Proof> prove(const Schema &from, const Schema &to, const QStringList &up, const QStringList &down,
    const Engine &engine, const ConnectionProfile &beside, JobContext &context, const ProvenScript &script = {});

/// The schema without what is not managed and all that depends on it; what was taken out is listed.
Schema managedPart(const Schema &schema, QList<ObjectRef> *leftOut = nullptr);

/// "column users.email: nullable", at most `most` of them: what still differs, for people.
QStringList differences(const Schema &expected, const Schema &found, const Engine &engine, int most = 5);

} // namespace relata
