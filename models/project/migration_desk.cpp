#include "models/project/migration_desk.h"

#include "models/base/mailbox.h"
#include "models/engine/connection.h"
#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/backup.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_gates.h"
#include "models/jobs/recipes/proof_version.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/review.h"
#include "models/jobs/recipes/run_python.h"
#include "models/project/project.h"
#include "models/project/scratch_place.h"

#include <QTimer>

#include <algorithm>
#include <ranges>

namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

MigrationDesk::MigrationDesk(
    Project &project, const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions, QObject *parent)
    : QObject(parent)
    , m_project(project)
    , m_engines(engines)
    , m_jobs(jobs)
    , m_sessions(sessions)
    , m_mailbox(std::make_shared<Mailbox>(this))
    , m_engine(engines.find(project.config().engine))
    , m_facts(new FactsOfMigrations(m_engine, jobs, this))
    , m_redraft(new QTimer(this))
{
    m_redraft->setSingleShot(true);
    m_redraft->setInterval(60); // a burst of edits is one plan
    connect(m_redraft, &QTimer::timeout, this, &MigrationDesk::redraft);
    connect(&project, &Project::designedChanged, m_redraft, qOverload<>(&QTimer::start));
    connect(&project, &Project::headChanged, m_redraft, qOverload<>(&QTimer::start));
    connect(&project, &Project::timelineChanged, this, &MigrationDesk::refresh);
    connect(&project, &Project::timelineChanged, m_facts, [this] { m_facts->follow(m_project.timeline()); });
    connect(m_facts, &FactsOfMigrations::changed, this, &MigrationDesk::factsChanged);
    connect(&project, &Project::timelineChanged, this, &MigrationDesk::readRehearsals);
    m_facts->follow(project.timeline());
    readRehearsals();
    redraft();
}

MigrationDesk::~MigrationDesk()
{
    m_mailbox->close();
    dropPlanned();
}

void MigrationDesk::setConnection(std::optional<ConnectionProfile> profile)
{
    ++m_number; // what is on its way is of another database
    m_session.set({});
    m_states.clear();
    m_backups.clear();
    m_times.clear();
    m_rowCheck.reset();
    m_due.clear();
    m_serverVersion = 0;
    m_repeatables.clear();
    dropDiagnosis();
    m_profile = std::move(profile);
    if (m_profile) {
        Result<SessionLease> lease = m_sessions.lease(*m_profile);
        if (lease)
            m_session.set(std::move(*lease));
        else
            emit failed(lease.error());
    }
    emit statesChanged();
    refresh();
}

const MigrationStatus *MigrationDesk::state(const QString &version) const
{
    const auto it =
        std::find_if(m_states.begin(), m_states.end(), [&](const MigrationStatus &s) { return s.version == version; });
    return it == m_states.end() ? nullptr : &*it;
}

const Proof *MigrationDesk::proof(const QString &version) const
{
    const auto it = m_proofs.constFind(version);
    return it == m_proofs.cend() ? nullptr : &*it;
}

void MigrationDesk::forgetProof(const QString &version)
{
    if (m_proofs.remove(version))
        emit proofsChanged();
}

int MigrationDesk::pendingCount() const
{
    return int(std::count_if(
        m_states.begin(), m_states.end(), [](const MigrationStatus &s) { return s.state == MigrationState::Pending; }));
}

QString MigrationDesk::lastApplied() const
{
    for (const MigrationStatus &one : std::views::reverse(m_states)) {
        if (one.state == MigrationState::Applied || one.state == MigrationState::Edited)
            return one.version;
    }
    return {};
}

QString MigrationDesk::stopped() const
{
    for (const MigrationStatus &one : m_states) {
        if (one.state == MigrationState::Partial || one.state == MigrationState::Failed)
            return one.version;
    }
    return {};
}

