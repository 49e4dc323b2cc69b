#include "app/cli/migrate_backup.h"

#include "app/cli/backup.h"

namespace relata {
using namespace Qt::StringLiterals;

void addBackupTermOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"backup"_s,
                           u"up: back the database up first, into this folder. rehearse: this backup, instead of a new "
                           "one."_s,
                           u"DIR|FILE"_s},
        {u"claim-backup"_s,
            u"up: there is a backup of this name; --note says where it is and why that is enough. It is kept as "
            "claimed, never as checked."_s,
            u"NAME"_s},
        {u"backup-scope"_s, u"up, plan: database, or touched for the tables alone that the migrations touch."_s,
            u"SCOPE"_s, u"database"_s}});
}

BackupWish backupWishOf(const MigrateSession &session)
{
    const Invocation &invocation = session.invocation;
    const QString folder = invocation.value(u"backup"_s);
    BackupWish wish{.folder = folder.isEmpty() ? u"."_s : folder,
        .claim = invocation.value(u"claim-backup"_s),
        .reason = invocation.value(u"note"_s),
        .isRequired = mustBeBackedUp(session.project->config(), session.profile),
        .onlyTouched = invocation.value(u"backup-scope"_s) == "touched"_L1};
    if (invocation.has(u"backup"_s))
        wish.way = BackupWish::Way::Take;
    else if (invocation.has(u"claim-backup"_s))
        wish.way = BackupWish::Way::Claim;
    return wish;
}

/// Of a scope that nobody knows nothing is backed up.
static Result<> mustBeScope(const QString &scope)
{
    if (scope == "database"_L1 || scope == "touched"_L1)
        return {};
    return failure({.code = Error::Code::Usage,
        .message = {"CommandLine", QT_TRANSLATE_NOOP("CommandLine", "--backup-scope takes database or touched."), {}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<> mustNameBackup(MigrateSession &session)
{
    if (Result<> known = mustBeScope(session.invocation.value(u"backup-scope"_s)); !known)
        return known;
    const Invocation &invocation = session.invocation;
    if (invocation.has(u"backup"_s) && invocation.has(u"claim-backup"_s))
        return failure({.code = Error::Code::Usage,
            .message = {"CommandLine",
                QT_TRANSLATE_NOOP(
                    "CommandLine", "Either a backup is taken, with --backup, or one is named with --claim-backup."),
                {}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    const Result<> named = mustNameBackup(backupWishOf(session), session.profile);
    if (!named && named.error().code == Error::Code::Refused)
        session.invocation.warn(u"  one that is taken first: --backup DIR\n"
                                "  one that there is: --claim-backup NAME --note \"where, and why that is enough\""_s);
    else if (!named)
        session.invocation.warn(u"  --claim-backup NAME --note \"where, and why that is enough\""_s);
    return named;
}

Result<BackupOutlook> backupOutlook(MigrateSession &session, const QList<MigrationFile> &pending)
{
    if (Result<> known = mustBeScope(session.invocation.value(u"backup-scope"_s)); !known)
        return failure(known.error());
    return backupOutlook(
        backupWishOf(session), pending, *session.connection, session.profile, *session.engine, session.invocation);
}

Result<std::optional<BackupRecord>> provideBackup(MigrateSession &session, const QList<MigrationFile> &pending)
{
    return provideBackup(backupWishOf(session), pending, *session.connection, session.profile, *session.engine,
        session.beside(), session.invocation, [&](const Backup &backup) {
            session.invocation.out << "backup ";
            printBackup(backup, session.invocation.out);
            session.invocation.out.flush();
        });
}

} // namespace relata
