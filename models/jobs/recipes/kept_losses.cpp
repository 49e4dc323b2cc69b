#include "models/jobs/recipes/kept_losses.h"

#include "models/diff/matcher.h"
#include "models/diff/stated_renames.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/kept_tables.h"
#include "models/jobs/recipes/letting_go.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QStringList textsOf(const std::vector<Statement> &statements)
{
    QStringList result;
    for (const Statement &one : statements)
        result += one.sql;
    return result;
}

} // namespace

KeptLosses::KeptLosses(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const DownPrecautions &known)
    : m_connection(connection)
    , m_target(target)
    , m_engine(engine)
    , m_migration(migration)
    , m_known(known.after)
    , m_wanted(known.before)
    , m_asOneself([](const std::function<Result<>()> &work) { return work(); })
{ }

/// The database as it is by now.
Result<Schema> KeptLosses::readLive() const
{
    QuietContext quiet;
    return m_engine.catalogue->read(m_connection, {.schemas = {}, .defaultSchema = m_target.defaultSchema}, quiet);
}

/// What stands decides on what is kept: somebody may have changed it by hand. Nothing can be told without.
Result<> KeptLosses::look()
{
    const Result<Schema> live = readLive();
    if (!live)
        return failure(live.error());
    m_from = matched(*live, m_known, m_engine.nameRule);
    QStringList texts;
    for (const RunnerStatement &one : m_statements.mid(m_first))
        texts += one.sql;
    m_names = namesBefore(texts, m_from, *m_engine.flavour, m_engine.nameRule);
    return {};
}

/// Whether a table or column that no migration knows goes with what this one takes away.
bool KeptLosses::goesAlong(ObjectId id) const
{
    const auto isGone = [this](ObjectId other) { return m_known.find(other) && !m_wanted.find(other); };
    if (const auto *table = m_from.find<Table>(id)) // of partitions see mustKnowPartitions()
        return !table->partitionOf
            && (willGo(id) || isGone(table->schema)
                || std::any_of(table->inherits.begin(), table->inherits.end(), isGone));
    const auto *column = m_from.find<Column>(id);
    return willGo(id) || isGone(column->type.userType) || goesUnderAnotherName(column->table);
}

/// Columns whose values can be copied.
QList<ObjectId> KeptLosses::valuesOf(ObjectId table) const
{
    QList<ObjectId> result = m_from.children(table, Kind::Column);
    result.removeIf([this](ObjectId id) { return m_from.find<Column>(id)->generated == Column::Generated::Virtual; });
    return result;
}

/// All losses, without their places.
void KeptLosses::collect()
{
    m_losses.clear();
    m_unkept.clear();
    m_to = m_wanted;
    for (const Kind kind : {Kind::Table, Kind::Column}) {
        for (const ObjectId id : m_from.all(kind)) {
            const Object &object = *m_from.find(id);
            const bool isTheirs = !m_known.find(id) && (kind == Kind::Table || m_to.find(parentOf(object)));
            if (isTheirs && !goesAlong(id))
                m_to = m_to.with(id, object);
        }
    }
    const QString tag = keptTag(m_wanted, m_known, m_migration.id + u"/down"_s);
    const Keeping keeping = keepingOf(m_from, m_to, m_engine, tag);
    for (KeptRows rows : keeping.kept) {
        const QList<ObjectId> taken = rows.isWhole() ? QList<ObjectId>{rows.table} : rows.columns;
        if (rows.isWhole())
            rows.columns = valuesOf(rows.table);
        add(rows, taken);
    }
    QSet<ObjectId> seen;
    for (const Keeping::Lost &lost : keeping.lost) {
        const ObjectId table = m_from.find<Table>(lost.id) ? lost.id : parentOf(*m_from.find(lost.id));
        if (!seen.contains(table))
            collectLost(table, lost, tag, keeping.kept.size() + seen.size());
        seen += table;
    }
}