void MigrationDesk::redraft()
{
    const quint64 number = ++m_draftNumber;
    if (!m_engine || unsavedChanges(m_project, *m_engine).isEmpty()) {
        m_draft.reset();
        m_refusal = {};
        m_unsaved.clear();
        m_unsavedSteps.clear();
        m_leftOut.clear();
        m_toFill.clear();
        m_fills.clear();
        emit draftChanged();
        return;
    }
    const Result<ServerInfo> server = plannedServer(m_project.config(), *m_engine);
    if (!server) {
        m_draft.reset();
        m_refusal = server.error().message;
        emit draftChanged();
        return;
    }
    m_jobs.start(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Plan the unsaved migration")), this,
        [head = m_project.head(), design = managedDesign(m_project, *m_engine), leftOut = m_leftOut,
            parent = m_project.timeline().headId(), fills = m_fills.values(), engine = m_engine,
            server = *server](JobContext &) {
            return Result<PartMigration>(draftPart(head, design, leftOut, *engine, server, {{}, parent, true, fills}));
        },
        [this, number](Result<PartMigration> part) {
            if (number == m_draftNumber && part) // else the design has moved on
                adoptDraft(std::move(*part));
        },
        JobListing::Hidden);
}

void MigrationDesk::adoptDraft(PartMigration part)
{
    m_refusal = part.draft ? Message() : part.draft.error().message;
    m_draft = part.draft ? std::optional(std::move(*part.draft)) : std::nullopt;
    m_draftBefore = std::move(part.before);
    m_draftAfter = std::move(part.after);
    m_unsaved = std::move(part.changes);
    m_unsavedSteps = std::move(part.steps);
    m_toFill = std::move(part.toFill);
    emit draftChanged();
}

void MigrationDesk::choose(ObjectId id, bool taken) { chooseStep({id}, taken); }

void MigrationDesk::chooseStep(const QList<ObjectId> &changes, bool taken)
{
    for (const ObjectId id : changes) {
        if (taken)
            m_leftOut.remove(id);
        else
            m_leftOut += id;
    }
    redraft();
}

void MigrationDesk::chooseAll()
{
    m_leftOut.clear();
    redraft();
}

void MigrationDesk::fill(const FillAnswer &answer)
{
    if (answer.text.isEmpty())
        m_fills.remove(answer.column);
    else
        m_fills.insert(answer.column, answer);
    redraft();
}

const BackupRecord *MigrationDesk::backup(const QString &version) const
{
    const MigrationFile *file = m_project.timeline().find(version);
    const MigrationStatus *status = state(version);
    const bool isBegun = status && status->state != MigrationState::Pending
        && status->state != MigrationState::OutOfOrder && status->state != MigrationState::Missing;
    const auto it = file && isBegun ? m_backups.constFind(file->id) : m_backups.constEnd();
    return it == m_backups.constEnd() ? nullptr : &*it;
}

bool MigrationDesk::requiresBackup() const { return m_profile && mustBeBackedUp(m_project.config(), *m_profile); }

ConnectionProfile MigrationDesk::beside() const { return beside(m_profile); }

ConnectionProfile MigrationDesk::beside(const std::optional<ConnectionProfile> &target) const
{
    ConnectionProfile place = scratchPlace(target, m_engine, m_project.scratch());
    if (target && m_profile && target->url() == m_profile->url())
        place.likeVersion = m_serverVersion;
    return place;
}

void MigrationDesk::saveDraft(const QString &title)
{
    const Schema before = m_draftBefore, after = m_draftAfter;
    if (!m_draft || !(before == m_project.head()))
        return;
    MigrationFile file = m_draft->file;
    if (!title.trimmed().isEmpty())
        file.title = title.trimmed();
    const QStringList up = m_draft->plan.up.statements(), down = m_draft->plan.down.statements();
    const bool losesUp = losesData(m_draft->plan.up);
    const ReturnOutlook back = m_draft->back;
    // The design first: a migration without its design would come back as a change the other way round.
    if (Result<> design = m_project.save(); !design)
        return emit failed(design.error());
    Result<MigrationFile> saved = m_project.addMigration(std::move(file), after);
    if (!saved)
        return emit failed(saved.error());
    m_leftOut.clear(); // the rest is the next migration
    m_facts->setLosesData(saved->version, losesUp);
    m_facts->setBack(saved->version, back);
    proveSaved(*saved, before, after, up, down);
}

