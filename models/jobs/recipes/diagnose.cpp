#include "models/jobs/recipes/diagnose.h"

#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/diagnosis_ways.h"
#include "models/jobs/recipes/investigation.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/stamp.h"
#include "models/timeline/ledger_edits.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

const char *causeWord(Diagnosis::Cause cause)
{
    static const char *words[] = {"unknown", "partly-applied", "changed-by-hand", "other-migration", "wrong-database",
        "migration-itself", "data", "rights", "lock", "disk", "interrupted"};
    return words[int(cause)];
}

namespace {

/// "002 pages: applied"
Message ledgerLine(const MigrationFile &migration, const Ledger::Entry *entry)
{
    const QString name = migration.version + u' ' + migration.title;
    if (!entry)
        return {"Diagnosis", QT_TRANSLATE_NOOP("Diagnosis", "%1: not applied"), {name}};
    if (entry->state == "applied"_L1)
        return {"Diagnosis", QT_TRANSLATE_NOOP("Diagnosis", "%1: applied"), {name}};
    if (entry->direction == Ledger::Direction::Down)
        return {"Diagnosis", QT_TRANSLATE_NOOP("Diagnosis", "%1: applied, and stopped on its way down"), {name}};
    if (entry->state == "failed"_L1)
        return {"Diagnosis", QT_TRANSLATE_NOOP("Diagnosis", "%1: failed"), {name}};
    return {"Diagnosis", QT_TRANSLATE_NOOP("Diagnosis", "%1: stopped half-way"), {name}};
}

/// The object itself, or the table that a column belongs to.
ObjectId rootOf(const Schema &schema, ObjectId id)
{
    for (const Object *object = schema.find(id); object; object = schema.find(id)) {
        const Object *parent = schema.find(parentOf(*object));
        if (!parent || kindOf(*parent) == Kind::Namespace)
            break;
        id = parentOf(*object);
    }
    return id;
}

/// The definition in words: what the object's fields are.
QString described(const Schema &schema, ObjectId id)
{
    const Object *object = schema.find(id);
    if (!object)
        return {};
    QStringList parts;
    for (const Field &field : catalogue(kindOf(*object)).fields) {
        if (field.role == FieldRole::Parent || field.role == FieldRole::Order || field.role == FieldRole::Derived
            || qstrcmp(field.key, "name") == 0)
            continue;
        const QString text =
            field.type().text(field.at(structOf(*object)), [&](ObjectId other) { return schema.displayName(other); });
        if (!text.isEmpty() && text != "0"_L1 && text != "no"_L1 && text != "none"_L1)
            parts += QString::fromLatin1(field.key) + u": "_s + text;
    }
    return parts.isEmpty() ? u"there"_s : parts.join(u"; "_s);
}

} // namespace

Result<std::optional<Diagnosis>> Investigation::run(const std::optional<Error> &error)
{
    Result<QList<Ledger::Entry>> entries = Ledger(m_connection, m_engine).entries();
    if (!entries)
        return failure(entries.error());
    m_entries = std::move(*entries);
    if (!findSubject(error))
        return std::optional<Diagnosis>();
    m_trouble = troubleOf(error);
    if (!m_isRollback)
        return concluded();
    findRollbackCause();
    m_result.backup = backupOf(m_connection, m_engine, m_subject.id);
    addWaysOut(m_result, m_target, {.isRollback = true, .goesBack = m_entry.state == RolledBack});
    return std::optional(std::move(m_result));
}

Result<std::optional<Diagnosis>> Investigation::runRefused(const Error &error)
{
    Result<QList<Ledger::Entry>> entries = Ledger(m_connection, m_engine).entries();
    if (!entries)
        return failure(entries.error());
    m_entries = std::move(*entries);
    m_result.isBegun = false;
    const Result<bool> found = findRefused(error);
    if (!found)
        return failure(found.error());
    Result<std::optional<Diagnosis>> result = *found ? concluded() : Result<std::optional<Diagnosis>>(std::nullopt);
    if (result && *result && (*result)->cause == Cause::Unknown)
        result->reset();
    return result;
}

