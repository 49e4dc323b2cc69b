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
            u"NAME"_s}});
}

BackupWish backupWishOf(const MigrateSession &session)
{
    const Invocation &invocation = session.invocation;
    const QString folder = invocation.value(u"backup"_s);
    BackupWish wish{.folder = folder.isEmpty() ? u"."_s : folder,
        .claim = invocation.value(u"claim-backup"_s),
        .reason = invocation.value(u"note"_s),
        .isRequired = mustBeBackedUp(session.project->config(), session.profile)};
    if (invocation.has(u"backup"_s))
        wish.way = BackupWish::Way::Take;
    else if (invocation.has(u"claim-backup"_s))
        wish.way = BackupWish::Way::Claim;
    return wish;
}

Result<> mustNameBackup(MigrateSession &session)
{
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

Result<BackupOutlook> backupOutlook(MigrateSession &session)
{
    return backupOutlook(backupWishOf(session), *session.connection, session.profile, *session.engine);
}

Result<std::optional<BackupRecord>> provideBackup(MigrateSession &session)
{
    return provideBackup(backupWishOf(session), *session.connection, session.profile, *session.engine, session.beside(),
        session.invocation, [&](const Backup &backup) {
            session.invocation.out << "backup ";
            printBackup(backup, session.invocation.out);
            session.invocation.out.flush();
        });
}

} // namespace relata
