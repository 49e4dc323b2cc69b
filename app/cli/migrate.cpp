#include "models/jobs/recipes/migrate.h"
#include "app/cli/invocation.h"
#include "models/engine/connection.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/proof_words.h"
#include "models/jobs/recipes/review.h"
#include "models/jobs/recipes/run_script.h"
#include "models/project/baseline.h"
#include "models/project/new_migration.h"
#include "models/project/project.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;

void addMigrateOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"target"_s, u"The database: a URL or @NAME."_s, u"TARGET"_s},
        {u"to"_s, u"Up to, or down to, this version."_s, u"VERSION"_s}, {u"dry-run"_s, u"Print what would run."_s},
        {u"allow"_s, u"Run in spite of this finding; may be given again."_s, u"CODE"_s}, {u"yes"_s, u"Do not ask."_s},
        {u"format"_s, u"text or json."_s, u"FORMAT"_s, u"text"_s},
        {u"dev"_s, u"Server for scratch databases."_s, u"URL"_s}});
    parser.addPositionalArgument(u"ACTION"_s, u"new, plan, status, up, down, verify, resume, rollback or baseline."_s);
}

namespace {

const char *stateWord(MigrationState state)
{
    static const char *words[] = {"pending", "applied", "partial", "failed", "edited", "missing", "out-of-order"};
    return words[int(state)];
}

/// What every action needs: the project, and for most the database.
class Migrate {
public:
    explicit Migrate(Invocation &invocation)
        : m_invocation(invocation)
    { }

    ExitStatus run()
    {
        const QString action = m_invocation.operands().value(0);
        using Action = ExitStatus (Migrate::*)();
        static const QMap<QString, std::pair<Action, bool>> actions{{u"new"_s, {&Migrate::create, false}},
            {u"plan"_s, {&Migrate::plan, true}}, {u"status"_s, {&Migrate::status, true}},
            {u"up"_s, {&Migrate::up, true}}, {u"down"_s, {&Migrate::down, true}},
            {u"verify"_s, {&Migrate::verify, true}}, {u"resume"_s, {&Migrate::resume, true}},
            {u"rollback"_s, {&Migrate::rollBack, true}}};
        if (action == "baseline"_L1)
            return baseline();
        if (!actions.contains(action))
            return m_invocation.usage(action.isEmpty()
                    ? u"migrate takes an action: %1."_s.arg(actions.keys().join(u", "_s))
                    : u"\"%1\" is no action of migrate, or not there yet."_s.arg(action));
        Result<std::unique_ptr<Project>> project =
            Project::open(m_invocation.has(u"project"_s) ? m_invocation.value(u"project"_s) : u"."_s);
        if (!project)
            return m_invocation.fail(project.error());
        m_project = std::move(*project);
        if (actions[action].second) {
            if (Result<> done = connect(); !done)
                return m_invocation.fail(done.error());
        }
        return (this->*actions[action].first)();
    }

private:
    Result<> connect()
    {
        QString target = m_invocation.value(u"target"_s);
        if (target.isEmpty() && !m_project->config().defaultConnection.isEmpty())
            target = u'@' + m_project->config().defaultConnection;
        SourceContext context = m_invocation.sources();
        context.projectFolder = m_project->folder();
        Result<ConnectionProfile> profile = profileOf(target, context);
        if (!profile)
            return failure(profile.error());
        m_profile = std::move(*profile);
        Result<std::unique_ptr<Connection>> connection = openConnection(m_profile, m_invocation.registry);
        if (!connection)
            return failure(connection.error());
        m_connection = std::move(*connection);
        m_engine = m_invocation.registry.find(m_connection->server().engine);
        return {};
    }

    /// Where proofs may make databases: --dev, the project's scratch connection, the target unless it is production.
    ConnectionProfile beside()
    {
        SourceContext context = m_invocation.sources(u"DEV"_s);
        context.projectFolder = m_project->folder();
        const QString scratch = m_project->config().scratchConnection;
        const QString named = m_invocation.has(u"dev"_s) ? m_invocation.value(u"dev"_s)
            : scratch.isEmpty()                          ? QString()
                                                         : u'@' + scratch;
        if (!named.isEmpty()) {
            if (Result<ConnectionProfile> profile = profileOf(named, context)) {
                if (profile->defaultSchema.isEmpty())
                    profile->defaultSchema = m_profile.defaultSchema;
                return *profile;
            }
        }
        if (!m_profile.environment.startsWith("prod"_L1))
            return m_profile;
        ConnectionProfile own; // a private server, where names without a schema mean the same
        own.defaultSchema = m_profile.defaultSchema;
        return own;
    }

