#include "models/jobs/recipes/diagnosis_ways.h"

#include "models/engine/connection_profile.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Diagnosis::WayOut way(const char *text, const QString &words = {}, const QStringList &arguments = {})
{
    return {{"Diagnosis", text, arguments}, words};
}

/// First the cause goes, then the run goes on.
QList<Diagnosis::WayOut> afterCure(const char *cure)
{
    return {way(cure), way(QT_TRANSLATE_NOOP("Diagnosis", "Then go on from the statement that failed"), u"resume"_s),
        way(QT_TRANSLATE_NOOP("Diagnosis", "Or take back what the migration has done so far"), u"rollback"_s)};
}

bool isDevelopment(const ConnectionProfile &target)
{
    return target.environment.startsWith("dev"_L1) || target.environment.startsWith("test"_L1)
        || target.environment == "local"_L1;
}

/// What the migration names is not its own here: a rollback would take it away with its rows.
Diagnosis::WayOut forgetting(const Diagnosis &diagnosis)
{
    if (diagnosis.done == 0)
        return way(QT_TRANSLATE_NOOP("Diagnosis", "Nothing of it was done: forget the run; no statement is run"),
            u"stamp "_s + diagnosis.previous + u" --force"_s);
    return way(QT_TRANSLATE_NOOP("Diagnosis",
                   "Take back by hand what its first statements, %1 of them, have done; a rollback would take away all "
                   "that it names"),
        {}, {QString::number(diagnosis.done)});
}

QList<Diagnosis::WayOut> afterHands(const Diagnosis &diagnosis, const ConnectionProfile &target, bool isWhole)
{
    QList<Diagnosis::WayOut> ways;
    if (isWhole)
        ways += way(QT_TRANSLATE_NOOP("Diagnosis", "All of it is there: say so in the ledger, nothing is run"),
            u"stamp "_s + diagnosis.version);
    ways +=
        way(QT_TRANSLATE_NOOP("Diagnosis",
                "Look at the rows of what was made by hand, rename it or take it away, and go on from the statement "
                "that failed"),
            u"resume"_s);
    if (diagnosis.done == 0) {
        ways += forgetting(diagnosis);
        ways += way(QT_TRANSLATE_NOOP("Diagnosis",
            "Then let the migration, which no database has applied, look first (IF NOT EXISTS), or put one before it "
            "that does"));
    }
    if (isDevelopment(target))
        ways += way(QT_TRANSLATE_NOOP("Diagnosis",
                        "On this development database: take away all that the migration names, what was made by hand "
                        "and its rows too"),
            u"rollback"_s);
    return ways;
}

QList<Diagnosis::WayOut> afterPart(const Diagnosis &diagnosis, bool isWhole)
{
    QList<Diagnosis::WayOut> ways;
    if (isWhole)
        ways += way(QT_TRANSLATE_NOOP("Diagnosis", "All of it is there: say so in the ledger, nothing is run"),
            u"stamp "_s + diagnosis.version);
    ways += way(
        QT_TRANSLATE_NOOP("Diagnosis", "Take back what the migration has done so far, worked out from the database"),
        u"rollback"_s);
    ways += way(QT_TRANSLATE_NOOP("Diagnosis", "Then run it again"), u"up"_s);
    return ways;
}

/// Something else than this migration is at odds with the database.
QList<Diagnosis::WayOut> afterOthers(const Diagnosis &diagnosis, const char *first)
{
    return {way(first), forgetting(diagnosis),
        way(QT_TRANSLATE_NOOP("Diagnosis", "See where every database stands"), u"status --all"_s)};
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

QList<Diagnosis::WayOut> waysOut(const Diagnosis &diagnosis, const ConnectionProfile &target, bool isWhole)
{
    using Cause = Diagnosis::Cause;
    switch (diagnosis.cause) {
    case Cause::PartlyApplied:
        return afterPart(diagnosis, isWhole);
    case Cause::ChangedByHand:
        return afterHands(diagnosis, target, isWhole);
    case Cause::OtherMigration:
        return afterOthers(diagnosis,
            QT_TRANSLATE_NOOP("Diagnosis",
                "Pull the other migration, or put this one behind it with the next free number and without what it "
                "repeats"));
    case Cause::WrongDatabase:
        return afterOthers(
            diagnosis, QT_TRANSLATE_NOOP("Diagnosis", "Look whether the target is the one that is meant"));
    case Cause::MigrationItself:
        return {way(QT_TRANSLATE_NOOP("Diagnosis", "Take back what the migration has done so far"), u"rollback"_s),
            way(QT_TRANSLATE_NOOP("Diagnosis", "Correct the file, and prove it"), u"verify"_s)};
    default:
        return afterCure(cureOf(diagnosis.cause));
    }
}

} // namespace

void addWaysOut(Diagnosis &diagnosis, const ConnectionProfile &target, bool isWhole)
{
    diagnosis.ways += waysOut(diagnosis, target, isWhole);
}

} // namespace relata
