#pragma once
#include "models/plan/finding.h"
#include "models/plan/statement_facts.h"

#include <chrono>

namespace relata {

/// One statement of a plan, with what it does and how to take it back.
struct Statement {
    QString sql;
    StatementFacts facts;
    QStringList undo; ///< from just after it to just before: serves a partly applied plan
    std::chrono::milliseconds lockTimeout{3000}, statementTimeout{0};
};

/// What a person reviews; may serve several changes (one rebuild, one merged ALTER).
struct Step {
    Message title; ///< "Add column users.last_login"
    std::vector<Statement> statements;
    QList<ObjectId> causes; ///< ids of the changes it serves
    int group = 0; ///< transaction group
    Reversal reversal = Reversal::Exact;
    QList<Finding> findings;
};

/// An object the plan touches or reads, as it must be before the first statement.
struct Expectation {
    ObjectRef object;
    QByteArray fingerprint;
};

/// A path from one schema value to another.
struct Plan {
    std::vector<Step> steps;
    QList<Expectation> expects;

    bool isEmpty() const { return steps.empty(); }
    QStringList statements() const;
};

/// Down is planned from the inverted change: they meet at changes, not at step numbers.
struct PlanPair {
    Plan up, down;
};

} // namespace relata