    ExitStatus baseline();
    ExitStatus create();
    void tellFacts(const QString &section);
    ExitStatus plan();
    ExitStatus status();
    ExitStatus up();
    ExitStatus down();
    ExitStatus verify();
    ExitStatus resume();
    ExitStatus rollBack();
    void tell(const Finding &finding);
    Result<> mayRun(const MigrationFile &migration);

    Invocation &m_invocation;
    std::unique_ptr<Project> m_project;
    ConnectionProfile m_profile;
    std::unique_ptr<Connection> m_connection;
    const Engine *m_engine = nullptr;
};

void Migrate::tell(const Finding &finding)
{
    static const char *words[] = {"note", "warning", "danger"};
    m_invocation.warn(u"  %1 %2: %3 %4"_s.arg(QLatin1StringView(words[int(finding.severity)]),
        QString::fromLatin1(finding.code), finding.message.translated(), finding.advice.translated()));
}

/// Begins a project with a database that is there.
ExitStatus Migrate::baseline()
{
    Result<ConnectionProfile> profile = profileOf(m_invocation.value(u"target"_s), m_invocation.sources());
    if (!profile)
        return m_invocation.fail(profile.error());
    Result<MadeBaseline> made =
        makeBaseline(m_invocation.value(u"project"_s), *profile, m_invocation.registry, m_invocation);
    if (!made)
        return m_invocation.fail(made.error());
    m_invocation.out << m_invocation.value(u"project"_s) << ": " << made->objects << " objects, " << made->unmanaged
                     << " of them not managed\n";
    return ExitStatus::Done;
}

ExitStatus Migrate::create()
{
    const Engine *engine = m_invocation.registry.find(m_project->config().engine);
    if (!engine)
        return m_invocation.usage(
            u"This program does not speak to %1."_s.arg(QString::fromLatin1(m_project->config().engine)));
    const QString title = m_invocation.operands().mid(1).join(u' ');
    Result<NewMigration> made = newMigration(*m_project, *engine, title, beside(), m_invocation);
    if (!made)
        return m_invocation.fail(made.error());
    const QStringList allowed = m_invocation.parser.values(u"allow"_s);
    Result<MigrationFile> saved = m_project->addMigration(made->file, m_project->designed());
    if (!saved)
        return m_invocation.fail(saved.error());
    m_invocation.out << m_project->migrationsFolder() << '/' << saved->fileName << '\n';
    m_invocation.err << made->proof.summary().translated() << '\n';
    for (const Step &step : made->plan.up.steps) {
        for (const Finding &finding : step.findings)
            tell(finding);
    }
    return ExitStatus::Done;
}

/// One line about a statement for people, empty where there is nothing to say.
QString notesOf(const StatementFacts &facts)
{
    QStringList notes;
    if (facts.opaque)
        notes += u"what it does cannot be told from its text"_s;
    for (const Lock &lock : facts.locks) {
        QStringList path = lock.object.path;
        path.removeAll(QString()); // the default namespace has no name
        if (!path.isEmpty())
            notes += u"locks %1: %2"_s.arg(path.join(u'.'), lock.engineName);
    }
    if (facts.rewrites)
        notes += u"writes the table anew"_s;
    else if (facts.scans)
        notes += u"reads the whole table"_s;
    if (facts.transaction == TransactionMode::Outside)
        notes += u"outside of transactions"_s;
    return notes.join(u"; "_s);
}

/// What the statements of a section do, as comments.
void Migrate::tellFacts(const QString &section)
{
    const QList<StatementFacts> all = scriptFacts(section, *m_engine, m_connection->server());
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (const QString notes = notesOf(all.at(i)); !notes.isEmpty())
            m_invocation.out << "-- " << i + 1 << ". " << notes << '\n';
    }
}

