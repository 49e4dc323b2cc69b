#include "models/jobs/recipes/diagnosis_ways.h"

#include "models/engine/connection_profile.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

using Deed = Diagnosis::WayOut::Deed;

Diagnosis::WayOut way(const char *text, Deed deed = Deed::Hands, const QString &version = {})
{
    return {.what = {"Diagnosis", text, {}}, .deed = deed, .version = version};
}

constexpr const char *allThere =
    QT_TRANSLATE_NOOP("Diagnosis", "All of it is there: say so in the ledger, nothing is run");
constexpr const char *takeAll = QT_TRANSLATE_NOOP("Diagnosis",
    "On this development database: take away all that the migration names, what was made by hand and its rows too");
constexpr const char *seeAll = QT_TRANSLATE_NOOP("Diagnosis", "See where every database stands");
constexpr const char *otherFirst = QT_TRANSLATE_NOOP("Diagnosis",
    "Pull the other migration, or put this one behind it with the next free number and without what it repeats");

/// First the cause goes, then the run goes on.
QList<Diagnosis::WayOut> afterCure(const char *cure)
{
    return {way(cure), way(QT_TRANSLATE_NOOP("Diagnosis", "Then go on from the statement that failed"), Deed::Resume),
        way(QT_TRANSLATE_NOOP("Diagnosis", "Or take back what the migration has done so far"), Deed::RollBack)};
}

bool isDevelopment(const ConnectionProfile &target)
{
    return target.environment.startsWith("dev"_L1) || target.environment.startsWith("test"_L1)
        || target.environment == "local"_L1;
}

/// What the migration names is not its own here: a rollback would take it away with its rows.
Diagnosis::WayOut forgetting(const Diagnosis &diagnosis)
{
    if (diagnosis.done > 0)
        return {.what = {"Diagnosis",
                    QT_TRANSLATE_NOOP("Diagnosis",
                        "Take back by hand what its first statements, %1 of them, have done; a rollback would take "
                        "away all that it names"),
                    {QString::number(diagnosis.done)}}};
    Diagnosis::WayOut result =
        way(QT_TRANSLATE_NOOP("Diagnosis", "Nothing of it was done: forget the run; no statement is run"), Deed::Stamp,
            diagnosis.previous);
    result.isForced = true;
    return result;
}

QList<Diagnosis::WayOut> afterHands(const Diagnosis &diagnosis, const ConnectionProfile &target, bool isWhole)
{
    QList<Diagnosis::WayOut> ways;
    if (isWhole)
        ways += way(allThere, Deed::Stamp, diagnosis.version);
    ways +=
        way(QT_TRANSLATE_NOOP("Diagnosis",
                "Look at the rows of what was made by hand, rename it or take it away, and go on from the statement "
                "that failed"),
            Deed::Resume);
    if (diagnosis.done == 0) {
        ways += forgetting(diagnosis);
        ways += way(QT_TRANSLATE_NOOP("Diagnosis",
            "Then let the migration, which no database has applied, look first (IF NOT EXISTS), or put one before it "
            "that does"));
    }
    if (isDevelopment(target))
        ways += way(takeAll, Deed::RollBack);
    return ways;
}

QList<Diagnosis::WayOut> afterPart(const Diagnosis &diagnosis, bool isWhole)
{
    QList<Diagnosis::WayOut> ways;
    if (isWhole)
        ways += way(allThere, Deed::Stamp, diagnosis.version);
    ways += way(
        QT_TRANSLATE_NOOP("Diagnosis", "Take back what the migration has done so far, worked out from the database"),
        Deed::RollBack);
    ways += way(QT_TRANSLATE_NOOP("Diagnosis", "Then run it again"), Deed::Apply);
    return ways;
}

/// Something else than this migration is at odds with the database.
QList<Diagnosis::WayOut> afterOthers(const Diagnosis &diagnosis, const char *first)
{
    return {way(first), forgetting(diagnosis), way(seeAll, Deed::Status)};
}

const char *cureOf(Diagnosis::Cause cause)
{
    using Cause = Diagnosis::Cause;
    switch (cause) {
    case Cause::Data:
        return QT_TRANSLATE_NOOP("Diagnosis", "Correct the rows that the server names");
    case Cause::Rights:
        return QT_TRANSLATE_NOOP("Diagnosis", "Have the right granted, or connect as the owner of what it changes");
    case Cause::Lock:
        return QT_TRANSLATE_NOOP("Diagnosis", "Wait until the other session has ended, or choose a quieter hour");
    case Cause::Disk:
        return QT_TRANSLATE_NOOP("Diagnosis", "Make room where the server keeps its files");
    default:
        return QT_TRANSLATE_NOOP("Diagnosis", "Settle what the server complains about");
    }
}