void MigrationDesk::proveSaved(const MigrationFile &file, const Schema &before, const Schema &after,
    const QStringList &up, const QStringList &down)
{
    Timeline earlier = m_project.timeline();
    earlier.migrations.removeIf([&](const MigrationFile &one) { return one.version == file.version; });
    m_jobs.start(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Prove %1 %2"), {file.version, file.title}), this,
        [before, after, up, down, engine = m_engine, profile = beside(), earlier,
            server = plannedServer(m_project.config(), *m_engine).value_or(ServerInfo())](JobContext &context) {
            const Result<> known = mustKnowHead(earlier, before, after, *engine, profile, context);
            if (!known && known.error().code != Error::Code::Cancelled) {
                Proof unproved;
                unproved.reason = known.error().message;
                return Result<Proof>(unproved);
            }
            Result<Proof> proof = relata::prove(before, after, up, down, *engine, profile, context);
            if (proof)
                weighVersion(*proof, *engine, server);
            return proof;
        },
        [this, version = file.version](Result<Proof> proof) {
            if (!proof)
                return emit failed(proof.error());
            m_proofs.emplace(version, std::move(*proof));
            emit proofsChanged();
        });
}

Timeline MigrationDesk::timeline(bool python) const
{
    Timeline result = m_project.timeline();
    result.python.isAllowed = result.python.isAllowed || python;
    return result;
}

bool MigrationDesk::mayRunPython(const QString &version, bool isAllowed, const std::function<void()> &again)
{
    const Result<> allowed = mustAllowPython(timeline(isAllowed), version);
    if (!allowed)
        ask(allowed.error(), again);
    return allowed.has_value();
}

/// Only for the database that it was asked for.
std::function<void()> MigrationDesk::whileHere(const std::function<void()> &again)
{
    return [this, again, number = m_number] {
        if (number == m_number)
            again();
    };
}

/// Somebody may allow what would run here.
void MigrationDesk::ask(const Error &error, const std::function<void()> &again)
{
    emit commandsAsked(error, whileHere(again));
}

void MigrationDesk::prove(const QString &version, bool python)
{
    const MigrationFile *migration = m_project.timeline().find(version);
    if (!migration || !m_engine || !mayRunPython(version, python, [this, version] { prove(version, true); }))
        return;
    m_jobs.start(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Prove %1 %2"), {version, migration->title}), this,
        [timeline = timeline(python), file = *migration, engine = m_engine, profile = beside()](
            JobContext &context) { return reviewMigration(timeline, file, *engine, profile, true, context); },
        [this, version](Result<MigrationReview> review) {
            if (!review)
                return emit failed(review.error());
            m_proofs.emplace(version, std::move(review->proof));
            if (!review->changes.isEmpty())
                m_facts->setLosesData(version, losesData(review->changes));
            m_facts->setBack(version, review->back);
            emit proofsChanged();
        });
}

void MigrationDesk::setRunning(int delta)
{
    m_running += delta;
    emit runningChanged(isRunning());
}

/// Work that changes the database; the states are asked again whatever came of it.
void MigrationDesk::change(const Message &title, Work work, const Message &whatWasDone, Looks looks,
    const std::function<bool(const Error &)> &offers)
{
    if (!m_session || !m_profile)
        return;
    setRunning(+1);
    m_session.startLasting(m_jobs, title, this, std::move(work),
        [this, whatWasDone, looks, offers, number = m_number, target = *m_profile](Result<> result) {
            setRunning(-1);
            refresh();
            const bool isHere = number == m_number;
            if (result) {
                if (isHere)
                    dropDiagnosis();
                emit done(of(target, whatWasDone));
                return;
            }
            if (isHere && offers && offers(result.error()))
                return;
            emit failed(of(target, result.error()));
            if (isHere)
                follow(result.error(), looks);
        });
}

/// What is told of another database than the chosen one names it.
Message MigrationDesk::of(const ConnectionProfile &target, const Message &what) const
{
    if (m_profile && ConnectionBook::isSame(*m_profile, target))
        return what;
    return said(QT_TRANSLATE_NOOP("MigrationDesk", "On %1: %2"), {target.displayName(), what.translated()});
}

