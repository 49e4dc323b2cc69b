#include "models/project/phases.h"

#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/engine/sync_port.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/prove_converting.h"
#include "models/project/evolution_files.h"
#include "models/project/new_migration.h"
#include "models/project/phase_obstacles.h"
#include "models/project/phase_schemas.h"
#include "models/project/project.h"
#include "models/schema/kinds/column.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// Both ways of one phase, put together step by step.
class Draft {
public:
    Draft(const Schema &head, const Evolution &evolution, const Engine &engine, const ServerInfo &server)
        : m_engine(engine)
        , m_server(server)
    {
        m_phase.evolution = evolution;
        m_phase.before = m_phase.after = head;
        m_phase.file.id = QString::number(ObjectId::random().value, 16);
    }

    /// What leads to this schema, and back before what was added so far.
    Result<> addWay(const Schema &to)
    {
        const bool isSame = ChangeSet::between(m_phase.after, to, m_engine.diffPolicy()).isEmpty();
        if (isSame)
            return {};
        const Result<NewMigration> way =
            draftMigration(m_phase.after, to, m_engine, m_server, {.title = {}, .parent = {}, .keep = false});
        if (!way)
            return failure(way.error());
        m_phase.after = to;
        append(m_phase.file.up, way->file.up);
        m_phase.up += way->plan.up.statements();
        QString down = way->file.down;
        append(down, m_phase.file.down);
        m_phase.file.down = down;
        m_phase.down = way->plan.down.statements() + m_phase.down;
        for (const Step &step : way->plan.up.steps)
            m_phase.findings += step.findings;
        return {};
    }

    /// An UPDATE in batches, at the end of the way up.
    void fillUp(const SyncedColumns &columns)
    {
        const Fill fill = fillOf(columns, SyncPort::Fill::After);
        append(m_phase.file.up, fill.text);
        m_phase.up += fill.sql;
    }
    /// The same at the beginning of the way down so far.
    void fillDown(const SyncedColumns &columns, SyncPort::Fill side)
    {
        Fill fill = fillOf(columns, side);
        append(fill.text, m_phase.file.down);
        m_phase.file.down = fill.text;
        m_phase.down.prepend(fill.sql);
    }

    void say(const QString &directive, const QString &argument) { m_phase.file.directives += {directive, argument, 0}; }

    bool hasWayBack() const { return !m_phase.down.isEmpty(); }
    const Schema &now() const { return m_phase.after; }

    PhaseMigration finished(const Message &title, bool isLast)
    {
        m_phase.file.title = title.source();
        m_phase.file.result = QString::fromLatin1(m_engine.key) + u"/1:"_s
            + QString::fromLatin1(m_engine.completed(m_phase.after).fingerprint());
        m_phase.isLast = isLast;
        return m_phase;
    }

    PhaseMigration &phase() { return m_phase; }

private:
    struct Fill {
        QString text, sql;
    };

    Fill fillOf(const SyncedColumns &columns, SyncPort::Fill side) const
    {
        QStringList key;
        for (const ObjectId id : columns.key)
            key += quoted(Identifier{nameOf(*m_phase.before.find(id))}, *m_engine.flavour);
        const QString sql = m_engine.sync->fill(columns, side, m_phase.before).sql;
        const QString what = side == SyncPort::Fill::After ? u"new"_s : u"old"_s;
        return {u"-- Fill the %1 columns\n-- relata:backfill by %2\n%3;\n"_s.arg(what, key.join(u", "_s), sql), sql};
    }

    static void append(QString &text, const QString &more)
    {
        text += (text.isEmpty() || more.isEmpty() ? QString() : u"\n"_s) + more;
    }

    const Engine &m_engine;
    const ServerInfo &m_server;
    PhaseMigration m_phase;
};

Result<> expand(Draft &draft, const Engine &engine, const ServerInfo &server)
{
    Evolution &evolution = draft.phase().evolution;
    const ObjectId table = draft.now().idOf(Kind::Table, evolution.table);
    const auto why = engine.sync && table ? engine.sync->tableObstacle(table, draft.now(), server) : std::nullopt;
    if (why)
        return noPhases(QT_TRANSLATE_NOOP("Phases", "Table %1 cannot get triggers: %2."),
            {draft.now().displayName(table), why->source()});
    const Result<Schema> schema = expanded(draft.now(), evolution, engine);
    if (!schema)
        return failure(schema.error());
    const Result<SyncedColumns> columns = syncedColumns(*schema, evolution, engine);
    if (!columns)
        return failure(columns.error());
    if (!columns->isCopy)
        draft.say(u"check"_s, engine.sync->lossy(*columns, *schema).sql);
    return draft.addWay(*schema);
}