Result<std::optional<Diagnosis>> Investigation::concluded()
{
    if (Result<> done = readStates(); !done)
        return failure(done.error());
    findSights();
    findCause();
    if (m_result.isBegun)
        m_result.backup = backupOf(m_connection, m_engine, m_subject.id);
    const Drift drift = driftBetween(m_done, m_live, m_engine);
    const auto isMore = [](const DriftItem &item) { return item.state == DriftItem::State::Added; };
    const bool hasMore = std::any_of(drift.items.begin(), drift.items.end(), isMore);
    addWaysOut(m_result, m_target, {.isWhole = m_isWhole, .isAsLeft = drift.isEmpty(), .hasMore = hasMore});
    return std::optional(std::move(m_result));
}

bool Investigation::findSubject(const std::optional<Error> &error)
{
    for (const Ledger::Entry &entry : m_entries) {
        if (entry.state == "applied"_L1)
            continue;
        for (const MigrationFile &migration : m_timeline.migrations) {
            if (migration.id == entry.id) {
                m_entry = entry;
                m_subject = migration;
            }
        }
    }
    if (m_subject.version.isEmpty())
        return false;
    describeSubject(error);
    m_isRollback = m_entry.state == RolledBack || (error && isOfRollback(*error));
    if (m_isRollback)
        describeRollback(error);
    else
        findStatement();
    return true;
}

/// The first migration that is not applied; where the database is not what the applied ones lead to, the first that
/// touches that.
Result<bool> Investigation::findRefused(const Error &error)
{
    QList<MigrationFile> pending = m_timeline.migrations;
    pending.removeIf([&](const MigrationFile &migration) {
        return std::any_of(
            m_entries.begin(), m_entries.end(), [&](const Ledger::Entry &entry) { return entry.id == migration.id; });
    });
    if (pending.isEmpty())
        return false;
    m_subject = pending.first();
    const qint64 first = m_subject.version.toLongLong();
    Result<Schema> done = replayed(timelineUpTo(m_timeline, first - 1), nullptr, m_engine, m_beside, m_context);
    if (!done)
        return failure(done.error());
    m_done = std::move(*done);
    const Result<Schema> live = liveSchema(m_connection, m_target, m_engine, m_context);
    if (!live)
        return failure(live.error());
    const Drift drift = driftBetween(m_done, managed(*live, m_done), m_engine);
    for (const MigrationFile &migration : std::as_const(pending)) {
        if (error.code == Error::Code::Conflict && !touchedBy(migration, drift.items, *m_engine.flavour).isEmpty()) {
            m_subject = migration;
            break;
        }
    }
    describeSubject(error);
    findStatement(drift);
    return true;
}

/// The statement that names most of what differs: a column with its table rather than the table alone.
int Investigation::mostTouching(const Drift &drift) const
{
    int best = 0;
    qsizetype most = 0;
    for (qsizetype i = 0; i < m_statements.size(); ++i) {
        const QSet<QString> names = namesIn(m_statements.at(i), *m_engine.flavour);
        for (const DriftItem &item : drift.items) {
            const auto named = std::count_if(item.owners.begin(), item.owners.end(),
                [&](const QString &owner) { return names.contains(owner.toLower()); });
            if (named > most) {
                most = named;
                best = int(i) + 1;
            }
        }
    }
    return best;
}

void Investigation::findStatement(const Drift &drift)
{
    static const QRegularExpression numbered(u"Statement (\\d+) of \\d+ failed"_s);
    const auto match = numbered.match(m_result.error);
    m_result.statement = match.hasMatch() ? match.captured(1).toInt() : mostTouching(drift);
    if (m_result.statement == 0)
        m_result.statement = m_entry.done + 1;
    m_result.sql = m_statements.value(m_result.statement - 1);
}