Error MigrationDesk::of(const ConnectionProfile &target, const Error &error) const
{
    Error result = error;
    result.message = of(target, error.message);
    return result;
}

/// Emits told() on the window's thread, if this desk is still there by then.
std::function<void(const QList<Message> &)> MigrationDesk::teller(const ConnectionProfile &target)
{
    return [this, mailbox = m_mailbox, target](const QList<Message> &messages) {
        mailbox->post([this, messages, target] {
            QList<Message> named;
            for (const Message &one : messages)
                named += of(target, one);
            emit told(named);
        });
    };
}

/// What runs are told of this desk: where commands run, whom they tell, and who is asked to confirm.
RunRules MigrationDesk::rules(const ConnectionProfile &target, const QStringList &allowed)
{
    RunRules rules;
    rules.folder = m_project.folder();
    rules.hooks = runHooks(m_project.config().other).value_or(RunHooks()); // which applying refuses, unreadable
    rules.allowsCommands = allowed.contains(QLatin1StringView(CommandCode));
    rules.allowsUntimed = allowed.contains(QLatin1StringView(UntimedCode));
    rules.python = timeline(allowed.contains(QLatin1StringView(PythonCode))).python;
    rules.warn = [tell = teller(target)](const Message &message) { tell({message}); };
    rules.waiting = [this, mailbox = m_mailbox, target](
                        const Message &what) { mailbox->post([this, target, what] { emit waits(target, what); }); };
    return rules;
}

/// Asks on a connection of its own, for the session may be the one that waits.
void MigrationDesk::lookForStep()
{
    if (!m_profile)
        return;
    m_jobs.start(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Look which step is waited for")), this,
        [engine = m_engines.find(m_profile->engine), target = *m_profile](JobContext &) -> Result<Message> {
            const Result<std::unique_ptr<Connection>> connection = engine->driver->open(target);
            if (!connection)
                return failure(connection.error());
            return waitingStep(**connection, *engine);
        },
        [this, target = *m_profile](const Result<Message> &step) {
            if (!step)
                emit failed(of(target, step.error()));
            else if (step->isEmpty())
                emit told({of(target,
                    said(QT_TRANSLATE_NOOP("MigrationDesk", "No migration waits for a step on this database.")))});
            else
                emit waits(target, *step);
        });
}

void MigrationDesk::confirmStep(const ConnectionProfile &target, const Message &step)
{
    m_jobs.start(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Confirm a step")), this,
        [engine = m_engines.find(target.engine), target, step](JobContext &) -> Result<bool> {
            const Result<std::unique_ptr<Connection>> connection = engine->driver->open(target);
            if (!connection)
                return failure(connection.error());
            const auto confirmed = relata::confirmStep(**connection, *engine, {}, {}, step);
            return confirmed ? Result<bool>(confirmed->has_value()) : failure(confirmed.error());
        },
        [this, target](Result<bool> confirmed) {
            if (!confirmed)
                emit failed(of(target, confirmed.error()));
            else if (!*confirmed)
                emit told({of(target,
                    said(QT_TRANSLATE_NOOP(
                        "MigrationDesk", "Nothing was confirmed: that step is not waited for any more.")))});
        });
}

void MigrationDesk::backUp(const QString &folder)
{
    if (!m_session || !m_profile)
        return;
    m_session.startLasting(
        m_jobs, said(QT_TRANSLATE_NOOP("MigrationDesk", "Back up %1"), {m_profile->displayName()}), this,
        [from = *m_profile, engines = &m_engines, rules = BackupRules{folder, true, beside()}](
            Connection &connection, JobContext &context) {
            return relata::backUp(connection, from, *engines->find(connection.server().engine), rules, context);
        },
        [this](Result<Backup> backup) {
            if (backup)
                emit backedUp(backup->summary());
            else
                emit failed(backup.error());
        });
}

} // namespace relata

#include "moc_migration_desk.cpp"
