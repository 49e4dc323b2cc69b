#include "models/jobs/recipes/lock_watch.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

LockWatch::LockWatch(Connection &connection, const Engine &engine, const QList<RunnerStatement> &statements)
    : m_connection(connection)
    , m_engine(engine)
    , m_statements(statements)
{
    for (const RunnerStatement &statement : statements)
        m_seen += SeenStatement{statement.sql, {}, {}};
}

ScriptHooks LockWatch::hooks()
{
    ScriptHooks hooks;
    if (!m_engine.monitor)
        return hooks;
    hooks.before = [this](int i) { return before(i); };
    hooks.instead = [this](int i) { return instead(i); };
    hooks.after = [this](int i) { return after(i); };
    return hooks;
}

/// Locks are seen only within the transaction that holds them.
bool LockWatch::isWatched(int i) const
{
    return m_statements.at(i).mode != TransactionMode::Outside && m_engine.monitor->sees(m_connection.server());
}

Result<> LockWatch::before(int i)
{
    const bool isSameTransaction = m_known == i && m_statements.at(i).mode == TransactionMode::Joined
        && m_statements.at(std::max(i - 1, 0)).mode == TransactionMode::Joined;
    if (!isWatched(i) || isSameTransaction)
        return {};
    Result<ServerSight> sight = m_engine.monitor->look(m_connection);
    if (!sight)
        return failure(sight.error());
    m_before = std::move(*sight);
    return {};
}

Result<bool> LockWatch::instead(int i)
{
    const QList<CheapForm> forms = m_engine.monitor->cheapForms(m_statements.at(i).sql, m_connection.server());
    for (const CheapForm &form : forms) {
        const Result<ResultSummary> done = perform(m_connection, form.sql);
        m_seen[i].rewrites = done ? form.rewrites : std::nullopt;
        if (done)
            return true;
        if (!m_connection.isAlive() || done.error().code == Error::Code::Cancelled)
            return failure(done.error());
        if (!m_engine.monitor->isTooDear(done.error()))
            return false; // the statement as it stands says what is wrong with it
    }
    if (!forms.isEmpty())
        m_seen[i].rewrites = true;
    return false;
}

Result<> LockWatch::after(int i)
{
    if (!isWatched(i))
        return {};
    Result<ServerSight> sight = m_engine.monitor->look(m_connection);
    if (!sight)
        return failure(sight.error());
    SeenStatement &seen = m_seen[i];
    for (auto it = sight->locks.cbegin(); it != sight->locks.cend(); ++it) {
        const auto relation = m_before.relations.constFind(it.key());
        if (relation == m_before.relations.cend() || !relation->isTable)
            continue; // nobody waits for what nobody sees yet
        const HeldLock earlier = m_before.locks.value(it.key());
        const bool isOwn = earlier.engineName != it->engineName;
        seen.locks += Lock{{Kind::Table, relation->path, {}}, it->level, it->engineName, isOwn};
    }
    std::sort(seen.locks.begin(), seen.locks.end(),
        [](const Lock &a, const Lock &b) { return a.object.path < b.object.path; });
    seen.rewrites =
        std::any_of(m_before.relations.keyValueBegin(), m_before.relations.keyValueEnd(), [&](const auto &relation) {
            const auto now = sight->relations.constFind(relation.first);
            return now != sight->relations.cend() && now->file != relation.second.file;
        });
    m_before = std::move(*sight);
    m_known = i + 1;
    return {};
}

static void noteSeen(StatementFacts &facts, const SeenStatement &seen)
{
    if (seen.rewrites)
        facts.rewrites = *seen.rewrites;
    for (const Lock &lock : seen.locks) {
        const auto stated = std::find_if(facts.locks.begin(), facts.locks.end(),
            [&](const Lock &one) { return one.object.path == lock.object.path; });
        if (stated == facts.locks.end()) {
            if (lock.measured && lock.level >= LockLevel::BlocksSchemaChange)
                facts.locks += lock;
        } else if (lock.measured || stated->engineName == lock.engineName) {
            stated->level = lock.level;
            stated->engineName = lock.engineName;
            stated->measured = true;
        }
    }
}

void noteSeen(Plan &plan, const QList<SeenStatement> &seen)
{
    if (plan.statements().size() != seen.size())
        return;
    qsizetype i = 0;
    for (Step &step : plan.steps) {
        for (Statement &statement : step.statements) {
            if (statement.sql == seen.at(i).sql)
                noteSeen(statement.facts, seen.at(i));
            ++i;
        }
    }
}

} // namespace relata
