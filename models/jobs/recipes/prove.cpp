#include "models/jobs/recipes/prove.h"

#include "models/diff/change_set.h"
#include "models/engine/completion.h"
#include "models/engine/connection_profile.h"
#include "models/engine/conversion_port.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/constraint_trial.h"
#include "models/jobs/recipes/converted_rows.h"
#include "models/jobs/recipes/lock_watch.h"
#include "models/jobs/recipes/proof_origin.h"
#include "models/jobs/recipes/prove_converting.h"
#include "models/jobs/recipes/row_digest.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/server_form.h"
#include "models/planner/keeping.h"
#include "models/planner/planner.h"
#include "models/rows/row_generator.h"
#include "models/schema/all_kinds.h"
#include "models/schema/knowledge.h"
#include "models/schema/readable_text.h"

#include <QElapsedTimer>

namespace relata {
using namespace Qt::StringLiterals;

Message Proof::summary() const
{
    if (!proved)
        return {"Proof", QT_TRANSLATE_NOOP("Proof", "Not proved: %1"), {reason.source()}};
    if (!standsFor.isEmpty())
        return {"Proof",
            QT_TRANSLATE_NOOP("Proof", "Not proved for %1: seen on %2 alone, up, down and up in %3 s with %4 rows, %5"),
            {standsFor, ranOn, QString::number(double(elapsed.count()) / 1000.0, 'f', 1), QString::number(rows),
                place.source()}};
    return {"Proof", QT_TRANSLATE_NOOP("Proof", "Proved up, down and up in %1 s with %2 rows, %3"),
        {QString::number(double(elapsed.count()) / 1000.0, 'f', 1), QString::number(rows), place.source()}};
}

Schema managedPart(const Schema &schema, QList<ObjectRef> *leftOut)
{
    Schema result = schema;
    QList<ObjectId> open;
    schema.forEach([&](ObjectId id, const Object &object) {
        if (as<Opaque>(object))
            open += id;
    });
    while (!open.isEmpty()) {
        const ObjectId id = open.takeLast();
        if (!result.find(id))
            continue;
        if (leftOut)
            *leftOut += schema.ref(id);
        open += result.dependants(id);
        result = result.without(id);
    }
    return result;
}

QStringList differences(const Schema &expected, const Schema &found, const Engine &engine, int most)
{
    const auto [wanted, read] = completedPair(expected, found, engine);
    QStringList result;
    const ChangeSet changes = ChangeSet::between(wanted, read, engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        if (result.size() == most)
            break;
        const bool missing = std::holds_alternative<Dropped>(change);
        QString line = QString::fromLatin1(catalogue(kindOf(change)).info->key) + u' '
            + (missing ? wanted : read).displayName(idOf(change));
        const auto *altered = std::get_if<Altered>(&change);
        if (missing)
            line += u": missing"_s;
        else if (!altered)
            line += u": unexpected"_s;
        else {
            for (const Field &field : catalogue(kindOf(altered->after)).fields) {
                if (!altered->fields.contains(field.key))
                    continue;
                const ReadablePair values = readablePair(field, field.at(structOf(altered->before)),
                    readableNames(wanted), field.at(structOf(altered->after)), readableNames(read));
                line += u"; "_s + QLatin1StringView(field.key) + u": "_s + values.before + u" → "_s + values.after;
            }
        }
        result += line;
    }
    return result;
}

namespace {

/// Where the server has a mode that could forbid them, and does not.
bool takesZeroDates(const ServerInfo &server)
{
    const auto mode = server.settings.constFind("sql_mode");
    return mode != server.settings.cend() && !mode->toString().contains("NO_ZERO"_L1);
}

class Prover {
public:
    Prover(const Schema &from, const Schema &to, const Engine &engine, JobContext &context, const ProvenScript &script,
        const QHash<ObjectId, QStringList> &choices = {})
        : m_script(script)
        , m_engine(engine)
        , m_choices(choices)
        , m_context(context)
    {
        QList<ObjectRef> left;
        const auto [wholeFrom, wholeTo] = completedPair(from, to, engine);
        m_from = managedPart(wholeFrom, &left);
        m_to = managedPart(wholeTo);
        for (const ObjectRef &ref : left)
            m_proof.leftOut += {"Proof", QT_TRANSLATE_NOOP("Proof", "%1 is not managed, or depends on what is not"),
                {ref.path.join(u'.')}};
    }