/// Values that cannot be kept by key: all rows are, with all they hold.
void KeptLosses::collectLost(ObjectId table, const Keeping::Lost &lost, const QString &tag, qsizetype number)
{
    const KeptRows rows{u"_relata_kept_"_s + tag + u"_rows_%1"_s.arg(number), table, {}, valuesOf(table)};
    QList<ObjectId> taken;
    for (const ObjectId id : m_from.children(table, Kind::Column)) {
        if (!m_to.find(id))
            taken += id;
    }
    add(rows, m_to.find(table) ? taken : QList<ObjectId>{table});
    m_losses.last().isMoved = false;
    if (m_engine.keeper->obstacle(table, m_from) || rows.columns.isEmpty())
        m_unkept += {m_losses.takeLast(), lost.why};
}

void KeptLosses::add(KeptRows rows, const QList<ObjectId> &taken)
{
    Loss loss{.rows = std::move(rows)};
    loss.isMoved = loss.rows.isWhole() && taken == QList<ObjectId>{loss.rows.table}
        && m_engine.keeper->moves(loss.rows.table, m_from);
    loss.taken = taken;
    m_losses += loss;
}

Result<qint64> KeptLosses::count(const QString &from, const KeptRows &rows) const
{
    SqlWriter out(*m_engine.flavour);
    out << "SELECT count(*) FROM " << SqlText{from};
    if (!rows.isWhole()) {
        out << " WHERE ";
        out.list(
            rows.columns, [&](ObjectId id) { out << Identifier{nameOf(*m_from.find(id))} << " IS NOT NULL"; },
            QLatin1String(" OR "));
    }
    const Result<Rows> found = fetch(m_connection, out.sql());
    return found ? Result<qint64>(found->number(0, 0)) : Result<qint64>(failure(found.error()));
}

Result<> KeptLosses::mustBeEmpty(const Loss &loss, const Message &why) const
{
    const QString table = quoted(QualifiedIdentifier{m_from.path(loss.rows.table)}, *m_engine.flavour);
    const Result<qint64> found = count(table, loss.rows);
    if (!found)
        return failure(found.error());
    if (*found == 0)
        return {};
    return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                "Nothing was taken back: down loses what %1 rows of %2 hold, which cannot be kept: %3. "
                                "Say --discard "
                                "to lose it."),
        {QString::number(*found), m_from.displayName(loss.rows.table), why.source()});
}

Result<> KeptLosses::plan(const QList<RunnerStatement> &statements, int first)
{
    m_statements = statements;
    m_first = first;
    if (Result<> done = look(); !done)
        return done;
    readTaken();
    collect();
    readUnseen();
    if (Result<> done = mustKnowPartitions(); !done)
        return done;
    for (const auto &[loss, why] : std::as_const(m_unkept)) {
        const bool isGone =
            std::all_of(loss.taken.begin(), loss.taken.end(), [this](ObjectId id) { return isDone(id); });
        if (Result<> fine = isGone ? Result<>() : mustBeEmpty(loss, why); !fine)
            return fine;
    }
    for (const Loss &loss : std::exchange(m_losses, {})) {
        if (Result<> done = put(loss); !done)
            return done;
    }
    return nameLosses();
}

/// Names that nothing has yet.
Result<> KeptLosses::nameLosses()
{
    const Result<QList<KeptTable>> found = keptTables(m_connection, m_engine);
    if (!found)
        return failure(found.error());
    QSet<QString> standing;
    for (const KeptTable &table : *found)
        standing += table.name.toCaseFolded();
    for (Loss &loss : m_losses) {
        const QString wanted = loss.rows.name;
        for (int number = 2; standing.contains(loss.rows.name.toCaseFolded()); ++number) {
            const QString end = u'_' + QString::number(number);
            loss.rows.name = wanted + end;
            for (qsizetype left = wanted.size() - 1; isTooLong(loss.rows.name, *m_engine.flavour); --left)
                loss.rows.name = wanted.left(left) + end;
        }
        standing += loss.rows.name.toCaseFolded();
    }
    return {};
}

Result<> KeptLosses::runAll(const QStringList &statements)
{
    for (const QString &one : statements) {
        if (const auto done = perform(m_connection, one); !done)
            return failure(done.error());
    }
    return {};
}

/// With the statement that was to take it away; what it is stays, for who tries again.
Error KeptLosses::numbered(int i, Error error) const
{
    if (error.code != Error::Code::Sql && error.code != Error::Code::LockTimeout)
        return error;
    error.message = {"Keeping",
        QT_TRANSLATE_NOOP("Keeping", "Statement %1 of %2 failed, or keeping what it takes away: %3"),
        {QString::number(i + 1), QString::number(m_statements.size()), error.message.source()}};
    error.position.reset();
    return error;
}

