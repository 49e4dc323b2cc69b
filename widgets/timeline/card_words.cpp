#include "widgets/timeline/card_words.h"

#include "models/jobs/recipes/proof_words.h"
#include "models/jobs/recipes/prove.h"
#include "models/plan/plan.h"
#include "models/project/approvals.h"
#include "models/project/migration_facts.h"
#include "models/project/row_check.h"
#include "models/timeline/backup_table.h"

#include <QCoreApplication>
#include <QLocale>

namespace relata {
using namespace Qt::StringLiterals;

static QString said(const char *text, int count = -1)
{
    return QCoreApplication::translate("MigrationCard", text, nullptr, count);
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
    if (facts.wayDown)
        result += returnFact(facts.back);
    return result;
}

} // namespace

QList<std::pair<Tone, QString>> migrationFacts(
    const MigrationFacts *facts, const Proof *proof, const QList<Message> &rehearsal, const QList<Message> &times)
{
    QList<Fact> result = facts ? textFacts(*facts) : QList<Fact>();
    for (const QList<Message> *lines : {&rehearsal, &times}) {
        QStringList took;
        for (const Message &line : *lines)
            took += line.translated();
        if (!took.isEmpty())
            result += {Tone::Muted, took.join(u'\n')};
    }
    if (!proof)
        return result;
    const Tone tone = proof->holds() ? Tone::Ok : proof->proved ? Tone::Warning : Tone::Danger;
    QStringList lines{(tone == Tone::Ok               ? u"✓ "_s
                              : tone == Tone::Warning ? u"▲ "_s
                                                      : u"● "_s)
        + proof->summary().translated()};
    for (const Message &fact : proofFacts(*proof))
        lines += fact.translated();
    result += {tone, lines.join(u'\n')};
    return result;
}

QList<std::pair<Tone, QString>> approvalFacts(const ApprovalStanding &standing, bool isAsked)
{
    const Approval &given = standing.approval;
    const QString when = QLocale().toString(given.at.toLocalTime(), QLocale::ShortFormat);
    const QString note = given.note.isEmpty() ? QString() : u'\n' + given.note;
    switch (standing.state) {
    case ApprovalStanding::State::Approved:
        return {{Tone::Ok,
            u"✓ "_s
                + said(QT_TRANSLATE_NOOP("MigrationCard", "approved by %1, %2"))
                      .arg(given.by, agoText(given.at, QDateTime::currentDateTimeUtc()))
                + u'\n' + when + note}};
    case ApprovalStanding::State::Void:
        return {{Tone::Warning,
            u"▲ "_s + said(QT_TRANSLATE_NOOP("MigrationCard", "approval by %1 is void: changed since")).arg(given.by)
                + u'\n' + when + note}};
    case ApprovalStanding::State::None:
        break;
    }
    return isAsked ? QList<Fact>{{Tone::Muted, said(QT_TRANSLATE_NOOP("MigrationCard", "not approved"))}}
                   : QList<Fact>();
}

QList<std::pair<Tone, QString>> backupFacts(const BackupRecord *backup)
{
    if (!backup)
        return {};
    const bool isTold = backup->kind == BackupRecord::Kind::Claimed || !backup->restoredAt.isValid();
    return {{isTold ? Tone::Warning : Tone::Muted,
        (isTold ? u"▲ "_s : QString())
            + said(QT_TRANSLATE_NOOP("MigrationCard", "backup: %1")).arg(backup->brief().translated()) + u'\n'
            + backup->summary().translated() + u'\n' + backup->wayBack().translated()}};
}

QList<std::pair<Tone, QString>> rowFacts(const RowCheck *check)
{
    if (!check)
        return {};
    QStringList details{said(QT_TRANSLATE_NOOP("MigrationCard", "checked %1"))
                            .arg(agoText(check->at, QDateTime::currentDateTimeUtc()))};
    for (const FoundRows &one : check->found)
        details += one.message().translated();
    const QString more = u'\n' + details.join(u'\n');
    if (const int inTheWay = check->inTheWay())
        return {{Tone::Danger,
            u"● "_s + said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n data check(s) failed"), inTheWay) + more}};
    if (const int told = int(check->found.size()))
        return {{Tone::Warning,
            u"▲ "_s + said(QT_TRANSLATE_N_NOOP("MigrationCard", "data checks passed, %n note(s)"), told) + more}};
    return {{Tone::Ok, u"✓ "_s + said(QT_TRANSLATE_NOOP("MigrationCard", "data checks passed")) + more}};
}

std::pair<Tone, QString> returnFact(const ReturnOutlook &back)
{
    QStringList lines;
    for (const Message &line : back.lines())
        lines += line.translated();
    const QString details = u'\n' + lines.join(u'\n');
    if (!back.point)
        return {Tone::Muted, said(QT_TRANSLATE_NOOP("MigrationCard", "no point of no return")) + details};
    return {back.byText ? Tone::Warning : Tone::Danger,
        (back.byText ? u"▲ "_s : u"● "_s)
            + said(QT_TRANSLATE_NOOP("MigrationCard", "point of no return: statement %1")).arg(back.point->statement)
            + details};
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