/// What new code wrote stands in the old columns all along; a way back without a statement says so once more.
Result<> backfill(Draft &draft, const Engine &engine)
{
    const Evolution &evolution = draft.phase().evolution;
    const Result<SyncedColumns> columns = syncedColumns(draft.now(), evolution, engine);
    if (!columns)
        return failure(columns.error());
    draft.fillUp(*columns);
    const Result<Schema> schema = filled(draft.now(), evolution, engine);
    if (!schema)
        return failure(schema.error());
    if (Result<> done = draft.addWay(*schema); !done)
        return done;
    if (!draft.hasWayBack())
        draft.fillDown(*columns, SyncPort::Fill::Before);
    draft.say(u"verify"_s, engine.sync->strays(*columns, draft.now()).sql);
    return {};
}

/// The switch of the application is the gate before the first statement: a migration of its own would hold none, and
/// what must not happen before the switch is this.
Result<> contract(Draft &draft, const Engine &engine)
{
    const Evolution &evolution = draft.phase().evolution;
    const Result<SyncedColumns> columns = syncedColumns(draft.now(), evolution, engine);
    if (!columns)
        return failure(columns.error());
    draft.say(u"manual"_s, evolution.toDo(Evolution::Phase::Contract).source());
    draft.say(u"check"_s, engine.sync->onlyBefore(*columns, draft.now()).sql);
    draft.say(u"suppress"_s, u"DL102 the new columns give each value back, which is checked first"_s);
    const Result<WayOut> way = contracted(draft.now(), evolution);
    if (!way)
        return failure(way.error());
    if (Result<> done = draft.addWay(way->loose); !done)
        return done;
    draft.fillDown(*columns, SyncPort::Fill::BeforeAnew);
    return draft.addWay(way->done);
}

Message abandonTitle(const Evolution &evolution)
{
    return {"Phases", QT_TRANSLATE_NOOP("Phases", "%1: abandon"), {evolution.title().source()}};
}

/// Values that both types can hold, for rows of a proof: what does not come back is refused where it is applied.
QHash<ObjectId, QStringList> convertible(const Schema &schema, const Evolution &evolution)
{
    QHash<ObjectId, QStringList> result;
    if (evolution.kind != Evolution::Kind::ChangeType)
        return result;
    const ObjectId table = schema.idOf(Kind::Table, evolution.table);
    const ObjectId before = schema.child(table, Kind::Column, evolution.before.first().column);
    const ObjectId after = schema.child(table, Kind::Column, evolution.after.first().column);
    const auto *column = schema.find<Column>(before);
    const TypeFamily families[] = {
        column ? familyOf(column->type.name) : TypeFamily::Unknown, familyOf(evolution.after.first().type)};
    QStringList values{u"0"_s, u"1"_s, u"7"_s};
    for (const TypeFamily family : families) {
        if (family == TypeFamily::Date || family == TypeFamily::Timestamp)
            values = QStringList{u"2001-02-03"_s, u"2024-02-29"_s};
    }
    for (const ObjectId id : {before, after}) {
        if (id)
            result.insert(id, values);
    }
    return result;
}

Result<SavedPhase> proven(
    const PhaseMigration &phase, const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    const Result<Proof> proof = proveConverting(convertible(phase.before, phase.evolution), phase.before, phase.after,
        phase.up, phase.down, engine, beside, context);
    if (!proof)
        return failure(proof.error());
    if (!proof->proved)
        return noPhases(
            QT_TRANSLATE_NOOP("Phases", "Nothing was saved. %1. %2"), {proof->summary().source(), proof->detail});
    return SavedPhase{phase, *proof};
}

Result<> mayBegin(const Project &project, const Engine &engine)
{
    if (unsavedChanges(project, engine).isEmpty())
        return {};
    return noPhases(QT_TRANSLATE_NOOP("Phases",
                        "The design has changes that no migration holds. Save them as one, or take them back."),
        {});
}

} // namespace