void Investigation::describeSubject(const std::optional<Error> &error)
{
    m_result.isDown = m_entry.direction == Ledger::Direction::Down;
    if (m_subject.isPython())
        m_statements += m_subject.python;
    for (const RunnerStatement &one :
        scriptStatements(m_result.isDown ? m_subject.down : m_subject.up, m_engine, m_connection.server()))
        m_statements += one.sql;
    m_result.version = m_subject.version;
    m_result.title = m_subject.title;
    m_result.done = m_entry.done;
    m_result.previous = u"0"_s;
    for (const MigrationFile &migration : m_timeline.migrations) {
        if (migration.version.toLongLong() < m_subject.version.toLongLong())
            m_result.previous = migration.version;
    }
    m_result.statements = int(m_statements.size());
    m_result.error = error ? error->text() : m_entry.error;
}

Trouble Investigation::troubleOf(const std::optional<Error> &error) const
{
    const ScriptPort *port = scriptPort(m_engine);
    if (error && error->code == Error::Code::LockTimeout)
        return Trouble::Lock;
    return port ? port->troubleOf(error ? error->sqlState : QString(), m_result.error) : Trouble::Unknown;
}

/// The schema after so many of the migration's statements.
Result<Schema> Investigation::stateAfter(int statements, bool *failed)
{
    Timeline chain = timelineUpTo(m_timeline, m_subject.version.toLongLong());
    if (m_subject.isPython() && statements == 0)
        chain.migrations.removeLast();
    else if (!m_subject.isPython())
        chain.migrations.last().up = m_statements.first(statements).join(u";\n"_s) + u";\n"_s;
    const Result<Schema> schema = replayed(chain, nullptr, m_engine, m_beside, m_context);
    *failed = !schema && schema.error().code == Error::Code::Sql;
    return schema;
}

/// The database as it is, but for what its repeatables make: that is no migration's.
Schema Investigation::managed(const Schema &live, const Schema &expected)
{
    const auto repeated = repeatedOn(m_connection, m_engine, m_timeline);
    return withoutRepeated(
        expected, matched(live, expected, m_engine.nameRule), repeated.value_or(QList<RepeatedObject>()), m_engine);
}

Result<> Investigation::readStates()
{
    const Result<Schema> live = liveSchema(m_connection, m_target, m_engine, m_context);
    if (!live)
        return failure(live.error());
    if (Result<> done = m_result.isDown ? readDownStates() : readUpStates(); !done)
        return done;
    const bool isKnown = m_isWhole;
    m_live = matched(managed(*live, m_whole), m_needed, m_engine.nameRule); // which has what statements take away, too
    m_isWhole = isKnown && driftBetween(m_whole, m_live, m_engine).isEmpty();
    return {};
}

Result<> Investigation::readUpStates()
{
    bool failed = false;
    const int at = std::min(m_result.statement - 1, int(m_statements.size()));
    if (m_result.isBegun) {
        Result<Schema> done = stateAfter(std::min(m_entry.done, at), &failed);
        if (!done)
            return failure(done.error());
        m_done = std::move(*done);
    }
    const bool isNext = m_result.isBegun && at == m_entry.done;
    Result<Schema> needed = isNext ? Result<Schema>(m_done) : stateAfter(at, &failed);
    if (!needed)
        return failure(needed.error());
    m_needed = matched(*needed, m_done, m_engine.nameRule);
    Result<Schema> after = at < m_statements.size() ? stateAfter(at + 1, &failed) : needed;
    if (!after && failed)
        m_ownFault = after.error().message.source();
    else if (!after)
        return failure(after.error());
    m_after = after ? matched(*after, m_needed, m_engine.nameRule) : m_needed;
    const Result<Schema> whole = m_ownFault.isEmpty() ? stateAfter(int(m_statements.size()), &failed) : after;
    m_whole = whole ? matched(*whole, m_after, m_engine.nameRule) : m_after;
    m_isWhole = whole.has_value();
    return {};
}

