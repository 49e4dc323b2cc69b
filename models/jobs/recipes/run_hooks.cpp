#include "models/jobs/recipes/run_hooks.h"

#include "models/base/shell_command.h"
#include "models/jobs/recipes/lost_run.h"
#include "models/jobs/recipes/migration_run.h"

#include <QElapsedTimer>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto HookLimit = std::chrono::minutes(10); ///< for what nobody can cancel

} // namespace

Result<RunHooks> runHooks(const QJsonObject &config)
{
    RunHooks hooks;
    const QJsonObject named = config.value("hooks"_L1).toObject();
    for (auto it = named.begin(); it != named.end(); ++it) {
        QString *place = it.key() == "before"_L1 ? &hooks.before
            : it.key() == "after"_L1             ? &hooks.after
            : it.key() == "failed"_L1            ? &hooks.failed
                                                 : nullptr;
        if (!place || !it->isString())
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "relata.json: \"%1\" under hooks cannot be read: before, after and failed name a command each."),
                {it.key()}, Error::Code::Usage);
        *place = it->toString();
    }
    return hooks;
}

Result<> mustAllowHooks(const RunHooks &hooks, bool isAllowed)
{
    if (isAllowed || hooks.isEmpty())
        return {};
    const QString first = !hooks.before.isEmpty() ? hooks.before : !hooks.after.isEmpty() ? hooks.after : hooks.failed;
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "The project runs a command on this computer around each migration, which has not been allowed: %1"),
        {first});
}

/// What commands around migrations and in them are told of it.
ShellCommand MigrationRun::command(const QString &text, Ledger::Direction direction)
{
    ShellCommand command{.text = text, .folder = m_rules.folder, .environment = {}, .heard = {}, .mayGoOn = {}};
    command.environment = {{u"RELATA_VERSION"_s, m_migration.version}, {u"RELATA_TITLE"_s, m_migration.title},
        {u"RELATA_DIRECTION"_s, directionWord(direction)}, {u"RELATA_TARGET"_s, m_guard.target().displayName()}};
    command.heard = [this](const QString &line) {
        m_context.report({0, 0, {"Migrate", "%1", {line}}});
        if (m_rules.heard)
            m_rules.heard(line);
    };
    m_context.report(
        {0, 0, {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Migration %1 runs %2"), {m_migration.version, text}}});
    if (m_rules.heard)
        m_rules.heard(u"$ "_s + text);
    return command;
}

/// The project's command behind a run, also of one that was cancelled: it is bounded by time instead.
void MigrationRun::hookBehind(const Result<> &done, Ledger::Direction direction)
{
    const QString &text = done ? m_rules.hooks.after : m_rules.hooks.failed;
    if (text.isEmpty())
        return;
    ShellCommand hook = command(text, direction);
    hook.environment.insert(u"RELATA_ERROR"_s, done ? QString() : done.error().text());
    QElapsedTimer clock;
    clock.start();
    hook.mayGoOn = [&] {
        return clock.hasExpired(std::chrono::milliseconds(HookLimit).count())
            ? Result<>(migrationRefused(QT_TRANSLATE_NOOP("Migrate", "It took longer than ten minutes."), {}))
            : Result<>();
    };
    const Result<> ran = runShellCommand(hook);
    if (!ran && m_rules.warn)
        m_rules.warn(
            {"Migrate", QT_TRANSLATE_NOOP("Migrate", "The project's command behind migration %1 did not work. %2"),
                {m_migration.version, ran.error().message.source()}});
}

/// The answer never came: what became of the run is asked for before anything is said of it.
Result<> MigrationRun::asServerSays(Ledger::Direction direction, const Error &error)
{
    const LostRun lost{
        m_migration, direction, m_count, m_guard.session(), m_transaction, m_committing, m_rules.lostPatience};
    const Result<> outcome = outcomeOf(lost, error, m_engine, m_guard.target(), m_context);
    if (outcome && m_rules.warn)
        m_rules.warn({"Migrate",
            m_transaction.isEmpty()
                ? QT_TRANSLATE_NOOP("Migrate",
                    "The connection was lost before the last answer came. The server says that all of migration %1 is "
                    "done.")
                : QT_TRANSLATE_NOOP("Migrate",
                    "The connection was lost at a COMMIT. The server was asked for it, and says that all of migration "
                    "%1 is done: it is committed."),
            {m_migration.version}});
    return outcome;
}

Result<> MigrationRun::withHooks(Ledger::Direction direction, const std::function<Result<>()> &work)
{
    const RunHooks &hooks = m_rules.hooks;
    if (Result<> allowed = mustAllowHooks(hooks, m_rules.allowsCommands); !allowed)
        return allowed;
    if (!hooks.before.isEmpty()) {
        ShellCommand hook = command(hooks.before, direction);
        hook.mayGoOn = [this] {
            return m_context.stopRequested() ? Result<>(failure(cancelledError())) : m_guard.check(m_context, false);
        };
        if (Result<> ran = runShellCommand(hook); !ran)
            return ran;
    }
    Result<> done = work();
    hookBehind(done, direction);
    return done;
}

Result<> MigrationRun::section(Ledger::Direction direction, int first, bool resumes)
{
    return withHooks(direction, [&] {
        const Result<> done =
            m_migration.isPython() ? pythonItself(direction, first, resumes) : sectionItself(direction, first, resumes);
        const bool isLost = !done && done.error().code == Error::Code::ConnectionLost && !m_connection.isAlive();
        return isLost ? asServerSays(direction, done.error()) : done;
    });
}

} // namespace relata