ExitStatus Migrate::plan()
{
    Result<QList<MigrationFile>> pending =
        pendingMigrations(*m_connection, *m_engine, m_project->timeline(), m_invocation.value(u"to"_s));
    if (!pending)
        return m_invocation.fail(pending.error());
    for (const MigrationFile &migration : *pending) {
        m_invocation.out << "-- " << migration.fileName << '\n';
        tellFacts(migration.up);
        m_invocation.out << migration.up << "\n-- to take it back\n"
                         << QString(u"--   "_s + migration.down.trimmed()).replace(u'\n', u"\n--   "_s) << "\n\n";
    }
    if (pending->isEmpty())
        m_invocation.out << "-- Nothing is pending.\n";
    const ChangeSet unsaved = unsavedChanges(*m_project, *m_engine);
    if (!unsaved.isEmpty())
        m_invocation.err << "The design has " << unsaved.changes().size()
                         << " changes that no migration holds yet: relata migrate new.\n";
    return ExitStatus::Done;
}

ExitStatus Migrate::status()
{
    Result<QList<MigrationStatus>> states = migrationStatus(*m_connection, *m_engine, m_project->timeline());
    if (!states)
        return m_invocation.fail(states.error());
    if (m_invocation.value(u"format"_s) == "json"_L1) {
        QJsonArray array;
        for (const MigrationStatus &one : *states)
            array += QJsonObject{{u"version"_s, one.version}, {u"title"_s, one.title},
                {u"state"_s, QLatin1StringView(stateWord(one.state))}, {u"statements"_s, one.statements},
                {u"done"_s, one.statementsDone}, {u"applied_at"_s, one.appliedAt.toString(Qt::ISODate)},
                {u"applied_by"_s, one.appliedBy}, {u"error"_s, one.error}};
        m_invocation.out << QJsonDocument(array).toJson();
        return ExitStatus::Done;
    }
    for (const MigrationStatus &one : *states) {
        m_invocation.out << one.version.leftJustified(6) << QString::fromLatin1(stateWord(one.state)).leftJustified(14)
                         << one.title;
        if (one.state == MigrationState::Applied)
            m_invocation.out << "  (" << one.appliedAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s) << " by "
                             << one.appliedBy << ')';
        if (one.state == MigrationState::Partial || one.state == MigrationState::Failed)
            m_invocation.out << "  (" << one.statementsDone << " of " << one.statements << " statements done)\n      "
                             << QString(one.error).replace(u'\n', u"\n      "_s);
        m_invocation.out << '\n';
    }
    if (states->isEmpty())
        m_invocation.out << "The project has no migrations.\n";
    return ExitStatus::Done;
}

