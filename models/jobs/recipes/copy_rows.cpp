#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/copy_change.h"
#include "models/jobs/recipes/copy_swap.h"
#include "models/jobs/recipes/copy_weighing.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/sql/sql_writer.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

using Phase = CopyTable::Phase;

/// The row of this key alone, as `t`.
BoundText exactly(const KeyBatches &batches, const QStringList &key, const Engine &engine)
{
    BoundText text(*engine.runner);
    batches.compare(text, u"t."_s, ">=", key);
    text << u" AND "_s;
    batches.compare(text, u"t."_s, "<=", key);
    return text;
}

} // namespace

KeyBatches::Hooks CopyChange::batchHooks() const
{
    KeyBatches::Hooks hooks;
    hooks.mayGoOn = m_hooks.mayGoOn;
    hooks.waits = m_hooks.waits;
    hooks.patience = m_hooks.patience;
    hooks.brake = m_hooks.brake;
    return hooks;
}

Error CopyChange::unfit(const QStringList &key, const QString &why) const
{
    return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                "The row %1 of %2 does not fit the new form: %3 Nothing was changed yet. Correct the "
                                "row and resume, or roll the migration back."),
        {key.join(u", "_s).left(120), m_place.table, why})
        .value();
}

/// Why a row is not in the copy as it is in the table: the server says so where it does not take it.
Error CopyChange::another(KeyBatches &batches, const QStringList &key)
{
    const BoundText row = exactly(batches, key, m_engine);
    (void)perform(u"ROLLBACK"_s);
    (void)perform(u"BEGIN"_s);
    const auto tried = relata::perform(m_connection, m_engine.copy->tryRow(m_work, row.sql()), row.values());
    (void)perform(u"ROLLBACK"_s);
    if (!tried && isPassing(tried.error()))
        return tried.error();
    if (!tried)
        return unfit(key, tried.error().text().simplified());
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "The values of row %1 of %2 would become others in the new form. Nothing was changed yet. Correct the row "
            "and resume, or roll the migration back."),
        {key.join(u", "_s).left(120), m_place.table})
        .value();
}

Result<qint64> CopyChange::copyBatch(const KeyBatches::Range &range)
{
    BoundText rows(*m_engine.runner);
    m_copying.within(rows, {}, range);
    if (Result<> done = perform(m_engine.copy->emptyKeys()); !done)
        return failure(done.error());
    const auto locked = relata::perform(m_connection, m_engine.copy->noteKeys(m_work, rows.sql()), rows.values());
    if (!locked)
        return failure(locked.error());
    if (const Result<> added = perform(m_engine.copy->addRows(m_work)); !added) {
        const bool isTold = range.isOneRow && added.error().code == Error::Code::Sql;
        return failure(isTold ? unfit(range.next, added.error().text().simplified()) : added.error());
    }
    const auto key = m_copying.keyOf(m_engine.copy->differingAmongKeys(m_work), {});
    if (!key)
        return failure(key.error());
    if (*key)
        return failure(another(m_copying, **key));
    return locked->rows;
}

Result<> CopyChange::copyRows()
{
    if (Result<> ready = m_copying.prepare(quoted(Identifier{m_place.table}, *m_engine.flavour), m_work.key, m_rules);
        !ready)
        return ready;
    for (const QString &sql : m_engine.copy->makeKeys(m_work, m_before)) {
        if (Result<> done = perform(sql); !done)
            return done;
    }
    const Result<QString> isolation = m_engine.copy->copyingIsolation(m_connection);
    if (!isolation)
        return failure(isolation.error());
    KeyBatches::Hooks hooks = batchHooks();
    hooks.seeksRow = true;
    hooks.begins = [&] { return perform(*isolation); };
    hooks.work = [this](const KeyBatches::Range &range) { return copyBatch(range); };
    hooks.keep = [this](const BatchPlace &rows) {
        m_place.rows = rows;
        return keep(Phase::Copying);
    };
    hooks.tell = [this](const BatchPlace &rows) {
        m_hooks.tell({"Migrate", QT_TRANSLATE_NOOP("Migrate", "%1 rows copied so far"), {QString::number(rows.rows)}});
    };
    const Result<qint64> done = m_copying.run(m_place.rows, hooks);
    return done ? Result<>() : failure(done.error());
}

Result<qint64> CopyChange::mustCount(KeyBatches &batches, const KeyBatches::Range &range)
{
    qint64 counts[2] = {};
    const QString tables[] = {m_place.table, m_place.copy};
    for (int i = 0; i < 2; ++i) {
        BoundText rows(*m_engine.runner);
        if (!range.next.isEmpty())
            batches.within(rows, u"t."_s, range);
        else if (!range.last.isEmpty())
            batches.compare(rows, u"t."_s, ">", range.last);
        const auto answer = fetch(m_connection, m_engine.copy->count(tables[i], rows.sql()), rows.values());
        if (!answer)
            return failure(answer.error());
        counts[i] = answer->number(0, 0);
    }
    if (counts[0] == counts[1])
        return counts[0];
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "%1 holds %2 rows where its copy holds %3: somebody emptied the table, or wrote past its triggers. Nothing "
            "was changed yet. Roll the migration back, and apply it anew."),
        {m_place.table, QString::number(counts[0]), QString::number(counts[1])}, Error::Code::Conflict);
}

Result<qint64> CopyChange::compareBatch(KeyBatches &batches, const KeyBatches::Range &range)
{
    BoundText rows(*m_engine.runner);
    batches.within(rows, u"t."_s, range);
    const auto key = batches.keyOf(m_engine.copy->differing(m_work, rows.sql()), rows.values());
    if (!key)
        return failure(key.error());
    if (*key)
        return failure(another(batches, **key));
    return mustCount(batches, range);
}