Result<PhaseMigration> draftPhase(
    const Schema &head, const Evolution &evolution, const Engine &engine, const ServerInfo &server)
{
    const std::optional<Evolution::Phase> next = evolution.next();
    if (!next)
        return noPhases(QT_TRANSLATE_NOOP("Phases", "All phases of %1 are made."), {evolution.id});
    Draft draft(head, evolution, engine, server);
    const Result<> done = *next == Evolution::Phase::Expand ? expand(draft, engine, server)
        : *next == Evolution::Phase::Backfill               ? backfill(draft, engine)
                                                            : contract(draft, engine);
    if (!done)
        return failure(done.error());
    PhaseMigration &phase = draft.phase();
    phase.file.description = u"Before it: "_s + evolution.toDo(*next).source() + u'\n';
    phase.evolution.phases += {*next, phase.file.id};
    return draft.finished(phaseTitle(evolution, *next), *next == Evolution::Phase::Contract);
}

Result<PhaseMigration> draftAbandoning(
    const Schema &head, const Evolution &evolution, const Engine &engine, const ServerInfo &server)
{
    Draft draft(head, evolution, engine, server);
    const Result<SyncedColumns> columns = syncedColumns(head, evolution, engine);
    const Result<WayOut> way = abandoned(head, evolution);
    if (!columns || !way)
        return failure(columns ? way.error() : columns.error());
    draft.say(u"check"_s, engine.sync->onlyAfter(*columns, head).sql);
    draft.say(u"suppress"_s, u"DL102 the old columns hold the same"_s);
    if (Result<> done = draft.addWay(way->loose); !done)
        return failure(done.error());
    draft.fillDown(*columns, SyncPort::Fill::After);
    if (Result<> done = draft.addWay(way->done); !done)
        return failure(done.error());
    return draft.finished(abandonTitle(evolution), true);
}

Result<SavedPhase> provePhase(const Schema &head, const Evolution &evolution, const Engine &engine,
    const ServerInfo &server, const ConnectionProfile &place, JobContext &context)
{
    Evolution begun = evolution;
    if (begun.id.isEmpty())
        begun.id = QString::number(ObjectId::random().value, 16);
    const Result<PhaseMigration> phase = draftPhase(head, begun, engine, server);
    return phase ? proven(*phase, engine, place, context) : Result<SavedPhase>(failure(phase.error()));
}

Result<SavedPhase> proveAbandoning(const Schema &head, const Evolution &evolution, const Engine &engine,
    const ServerInfo &server, const ConnectionProfile &place, JobContext &context)
{
    const Result<PhaseMigration> phase = draftAbandoning(head, evolution, engine, server);
    return phase ? proven(*phase, engine, place, context) : Result<SavedPhase>(failure(phase.error()));
}

Result<SavedPhase> keepPhase(Project &project, const SavedPhase &proven)
{
    const PhaseMigration &phase = proven.phase;
    if (!(project.head() == phase.before))
        return noPhases(QT_TRANSLATE_NOOP("Phases",
                            "Nothing was saved: the migrations do not lead any more to where the phase begins."),
            {});
    const Result<MigrationFile> saved = project.addMigrationAndDesign(phase.file, phase.after,
        {"Phases", QT_TRANSLATE_NOOP("Phases", "Change in phases"), {}},
        {evolutionChange(phase.evolution, !phase.isLast)});
    if (!saved)
        return failure(saved.error());
    SavedPhase result = proven;
    result.phase.file = *saved;
    return result;
}

Result<SavedPhase> savePhase(Project &project, const Evolution &evolution, const Engine &engine,
    const ServerInfo &server, const ConnectionProfile &beside, JobContext &context)
{
    if (Result<> fine = mayBegin(project, engine); !fine)
        return failure(fine.error());
    const Result<SavedPhase> phase = provePhase(project.head(), evolution, engine, server, beside, context);
    return phase ? keepPhase(project, *phase) : phase;
}

Result<SavedPhase> abandonPhases(Project &project, const Evolution &evolution, const Engine &engine,
    const ServerInfo &server, const ConnectionProfile &beside, JobContext &context)
{
    if (Result<> fine = mayBegin(project, engine); !fine)
        return failure(fine.error());
    const Result<SavedPhase> phase = proveAbandoning(project.head(), evolution, engine, server, beside, context);
    return phase ? keepPhase(project, *phase) : phase;
}

} // namespace relata