    Result<Proof> run(const QStringList &up, const QStringList &down, const ConnectionProfile &beside)
    {
        QElapsedTimer timer;
        timer.start();
        const Result<> done = work(up, down, beside);
        m_proof.elapsed = std::chrono::milliseconds(timer.elapsed());
        if (!done && done.error().code == Error::Code::Cancelled)
            return failure(done.error());
        m_proof.proved = bool(done);
        if (!done) {
            m_proof.reason = done.error().message;
            m_proof.detail = done.error().detail;
        }
        return std::move(m_proof);
    }

private:
    Result<> work(const QStringList &up, const QStringList &down, const ConnectionProfile &beside)
    {
        m_beside = beside;
        if (!m_engine.scratch)
            return refused(QT_TRANSLATE_NOOP("Proof", "this engine offers no scratch database"), {});
        if (const Result<> entered = enter(beside); !entered)
            return entered;
        m_proof.place = m_scratch->description();
        noteElsewhere(beside.likeVersion);
        m_proof.server = m_scratch->connection().server();
        const Schema tight = m_engine.completed(withDemandsOf(m_from, m_to));
        m_kept = keepingIn(up, m_from, m_to, m_engine).columns();
        Result<> built = build(tight);
        if (!built && !(tight == m_from)) {
            // What `to` demands may only be possible after up: then rows that `from` takes have to do.
            if (const Result<> entered = enter(beside); !entered)
                return entered;
            built = build(m_from);
        }
        if (!built)
            return built;
        if (Result<> done = run(up, true); !done)
            return done;
        if (Result<> done = compare(m_to, QT_TRANSLATE_NOOP("Proof", "up left a difference: %1")); !done)
            return done;
        if (Result<> done = run(down, false); !done)
            return done;
        if (Result<> done = compare(m_from, QT_TRANSLATE_NOOP("Proof", "down left a difference: %1")); !done)
            return done;
        if (Result<> done = compareRows(m_kept); !done)
            return done;
        if (Result<> done = m_script ? m_script(*m_scratch, true) : execute(up); !done)
            return done;
        if (Result<> done = compare(m_to, QT_TRANSLATE_NOOP("Proof", "the second up left a difference: %1")); !done)
            return done;
        return tryNew();
    }

    /// What up made must hold what it says: the last thing done here, for rows come and go.
    Result<> tryNew()
    {
        Result<ConstraintTrials> trials = tryConstraints(m_scratch->connection(), m_from, m_to, m_engine, m_context);
        if (!trials)
            return failure(trials.error());
        m_proof.constraints = trials->held;
        m_proof.leftOut += trials->leftOut;
        return {};
    }

    /// A server of another make or release may do what the one that is meant does not.
    void noteElsewhere(int likeVersion)
    {
        const ServerInfo &server = m_scratch->connection().server();
        const QString wanted = releaseName(m_engine.key, likeVersion), ran = releaseName(server.engine, server.version);
        if (server.engine == m_engine.key && (likeVersion == 0 || wanted == ran))
            return;
        m_proof.ranOn = ran;
        m_proof.standsFor = wanted;
    }

    Result<> refused(const char *text, const QStringList &arguments)
    {
        return failure({.code = Error::Code::Refused,
            .message = {"Proof", text, arguments},
            .detail = {},
            .sqlState = {},
            .position = {}});
    }

    void noteHidden(const Schema &fresh)
    {
        for (const Kind kind : knownKinds(m_from)) {
            if (!knows(fresh, kind))
                m_proof.leftOut += {"Proof", QT_TRANSLATE_NOOP("Proof", "%1, which are hidden where it was tried"),
                    {QString::fromLatin1(catalogue(kind).info->plural)}};
        }
    }

