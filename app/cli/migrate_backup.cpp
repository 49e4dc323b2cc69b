#include "app/cli/migrate_backup.h"

#include "app/cli/backup.h"

namespace relata {
using namespace Qt::StringLiterals;

void addBackupTermOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"backup"_s,
                           u"up, down, rollback: back the database up first, into this folder. rehearse: this backup, "
                           "instead of a new one."_s,
                           u"DIR|FILE"_s},
        {u"claim-backup"_s,
            u"up, down, rollback: there is a backup of this name; --note says where it is and why that is enough. It "
            "is kept as claimed, never as checked."_s,
            u"NAME"_s},
        {u"backup-scope"_s,
            u"up, down, rollback, plan: database, or touched for the tables alone that the migrations touch."_s,
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

static tl::unexpected<Error> notUsable(const char *text, const QStringList &arguments = {})
{
    return failure({.code = Error::Code::Usage,
        .message = {"CommandLine", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<> mustHeedBackup(const Invocation &invocation)
{
    const QString action = invocation.operands().value(0);
    const bool isRun = action == "up"_L1 || action == "plan"_L1 || action == "down"_L1 || action == "rollback"_L1
        || invocation.has(u"revert"_s);
    const bool isTried = isRun || action == "rehearse"_L1;
    for (const auto &[option, isHeeded] : {std::pair(u"backup"_s, isTried), {u"claim-backup"_s, isRun},
             {u"backup-scope"_s, isRun && !invocation.has(u"revert"_s)}}) {
        if (invocation.has(option) && !isHeeded)
            return notUsable(QT_TRANSLATE_NOOP(
                                 "CommandLine", "migrate %1 does not heed --%2: take a backup with \"relata backup\"."),
                {action, option});
    }
    return {};
}

/// Of a scope that nobody knows nothing is backed up, nor where nothing is.
static Result<> mustBeScope(const Invocation &invocation)
{
    const QString scope = invocation.value(u"backup-scope"_s);
    if (scope != "database"_L1 && scope != "touched"_L1)
        return notUsable(QT_TRANSLATE_NOOP("CommandLine", "--backup-scope takes database or touched."));
    if (scope == "touched"_L1 && !invocation.has(u"backup"_s))
        return notUsable(QT_TRANSLATE_NOOP("CommandLine", "--backup-scope says what --backup DIR takes."));
    return {};
}

/// What is said of a backup, whether there is one or not.
static Result<> mustBeTerms(const Invocation &invocation)
{
    if (invocation.has(u"backup"_s) && invocation.has(u"claim-backup"_s))
        return notUsable(QT_TRANSLATE_NOOP(
            "CommandLine", "Either a backup is taken, with --backup, or one is named with --claim-backup."));
    return mustBeScope(invocation);
}

BackupWish backupWishOf(const MigrateSession &session, const MigrationFile &stopped)
{
    BackupWish wish = backupWishOf(session);
    wish.isRequired = wish.isRequired && !backupOf(*session.connection, *session.engine, stopped.id);
    return wish;
}

Result<> mustNameBackup(MigrateSession &session, const BackupWish &wish)
{
    if (Result<> fine = mustBeTerms(session.invocation); !fine)
        return fine;
    const Result<> named = mustNameBackup(wish, session.profile);
    if (!named && named.error().code == Error::Code::Refused)
        session.invocation.warn(u"  one that is taken first: --backup DIR\n"
                                "  one that there is: --claim-backup NAME --note \"where, and why that is enough\""_s);
    else if (!named)
        session.invocation.warn(u"  --claim-backup NAME --note \"where, and why that is enough\""_s);
    return named;
}

Result<BackupOutlook> backupOutlook(MigrateSession &session, const QList<MigrationFile> &pending)
{
    if (Result<> known = mustBeTerms(session.invocation); !known)
        return failure(known.error());
    return backupOutlook(
        backupWishOf(session), pending, *session.connection, session.profile, *session.engine, session.invocation);
}

Result<> tellBackup(MigrateSession &session, const QList<MigrationFile> &pending)
{
    const Result<BackupOutlook> backup = backupOutlook(session, pending);
    if (!backup)
        return failure(backup.error());
    for (const Message &line : pending.isEmpty() ? QList<Message>() : backup->lines())
        session.invocation.warn(u"  "_s + line.translated());
    return {};
}

Result<std::optional<BackupRecord>> provideBackup(
    MigrateSession &session, const BackupWish &wish, const QList<MigrationFile> &pending)
{
    return provideBackup(wish, pending, *session.connection, session.profile, *session.engine, session.beside(),
        session.invocation, [&](const Backup &backup) {
            session.invocation.out << "backup ";
            printBackup(backup, session.invocation.out);
            session.invocation.out.flush();
        });
}

} // namespace relata
