#include "widgets/timeline/card_words.h"

#include "models/jobs/recipes/proof_words.h"
#include "models/jobs/recipes/prove.h"
#include "models/plan/plan.h"
#include "models/timeline/timeline.h"

#include <QCoreApplication>
#include <QLocale>

namespace relata {
using namespace Qt::StringLiterals;

static QString said(const char *text, int count = -1)
{
    return QCoreApplication::translate("MigrationCard", text, nullptr, count);
}

StateWords stateWords(const MigrationStatus *status)
{
    if (!status)
        return {};
    switch (status->state) {
    case MigrationState::Pending:
        return {Tone::Muted, u"pending"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Pending")), {}};
    case MigrationState::Applied: {
        const QString when = QLocale().toString(status->appliedAt.toLocalTime(), QLocale::ShortFormat);
        return {Tone::Added, u"ok"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Applied")),
            said(QT_TRANSLATE_NOOP("MigrationCard", "Applied %1 by %2")).arg(when, status->appliedBy)};
    }
    case MigrationState::Partial:
        return {Tone::Danger, u"partial"_s,
            said(QT_TRANSLATE_NOOP("MigrationCard", "Partial, %1 of %2 statements"))
                .arg(status->statementsDone)
                .arg(status->statements),
            status->error};
    case MigrationState::Failed:
        return {Tone::Danger, u"danger"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Failed")), status->error};
    case MigrationState::Edited:
        return {
            Tone::Warning, u"warning"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Edited after it was applied")), {}};
    case MigrationState::Missing:
        return {Tone::Warning, u"warning"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Only in the database")), {}};
    case MigrationState::OutOfOrder:
        return {Tone::Warning, u"warning"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Out of order")), {}};
    }
    return {};
}

QList<std::pair<Tone, QString>> migrationFacts(const Proof *proof)
{
    QList<std::pair<Tone, QString>> facts;
    if (proof)
        facts += {proof->proved ? Tone::Added : Tone::Danger,
            (proof->proved ? u"✓ "_s : u"● "_s) + proof->summary().translated()};
    for (const Message &fact : proof ? proofFacts(*proof) : QList<Message>())
        facts += {Tone::Muted, fact.translated()};
    return facts;
}

QList<std::pair<Tone, QString>> planFacts(const Plan &plan)
{
    QList<std::pair<Tone, QString>> facts{
        {Tone::Muted, said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n step(s)"), int(plan.steps.size()))}};
    bool rewrites = false, loses = false;
    QString lock;
    int strongest = -1, findings = 0;
    for (const Step &step : plan.steps) {
        loses = loses || step.reversal != Reversal::Exact;
        findings += int(step.findings.size());
        for (const Statement &statement : step.statements) {
            rewrites = rewrites || statement.facts.rewrites;
            for (const Lock &one : statement.facts.locks) {
                if (int(one.level) > strongest) {
                    strongest = int(one.level);
                    lock = one.engineName;
                }
            }
        }
    }
    if (!lock.isEmpty())
        facts += {Tone::Muted, said(QT_TRANSLATE_NOOP("MigrationCard", "locks: %1")).arg(lock)};
    if (rewrites)
        facts += {Tone::Warning, u"▲ "_s + said(QT_TRANSLATE_NOOP("MigrationCard", "rewrites a table"))};
    if (loses)
        facts +=
            {Tone::Danger, u"● "_s + said(QT_TRANSLATE_NOOP("MigrationCard", "down does not bring every value back"))};
    if (findings)
        facts += {Tone::Warning, u"▲ "_s + said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n finding(s)"), findings)};
    return facts;
}

} // namespace relata