ScriptHooks KeptLosses::around(const ScriptHooks &hooks, const Wrapping &asOneself)
{
    m_asOneself = asOneself;
    ScriptHooks result = hooks;
    result.before = [this, next = hooks.before](int i) {
        const Result<> kept = keepBefore(i);
        return kept ? (next ? next(i) : kept) : failure(numbered(i, kept.error()));
    };
    result.instead = [this, next = hooks.instead](int i) {
        const Result<bool> kept = keepWith(i);
        return kept ? (!*kept && next ? next(i) : kept) : failure(numbered(i, kept.error()));
    };
    return result;
}

/// What the statements in front of one have given other names by then.
QHash<ObjectId, QString> KeptLosses::namesBy(int i) const { return m_names.value(i - m_first); }

/// What stands, under the names that it has when this statement is about to run.
Schema KeptLosses::asOf(int i) const
{
    Schema result = m_from;
    const QHash<ObjectId, QString> names = namesBy(i);
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        result = result.with(it.key(), renamed(*m_from.find(it.key()), it.value()));
    return result;
}

/// The same of one of them.
QStringList KeptLosses::pathBy(int i, ObjectId id) const
{
    QStringList path = m_from.path(id);
    if (const QHash<ObjectId, QString> names = namesBy(i); !names.isEmpty()) {
        path.last() = names.value(id, path.last());
        if (m_from.find<Column>(id))
            path[path.size() - 2] = names.value(parentOf(*m_from.find(id)), path.at(path.size() - 2));
    }
    return path;
}

/// In the transaction that takes them away, whose first statement locks the table.
Result<> KeptLosses::keepBefore(int i)
{
    for (Loss &loss : m_losses) {
        if (loss.isOwn || loss.at != i)
            continue;
        const Schema now = asOf(i);
        Result<> done = runAll(textsOf(m_engine.keeper->keep(loss.rows, now, now)));
        if (done)
            done = note(loss);
        if (!done)
            return done;
    }
    return {};
}

Result<bool> KeptLosses::keepWith(int i)
{
    for (Loss &loss : m_losses) {
        if (!loss.isOwn || loss.at != i)
            continue;
        const Result<> done = loss.isMoved ? move(loss) : copyWith(loss, i);
        return done ? Result<bool>(true) : Result<bool>(failure(done.error()));
    }
    return false;
}

/// Runs the statement too, while nobody else can write.
Result<> KeptLosses::copyWith(Loss &loss, int i)
{
    const bool isTransaction = m_engine.runner->transactionalDdl();
    const bool begins = isTransaction && m_connection.transaction() == TransactionState::None;
    Result<> done = begins ? runAll({u"BEGIN"_s}) : Result<>();
    const Schema now = asOf(i);
    if (done)
        done = runAll(textsOf(m_engine.keeper->keep(loss.rows, now, now)) + QStringList(m_statements.at(i).sql));
    if (!m_connection.isAlive())
        return done;
    const Result<> free = runAll(textsOf(m_engine.keeper->letGo()));
    if (!done && !isTransaction) // what was copied stands where it was
        (void)runAll({m_engine.keeper->discard(loss.rows.name).sql});
    if (done)
        done = free;
    if (done)
        done = note(loss);
    if (!begins)
        return done;
    const Result<> ended = runAll({done ? u"COMMIT"_s : u"ROLLBACK"_s});
    return done ? ended : done;
}

/// As the table is by now: what ran before may have taken parts of it away.
Result<> KeptLosses::planMove(Loss &loss)
{
    const Result<Schema> live = readLive();
    if (!live)
        return failure(live.error());
    const Schema now = matched(*live, m_from, m_engine.nameRule, renameNotes(namesBy(loss.at), m_from));
    if (!now.find<Table>(loss.rows.table) || !m_engine.keeper->moves(loss.rows.table, now))
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "Table %1 is not what the migrations lead to: its rows cannot be kept so."),
            {m_from.displayName(loss.rows.table)}, Error::Code::Conflict);
    loss.steps = m_engine.keeper->move(loss.rows, now);
    loss.done = 0;
    return {};
}

