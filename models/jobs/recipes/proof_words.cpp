#include "models/jobs/recipes/proof_words.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

QList<Message> proofFacts(const Proof &proof)
{
    QList<Message> result;
    if (proof.constraints > 0)
        result += {"Proof", QT_TRANSLATE_NOOP("Proof", "Constraints that took a row and refused another: %1"),
            {QString::number(proof.constraints)}};
    QStringList locks;
    int rewriting = 0, watched = 0;
    for (const SeenStatement &statement : proof.seenUp) {
        watched += statement.rewrites.has_value();
        rewriting += statement.rewrites.value_or(false);
        for (const Lock &lock : statement.locks) {
            if (lock.measured && lock.level >= LockLevel::BlocksSchemaChange)
                locks += QString(
                    lock.engineName + u' ' + lock.object.path.mid(lock.object.path.first().isEmpty()).join(u'.'));
        }
    }
    locks.removeDuplicates();
    if (!locks.isEmpty())
        result += {"Proof", QT_TRANSLATE_NOOP("Proof", "Locks seen on the way up: %1"), {locks.join(u", "_s)}};
    if (watched > 0)
        result +=
            {"Proof", QT_TRANSLATE_NOOP("Proof", "Statements that wrote a table anew: %1 of %2 that were watched"),
                {QString::number(rewriting), QString::number(watched)}};
    return result;
}

} // namespace relata
