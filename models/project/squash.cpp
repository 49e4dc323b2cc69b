#include "models/project/squash.h"

#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/row_digest.h"
#include "models/jobs/recipes/scratch_section.h"
#include "models/planner/planner.h"
#include "models/project/evolution_files.h"
#include "models/project/file_batch.h"
#include "models/project/project.h"
#include "models/sql/sql_writer.h"
#include "models/timeline/drift.h"

#include <algorithm>
#include <ranges>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> refused(const char *text, const QStringList &arguments, Error::Code code = Error::Code::Refused)
{
    return failure(
        {.code = code, .message = {"Squash", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

QList<QByteArray> textsOf(const Timeline &timeline)
{
    QList<QByteArray> texts;
    for (const MigrationFile &one : timeline.migrations)
        texts += one.fileName.toUtf8() + '\n' + writeMigration(one);
    return texts;
}

/// What a chain of migrations leads to.
struct Outcome {
    Schema schema;
    QMap<QString, QByteArray> rows; ///< digests by column
    bool hasRows = false;
    Message place;
};

class Squasher {
public:
    Squasher(const SquashWish &wish, const Engine &engine, const ConnectionProfile &beside, JobContext &context)
        : m_wish(wish)
        , m_engine(engine)
        , m_beside(beside)
        , m_context(context)
    { }

    Result<SquashPlan> run()
    {
        if (Result<> done = choose(m_wish.from, m_wish.to); !done)
            return failure(done.error());
        if (Result<> done = mustBeClosed(); !done)
            return failure(done.error());
        Timeline chain{m_before + m_old};
        Result<Outcome> old = outcomeOf(chain);
        if (!old)
            return failure(old.error());
        Result<MigrationFile> file = make(*old, m_wish.title);
        if (!file)
            return failure(file.error());
        Result<Outcome> made = outcomeOf(Timeline{m_before + QList<MigrationFile>{*file}});
        if (!made)
            return failure(made.error());
        if (Result<> same = compare(*old, *made, chain); !same)
            return failure(same.error());
        return SquashPlan{.file = std::move(*file),
            .replaced = m_old,
            .next = m_next,
            .origin = textsOf(m_wish.timeline),
            .isPlanned = m_isPlanned,
            .place = made->place};
    }

private:
    Result<> choose(const QString &from, const QString &to)
    {
        const Timeline &timeline = m_wish.timeline;
        const MigrationFile *first = timeline.find(from), *last = timeline.find(to);
        if (!first || !last)
            return refused(QT_TRANSLATE_NOOP("Squash", "The project has no migration %1."), {first ? to : from},
                Error::Code::Usage);
        for (const MigrationFile &one : timeline.migrations) {
            const qint64 number = one.version.toLongLong();
            if (number < first->version.toLongLong())
                m_before += one;
            else if (number <= last->version.toLongLong())
                m_old += one;
            else if (!m_next)
                m_next = one;
        }
        if (m_old.size() < 2)
            return refused(
                QT_TRANSLATE_NOOP("Squash", "From %1 to %2 are not two migrations: there is nothing to squash."),
                {from, to}, Error::Code::Usage);
        for (const MigrationFile &one : m_old) {
            if (one.id.isEmpty())
                return refused(QT_TRANSLATE_NOOP("Squash",
                                   "Nothing was squashed: %1 has no id, by which databases that applied it could be "
                                   "recognised."),
                    {one.fileName});
            if (one.isPython())
                return refused(QT_TRANSLATE_NOOP("Squash",
                                   "Nothing was squashed: %1 is a program in Python, whose statements are not known. "
                                   "Squash what is before and behind by itself."),
                    {one.fileName});
            if (one.withoutTransaction() != m_old.first().withoutTransaction())
                return refused(
                    QT_TRANSLATE_NOOP("Squash",
                        "Nothing was squashed: %1 and %2 do not run in the same transactions. Squash what is "
                        "before and behind by itself."),
                    {m_old.first().fileName, one.fileName});
        }
        return {};
    }

    Result<Outcome> outcomeOf(const Timeline &timeline)
    {
        auto scratch = scratchFor(timeline, m_engine, m_beside, m_context);
        if (!scratch)
            return failure(scratch.error());
        Connection &connection = (*scratch)->connection();
        const InterruptWatch watch(m_context, connection.interrupter());
        qint64 number = 0;
        for (const MigrationFile &one : timeline.migrations) {
            m_context.report({number++, timeline.migrations.size(),
                {"Squash", QT_TRANSLATE_NOOP("Squash", "Running %1 on a scratch database"), {one.fileName}}});
            if (Result<> done =
                    runOnScratch(**scratch, m_engine, one, Ledger::Direction::Up, m_wish.timeline.python, m_context);
                !done)
                return refused(QT_TRANSLATE_NOOP("Squash", "Nothing was squashed: migration %1 does not run: %2"),
                    {one.version, done.error().message.source()}, done.error().code);
        }
        Outcome outcome;
        outcome.place = (*scratch)->description();
        Result<Schema> schema = m_engine.catalogue->read(
            connection, {.schemas = {}, .defaultSchema = (*scratch)->profile().defaultSchema}, m_context);
        if (!schema)
            return failure(schema.error());
        outcome.schema = std::move(*schema);
        const Result<RowDigests> digests = rowDigests(connection, outcome.schema, m_engine);
        if (!digests)
            return failure(digests.error());
        for (auto it = digests->cbegin(); it != digests->cend(); ++it)
            outcome.rows.insert(outcome.schema.displayName(it.key()), it.value());
        Result<bool> rows = holdsRows(connection, outcome.schema);
        if (!rows)
            return failure(rows.error());
        outcome.hasRows = *rows;
        return outcome;
    }

    Result<> mustBeClosed() const;
    Result<bool> holdsRows(Connection &connection, const Schema &schema);
    Result<MigrationFile> make(const Outcome &old, const QString &title);
    Result<> plan(MigrationFile &file, const Schema &schema);
    void joinStatements(MigrationFile &file);
    Result<> compare(const Outcome &old, const Outcome &made, const Timeline &chain);

    const SquashWish &m_wish;
    const Engine &m_engine;
    const ConnectionProfile &m_beside;
    JobContext &m_context;
    QList<MigrationFile> m_before, m_old;
    std::optional<MigrationFile> m_next;
    bool m_isPlanned = false;
};

Result<bool> Squasher::holdsRows(Connection &connection, const Schema &schema)
{
    for (const ObjectId id : schema.all(Kind::Table)) {
        SqlWriter query(*m_engine.flavour);
        QStringList path = schema.path(id);
        path.removeAll(QString());
        query << "SELECT 1 FROM " << QualifiedIdentifier{path} << " LIMIT 1";
        const Result<Rows> rows = fetch(connection, query.sql());
        if (!rows)
            return failure(rows.error());
        if (!rows->isEmpty())
            return true;
    }
    return false;
}

Result<MigrationFile> Squasher::make(const Outcome &old, const QString &title)
{
    MigrationFile file;
    file.title = title;
    file.version = m_old.last().version;
    file.id = QString::number(ObjectId::random().value, 16);
    file.parent = m_old.first().parent;
    file.result = m_old.last().result;
    file.description = u"In the place of migrations %1 to %2."_s.arg(m_old.first().version, m_old.last().version);
    const QString slug = migrationSlug(title);
    file.fileName = file.version + u'_' + (slug.isEmpty() ? u"squashed"_s : slug) + u".sql"_s;
    QStringList ids;
    for (const MigrationFile &one : std::as_const(m_old)) {
        for (const MigrationFile::Directive &directive : one.directives) {
            if (directive.name == "squashed"_L1)
                ids += directive.argument.split(u' ', Qt::SkipEmptyParts);
        }
        ids += one.id;
    }
    file.directives += {u"squashed"_s, ids.join(u' '), 0};
    // Rows that somebody put there, and names that somebody gave anew, only the old statements can tell.
    m_isPlanned = m_before.isEmpty() && !old.hasRows && old.schema.all(Kind::Opaque).isEmpty();
    if (!m_isPlanned) {
        joinStatements(file);
        return file;
    }
    if (Result<> done = plan(file, old.schema); !done)
        return failure(done.error());
    return file;
}

Result<> Squasher::plan(MigrationFile &file, const Schema &schema)
{
    Schema empty;
    if (const ObjectId space = schema.defaultNamespace())
        empty = empty.with(space, *schema.find(space));
    const Result<ServerInfo> server = plannedServer(m_wish.config, m_engine);
    if (!server)
        return failure(server.error());
    const Target target{.server = *server, .rows = {}, .naive = true, .defaultSchema = {}};
    const Result<PlanPair> plan = planBetween(empty, schema, target, m_engine);
    if (!plan)
        return failure(plan.error());
    file.up = planSection(plan->up, m_engine);
    file.down = planSection(plan->down, m_engine);
    return {};
}

void Squasher::joinStatements(MigrationFile &file)
{
    QStringList seen;
    for (const MigrationFile &one : std::as_const(m_old)) {
        file.up += u"-- From "_s + one.fileName + u'\n' + one.up;
        for (const MigrationFile::Directive &directive : one.directives) {
            const QString text = directive.name + u' ' + directive.argument;
            const bool isKept = directive.name != "squashed"_L1 && directive.name != "check"_L1
                && (directive.name != "verify"_L1 || &one == &m_old.last());
            if (isKept && !seen.contains(text))
                file.directives += directive;
            seen += text;
        }
    }
    const bool goesBack =
        std::none_of(m_old.begin(), m_old.end(), [](const MigrationFile &one) { return !one.hasDown(); });
    for (const MigrationFile &one : std::views::reverse(std::as_const(m_old))) {
        if (goesBack)
            file.down += u"-- Back before "_s + one.fileName + u'\n' + one.down;
    }
}

Result<> Squasher::compare(const Outcome &old, const Outcome &made, const Timeline &chain)
{
    for (const Drift &drift :
        {driftBetween(old.schema, made.schema, m_engine), driftBetween(made.schema, old.schema, m_engine)}) {
        if (!drift.isEmpty())
            return refused(QT_TRANSLATE_NOOP("Squash",
                               "Nothing was squashed: the one migration leads elsewhere than the old ones: %1"),
                {drift.items.first().text()});
    }
    QStringList different;
    for (auto it = old.rows.cbegin(); it != old.rows.cend(); ++it) {
        if (made.rows.value(it.key()) != it.value())
            different += it.key();
    }
    if (different.isEmpty())
        return {};
    // Moments and random values differ between two runs of the same statements, too.
    const Result<Outcome> again = outcomeOf(chain);
    if (!again)
        return failure(again.error());
    different.removeIf([&](const QString &name) { return again->rows.value(name) != old.rows.value(name); });
    return different.isEmpty()
        ? Result<>()
        : refused(QT_TRANSLATE_NOOP("Squash",
                      "Nothing was squashed: the rows of %1 come out otherwise than with the old "
                      "migrations."),
            {different.first()});
}

/// A change in phases names its migrations for as long as it is open.
Result<> Squasher::mustBeClosed() const
{
    const Result<QList<Evolution>> open = readEvolutions(m_wish.folder);
    if (!open)
        return failure(open.error());
    for (const Evolution &evolution : *open) {
        for (const Evolution::Done &done : evolution.phases) {
            const auto phase = std::find_if(
                m_old.begin(), m_old.end(), [&](const MigrationFile &one) { return one.id == done.migration; });
            if (phase != m_old.end())
                return refused(QT_TRANSLATE_NOOP("Squash",
                                   "Nothing was squashed: %1 is a phase of a change that is still open. End it first, "
                                   "or squash what is before it."),
                    {phase->fileName});
        }
    }
    return {};
}

} // namespace

SquashWish squashWish(const Project &project, const QString &from, const QString &to, const QString &title)
{
    return {project.folder(), project.timeline(), project.config(), from, to, title};
}

QString SquashPlan::folder() const { return u"migrations/squashed/"_s + file.fileName.chopped(4); }

Result<SquashPlan> planSquash(
    const SquashWish &wish, const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    return Squasher(wish, engine, beside, context).run();
}

/// All that happens to the files.
static Result<QList<FileChange>> changesOf(const Project &project, const SquashPlan &plan)
{
    QList<FileChange> changes;
    for (const MigrationFile &one : plan.replaced) {
        Result<QByteArray> text = readFile(project.migrationsFolder() + u'/' + one.fileName);
        if (!text)
            return failure(text.error());
        changes += {plan.folder() + u'/' + one.fileName, *text, false};
        changes += {u"migrations/"_s + one.fileName, {}, true};
    }
    changes.removeIf([&](const FileChange &one) { return one.path == u"migrations/"_s + plan.file.fileName; });
    changes += {u"migrations/"_s + plan.file.fileName, writeMigration(plan.file), false};
    if (plan.next && !plan.next->parent.isEmpty()) {
        MigrationFile next = *plan.next;
        next.parent = plan.file.id;
        changes += {u"migrations/"_s + next.fileName, writeMigration(next), false};
    }
    return changes;
}

Result<Squashed> keepSquash(Project &project, const SquashPlan &plan)
{
    const Result<Timeline> now = readTimeline(project.migrationsFolder());
    if (!now)
        return failure(now.error());
    if (textsOf(*now) != plan.origin)
        return refused(QT_TRANSLATE_NOOP("Squash",
                           "Nothing was squashed: the migrations are not those any more that it was planned with."),
            {}, Error::Code::Conflict);
    const Result<QList<FileChange>> changes = changesOf(project, plan);
    if (!changes)
        return failure(changes.error());
    if (Result<> done = commitFiles(project.folder(), *changes); !done)
        return failure(done.error());
    if (Result<> done = project.reload(); !done)
        return failure(done.error());
    Squashed result{plan.file, plan.folder(), {}, plan.isPlanned, plan.place};
    for (const MigrationFile &one : plan.replaced)
        result.replaced += one.fileName;
    return result;
}

Result<Squashed> squashMigrations(Project &project, const Engine &engine, const ConnectionProfile &beside,
    const QString &from, const QString &to, const QString &title, JobContext &context)
{
    const Result<SquashPlan> plan = planSquash(squashWish(project, from, to, title), engine, beside, context);
    return plan ? keepSquash(project, *plan) : failure(plan.error());
}

} // namespace relata
