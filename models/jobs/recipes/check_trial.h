#pragma once
#include "models/jobs/recipes/trial_rows.h"

namespace relata {

struct CheckRows {
    bool isBroken = false; ///< by rows that are there, though it says that they were looked at
    QList<TrialRow> allowed, breaking;
};

/// Finds rows that a check allows and rows that break it. Its own expression is the judge, over a temporary copy of the
/// columns that it names: the constraint itself is not asked.
class CheckTrial {
public:
    CheckTrial(Connection &connection, const Schema &schema, const Engine &engine, ObjectId check, TrialRows &rows);

    /// Rows like `base` with another value in a column, or two, that the check names. Errors are a lost connection;
    /// an expression that cannot be asked finds nothing.
    Result<CheckRows> find(const TrialRow &base);

private:
    enum class Verdict { Unknown, Allowed, Broken };
    Result<Verdict> judge(const TrialRow &row);
    Result<> note(const TrialRow &row, CheckRows &found);
    Result<> pairs(const TrialRow &base, CheckRows &found);
    QList<Value> candidates(qsizetype position, const TrialRow &base) const;
    QString columnName(qsizetype position) const;
    static bool isEnough(const CheckRows &found) { return found.breaking.size() >= 4; }

    Connection &m_connection;
    const Schema &m_schema;
    const Engine &m_engine;
    ObjectId m_check;
    TrialRows &m_rows;
    QString m_expression, m_table;
    QList<qsizetype> m_positions; ///< of the columns that it names
    bool m_isWhole = true; ///< all that it names is a column with a value of its own
};

} // namespace relata
