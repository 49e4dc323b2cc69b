#include "app/cli/backup.h"

#include "app/cli/invocation.h"
#include "models/engine/connection.h"
#include "models/engine/environment_key.h"
#include "models/jobs/interrupt_watch.h"

#include <QJsonDocument>

namespace relata {
using namespace Qt::StringLiterals;

void addBackupOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"o"_s, u"The folder that backups go to; the present one if none is named."_s, u"DIR"_s},
        {u"dev"_s, u"Server for the scratch database that it is restored on."_s, u"URL"_s},
        {u"table"_s, u"This table alone; may be given again."_s, u"TABLE"_s},
        {u"no-trial"_s, u"Do not restore it on a scratch database."_s},
        {u"check"_s, u"Whether this backup is still what was written."_s, u"FILE"_s},
        {u"format"_s, u"text or json."_s, u"FORMAT"_s, u"text"_s}});
    parser.addPositionalArgument(u"TARGET"_s, u"The database: a URL or @NAME."_s);
}

static QString seconds(std::chrono::milliseconds time) { return QString::number(double(time.count()) / 1000, 'f', 1); }

void printBackup(const Backup &backup, QTextStream &out)
{
    out << backup.file << '\n'
        << u"  %1 bytes, by %2 in %3 s\n"_s.arg(backup.bytes).arg(backup.tool, seconds(backup.writing)) << "  sha256 "
        << backup.checksum << '\n';
    if (!backup.onlyTables.isEmpty())
        out << "  tables " << backup.onlyTables.join(u", "_s) << " alone\n";
    if (backup.isTried)
        out << u"  restored on a scratch database in %1 s: %2 tables with %3 rows, as they were\n"_s
                   .arg(seconds(backup.restoring))
                   .arg(backup.tables)
                   .arg(backup.rows);
    if (!backup.doubt.isEmpty())
        out << "  not sure: " << backup.doubt << '\n';
    out << "  bring it back into an empty database with: " << backup.restoreCommand << '\n';
}

static void tell(const Backup &backup, Invocation &invocation)
{
    if (invocation.value(u"format"_s) == "json"_L1)
        invocation.out << QJsonDocument(backupJson(backup)).toJson();
    else
        printBackup(backup, invocation.out);
}

/// Tells one that exists, and whether it is still whole.
static ExitStatus checkOne(Invocation &invocation)
{
    Result<Backup> backup = readBackup(invocation.value(u"check"_s));
    if (!backup)
        return invocation.fail(backup.error());
    if (Result<> whole = checkBackup(*backup, invocation); !whole)
        return invocation.fail(whole.error());
    tell(*backup, invocation);
    return ExitStatus::Done;
}

ExitStatus runBackup(Invocation &invocation)
{
    if (invocation.has(u"check"_s) && invocation.operands().isEmpty())
        return checkOne(invocation);
    if (invocation.operands().size() != 1 || invocation.has(u"check"_s))
        return invocation.usage(u"backup takes the database to back up, or --check FILE."_s);
    Result<Invocation::Opened> opened = invocation.open(invocation.operands().first());
    if (!opened)
        return invocation.fail(opened.error());
    BackupRules rules{.folder = invocation.value(u"o"_s),
        .tries = !invocation.has(u"no-trial"_s),
        .beside = {},
        .tables = invocation.parser.values(u"table"_s)};
    if (invocation.has(u"dev"_s)) {
        const Result<ConnectionProfile> dev = profileOf(invocation.value(u"dev"_s), invocation.sources(u"DEV"_s));
        if (!dev)
            return invocation.fail(dev.error());
        rules.beside = *dev;
    } else if (!isProduction(opened->profile.environment))
        rules.beside = opened->profile;
    const InterruptWatch watch(invocation, opened->connection->interrupter());
    const Result<Backup> backup = backUp(*opened->connection, opened->profile, *opened->engine, rules, invocation);
    if (!backup)
        return invocation.fail(backup.error());
    tell(*backup, invocation);
    return ExitStatus::Done;
}

} // namespace relata