/// Nothing of the migration has run, and the ledger has nothing to forget.
QList<Diagnosis::WayOut> beforeStart(const Diagnosis &diagnosis, bool isWhole)
{
    using Cause = Diagnosis::Cause;
    QList<Diagnosis::WayOut> ways;
    if (diagnosis.cause == Cause::MigrationItself)
        return {way(QT_TRANSLATE_NOOP("Diagnosis", "Correct the file, and prove it"), Deed::Prove)};
    if (diagnosis.cause == Cause::WrongDatabase)
        ways += way(QT_TRANSLATE_NOOP("Diagnosis", "Look whether the target is the one that is meant"));
    if (diagnosis.cause == Cause::OtherMigration)
        ways += way(otherFirst);
    if (!ways.isEmpty())
        return ways + QList{way(seeAll, Deed::Status)};
    if (isWhole)
        ways += way(allThere, Deed::Stamp, diagnosis.version);
    return ways
        + QList{way(QT_TRANSLATE_NOOP("Diagnosis", "Look at what was changed by hand"), Deed::Drift),
            way(QT_TRANSLATE_NOOP(
                    "Diagnosis", "Make what was changed by hand a migration of its own, and leave it out of this one"),
                Deed::Adopt),
            way(QT_TRANSLATE_NOOP("Diagnosis",
                    "Or undo by hand what was changed, looking at its rows first, and apply the migration"),
                Deed::Apply)};
}

/// What would take away the rest of what is on its way down; where there is more than the migrations make, on
/// databases alone where that may go.
QList<Diagnosis::WayOut> takingRest(const ConnectionProfile &target, const Standing &standing)
{
    if (!standing.hasMore)
        return {way(QT_TRANSLATE_NOOP("Diagnosis",
                        "Or take back what is left of the migration, worked out from the database as it is; rows that "
                        "go are kept aside"),
            Deed::RollBack)};
    if (isDevelopment(target))
        return {way(takeAll, Deed::RollBack)};
    return {};
}

/// Where nothing of the way down has run, the migration may as well stay.
QList<Diagnosis::WayOut> staying(const Diagnosis &diagnosis, const Standing &standing)
{
    if (diagnosis.done > 0)
        return {};
    Diagnosis::WayOut result =
        way(QT_TRANSLATE_NOOP("Diagnosis",
                "Or let the migration stay, for nothing of its way down has run: say in the ledger that it is applied"),
            Deed::Stamp, diagnosis.version);
    result.isForced = !standing.isAsLeft;
    return {result};
}

/// Of a way down, something else is at odds with the database.
QList<Diagnosis::WayOut> downAmongOthers(const Diagnosis &diagnosis, const Standing &standing, const char *first)
{
    QList<Diagnosis::WayOut> ways = {way(first)};
    if (diagnosis.done > 0)
        ways += Diagnosis::WayOut{.what = {"Diagnosis",
                                      QT_TRANSLATE_NOOP("Diagnosis",
                                          "Bring back by hand what the first statements of the way down, %1 of them, "
                                          "took away; a rollback would take away all that the migration names"),
                                      {QString::number(diagnosis.done)}}};
    return ways + staying(diagnosis, standing) + QList{way(seeAll, Deed::Status)};
}

/// What leads a way down to its end, and whether the database needs a cure before.
QList<Diagnosis::WayOut> goingDown(const Diagnosis &diagnosis)
{
    using Cause = Diagnosis::Cause;
    switch (diagnosis.cause) {
    case Cause::PartlyApplied:
        return {way(QT_TRANSLATE_NOOP("Diagnosis",
                        "Go on with the way down: whether the statement happened is looked for in the database"),
            Deed::Resume)};
    case Cause::ChangedByHand:
        return {way(QT_TRANSLATE_NOOP("Diagnosis",
                        "Look at what was changed by hand and at its rows, make it again what the way down needs, and "
                        "go on from the statement that failed"),
            Deed::Resume)};
    case Cause::MigrationItself:
        return {way(QT_TRANSLATE_NOOP(
                        "Diagnosis", "Correct the way down in the file, and go on from the statement that failed"),
            Deed::Resume)};
    case Cause::Interrupted:
        return {way(QT_TRANSLATE_NOOP("Diagnosis", "Go on from this statement"), Deed::Resume)};
    default:
        return afterCure(cureOf(diagnosis.cause)).mid(0, 2);
    }
}