    /// The origin, with rows that `tight` took.
    Result<> build(const Schema &tight)
    {
        const Result<Schema> fresh = read();
        if (!fresh)
            return failure(fresh.error());
        noteHidden(*fresh);
        Schema empty;
        const Object *made = fresh->find(fresh->defaultNamespace());
        if (const ObjectId space = m_from.defaultNamespace(); space && made)
            empty = empty.with(space, *made);
        if (Result<> done = turn(empty, tight); !done)
            return done;
        RowOptions options;
        options.hints = hintsFor(m_from, m_to, [this](ObjectId column) { return survives(column); });
        for (const ObjectId column : std::as_const(m_kept))
            options.hints.choices.remove(column); // any value comes back
        options.hints.choices.insert(m_choices);
        options.hints.zeroDates = takesZeroDates(m_scratch->connection().server());
        Result<FilledTables> filled = fillTables(m_scratch->connection(), tight, m_engine, options, m_context);
        if (!filled)
            return failure(filled.error());
        if (Result<> done = turn(tight, m_from); !done)
            return done;
        if (Result<> same =
                compare(m_from, QT_TRANSLATE_NOOP("Proof", "the schema before could not be made exactly: %1"));
            !same)
            return same;
        m_proof.rows = filled->total();
        m_proof.leftOut += filled->leftOut;
        Result<RowDigests> digests = rowDigests(m_scratch->connection(), m_from, m_engine);
        if (!digests)
            return failure(digests.error());
        m_before = std::move(*digests);
        return noteConverted();
    }

    /// Whether each value comes through another type: then extremes must.
    bool survives(ObjectId column) const
    {
        const ServerInfo &server = m_scratch->connection().server();
        return m_engine.conversion
            && m_engine.conversion
                   ->conversion(*m_from.find<Column>(column), *m_to.find<Column>(column), m_from, m_to, server)
                   .keepsAll();
    }

    Result<> noteConverted()
    {
        Result<ConvertedRows> converted = ConvertedRows::read(m_scratch->connection(), m_from, m_to, m_engine);
        if (!converted)
            return failure(converted.error());
        m_converted = std::move(*converted);
        for (const ObjectId id : std::as_const(m_converted.unasked))
            m_proof.leftOut +=
                {"Proof", QT_TRANSLATE_NOOP("Proof", "what becomes of the values of %1 under its new type"),
                    {m_from.displayName(id)}};
        return {};
    }

    Result<> turn(const Schema &before, const Schema &after)
    {
        const Target target{.server = m_scratch->connection().server(), .rows = {}, .naive = true, .defaultSchema = {}};
        Result<Plan> plan = planChanges(ChangeSet::between(before, after), before, after, target, *m_engine.writer);
        return plan ? execute(plan->statements()) : failure(plan.error());
    }

    Result<> execute(const QStringList &statements)
    {
        Connection &connection = m_scratch->connection();
        return runScript(
            connection, m_engine, scriptStatements(statements, m_engine, connection.server()), 0, {}, m_context);
    }

    /// A new place, whose statements a cancel ends.
    Result<> enter(const ConnectionProfile &beside)
    {
        m_watch.reset();
        m_scratch.reset();
        auto scratch = place(beside);
        if (!scratch)
            return failure(scratch.error());
        m_scratch = std::move(*scratch);
        m_watch = std::make_unique<InterruptWatch>(m_context, m_scratch->connection().interrupter());
        return {};
    }

    Result<std::unique_ptr<ScratchDatabase>> place(const ConnectionProfile &beside)
    {
        return m_script ? m_engine.scratch->createReachable(beside, m_context)
                        : m_engine.scratch->create(beside, m_context);
    }

    /// One way, for the first time.
    Result<> run(const QStringList &statements, bool isUp)
    {
        if (m_script)
            return m_script(*m_scratch, isUp);
        return watch(statements, isUp ? m_proof.seenUp : m_proof.seenDown);
    }

