#include "models/jobs/recipes/copy_weighing.h"

#include "models/jobs/recipes/migration_run.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// Whether a column of both tables holds, in both, what somebody wrote.
Result<> weighColumn(const CopyFacts::Column &after, const CopyFacts &before, const CopyPort &port, CopyWork &work)
{
    const CopyFacts::Column *old = before.column(after.name);
    if (!old) {
        if (!after.generated && (after.counts || (!after.nullable && !after.hasDefault)))
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "The new column %1 of %2 has no value for the rows that stand: give it a default, or let it be "
                    "NULL."),
                {after.name, work.table});
        return {};
    }
    if (old->generated != after.generated)
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "Column %1 of %2 is computed in one form and written in the other: such a change "
                                    "cannot run on a copy."),
            {after.name, work.table});
    if (after.generated)
        return {};
    if (port.dependsOnWriter(*old, after))
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "What %1 of %2 becomes hangs on the time zone of whoever writes it: such a change "
                                    "cannot run on a copy."),
            {after.name, work.table});
    work.columns += old->name;
    work.same += port.sameValue(*old, after);
    return {};
}

bool isShared(const CopyFacts::Key &key, const CopyFacts &before, const CopyFacts &after, const CopyPort &port)
{
    const bool stood = std::any_of(before.uniques.begin(), before.uniques.end(), [&](const CopyFacts::Key &old) {
        return old.columns.join(u',').compare(key.columns.join(u','), Qt::CaseInsensitive) == 0;
    });
    return stood && std::all_of(key.columns.begin(), key.columns.end(), [&](const QString &text) {
        const QString name = text.section(u'(', 0, 0); // of a part of its values
        const CopyFacts::Column *old = before.column(name), *now = after.column(name);
        return old && now && !now->generated && port.tellsAlike(*old, *now);
    });
}

bool tellsAll(const CopyFacts::Key &key, const CopyFacts &facts)
{
    return std::any_of(facts.uniques.begin(), facts.uniques.end(), [&](const CopyFacts::Key &one) {
        return one.tellsAll && one.columns.join(u',').compare(key.columns.join(u','), Qt::CaseInsensitive) == 0;
    });
}

} // namespace

Result<> mayBeCopied(const QString &table, const CopyFacts &facts, const QStringList &ownTriggers)
{
    if (!facts.isThere)
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate", "There is no table %1 to copy."), {table});
    if (!facts.obstacle.isEmpty())
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "Only plain tables of InnoDB can be changed by a copy, and %1 is none: %2."),
            {table, facts.obstacle});
    if (!facts.foreignKeys.isEmpty())
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "%1 has foreign keys, or others refer to it, and these would stay with the table "
                                    "that is replaced: %2."),
            {table, facts.foreignKeys.join(u", "_s)});
    for (const QString &trigger : facts.triggers) {
        if (!ownTriggers.contains(trigger))
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                        "%1 has triggers, and these would stay with the table that is replaced: %2."),
                {table, trigger});
    }
    return {};
}

Result<> weighCopy(const CopyFacts &before, const CopyFacts &after, const CopyPort &port, CopyWork &work)
{
    if (!after.obstacle.isEmpty())
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "Only plain tables of InnoDB can be changed by a copy, and %1 is none: %2."),
            {work.table, after.obstacle});
    work.key.clear();
    work.columns.clear();
    work.same.clear();
    for (const CopyFacts::Column &column : after.columns) {
        if (Result<> fine = weighColumn(column, before, port, work); !fine)
            return fine;
    }
    for (const CopyFacts::Key &key : after.uniques) {
        if (!isShared(key, before, after, port))
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "The unique key over %1 is new, or its columns compare otherwise than before: rows of %2 that hold "
                    "the same values would be lost on a copy."),
                {key.columns.join(u", "_s), work.table});
        if (work.key.isEmpty() && key.tellsAll && tellsAll(key, before))
            work.key = key.columns;
    }
    if (work.key.isEmpty())
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "%1 has no primary key or unique key of columns that are NOT NULL which stays as it is: its rows "
                "cannot be told apart on a copy."),
            {work.table});
    return {};
}

} // namespace relata
