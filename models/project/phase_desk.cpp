#include "models/project/phase_desk.h"

#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/engine/sync_port.h"
#include "models/jobs/job_center.h"
#include "models/project/evolution_files.h"
#include "models/project/new_migration.h"
#include "models/project/phase_obstacles.h"
#include "models/project/project.h"
#include "models/project/scratch_place.h"
#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"Phases", text, arguments}; }

/// Of what a new column may be in phases nothing is said but its name and type.
static bool isPlain(const Column &column)
{
    return column.nullable && column.defaultValue.isEmpty() && column.identity == Column::Identity::None
        && column.generated == Column::Generated::No && column.collation.isEmpty() && column.comment.isEmpty()
        && column.options.isEmpty();
}

/// One column goes and several come, or the other way round, in one table.
static std::optional<Evolution> splitOrMerge(const Project &project, const ChangeSet &unsaved)
{
    Evolution evolution;
    ObjectId table;
    for (const Change &change : unsaved.changes()) {
        const auto *created = std::get_if<Created>(&change);
        const auto *column = std::holds_alternative<Altered>(change) ? nullptr : as<Column>(objectOf(change));
        if (!column || (table && column->table != table) || (created && !isPlain(*column)))
            return {};
        table = column->table;
        if (created)
            evolution.after += {column->name, typeText(project.designed(), column->type), {}};
        else
            evolution.before += {column->name, {}, {}};
    }
    const bool splits = evolution.before.size() == 1 && evolution.after.size() > 1;
    const bool merges = evolution.before.size() > 1 && evolution.after.size() == 1;
    if ((!splits && !merges) || !project.head().find(table) || !project.designed().find(table))
        return {};
    evolution.kind = splits ? Evolution::Kind::Split : Evolution::Kind::Merge;
    evolution.table = project.head().path(table);
    return evolution;
}

std::optional<Evolution> unsavedEvolution(const Project &project, const Engine &engine)
{
    const ChangeSet unsaved = unsavedChanges(project, engine);
    if (!engine.sync)
        return {};
    if (unsaved.changes().size() != 1)
        return splitOrMerge(project, unsaved);
    const auto *altered = std::get_if<Altered>(&unsaved.changes().front());
    const auto *before = altered ? as<Column>(altered->before) : nullptr;
    const auto *after = altered ? as<Column>(altered->after) : nullptr;
    const bool isFormAlone = after
        && std::all_of(altered->fields.begin(), altered->fields.end(),
            [](const QByteArray &field) { return field == "name" || field == "type"; });
    if (!isFormAlone || !project.head().find(before->table))
        return {};
    Evolution evolution;
    evolution.kind = altered->changes("type") ? Evolution::Kind::ChangeType : Evolution::Kind::RenameColumn;
    evolution.table = project.head().path(before->table);
    evolution.before = {{before->name, {}, {}}};
    const bool isType = evolution.kind == Evolution::Kind::ChangeType;
    evolution.after = {{isType && !altered->renamed() ? before->name + u"_new"_s : after->name,
        isType ? typeText(project.designed(), after->type) : QString(), {}}};
    return evolution;
}

PhaseDesk::PhaseDesk(Project &project, const EngineRegistry &engines, JobCenter &jobs, QObject *parent)
    : QObject(parent)
    , m_project(project)
    , m_engines(engines)
    , m_engine(engines.find(project.config().engine))
    , m_jobs(jobs)
{
    connect(&project, &Project::timelineChanged, this, &PhaseDesk::readOpen);
    readOpen();
}

const Evolution *PhaseDesk::find(const QString &id) const
{
    const auto found = std::find_if(m_open.begin(), m_open.end(), [&](const Evolution &one) { return one.id == id; });
    return found == m_open.end() ? nullptr : &*found;
}

