#include "models/lint/lock_findings.h"

#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

struct Sentence {
    const char *code, *message, *advice;
};

/// By what waits (everybody, writers alone) and why (rows are written anew, or only read).
const Sentence &sentenceFor(bool everybody, bool rewrites)
{
    static const Sentence sentences[2][2] = {
        {{"LK101", QT_TRANSLATE_NOOP("Lint", "Reads all rows of %1 while writers wait."),
             QT_TRANSLATE_NOOP("Lint", "Run it when little is written to %1, or while its rows are few.")},
            {"LK102", QT_TRANSLATE_NOOP("Lint", "Copies all rows of %1 while writers wait."),
                QT_TRANSLATE_NOOP("Lint",
                    "Write \"-- relata:copy\" above it, so that %1 is copied in batches while others write, or \"-- "
                    "relata:copy with pt-online-schema-change\" to leave that to a program; or run it when little is "
                    "written.")}},
        {{"LK103", QT_TRANSLATE_NOOP("Lint", "Reads all rows of %1 while readers and writers wait."),
             QT_TRANSLATE_NOOP("Lint", "Run it when %1 is not in use, or while its rows are few.")},
            {"LK104", QT_TRANSLATE_NOOP("Lint", "Writes all rows of %1 anew while readers and writers wait."),
                QT_TRANSLATE_NOOP("Lint",
                    "Run it when %1 is not in use, or add a column of the new form, fill it in parts and swap "
                    "them.")}}};
    return sentences[everybody ? 1 : 0][rewrites ? 1 : 0];
}

/// An exclusive metadata lock is held for an instant at both ends of a statement; which lock stands between is told by
/// another word. SQLite's writers wait for each other whatever they do.
bool isFelt(const Lock &lock)
{
    return lock.level >= LockLevel::BlocksWrites && lock.engineName != "EXCLUSIVE METADATA"_L1
        && lock.engineName != "RESERVED"_L1;
}

} // namespace

void addLockFindings(Step &step, const Schema &from)
{
    for (const Statement &statement : step.statements) {
        const StatementFacts &facts = statement.facts;
        for (const Lock &lock : facts.locks) {
            if (!isFelt(lock) || !(facts.rewrites || facts.scans) || !from.find<Table>(lock.object.id))
                continue;
            const Sentence &sentence = sentenceFor(lock.level == LockLevel::BlocksAll, facts.rewrites);
            const bool isSaid = std::any_of(step.findings.begin(), step.findings.end(),
                [&](const Finding &said) { return said.code == sentence.code && said.object.id == lock.object.id; });
            const QStringList name{from.displayName(lock.object.id)};
            if (!isSaid)
                step.findings += {.code = sentence.code,
                    .severity = Finding::Severity::Warning,
                    .message = {"Lint", sentence.message, name},
                    .advice = {"Lint", sentence.advice, name},
                    .object = lock.object,
                    .begin = 0,
                    .end = 0,
                    .fix = {}};
        }
    }
}

} // namespace relata