QList<Investigation::Naming> Investigation::historyOf(const QStringList &names) const
{
    const auto speaksOf = [&](const QSet<QString> &found) {
        return std::all_of(
            names.begin(), names.end(), [&](const QString &name) { return found.contains(name.toLower()); });
    };
    QList<Naming> result;
    for (const MigrationFile &migration : m_timeline.migrations) {
        const auto entry = std::find_if(
            m_entries.begin(), m_entries.end(), [&](const Ledger::Entry &e) { return e.id == migration.id; });
        const bool isKnown = entry != m_entries.end();
        const bool isLater = migration.version.toLongLong() > m_subject.version.toLongLong();
        const bool fits = migration.id == m_subject.id || (isKnown ? entry->state == "applied"_L1 : isLater);
        if (speaksOf(namesIn(migration, *m_engine.flavour)))
            result += {ledgerLine(migration, isKnown ? &*entry : nullptr), !fits};
    }
    for (const Ledger::Entry &entry : m_entries) {
        const bool isKnown = std::any_of(m_timeline.migrations.begin(), m_timeline.migrations.end(),
            [&](const MigrationFile &m) { return m.id == entry.id; });
        if (!isKnown && speaksOf(namesIn(entry.body, *m_engine.flavour)))
            result += {{"Diagnosis", QT_TRANSLATE_NOOP("Diagnosis", "%1: applied, not in the project"),
                           {entry.version + u' ' + entry.title}},
                true};
    }
    return result;
}

void Investigation::addSight(const Schema &schema, ObjectId id)
{
    QStringList owners;
    ObjectId at = id;
    for (const Object *object = schema.find(at); object; at = parentOf(*object), object = schema.find(at)) {
        if (kindOf(*object) != Kind::Namespace && !nameOf(*object).isEmpty())
            owners += nameOf(*object);
    }
    const ObjectId root = rootOf(schema, id);
    const auto script = [&](const Schema &of) {
        return m_engine.writer && of.find(root) ? m_engine.writer->script(root, of).trimmed() : QString();
    };
    Diagnosis::Sight sight;
    sight.name = QString::fromLatin1(catalogue(kindOf(*schema.find(id))).info->key) + u' ' + schema.displayName(id);
    sight.expected = described(m_needed, id);
    sight.actual = described(m_live, id);
    sight.after = described(m_whole, id);
    sight.expectedSql = script(m_needed);
    sight.actualSql = script(m_live);
    sight.afterSql = script(m_whole);
    for (const Naming &naming : historyOf(owners))
        sight.history += naming.line;
    m_owners += owners;
    m_result.objects += sight;
}

/// The objects that the statement is about: what it would change, and what of that differs from what it needs.
void Investigation::findSights()
{
    QSet<ObjectId> ids;
    const auto add = [&](const Schema &schema, ObjectId id) {
        if (ids.contains(id) || !schema.find(id))
            return;
        ids += id;
        addSight(schema, id);
    };
    const ChangeSet changes = ChangeSet::between(m_needed, m_after, m_engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        const Change *parent = changes.find(parentOf(objectOf(change)));
        if (!parent || std::holds_alternative<Altered>(*parent))
            add(std::holds_alternative<Dropped>(change) ? m_needed : m_after, idOf(change));
    }
    MigrationFile statement;
    statement.up = m_result.isBegun ? m_result.sql : m_subject.up; // which refused as a whole
    const Drift drift = driftBetween(m_done, m_live, m_engine);
    for (const DriftItem &item : touchedBy(statement, drift.items, *m_engine.flavour))
        add(item.state == DriftItem::State::Removed ? m_done : m_live, item.object.id);
}

Result<std::optional<Diagnosis>> diagnose(Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, const std::optional<Error> &error,
    JobContext &context)
{
    return Investigation(connection, target, beside, engine, timeline, context).run(error);
}

Result<std::optional<Diagnosis>> diagnoseRefusal(Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, const Error &error,
    JobContext &context)
{
    if (error.code != Error::Code::Conflict && error.code != Error::Code::Sql)
        return std::optional<Diagnosis>();
    return Investigation(connection, target, beside, engine, timeline, context).runRefused(error);
}

} // namespace relata
