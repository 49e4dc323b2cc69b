#include "models/timeline/ledger_edits.h"

#include "models/engine/engine.h"
#include "models/timeline/backup_table.h"

namespace relata {
using namespace Qt::StringLiterals;

template <class Work>
Result<> LedgerEdits::asOne(Work work)
{
    if (Result<> done = m_ledger.ensure(); !done)
        return done;
    if (Result<> begun = m_ledger.run(u"BEGIN"_s, {}); !begun)
        return begun;
    Result<> done = work();
    if (done)
        return m_ledger.run(u"COMMIT"_s, {});
    (void)m_ledger.run(u"ROLLBACK"_s, {});
    return done;
}

Result<> LedgerEdits::record(const MigrationFile &migration)
{
    Result<> done = m_ledger.begin(migration, Ledger::Direction::Up, 0, migrationChecksum(migration, m_engine));
    return done ? m_ledger.finish(migration, Ledger::Direction::Up) : done;
}

Result<> LedgerEdits::closeBackups(const QStringList &migrations)
{
    BackupTable table(m_ledger.m_connection, m_engine);
    for (const QString &one : migrations) {
        if (Result<> done = table.close(one); !done)
            return done;
    }
    return {};
}

Result<> LedgerEdits::stamp(const QList<MigrationFile> &recorded, const QList<MigrationFile> &forgotten)
{
    QStringList ids;
    for (const MigrationFile &migration : recorded + forgotten)
        ids += migration.id;
    const Result<> stamped = asOne([&]() -> Result<> {
        for (const MigrationFile &migration : recorded) {
            if (Result<> done = record(migration); !done)
                return done;
        }
        for (const MigrationFile &migration : forgotten) {
            if (Result<> done = m_ledger.remove(migration); !done)
                return done;
        }
        return {};
    });
    return stamped ? closeBackups(ids) : stamped;
}

Result<> LedgerEdits::update(const QString &id, const MigrationFile &migration)
{
    const auto p = [this](int n) { return m_ledger.parameters(n, n); };
    return m_ledger.run(u"UPDATE @_relata_migrations SET id = "_s + p(1) + u", version = "_s + p(2) + u", title = "_s
            + p(3) + u", checksum = "_s + p(4) + u", body = "_s + p(5) + u" WHERE id = "_s + p(6),
        {migration.id, migration.version, migration.title, migrationChecksum(migration, m_engine),
            QString::fromUtf8(writeMigration(migration)), id});
}

Result<> LedgerEdits::accept(const MigrationFile &migration)
{
    return asOne([&] { return update(migration.id, migration); });
}

Result<> LedgerEdits::goOnWith(const MigrationFile &migration, int statements)
{
    return asOne([&] {
        const Result<> done = update(migration.id, migration);
        return done ? m_ledger.run(u"UPDATE @_relata_migrations SET statements = "_s + m_ledger.parameters(1, 1)
                       + u" WHERE id = "_s + m_ledger.parameters(2, 2),
                   {qint64(statements), migration.id})
                    : done;
    });
}

Result<> LedgerEdits::setState(const MigrationFile &migration, const QString &state)
{
    const QString p1 = m_ledger.parameters(1, 1), p2 = m_ledger.parameters(2, 2);
    return m_ledger.run(
        u"UPDATE @_relata_migrations SET state = "_s + p1 + u" WHERE id = "_s + p2, {state, migration.id});
}

Result<> LedgerEdits::forget(const QString &id)
{
    MigrationFile gone;
    gone.id = id;
    const Result<> done = asOne([&] { return m_ledger.remove(gone); });
    return done ? closeBackups({id}) : done;
}

Result<> LedgerEdits::replace(const QList<Ledger::Entry> &entries, const MigrationFile &by)
{
    return asOne([&]() -> Result<> {
        MigrationFile old;
        for (const Ledger::Entry &entry : entries.first(entries.size() - 1)) {
            old.id = entry.id;
            if (Result<> done = m_ledger.remove(old); !done)
                return done;
        }
        const QString last = entries.last().id;
        if (Result<> done = m_ledger.run(
                u"DELETE FROM @_relata_statements WHERE migration_id = "_s + m_ledger.parameters(1, 1), {last});
            !done)
            return done;
        return update(last, by);
    });
}

} // namespace relata