/// Where each of its steps commits by itself, one that was done is not done again.
Result<> KeptLosses::move(Loss &loss)
{
    const bool isTransaction = m_engine.runner->transactionalDdl();
    const bool begins = isTransaction && m_connection.transaction() == TransactionState::None;
    Result<> done = begins ? runAll({u"BEGIN"_s}) : Result<>();
    if (done && isTransaction)
        done = mustLetGo(m_connection, m_statements.at(loss.at).sql);
    if (done && (isTransaction || loss.steps.empty()))
        done = planMove(loss);
    while (done && loss.done < loss.steps.size()) {
        done = runAll({loss.steps.at(loss.done).sql});
        loss.done += done ? 1 : 0;
    }
    if (done)
        done = note(loss);
    if (!begins || !m_connection.isAlive())
        return done;
    const Result<> ended = runAll({done ? u"COMMIT"_s : u"ROLLBACK"_s});
    return done ? ended : done;
}

/// For people: what a kept table holds the rows or values of.
QString KeptLosses::sourcesOf(const Loss &loss) const
{
    QStringList sources;
    for (const ObjectId id : loss.rows.isWhole() ? QList<ObjectId>{loss.rows.table} : loss.rows.columns)
        sources += m_from.displayName(id);
    return sources.join(u", "_s);
}

Result<QList<Message>> KeptLosses::foreseen() const
{
    QList<Message> result;
    for (const Loss &loss : m_losses) {
        const Result<qint64> found =
            count(quoted(QualifiedIdentifier{m_from.path(loss.rows.table)}, *m_engine.flavour), loss.rows);
        if (!found)
            return failure(found.error());
        if (*found > 0)
            result += Message{"Migrate", QT_TRANSLATE_NOOP("Migrate", "%1 rows of %2 would be kept in %3"),
                {QString::number(*found), sourcesOf(loss), loss.rows.name}};
    }
    return result;
}

/// A table that keeps nothing goes; of the others it is noted what they keep.
Result<> KeptLosses::note(Loss &loss)
{
    const Result<qint64> found = count(quoted(Identifier{loss.rows.name}, *m_engine.flavour), loss.rows);
    if (!found)
        return failure(found.error());
    if (*found == 0)
        return runAll({m_engine.keeper->discard(loss.rows.name).sql});
    const QString sources = sourcesOf(loss);
    loss.said = Message{"Migrate", QT_TRANSLATE_NOOP("Migrate", "%1 rows of %2 are kept in %3"),
        {QString::number(*found), sources, loss.rows.name}};
    return m_asOneself([&] {
        return noteKept(m_connection, m_engine,
            {loss.rows.name, sources, m_migration.version, *found, -1, QDateTime::currentDateTimeUtc(), false});
    });
}

QList<Message> KeptLosses::said() const
{
    const Result<Rows> rows =
        m_connection.isAlive() ? fetch(m_connection, m_engine.keeper->keptTables()) : Result<Rows>(Rows());
    QSet<QString> standing;
    for (qsizetype i = 0; rows && i < rows->count; ++i)
        standing += rows->text(i, 0).toCaseFolded();
    QList<Message> result;
    for (const Loss &loss : m_losses) {
        if (loss.said && standing.contains(loss.rows.name.toCaseFolded()))
            result += *loss.said;
    }
    return result;
}

Result<> KeptLosses::planAhead()
{
    if (Result<> done = look(); !done)
        return done;
    collect();
    for (const auto &[loss, why] : std::as_const(m_unkept)) {
        if (Result<> fine = mustBeEmpty(loss, why); !fine)
            return fine;
    }
    return nameLosses();
}

Result<> KeptLosses::keepAhead()
{
    if (Result<> planned = planAhead(); !planned)
        return planned;
    for (Loss &loss : m_losses) {
        const QStringList texts =
            textsOf(m_engine.keeper->keep(loss.rows, m_from, m_from)) + textsOf(m_engine.keeper->letGo());
        QuietContext quiet;
        const auto script = scriptStatements(texts, m_engine, m_connection.server());
        if (Result<> done = runScript(m_connection, m_engine, script, 0, {}, quiet); !done)
            return done;
        if (Result<> done = note(loss); !done)
            return done;
    }
    return {};
}

} // namespace relata
