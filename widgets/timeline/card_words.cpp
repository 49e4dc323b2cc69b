#include "widgets/timeline/card_words.h"

#include "models/jobs/recipes/proof_words.h"
#include "models/jobs/recipes/prove.h"
#include "models/plan/plan.h"
#include "models/project/migration_facts.h"
#include "models/timeline/ledger_text.h"
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
        const QString ago = agoText(status->appliedAt, QDateTime::currentDateTimeUtc());
        const QString when = QLocale().toString(status->appliedAt.toLocalTime(), QLocale::ShortFormat);
        return {Tone::Ok, u"ok"_s,
            status->appliedBy.isEmpty()
                ? said(QT_TRANSLATE_NOOP("MigrationCard", "Applied %1")).arg(ago)
                : said(QT_TRANSLATE_NOOP("MigrationCard", "Applied %1 by %2")).arg(ago, status->appliedBy),
            said(QT_TRANSLATE_NOOP("MigrationCard", "Applied %1 by %2")).arg(when, status->appliedBy)};
    }
    case MigrationState::Partial:
        return {Tone::Danger, u"partial"_s,
            said(QT_TRANSLATE_NOOP("MigrationCard", "Partial, %1 of %2 statements"))
                .arg(status->statementsDone)
                .arg(status->statements),
            ledgerMessage(status->error).translated()};
    case MigrationState::Failed:
        return {Tone::Danger, u"danger"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Failed")),
            ledgerMessage(status->error).translated()};
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

QString agoText(const QDateTime &when, const QDateTime &now)
{
    const qint64 seconds = when.secsTo(now);
    if (!when.isValid())
        return said(QT_TRANSLATE_NOOP("MigrationCard", "at an unknown time"));
    if (seconds < 60)
        return said(QT_TRANSLATE_NOOP("MigrationCard", "just now"));
    if (seconds < 3600)
        return said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n minute(s) ago"), int(seconds / 60));
    if (seconds < 86400)
        return said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n hour(s) ago"), int(seconds / 3600));
    if (seconds < qint64(60) * 86400)
        return said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n day(s) ago"), int(seconds / 86400));
    return said(QT_TRANSLATE_NOOP("MigrationCard", "on %1"))
        .arg(QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat));
}

namespace {

using Fact = std::pair<Tone, QString>;

Fact lockFact(const QString &lock)
{
    return {Tone::Muted, said(QT_TRANSLATE_NOOP("MigrationCard", "locks: %1")).arg(lock)};
}
Fact rewriteFact() { return {Tone::Warning, u"▲ "_s + said(QT_TRANSLATE_NOOP("MigrationCard", "rewrites a table"))}; }
Fact lossFact()
{
    return {Tone::Danger, u"● "_s + said(QT_TRANSLATE_NOOP("MigrationCard", "down does not bring every value back"))};
}

QList<Fact> textFacts(const MigrationFacts &facts)
{
    QList<Fact> result{{Tone::Muted, said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n statement(s)"), facts.statements)}};
    if (!facts.strongestLock.isEmpty())
        result += lockFact(facts.strongestLock);
    if (facts.rewrites)
        result += rewriteFact();
    if (facts.scans && !facts.rewrites)
        result += {Tone::Muted, said(QT_TRANSLATE_NOOP("MigrationCard", "reads a whole table"))};
    if (facts.outside)
        result += {Tone::Muted, said(QT_TRANSLATE_NOOP("MigrationCard", "partly outside a transaction"))};
    if (facts.manualSteps > 0)
        result += {
            Tone::Muted, said(QT_TRANSLATE_N_NOOP("MigrationCard", "waits for %n step(s) by hand"), facts.manualSteps)};
    if (facts.commands > 0)
        result += {Tone::Warning,
            u"▲ "_s
                + said(QT_TRANSLATE_N_NOOP("MigrationCard", "runs %n command(s) on this computer"), facts.commands)};
    if (facts.uncertain)
        result +=
            {Tone::Warning, u"▲ "_s + said(QT_TRANSLATE_NOOP("MigrationCard", "does what its text does not tell"))};
    if (!facts.wayDown)
        result += {Tone::Warning, u"▲ "_s + said(QT_TRANSLATE_NOOP("MigrationCard", "no way down"))};
    else if (facts.losesData.value_or(false))
        result += lossFact();
    return result;
}

} // namespace

QList<std::pair<Tone, QString>> migrationFacts(
    const MigrationFacts *facts, const Proof *proof, const QList<Message> &rehearsal)
{
    QList<Fact> result = facts ? textFacts(*facts) : QList<Fact>();
    QStringList took;
    for (const Message &line : rehearsal)
        took += line.translated();
    if (!took.isEmpty())
        result += {Tone::Muted, took.join(u'\n')};
    if (!proof)
        return result;
    QStringList lines{(proof->proved ? u"✓ "_s : u"● "_s) + proof->summary().translated()};
    for (const Message &fact : proofFacts(*proof))
        lines += fact.translated();
    result += {proof->proved ? Tone::Ok : Tone::Danger, lines.join(u'\n')};
    return result;
}

QList<std::pair<Tone, QString>> planFacts(const Plan &plan)
{
    QList<std::pair<Tone, QString>> facts{
        {Tone::Muted, said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n step(s)"), int(plan.steps.size()))}};
    bool rewrites = false;
    QString lock;
    int strongest = -1, findings = 0;
    for (const Step &step : plan.steps) {
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
        facts += lockFact(lock);
    if (rewrites)
        facts += rewriteFact();
    if (losesData(plan))
        facts += lossFact();
    if (findings)
        facts += {Tone::Warning, u"▲ "_s + said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n finding(s)"), findings)};
    return facts;
}

} // namespace relata
