#pragma once
#include "models/base/job_context.h"
#include "models/diff/matcher.h"
#include "models/engine/connection_profile.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/prove.h"
#include "models/plan/plan.h"
#include "models/planner/filling.h"

#include <optional>

namespace relata {

class ServerForms;

/// Which sides people typed, as a design is: what they spell otherwise than a server does is no difference.
struct TypedSides {
    bool from = false, to = false;
};

struct CompareOptions {
    QList<RenameNote> renames; ///< answers: this became that
    QList<std::pair<Kind, QStringList>> notRenamed; ///< answers: this one is gone, or new
    QList<FillAnswer> fills; ///< what rows get in columns that come to need a value
    bool naive = false;
    bool proof = true;
    TypedSides typed;
    bool keep = false; ///< what would be lost is kept aside, and down brings it back
    std::optional<ConnectionProfile> scratch; ///< where the proof may make a database
    QString defaultSchema;
};

/// A pairing that looks like a rename and that nobody has answered yet; the plan takes it for one, for that destroys
/// nothing.
struct RenameQuestion {
    ObjectRef before, after;
    double confidence = 0;
};

/// Two schemas with what they have in common under common ids, as a server would hold them.
struct PairedSchemas {
    Schema from, to;
    QList<RenameQuestion> questions; ///< what was taken for renamed without anybody's word
    std::optional<Message> unproved{}; ///< why what was typed was compared by its words alone
};

/// Pairs by name, by the answers in `options`, and by likeness.
PairedSchemas pairedSchemas(const Schema &from, const Schema &to, const Engine &engine, const CompareOptions &options);

/// The same pair, where one side or both were typed: what a server writes as the other side has it is taken for equal.
/// Without `beside` no server is asked, and tokens alone tell. Errors are cancellation alone.
Result<PairedSchemas> settledPair(const PairedSchemas &pair, const Engine &engine, TypedSides typed,
    const std::optional<ConnectionProfile> &beside, ServerForms &forms, JobContext &context);

/// Two schemas compared: the way from one to the other, both ways, and what was seen when it ran.
struct Comparison {
    Schema from, to; ///< common objects under common ids
    ServerInfo server; ///< that it was planned for
    PlanPair plan;
    Proof proof;
    QList<RenameQuestion> questions;
    QList<ObjectRef> unmanaged; ///< differ, but no plan serves them
    std::optional<Message> unproved; ///< see PairedSchemas

    bool isEmpty() const { return plan.up.isEmpty(); }
};

/// Pairs, plans and proves. Errors are refusals of the planner and cancellation; a failed proof is part of the answer.
Result<Comparison> compareSchemas(const Schema &from, const Schema &to, const Engine &engine, const ServerInfo &server,
    const CompareOptions &options, JobContext &context);

} // namespace relata