    /// Runs them, and notes what the server shows of each.
    Result<> watch(const QStringList &statements, QList<SeenStatement> &seen)
    {
        Connection &connection = m_scratch->connection();
        const QList<RunnerStatement> script = scriptStatements(statements, m_engine, connection.server());
        LockWatch watch(connection, m_engine, script);
        const Result<> done = runScript(connection, m_engine, script, 0, watch.hooks(), m_context);
        seen = watch.seen();
        return done;
    }

    Result<Schema> read()
    {
        return m_engine.catalogue->read(
            m_scratch->connection(), {.schemas = {}, .defaultSchema = m_scratch->profile().defaultSchema}, m_context);
    }

    Result<> compare(const Schema &expected, const char *complaint)
    {
        const Result<Schema> found = read();
        if (!found)
            return failure(found.error());
        const Schema seen = matched(*found, expected, m_engine.nameRule);
        QStringList left = differences(expected, seen, m_engine);
        if (!left.isEmpty()) { // what was typed is not spelled as the server spells it
            const Result<SettledSchema> settled = settledBeside(expected, seen, m_engine, m_beside, m_forms, m_context);
            if (!settled)
                return failure(settled.error());
            if (!settled->unproved)
                left = differences(settled->schema, matched(*found, settled->schema, m_engine.nameRule), m_engine);
        }
        return left.isEmpty() ? Result<>() : refused(complaint, {left.join(u"; "_s)});
    }

    /// Columns that up drops and does not keep may differ, and values that its new types change; all others must not.
    Result<> compareRows(const QSet<ObjectId> &kept)
    {
        Result<RowDigests> after = rowDigests(m_scratch->connection(), m_from, m_engine);
        if (!after)
            return failure(after.error());
        for (auto it = m_before.cbegin(); it != m_before.cend(); ++it) {
            const auto *column = m_from.find<Column>(it.key());
            const auto *still = m_to.find<Column>(it.key());
            const bool stays =
                still && still->type == column->type && m_to.find(column->table) && !m_converted.concerns(it.key());
            const bool excused = !stays && !kept.contains(it.key());
            if (excused || after->value(it.key()) == it.value())
                continue;
            return refused(QT_TRANSLATE_NOOP("Proof", "after down, rows of %1 are not what they were"),
                {m_from.displayName(it.key())});
        }
        const Result<ObjectId> missing = m_converted.missing(m_scratch->connection(), m_from, m_engine);
        if (!missing)
            return failure(missing.error());
        if (*missing)
            return refused(QT_TRANSLATE_NOOP("Proof", "values of %1 did not come through its new type and back"),
                {m_from.displayName(*missing)});
        return {};
    }

    const ProvenScript m_script;
    const Engine &m_engine;
    const QHash<ObjectId, QStringList> m_choices;
    JobContext &m_context;
    Schema m_from, m_to;
    ConnectionProfile m_beside;
    ServerForms m_forms;
    Proof m_proof;
    std::unique_ptr<ScratchDatabase> m_scratch;
    std::unique_ptr<InterruptWatch> m_watch;
    RowDigests m_before;
    QSet<ObjectId> m_kept; ///< columns whose values up keeps aside
    ConvertedRows m_converted;
};

} // namespace

Result<Proof> prove(const Schema &from, const Schema &to, const QStringList &up, const QStringList &down,
    const Engine &engine, const ConnectionProfile &beside, JobContext &context, const ProvenScript &script)
{
    return Prover(from, to, engine, context, script).run(up, down, beside);
}

Result<Proof> proveConverting(const QHash<ObjectId, QStringList> &choices, const Schema &from, const Schema &to,
    const QStringList &up, const QStringList &down, const Engine &engine, const ConnectionProfile &beside,
    JobContext &context)
{
    return Prover(from, to, engine, context, {}, choices).run(up, down, beside);
}

} // namespace relata