QList<Diagnosis::WayOut> waysDown(const Diagnosis &diagnosis, const ConnectionProfile &target, const Standing &standing)
{
    using Cause = Diagnosis::Cause;
    if (diagnosis.cause == Cause::OtherMigration)
        return downAmongOthers(diagnosis, standing,
            QT_TRANSLATE_NOOP("Diagnosis", "Pull the other migration, and take that one back before this one"));
    if (diagnosis.cause == Cause::WrongDatabase)
        return downAmongOthers(
            diagnosis, standing, QT_TRANSLATE_NOOP("Diagnosis", "Look whether the target is the one that is meant"));
    QList<Diagnosis::WayOut> ways;
    if (standing.isWhole)
        ways += way(QT_TRANSLATE_NOOP("Diagnosis", "All of it is gone: say so in the ledger, nothing is run"),
            Deed::Stamp, diagnosis.previous);
    ways += goingDown(diagnosis);
    if (diagnosis.cause != Cause::PartlyApplied || standing.isAsLeft)
        ways += staying(diagnosis, standing);
    return ways + takingRest(target, standing);
}

/// A rollback that stopped may always be tried again; while nothing of it has run, so may the migration.
QList<Diagnosis::WayOut> waysOfRollback(const Diagnosis &diagnosis, bool goesBack)
{
    QList<Diagnosis::WayOut> ways;
    if (diagnosis.cause != Diagnosis::Cause::Interrupted)
        ways += way(cureOf(diagnosis.cause));
    if (goesBack)
        return ways
            + QList{
                way(QT_TRANSLATE_NOOP("Diagnosis", "It was being rolled back: roll it back again"), Deed::RollBack)};
    return ways
        + QList{way(QT_TRANSLATE_NOOP("Diagnosis", "Then roll it back again"), Deed::RollBack),
            way(QT_TRANSLATE_NOOP("Diagnosis", "Or go on with the migration from where it stopped"), Deed::Resume)};
}

QList<Diagnosis::WayOut> waysOut(const Diagnosis &diagnosis, const ConnectionProfile &target, const Standing &standing)
{
    using Cause = Diagnosis::Cause;
    const bool isWhole = standing.isWhole;
    if (standing.isRollback)
        return waysOfRollback(diagnosis, standing.goesBack);
    if (!diagnosis.isBegun)
        return beforeStart(diagnosis, isWhole);
    if (diagnosis.isDown)
        return waysDown(diagnosis, target, standing);
    switch (diagnosis.cause) {
    case Cause::PartlyApplied:
        return afterPart(diagnosis, isWhole);
    case Cause::ChangedByHand:
        return afterHands(diagnosis, target, isWhole);
    case Cause::OtherMigration:
        return afterOthers(diagnosis, otherFirst);
    case Cause::WrongDatabase:
        return afterOthers(
            diagnosis, QT_TRANSLATE_NOOP("Diagnosis", "Look whether the target is the one that is meant"));
    case Cause::MigrationItself:
        return {way(QT_TRANSLATE_NOOP("Diagnosis", "Take back what the migration has done so far"), Deed::RollBack),
            way(QT_TRANSLATE_NOOP("Diagnosis", "Correct the file, and prove it"), Deed::Prove)};
    case Cause::Interrupted:
        return {way(QT_TRANSLATE_NOOP("Diagnosis", "Go on from this statement"), Deed::Resume),
            way(QT_TRANSLATE_NOOP("Diagnosis", "Or take back what the migration has done so far"), Deed::RollBack)};
    default:
        return afterCure(cureOf(diagnosis.cause));
    }
}

} // namespace

QString Diagnosis::WayOut::words() const
{
    switch (deed) {
    case Deed::Hands:
        return {};
    case Deed::Resume:
        return u"resume"_s;
    case Deed::RollBack:
        return allows.isEmpty() ? u"rollback"_s : u"rollback --allow "_s + allows;
    case Deed::Stamp:
        return u"stamp "_s + version + (isForced ? u" --force"_s : QString());
    case Deed::Apply:
        return u"up"_s;
    case Deed::Prove:
        return u"verify"_s;
    case Deed::Drift:
        return u"drift"_s;
    case Deed::Adopt:
        return u"drift --adopt NAME"_s;
    case Deed::Status:
        return u"status --all"_s;
    }
    return {};
}

void addWaysOut(Diagnosis &diagnosis, const ConnectionProfile &target, const Standing &standing)
{
    diagnosis.ways += waysOut(diagnosis, target, standing);
    if (diagnosis.backup)
        diagnosis.ways += Diagnosis::WayOut{.what = diagnosis.backup->wayBack()};
}

} // namespace relata