/// Refuses what loses data, and has not been allowed by name.
Result<> Migrate::mayRun(const MigrationFile &migration)
{
    Result<MigrationReview> review =
        reviewMigration(m_project->timeline(), migration, *m_engine, beside(), false, m_invocation);
    if (!review) {
        if (review.error().code == Error::Code::Sql || review.error().code == Error::Code::Cancelled)
            return failure(review.error());
        m_invocation.warn(u"  not reviewed: "_s + review.error().message.translated());
        return {};
    }
    const QList<Finding> standing = review->standing(migration, m_invocation.parser.values(u"allow"_s));
    if (standing.isEmpty())
        return {};
    for (const Finding &finding : standing)
        tell(finding);
    return failure({.code = Error::Code::Refused,
        .message = {"CommandLine",
            QT_TRANSLATE_NOOP("CommandLine",
                "Migration %1 was not run: allow what it finds with --allow %2, if that is what you want."),
            {migration.version, QString::fromLatin1(standing.first().code)}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

ExitStatus Migrate::up()
{
    Result<QList<MigrationFile>> pending =
        pendingMigrations(*m_connection, *m_engine, m_project->timeline(), m_invocation.value(u"to"_s));
    if (!pending)
        return m_invocation.fail(pending.error());
    if (m_invocation.has(u"dry-run"_s)) {
        for (const MigrationFile &migration : *pending)
            m_invocation.out << "-- " << migration.fileName << '\n' << migration.up << '\n';
        return ExitStatus::Done;
    }
    if (m_profile.environment.startsWith("prod"_L1) && !m_invocation.has(u"yes"_s) && !pending->isEmpty())
        return m_invocation.fail({.code = Error::Code::Refused,
            .message = {"CommandLine",
                QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to apply %2 migrations to it."),
                {m_profile.displayName(), QString::number(pending->size())}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    for (const MigrationFile &migration : *pending) {
        if (Result<> fine = mayRun(migration); !fine)
            return m_invocation.fail(fine.error());
        if (Result<> done = applyMigration(*m_connection, *m_engine, migration, m_invocation); !done)
            return m_invocation.fail(done.error());
        m_invocation.out << "applied " << migration.version << ' ' << migration.title << '\n';
    }
    if (pending->isEmpty())
        m_invocation.out << "Nothing is pending.\n";
    return ExitStatus::Done;
}

ExitStatus Migrate::down()
{
    Result<QList<MigrationFile>> applied =
        appliedMigrations(*m_connection, *m_engine, m_project->timeline(), m_invocation.value(u"to"_s));
    if (!applied)
        return m_invocation.fail(applied.error());
    for (const MigrationFile &migration : *applied) {
        if (m_invocation.has(u"dry-run"_s)) {
            m_invocation.out << "-- " << migration.fileName << '\n' << migration.down << '\n';
            continue;
        }
        if (Result<> done = revertMigration(*m_connection, *m_engine, migration, m_invocation); !done)
            return m_invocation.fail(done.error());
        m_invocation.out << "took back " << migration.version << ' ' << migration.title << '\n';
    }
    if (applied->isEmpty())
        m_invocation.out << "Nothing is applied.\n";
    return ExitStatus::Done;
}

ExitStatus Migrate::verify()
{
    Result<QList<MigrationStatus>> states = migrationStatus(*m_connection, *m_engine, m_project->timeline());
    if (!states)
        return m_invocation.fail(states.error());
    bool all = true;
    for (const MigrationStatus &status : *states) {
        const MigrationFile *migration = m_project->timeline().find(status.version);
        if (!migration || status.state != MigrationState::Pending)
            continue;
        Result<MigrationReview> review =
            reviewMigration(m_project->timeline(), *migration, *m_engine, beside(), true, m_invocation);
        if (!review)
            return m_invocation.fail(review.error());
        m_invocation.out << migration->version << ' ' << migration->title << ": "
                         << review->proof.summary().translated() << '\n';
        if (!review->proof.detail.isEmpty())
            m_invocation.out << "    " << review->proof.detail << '\n';
        for (const Message &fact : proofFacts(review->proof))
            m_invocation.out << "    " << fact.translated() << '\n';
        for (const Message &left : review->proof.leftOut)
            m_invocation.out << "    left out: " << left.translated() << '\n';
        all = all && review->proof.proved;
    }
    return all ? ExitStatus::Done : ExitStatus::Refused;
}

ExitStatus Migrate::resume()
{
    Result<QList<MigrationStatus>> states = migrationStatus(*m_connection, *m_engine, m_project->timeline());
    if (!states)
        return m_invocation.fail(states.error());
    for (const MigrationStatus &status : *states) {
        const MigrationFile *migration = m_project->timeline().find(status.version);
        if (!migration || (status.state != MigrationState::Partial && status.state != MigrationState::Failed))
            continue;
        if (Result<> done = resumeMigration(*m_connection, *m_engine, *migration, m_invocation); !done)
            return m_invocation.fail(done.error());
        m_invocation.out << "resumed " << migration->version << ' ' << migration->title << '\n';
        return ExitStatus::Done;
    }
    m_invocation.out << "No migration stopped half-way.\n";
    return ExitStatus::Done;
}

ExitStatus Migrate::rollBack()
{
    Result<QList<MigrationStatus>> states = migrationStatus(*m_connection, *m_engine, m_project->timeline());
    if (!states)
        return m_invocation.fail(states.error());
    for (const MigrationStatus &status : *states) {
        const MigrationFile *migration = m_project->timeline().find(status.version);
        if (!migration || (status.state != MigrationState::Partial && status.state != MigrationState::Failed))
            continue;
        if (Result<> done = rollBackPartial(
                *m_connection, m_profile, beside(), *m_engine, m_project->timeline(), *migration, m_invocation);
            !done)
            return m_invocation.fail(done.error());
        m_invocation.out << "rolled back " << migration->version << ' ' << migration->title << '\n';
        return ExitStatus::Done;
    }
    m_invocation.out << "No migration stopped half-way.\n";
    return ExitStatus::Done;
}

} // namespace

ExitStatus runMigrate(Invocation &invocation) { return Migrate(invocation).run(); }

} // namespace relata
