#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/project/new_migration.h"
#include "models/timeline/python_migration.h"

#include <algorithm>

// A planned migration written as a program in Python.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString execute(const QString &sql) { return u"    cursor.execute("_s + pythonLiteral(sql) + u")\n"_s; }

/// A statement with what the runner would do about its answer.
QString linesOf(const Statement &statement, const Engine &engine)
{
    QString result = execute(statement.sql);
    if (engine.runner && engine.runner->mustAnswerNothing(statement.sql))
        result += u"    if cursor.fetchall():\n        raise RuntimeError("_s
            + pythonLiteral(statement.sql + u" found rows that it must not find"_s) + u")\n"_s;
    return result;
}

/// Whether a statement can share a transaction with the one behind it.
bool isJoined(const Statement *statement)
{
    return statement && statement->facts.transaction == TransactionMode::Joined;
}

/// `commits`: whether the transactions are the program's own.
QString functionOf(const QString &name, const Plan &plan, const Engine &engine, bool commits)
{
    QList<const Statement *> all;
    for (const Step &step : plan.steps) {
        for (const Statement &statement : step.statements)
            all += &statement;
    }
    QString result = u"def "_s + name + u"(cursor):\n"_s;
    qsizetype at = 0;
    bool isOpen = false;
    for (const Step &step : plan.steps) {
        result += u"    # "_s + step.title.source() + u'\n';
        for (const Statement &statement : step.statements) {
            const bool goesOn = commits && isJoined(&statement) && isJoined(all.value(at + 1));
            ++at;
            if (goesOn && !isOpen)
                result += execute(u"BEGIN"_s);
            result += linesOf(statement, engine);
            if (isOpen && !goesOn)
                result += execute(u"COMMIT"_s);
            isOpen = goesOn;
        }
    }
    return plan.steps.empty() ? result + u"    pass\n"_s : result;
}

} // namespace

MigrationFile inPython(const MigrationFile &migration, const PlanPair &plan, const Engine &engine)
{
    const auto isOutside = [](const Plan &way) {
        return std::any_of(way.steps.begin(), way.steps.end(), [](const Step &step) {
            return std::any_of(step.statements.begin(), step.statements.end(),
                [](const Statement &one) { return one.facts.transaction == TransactionMode::Outside; });
        });
    };
    const bool commits =
        engine.runner && engine.runner->transactionalDdl() && (isOutside(plan.up) || isOutside(plan.down));
    MigrationFile result = migration;
    result.up.clear();
    result.down.clear();
    result.python = u"\n\n"_s + functionOf(u"up"_s, plan.up, engine, commits) + u"\n\n"_s
        + functionOf(u"down"_s, plan.down, engine, commits);
    if (commits)
        result.directives += {u"transaction"_s, u"none"_s, 0};
    return result;
}

} // namespace relata