Result<bool> CopyChange::hasNotes()
{
    const auto rows = fetch(m_connection, m_engine.copy->someNotes(m_work));
    return rows ? Result<bool>(!rows->isEmpty()) : failure(rows.error());
}

/// Before the first row is compared. Whoever left these notes has committed the value, which is met then; a note that
/// is not committed yet is not among them, and stays. So nobody is waited for.
Result<> CopyChange::forgetNotes()
{
    for (;;) {
        const auto rows = fetch(m_connection, m_engine.copy->someNotes(m_work));
        if (!rows)
            return failure(rows.error());
        if (rows->isEmpty())
            return {};
        QStringList numbers;
        for (qsizetype i = 0; i < rows->count; ++i)
            numbers += rows->text(i, 0);
        if (Result<> gone = patiently([&] { return perform(m_engine.copy->forgetNotes(m_work, numbers)); }); !gone)
            return gone;
    }
}

/// Behind the swap: nobody can have come in between the lock and the renames, unless the lock was lost with its
/// session.
Result<> CopyChange::mustHaveTaken()
{
    const QString notes = m_engine.copy->notesName(m_work);
    const Result<bool> stand = isThere(notes);
    const Result<bool> found = stand && *stand ? hasNotes() : stand;
    if (!found)
        return failure(found.error());
    if (!*found)
        return {};
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "%1 and its copy have changed places, but meanwhile somebody wrote a value that the new form does not take "
            "as it is. It stands in %2 alone: put it right in %1, empty the table %3, and resume."),
        {m_place.table, m_place.kept, notes}, Error::Code::Conflict);
}

/// Every row, a range at a time: what one transaction sees of both tables is of one instant, for the triggers write to
/// both in one.
Result<> CopyChange::compareRows()
{
    if (Result<> forgotten = forgetNotes(); !forgotten)
        return forgotten;
    const Result<QStringList> kept = storages();
    if (!kept)
        return failure(kept.error());
    m_storages = *kept;
    KeyBatches batches(m_connection, m_engine);
    if (Result<> ready = batches.prepare(quoted(Identifier{m_place.table}, *m_engine.flavour), m_work.key, m_rules);
        !ready)
        return ready;
    KeyBatches::Range rest;
    KeyBatches::Hooks hooks = batchHooks();
    hooks.begins = [this] { return perform(m_engine.copy->comparingIsolation()); };
    hooks.work = [&](const KeyBatches::Range &range) {
        rest.last = range.next;
        return compareBatch(batches, range);
    };
    hooks.tell = [this](const BatchPlace &) {
        m_hooks.tell({"Migrate", QT_TRANSLATE_NOOP("Migrate", "comparing the rows with their copies"), {}});
    };
    const Result<qint64> compared = batches.run({}, hooks);
    if (!compared)
        return failure(compared.error());
    Result<> done = perform(m_engine.copy->comparingIsolation());
    if (done)
        done = perform(u"BEGIN"_s);
    if (const Result<qint64> behind = done ? mustCount(batches, rest) : Result<qint64>(0); !behind)
        return failure(behind.error()); // behind the last row there is none
    if (done && m_place.isByTool())
        m_place.rows.rows = *compared;
    return done ? perform(u"COMMIT"_s) : done;
}

/// Under the lock: the table is what was compared, its triggers were there until now, the copy took all that they
/// brought, and neither was emptied past them.
Result<> CopyChange::maySwap()
{
    const Result<CopyFacts> table = m_engine.copy->glance(m_connection, m_place.table);
    if (!table)
        return failure(table.error());
    if (Result<> same = mustStand(*table); !same)
        return same;
    const Result<bool> found = hasNotes();
    if (!found)
        return failure(found.error());
    if (*found)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "While the rows of %1 were compared somebody wrote a value that the new form does not take as it is. "
                "Nothing was changed yet. Resume: the rows are compared again and the row is named, or roll the "
                "migration back."),
            {m_place.table}, Error::Code::Conflict);
    const Result<QStringList> kept = storages();
    if (!kept)
        return failure(kept.error());
    if (*kept != m_storages || kept->contains(QString()))
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "While the rows of %1 were compared somebody emptied the table or its copy, or "
                                    "made it anew. Nothing was "
                                    "changed yet. Roll the migration back, and apply it anew."),
            {m_place.table}, Error::Code::Conflict);
    return {};
}

Result<> CopyChange::swap()
{
    const Result<CopyFacts> table = m_engine.copy->facts(m_connection, m_place.table);
    const Result<CopyFacts> copy = m_engine.copy->facts(m_connection, m_place.copy);
    if (!table || !copy)
        return failure(table ? copy.error() : table.error());
    if (Result<> fine = mayBeCopied(m_place.table, *table, triggerNames()); !fine)
        return fine;
    if (table->next > copy->next) {
        if (Result<> set = patiently([&] { return perform(m_engine.copy->setNext(m_work, table->next)); }); !set)
            return set;
    }
    if (Result<> kept = keep(Phase::Swapping); !kept)
        return kept;
    return patiently([&]() -> Result<> {
        const Result<bool> swapped = hasSwapped(); // by a try whose end was not heard
        if (!swapped || *swapped)
            return swapped ? Result<>() : failure(swapped.error());
        return swapTables(m_connection, m_engine, m_profile, m_work, lockTime(), [this] { return maySwap(); });
    });
}

} // namespace relata