void PhaseDesk::readOpen()
{
    Result<QList<Evolution>> open = readEvolutions(m_project.folder());
    if (!open) // at the beginning nobody listens yet
        QMetaObject::invokeMethod(
            this, [this, why = open.error()] { emit failed(why); }, Qt::QueuedConnection);
    m_open = open ? std::move(*open) : QList<Evolution>();
    emit openChanged();
}

static Result<PhasePlan> allPhases(const Schema &head, const Evolution &evolution, bool abandons, const Engine &engine,
    const ServerInfo &server, const ConnectionProfile &place, JobContext &context)
{
    Result<SavedPhase> first = abandons ? proveAbandoning(head, evolution, engine, server, place, context)
                                        : provePhase(head, evolution, engine, server, place, context);
    if (!first)
        return failure(first.error());
    PhasePlan plan{.first = std::move(*first), .later = {}, .abandons = abandons, .design = {}, .open = {}};
    const PhaseMigration *last = &plan.first.phase;
    while (!last->isLast) {
        Result<PhaseMigration> next = draftPhase(last->after, last->evolution, engine, server);
        if (!next)
            return failure(next.error());
        plan.later += std::move(*next);
        last = &plan.later.last();
    }
    return plan;
}

void PhaseDesk::plan(const Evolution &evolution, bool abandons, const std::optional<ConnectionProfile> &connection,
    const std::optional<Evolution> &open)
{
    const Result<ServerInfo> server = plannedServer(m_project.config(), *m_engine);
    if (!server)
        return emit failed(server.error());
    m_isPlanning = true;
    emit planningChanged();
    m_jobs.start(
        said(QT_TRANSLATE_NOOP("Phases", "Plan and prove: %1"), {evolution.title().source()}), this,
        [head = m_project.head(), evolution, abandons, engine = m_engine, server = *server,
            place = scratchPlace(connection, m_engine, m_project.scratch())](
            JobContext &context) { return allPhases(head, evolution, abandons, *engine, server, place, context); },
        [this, design = m_project.designed(), open](Result<PhasePlan> plan) {
            m_isPlanning = false;
            emit planningChanged();
            if (!plan)
                return emit failed(plan.error());
            plan->design = design;
            plan->open = open;
            emit planned(*plan);
        });
}

void PhaseDesk::begin(const Evolution &evolution, const std::optional<ConnectionProfile> &connection)
{
    if (m_engine && !m_isPlanning && unsavedEvolution(m_project, *m_engine))
        plan(evolution, false, connection, {});
}

void PhaseDesk::goOn(const QString &id, bool abandons, const std::optional<ConnectionProfile> &connection)
{
    const Evolution *evolution = find(id);
    if (!evolution || !m_engine || m_isPlanning)
        return;
    if (!unsavedChanges(m_project, *m_engine).isEmpty())
        return emit failed(noPhases(QT_TRANSLATE_NOOP("Phases",
                                        "The design has changes that no migration holds. Save them as one, or take "
                                        "them back."),
            {})
                               .value());
    plan(*evolution, abandons, connection, *evolution);
}

void PhaseDesk::keep(const PhasePlan &plan)
{
    const QString id = plan.first.phase.evolution.id;
    const Result<QList<Evolution>> open = readEvolutions(m_project.folder());
    const auto now = open ? std::find_if(open->begin(), open->end(), [&](const Evolution &one) { return one.id == id; })
                          : QList<Evolution>::const_iterator();
    const bool isSame = open && (plan.open ? now != open->end() && *now == *plan.open : now == open->end())
        && m_project.designed() == plan.design;
    if (!isSame)
        return emit failed(noPhases(
            QT_TRANSLATE_NOOP("Phases", "Nothing was saved: the design or the change is not what it was planned with."),
            {})
                               .value());
    const Result<SavedPhase> saved = keepPhase(m_project, plan.first);
    if (!saved)
        return emit failed(saved.error());
    emit done(said(QT_TRANSLATE_NOOP("Phases", "Migration %1 is saved, and proved: %2"),
        {saved->phase.file.version, saved->phase.file.title}));
}

} // namespace relata

#include "moc_phase_desk.cpp"
