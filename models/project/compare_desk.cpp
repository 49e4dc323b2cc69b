#include "models/project/compare_desk.h"

#include "models/engine/connection.h"
#include "models/engine/connection_book.h"
#include "models/engine/ports.h"
#include "models/engine/secret_store.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/server_form.h"
#include "models/project/project.h"
#include "models/project/replay_cache.h"
#include "models/project/schema_source.h"
#include "models/project/scratch_place.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QTimer>

#include <ranges>

namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"Compare", text, arguments}; }

static Error problemOf(const Message &message)
{
    return {.code = Error::Code::Usage, .message = message, .detail = {}, .sqlState = {}, .position = {}};
}

CompareDesk::CompareDesk(Place place, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
    , m_forms(std::make_shared<ServerForms>())
    , m_edited(new QTimer(this))
{
    m_edited->setSingleShot(true);
    m_edited->setInterval(60); // a burst of edits is one comparison
    connect(m_edited, &QTimer::timeout, this, &CompareDesk::designChanged);
    connect(&m_place.connections, &ConnectionBook::changed, this, &CompareDesk::offeredChanged);
    if (!m_place.project)
        return;
    connect(m_place.project, &Project::designedChanged, m_edited, qOverload<>(&QTimer::start));
    connect(m_place.project, &Project::headChanged, m_edited, qOverload<>(&QTimer::start));
    connect(m_place.project, &Project::timelineChanged, this, &CompareDesk::offeredChanged);
}

CompareDesk::~CompareDesk() { cancel(); }

const Engine *CompareDesk::projectEngine() const
{
    return m_place.project ? m_place.engines.find(m_place.project->config().engine) : nullptr;
}

QList<CompareSource> CompareDesk::offered() const
{
    using Type = CompareSource::Type;
    QList<CompareSource> all;
    if (m_place.project) {
        all += {Type::Design};
        for (const MigrationFile &migration : m_place.project->timeline().migrations | std::views::reverse)
            all += {Type::Version, migration.version};
        all += {Type::Version, u"0"_s};
    }
    for (const ConnectionProfile &profile : m_place.connections.profiles())
        all += {Type::Connection, profile.displayName()};
    return all;
}

Message CompareDesk::work() const
{
    for (const SideState &side : m_sides) {
        if (side.job)
            return said(QT_TRANSLATE_NOOP("Compare", "Reading: %1"), {side.source.title(m_place.project).translated()});
    }
    return m_pairJob ? said(QT_TRANSLATE_NOOP("Compare", "Comparing")) : Message();
}

void CompareDesk::setSource(CompareSide side, const CompareSource &source)
{
    if (at(side).source == source)
        return;
    if (at(side).job)
        m_place.jobs.cancel(at(side).job);
    at(side) = SideState{
        .source = source, .schema = {}, .error = {}, .engine = {}, .job = 0, .number = at(side).number, .session = {}};
    emit sourcesChanged();
    read(side);
}

void CompareDesk::swap()
{
    cancel();
    std::swap(m_sides[0], m_sides[1]);
    emit sourcesChanged();
    for (const CompareSide side : {CompareSide::Left, CompareSide::Right}) {
        ++at(side).number; // what was on its way was for the other side
        at(side).job = 0;
        if (!at(side).schema)
            read(side);
    }
    pairUp();
}

void CompareDesk::refresh()
{
    for (const CompareSide side : {CompareSide::Left, CompareSide::Right})
        read(side);
}

void CompareDesk::cancel()
{
    for (const JobId job : {at(CompareSide::Left).job, at(CompareSide::Right).job, m_pairJob}) {
        if (job)
            m_place.jobs.cancel(job);
    }
}

ConnectionProfile CompareDesk::beside() const
{
    const ConnectionProfile *current = m_place.connections.current();
    return scratchPlace(current ? std::optional(*current) : std::nullopt, projectEngine(),
        m_place.project ? m_place.project->scratch() : std::nullopt);
}

void CompareDesk::read(CompareSide side)
{
    SideState &state = at(side);
    const quint64 number = ++state.number;
    if (state.job)
        m_place.jobs.cancel(state.job);
    state.job = 0;
    state.error.reset();
    switch (state.source.type) {
    case CompareSource::Type::None:
        return;
    case CompareSource::Type::Design:
        if (!m_place.project)
            return fail(side, said(QT_TRANSLATE_NOOP("Compare", "No project is open.")));
        return arrived(side, number, Read{m_place.project->designed(), projectEngine()});
    case CompareSource::Type::Connection:
        return readConnection(side, number);
    default:
        return readElsewhere(side, number);
    }
}

void CompareDesk::fail(CompareSide side, const Message &message)
{
    at(side).schema.reset();
    at(side).error = problemOf(message);
    m_pair.reset();
    emit workChanged();
    emit pairChanged();
}

void CompareDesk::readConnection(CompareSide side, quint64 number)
{
    const QString name = at(side).source.name;
    const ConnectionProfile *found = m_place.connections.find(name);
    if (!found)
        return fail(side, said(QT_TRANSLATE_NOOP("Compare", "There is no connection named %1."), {name}));
    m_place.secrets.read(ConnectionBook::secretKey(*found),
        [self = QPointer(this), side, number, profile = *found](Result<QString> secret) mutable {
            if (!self || self->at(side).number != number)
                return;
            if (secret && profile.password.isEmpty())
                profile.password = Secret(*secret);
            self->readLive(side, number, profile);
        });
}

void CompareDesk::readLive(CompareSide side, quint64 number, const ConnectionProfile &profile)
{
    Result<SessionLease> lease = m_place.sessions.lease(profile);
    if (!lease)
        return arrived(side, number, failure(lease.error()));
    at(side).session = std::make_shared<SessionLease>(std::move(*lease));
    at(side).job = m_place.jobs.start(
        **at(side).session, said(QT_TRANSLATE_NOOP("Compare", "Read %1 to compare"), {profile.displayName()}), this,
        [engines = &m_place.engines, space = profile.defaultSchema](
            Connection &connection, JobContext &context) -> Result<Read> {
            const Engine *engine = engines->find(connection.server().engine);
            if (!engine || !engine->catalogue)
                return failure(problemOf(
                    said(QT_TRANSLATE_NOOP("Compare", "The schema of this server cannot be read by this program."))));
            Result<Schema> schema =
                engine->catalogue->read(connection, {.schemas = {}, .defaultSchema = space}, context);
            return schema ? Result<Read>(Read{std::move(*schema), engine}) : failure(schema.error());
        },
        [this, side, number](Result<Read> read) { arrived(side, number, std::move(read)); });
    emit workChanged();
}

void CompareDesk::readElsewhere(CompareSide side, quint64 number)
{
    const CompareSource source = at(side).source;
    const Project *project = m_place.project;
    if (source.type == CompareSource::Type::Version && !projectEngine())
        return fail(side, said(QT_TRANSLATE_NOOP("Compare", "No project is open.")));
    if (source.type != CompareSource::Type::Version && !QFileInfo::exists(source.name))
        return fail(side,
            said(QT_TRANSLATE_NOOP("Compare", "There is nothing at %1."), {QDir::toNativeSeparators(source.name)}));
    at(side).job = m_place.jobs.start(
        said(QT_TRANSLATE_NOOP("Compare", "Read to compare: %1"), {source.title(project).translated()}), this,
        [source, engine = projectEngine(), engines = &m_place.engines, place = beside(), replays = m_place.replays,
            folder = project ? project->folder() : QString(),
            timeline = project ? project->timeline() : Timeline()](JobContext &context) -> Result<Read> {
            if (source.type == CompareSource::Type::Version) {
                Result<Schema> schema = replays->schemaAt(timeline, source.name, *engine, place, context);
                return schema ? Result<Read>(Read{std::move(*schema), engine}) : failure(schema.error());
            }
            const SourceContext sources{.registry = *engines,
                .projectFolder = folder,
                .scratch = place.engine.isEmpty() ? std::nullopt : std::optional(place),
                .engine = engine};
            Result<LoadedSchema> loaded = loadSchema(source.name, sources, context);
            return loaded ? Result<Read>(Read{std::move(loaded->schema), loaded->engine}) : failure(loaded.error());
        },
        [this, side, number](Result<Read> read) { arrived(side, number, std::move(read)); });
    emit workChanged();
}

void CompareDesk::arrived(CompareSide side, quint64 number, Result<Read> read)
{
    SideState &state = at(side);
    if (state.number != number)
        return; // another source was chosen meanwhile
    state.job = 0;
    state.session.reset();
    if (read) {
        state.schema = std::move(read->schema);
        state.engine = read->engine;
    } else {
        state.schema.reset();
        state.error = read.error();
        m_pair.reset();
        emit pairChanged();
    }
    emit workChanged();
    pairUp();
}

void CompareDesk::pairUp()
{
    const SideState &left = at(CompareSide::Left), &right = at(CompareSide::Right);
    m_problem.reset();
    if (!left.schema || !right.schema || left.job || right.job)
        return;
    if (left.engine != right.engine || !left.engine) {
        m_pair.reset();
        const auto name = [](const Engine *engine) { return engine ? QString::fromLatin1(engine->name) : u"?"_s; };
        m_problem = problemOf(said(
            QT_TRANSLATE_NOOP("Compare", "%1 and %2 are not compared: each engine has types and objects of its own."),
            {name(left.engine), name(right.engine)}));
        return emit pairChanged();
    }
    m_engine = left.engine;
    const bool ofProject = m_engine == projectEngine();
    if (m_pairJob)
        m_place.jobs.cancel(m_pairJob);
    m_pairJob = m_place.jobs.start(
        said(QT_TRANSLATE_NOOP("Compare", "Compare schemas")), this,
        [a = *left.schema, b = *right.schema, engine = m_engine, head = ofProject ? m_place.project->head() : Schema(),
            design = ofProject ? m_place.project->designed() : Schema(), typed = typedSides(),
            forms = m_forms](JobContext &context) -> Result<ShownPair> {
            const auto placed = [&](const Schema &schema, bool asItIs) {
                return asItIs ? schema : withDesignIds(schema, head, design, engine->nameRule);
            };
            const PairedSchemas pair = besideEachOther(placed(a, typed.from), placed(b, typed.to), *engine);
            Result<PairedSchemas> shown = settledPair(pair, *engine, typed, {}, *forms, context);
            return shown ? Result<ShownPair>(ShownPair{pair, std::move(*shown)}) : failure(shown.error());
        },
        [this, number = ++m_pairNumber](Result<ShownPair> pair) { paired(number, std::move(pair)); },
        JobListing::Hidden);
    emit workChanged();
}

TypedSides CompareDesk::typedSides() const
{
    return {source(CompareSide::Left).type == CompareSource::Type::Design,
        source(CompareSide::Right).type == CompareSource::Type::Design};
}

void CompareDesk::paired(quint64 number, Result<ShownPair> pair)
{
    if (number != m_pairNumber)
        return;
    m_pairJob = 0;
    m_pair = pair ? std::optional(std::move(pair->shown)) : std::nullopt;
    if (m_pair && m_pair->unproved)
        askServer(number, pair->read);
    emit workChanged();
    emit pairChanged();
}

/// What is typed is shown by its words until a server has said what it makes of it.
void CompareDesk::askServer(quint64 number, const PairedSchemas &read)
{
    m_pairJob = m_place.jobs.start(
        said(QT_TRANSLATE_NOOP("Compare", "Ask a server what it makes of the design")), this,
        [read, typed = typedSides(), engine = m_engine, place = beside(), forms = m_forms](
            JobContext &context) { return settledPair(read, *engine, typed, place, *forms, context); },
        [this, number](Result<PairedSchemas> pair) {
            if (number != m_pairNumber)
                return;
            m_pairJob = 0;
            if (pair)
                m_pair = std::move(*pair);
            emit workChanged();
            emit pairChanged();
        });
}

void CompareDesk::designChanged()
{
    for (SideState &side : m_sides) {
        if (side.source.type == CompareSource::Type::Design)
            side.schema = m_place.project->designed();
    }
    pairUp();
}

std::optional<CompareSide> CompareDesk::takenSide() const
{
    if (!m_pair || m_engine != projectEngine())
        return {};
    const bool rightIsDesign = source(CompareSide::Right).type == CompareSource::Type::Design;
    const bool leftIsDesign = source(CompareSide::Left).type == CompareSource::Type::Design;
    if (leftIsDesign && rightIsDesign)
        return {};
    return rightIsDesign ? CompareSide::Left : CompareSide::Right;
}

static QStringList alongWith(const ChangePart &part, const Schema &design)
{
    QStringList names;
    for (const ObjectId id : part.needed)
        names += (part.result.find(id) ? part.result : design).displayName(id);
    return names;
}

template <class Done>
JobId CompareDesk::startPart(const QSet<ObjectId> &chosen, Done done)
{
    const Schema side = takenSide() == CompareSide::Left ? m_pair->from : m_pair->to;
    const Schema design = m_place.project->designed();
    return m_place.jobs.start(
        said(QT_TRANSLATE_NOOP("Compare", "Work out what belongs together")), this,
        [design, side, chosen](JobContext &) { return Result<ChangePart>(partOf(design, side, chosen)); },
        [design, done](const Result<ChangePart> &part) {
            if (part)
                done(design, *part);
        },
        JobListing::Hidden);
}

void CompareDesk::weigh(const QSet<ObjectId> &chosen)
{
    const quint64 number = ++m_weighing;
    if (!takenSide() || chosen.isEmpty())
        return emit weighed({});
    startPart(chosen, [this, number](const Schema &design, const ChangePart &part) {
        if (number == m_weighing)
            emit weighed(alongWith(part, design));
    });
}

void CompareDesk::take(const QSet<ObjectId> &chosen)
{
    if (!takenSide() || chosen.isEmpty())
        return;
    startPart(chosen, [this, chosen](const Schema &design, const ChangePart &part) { adopt(chosen, design, part); });
}

void CompareDesk::adopt(const QSet<ObjectId> &chosen, const Schema &design, const ChangePart &part)
{
    if (!(design == m_place.project->designed()))
        return take(chosen); // it has moved on meanwhile
    if (const auto refusal = takingRefusal(part, design))
        return emit refused(*refusal);
    const auto side = takenSide();
    const QString from = side ? source(*side).title(m_place.project).translated() : QString();
    m_place.project->edit(part.result,
        said(QT_TRANSLATE_NOOP("Compare", "Take %1 differences from: %2"), {QString::number(chosen.size()), from}));
    emit taken(int(chosen.size()), alongWith(part, design));
}

} // namespace relata

#include "moc_compare_desk.cpp"
