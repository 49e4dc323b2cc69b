#include "models/jobs/recipes/diagnose_repeatable.h"

#include "models/timeline/repeatable_table.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

using Cause = Diagnosis::Cause;
using WayOut = Diagnosis::WayOut;

Message said(const char *text, const QStringList &arguments = {}) { return {"Diagnosis", text, arguments}; }

/// What is kept of a try: "Statement 2 of 3: CREATE VIEW …", and the server's words below.
void readKept(Diagnosis &diagnosis, const QString &kept)
{
    static const QRegularExpression line(u"^Statement (\\d+) of (\\d+): (.*)$"_s);
    const QRegularExpressionMatch match = line.match(kept.section(u'\n', 0, 0));
    diagnosis.error = match.hasMatch() ? kept.section(u'\n', 1) : kept;
    diagnosis.statement = match.captured(1).toInt();
    diagnosis.statements = match.captured(2).toInt();
    diagnosis.sql = match.captured(3);
}

void findCause(Diagnosis &diagnosis, const Engine &engine)
{
    const ScriptPort *port = scriptPort(engine);
    const Trouble trouble = port ? port->troubleOf({}, diagnosis.error) : Trouble::Unknown;
    const auto conclude = [&](Cause cause, const char *text) {
        diagnosis.cause = cause;
        diagnosis.likely = said(text);
    };
    if (diagnosis.error.isEmpty())
        return conclude(Cause::Unknown,
            QT_TRANSLATE_NOOP("Diagnosis", "Relata or its connection ended before the file had run to its end."));
    switch (trouble) {
    case Trouble::Rights:
        return conclude(Cause::Rights, QT_TRANSLATE_NOOP("Diagnosis", "The user may not do what the statement needs."));
    case Trouble::Lock:
        return conclude(Cause::Lock, QT_TRANSLATE_NOOP("Diagnosis", "Somebody else was in the way of the statement."));
    case Trouble::Disk:
        return conclude(Cause::Disk, QT_TRANSLATE_NOOP("Diagnosis", "The server has no room left."));
    case Trouble::Exists:
        return conclude(Cause::ChangedByHand,
            QT_TRANSLATE_NOOP("Diagnosis",
                "Something of that name is there that the file does not take away: made by hand, or by a migration."));
    case Trouble::IsMissing:
        return conclude(Cause::MigrationItself,
            QT_TRANSLATE_NOOP("Diagnosis",
                "It names what is not there: a migration took it away, or it is made behind this file, which can say "
                "so with \"-- relata:after NAME\"."));
    case Trouble::Data:
    case Trouble::Syntax:
    case Trouble::Unknown:
        break;
    }
    conclude(
        Cause::MigrationItself, QT_TRANSLATE_NOOP("Diagnosis", "The server refuses the statement as the file has it."));
}

/// There is nothing to resume and nothing to take back: it may always be run again, from its first statement.
void addWays(Diagnosis &diagnosis)
{
    const QString file = u"migrations/repeatable/%1.sql"_s.arg(diagnosis.version);
    const bool isFromOutside = diagnosis.cause == Cause::Rights || diagnosis.cause == Cause::Lock
        || diagnosis.cause == Cause::Disk || diagnosis.cause == Cause::Unknown;
    const WayOut again{.what = isFromOutside
            ? said(QT_TRANSLATE_NOOP(
                "Diagnosis", "When that is settled, run it again: all of its statements run, from the first"))
            : said(QT_TRANSLATE_NOOP("Diagnosis", "Mend %1, and run it: all of its statements run, from the first"),
                {file}),
        .deed = WayOut::Deed::Apply};
    diagnosis.ways = {again,
        WayOut{.what = said(QT_TRANSLATE_NOOP("Diagnosis",
                                "Bring back the text of %1 that ran last, and run it, if code needs what it made"),
                   {file})},
        WayOut{.what = said(QT_TRANSLATE_NOOP("Diagnosis",
                                "Take %1 away, if nothing needs it: what stands in the database stays, and has to be "
                                "dropped by a migration"),
                   {file})}};
}

} // namespace

Result<std::optional<Diagnosis>> diagnoseRepeatable(
    Connection &connection, const Engine &engine, const Timeline &timeline)
{
    const Result<QList<RepeatableTable::Entry>> entries = RepeatableTable(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    for (const MigrationFile &file : timeline.repeatables) {
        const auto entry = std::find_if(entries->begin(), entries->end(), [&](const RepeatableTable::Entry &one) {
            return one.id == file.id && one.state != RepeatableTable::State::Current;
        });
        if (entry == entries->end())
            continue;
        Diagnosis diagnosis;
        diagnosis.version = diagnosis.title = file.version;
        diagnosis.isRepeatable = true;
        readKept(diagnosis, entry->error);
        findCause(diagnosis, engine);
        if (!diagnosis.error.isEmpty())
            diagnosis.evidence += Message{"", "%1", {diagnosis.error.simplified()}};
        diagnosis.evidence += entry->isWhole
            ? said(QT_TRANSLATE_NOOP(
                "Diagnosis", "Nothing of that try is left: it was one transaction, and what ran before stands."))
            : said(QT_TRANSLATE_NOOP("Diagnosis",
                "The statements before have run and stay, as this server commits each by itself: what the file makes "
                "may be missing or half-way until it runs to its end."));
        addWays(diagnosis);
        return std::optional(std::move(diagnosis));
    }
    return std::optional<Diagnosis>();
}

} // namespace relata
