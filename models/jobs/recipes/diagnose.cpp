#include "models/jobs/recipes/diagnose.h"

#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/diagnosis_ways.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/stamp.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

const char *causeWord(Diagnosis::Cause cause)
{
    static const char *words[] = {"unknown", "partly-applied", "changed-by-hand", "other-migration", "wrong-database",
        "migration-itself", "data", "rights", "lock", "disk"};
    return words[int(cause)];
}

namespace {

using Cause = Diagnosis::Cause;

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

class Investigation {
public:
    Investigation(Connection &connection, const ConnectionProfile &target, const ConnectionProfile &beside,
        const Engine &engine, const Timeline &timeline, JobContext &context)
        : m_connection(connection)
        , m_target(target)
        , m_beside(beside)
        , m_engine(engine)
        , m_timeline(timeline)
        , m_context(context)
    {
        m_beside.defaultSchema = target.defaultSchema;
    }

    Result<std::optional<Diagnosis>> run(const std::optional<Error> &error)
    {
        Result<QList<Ledger::Entry>> entries = Ledger(m_connection, m_engine).entries();
        if (!entries)
            return failure(entries.error());
        m_entries = std::move(*entries);
        if (!findSubject(error))
            return std::optional<Diagnosis>();
        m_trouble = troubleOf(error);
        if (Result<> done = readStates(); !done)
            return failure(done.error());
        findSights();
        findCause();
        addWaysOut(m_result, m_target, m_isWhole);
        return std::optional(std::move(m_result));
    }

private:
    bool findSubject(const std::optional<Error> &error);
    Trouble troubleOf(const std::optional<Error> &error) const;
    Result<> readStates();
    Result<Schema> stateAfter(int statements, bool *failed);
    void findSights();
    QStringList historyOf(const QStringList &names) const;
    void findCause();
    bool findPlainCause();
    bool isPartlyApplied();
    bool isOtherMigrations();
    bool isOtherDatabase();
    void say(Cause cause, const char *text, const QStringList &arguments = {});

    Connection &m_connection;
    const ConnectionProfile &m_target;
    ConnectionProfile m_beside;
    const Engine &m_engine;
    const Timeline &m_timeline;
    JobContext &m_context;
    QList<Ledger::Entry> m_entries;
    Diagnosis m_result;
    MigrationFile m_subject;
    Ledger::Entry m_entry;
    QStringList m_statements;
    Trouble m_trouble = Trouble::Unknown;
    Schema m_done, m_needed, m_after, m_whole, m_live; ///< by replay, but for the last
    QString m_ownFault; ///< what the scratch database says of the statement
    bool m_isWhole = false; ///< the database has all that the migration leads to
    QList<QStringList> m_owners; ///< of each sight
};

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
    const bool isUp = m_entry.direction == Ledger::Direction::Up;
    for (const RunnerStatement &one :
        scriptStatements(isUp ? m_subject.up : m_subject.down, m_engine, m_connection.server()))
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
    static const QRegularExpression numbered(u"Statement (\\d+) of \\d+ failed"_s);
    const auto match = numbered.match(m_result.error);
    m_result.statement = match.hasMatch() ? match.captured(1).toInt() : m_entry.done + 1;
    m_result.sql = m_statements.value(m_result.statement - 1);
    return true;
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
    chain.migrations.last().up = m_statements.first(statements).join(u";\n"_s) + u";\n"_s;
    const Result<Schema> schema = replayed(chain, nullptr, m_engine, m_beside, m_context);
    *failed = !schema && schema.error().code == Error::Code::Sql;
    return schema;
}

Result<> Investigation::readStates()
{
    Result<Schema> live = liveSchema(m_connection, m_target, m_engine, m_context);
    if (!live)
        return failure(live.error());
    bool failed = false;
    if (m_entry.direction == Ledger::Direction::Down) { // what the up section led to is what down needs
        Result<Schema> whole =
            replayed(timelineUpTo(m_timeline, m_subject.version.toLongLong()), nullptr, m_engine, m_beside, m_context);
        if (!whole)
            return failure(whole.error());
        m_done = m_needed = m_after = m_whole = *whole;
        m_live = matched(*live, m_done, m_engine.nameRule);
        return {};
    }
    const int at = std::min(m_result.statement - 1, int(m_statements.size()));
    Result<Schema> done = stateAfter(std::min(m_entry.done, at), &failed);
    if (!done)
        return failure(done.error());
    m_done = std::move(*done);
    Result<Schema> needed = at == m_entry.done ? Result<Schema>(m_done) : stateAfter(at, &failed);
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
    m_live = matched(*live, m_whole, m_engine.nameRule);
    m_isWhole = whole && driftBetween(m_whole, m_live, m_engine).isEmpty();
    return {};
}

QStringList Investigation::historyOf(const QStringList &names) const
{
    const auto speaksOf = [&](const QString &text) {
        const QSet<QString> found = namesIn(text, *m_engine.flavour);
        return std::all_of(
            names.begin(), names.end(), [&](const QString &name) { return found.contains(name.toLower()); });
    };
    QStringList result;
    for (const MigrationFile &migration : m_timeline.migrations) {
        const auto entry = std::find_if(
            m_entries.begin(), m_entries.end(), [&](const Ledger::Entry &e) { return e.id == migration.id; });
        if (speaksOf(migration.up))
            result += migration.version + u' ' + migration.title + u": "_s
                + (entry == m_entries.end() ? u"not applied"_s : entry->state);
    }
    for (const Ledger::Entry &entry : m_entries) {
        const bool isKnown = std::any_of(m_timeline.migrations.begin(), m_timeline.migrations.end(),
            [&](const MigrationFile &m) { return m.id == entry.id; });
        if (!isKnown && speaksOf(entry.body))
            result += entry.version + u' ' + entry.title + u": applied, not in the project"_s;
    }
    return result;
}

/// The objects that the statement is about: what it would change, and what of that differs from what it needs.
void Investigation::findSights()
{
    QSet<ObjectId> ids;
    const auto add = [&](const Schema &schema, ObjectId id) {
        if (ids.contains(id) || !schema.find(id))
            return;
        ids += id;
        QStringList owners;
        ObjectId at = id;
        for (const Object *object = schema.find(at); object; at = parentOf(*object), object = schema.find(at)) {
            if (kindOf(*object) != Kind::Namespace && !nameOf(*object).isEmpty())
                owners += nameOf(*object);
        }
        m_owners += owners;
        m_result.objects +=
            {QString::fromLatin1(catalogue(kindOf(*schema.find(id))).info->key) + u' ' + schema.displayName(id),
                described(m_needed, id), described(m_live, id), described(m_whole, id), historyOf(owners)};
    };
    const ChangeSet changes = ChangeSet::between(m_needed, m_after, m_engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        const Change *parent = changes.find(parentOf(objectOf(change)));
        if (!parent || std::holds_alternative<Altered>(*parent))
            add(std::holds_alternative<Dropped>(change) ? m_needed : m_after, idOf(change));
    }
    MigrationFile statement;
    statement.up = m_result.sql;
    const Drift drift = driftBetween(m_done, m_live, m_engine);
    for (const DriftItem &item : touchedBy(statement, drift.items, *m_engine.flavour))
        add(item.state == DriftItem::State::Removed ? m_done : m_live, item.object.id);
}

void Investigation::say(Cause cause, const char *text, const QStringList &arguments)
{
    m_result.cause = cause;
    m_result.likely = {"Diagnosis", text, arguments};
}

/// What the server's words alone tell.
bool Investigation::findPlainCause()
{
    const QString words = m_result.error.section(u'\n', -1);
    switch (m_trouble) {
    case Trouble::Rights:
        say(Cause::Rights, QT_TRANSLATE_NOOP("Diagnosis", "This user may not do what the statement does."));
        break;
    case Trouble::Lock:
        say(Cause::Lock,
            QT_TRANSLATE_NOOP("Diagnosis", "Somebody else holds a lock that the statement needs, for too long."));
        break;
    case Trouble::Disk:
        say(Cause::Disk, QT_TRANSLATE_NOOP("Diagnosis", "The server has no room left."));
        break;
    case Trouble::Data:
        say(Cause::Data, QT_TRANSLATE_NOOP("Diagnosis", "Rows in the table do not fit what the statement asks for."));
        break;
    default:
        return false;
    }
    m_result.evidence += words;
    return true;
}

/// Whether the ledger says that this very statement was begun before.
bool Investigation::isPartlyApplied()
{
    const Result<bool> unknown = Ledger(m_connection, m_engine).hasUnknown(m_subject, m_entry.direction);
    const bool begun = unknown && *unknown;
    const Drift ahead = driftBetween(m_after, m_live, m_engine);
    const bool isThere = !driftBetween(m_done, m_live, m_engine).isEmpty()
        && (ahead.isEmpty() || driftBetween(m_whole, m_live, m_engine).isEmpty());
    if (!begun && !(isThere && m_entry.state == "running"_L1))
        return false;
    say(Cause::PartlyApplied,
        QT_TRANSLATE_NOOP("Diagnosis",
            "An earlier run did the statement, or more, and was stopped before it could say so in the ledger."));
    if (begun)
        m_result.evidence += u"The ledger has a statement that was begun and whose end is not written."_s;
    if (m_entry.done > 0)
        m_result.evidence += u"The ledger has %1 of %2 statements as done."_s.arg(m_entry.done).arg(m_entry.statements);
    if (isThere)
        m_result.evidence += u"The database has what the statement leads to, and nothing else differs."_s;
    return true;
}

bool Investigation::isOtherMigrations()
{
    for (const QStringList &owners : std::as_const(m_owners)) {
        for (const QString &line : historyOf(owners)) {
            if (line.startsWith(m_subject.version + u' ') || line.endsWith(": applied"_L1))
                continue;
            say(Cause::OtherMigration,
                QT_TRANSLATE_NOOP("Diagnosis", "Another migration has made or changed the same: %1."), {line});
            m_result.evidence += line;
            return true;
        }
    }
    return false;
}

bool Investigation::isOtherDatabase()
{
    const auto tables = [](const Schema &schema) {
        QSet<QString> names;
        for (const ObjectId id : schema.all(Kind::Table))
            names += schema.displayName(id).toLower();
        return names;
    };
    const QSet<QString> wanted = tables(m_done), found = tables(m_live);
    const qsizetype common = (QSet<QString>(wanted) & found).size();
    const qsizetype applied = std::count_if(
        m_entries.begin(), m_entries.end(), [](const Ledger::Entry &entry) { return entry.state == "applied"_L1; });
    const bool lacksMost = wanted.size() >= 2 && common * 2 < wanted.size();
    const bool isStrange = applied == 0 && wanted.isEmpty() && found.size() >= 2 && m_entry.done == 0;
    if (!lacksMost && !isStrange)
        return false;
    say(Cause::WrongDatabase, QT_TRANSLATE_NOOP("Diagnosis", "%1 does not look like a database of this project."),
        {m_target.displayName()});
    m_result.evidence +=
        u"Of the %1 tables that the migrations lead to it has %2; it has %3 tables in all."_s.arg(wanted.size())
            .arg(common)
            .arg(found.size());
    if (applied == 0)
        m_result.evidence += u"Its ledger has no applied migration."_s;
    return true;
}

void Investigation::findCause()
{
    if (findPlainCause())
        return;
    if (!m_ownFault.isEmpty()) {
        say(Cause::MigrationItself,
            QT_TRANSLATE_NOOP(
                "Diagnosis", "The statement does not run after the migrations before it, wherever it is."));
        m_result.evidence += m_ownFault;
        return;
    }
    if (isPartlyApplied() || isOtherDatabase() || isOtherMigrations())
        return;
    QStringList changed;
    for (const DriftItem &item : driftBetween(m_done, m_live, m_engine).items)
        changed += item.text();
    if (changed.isEmpty()) {
        say(Cause::Unknown,
            QT_TRANSLATE_NOOP("Diagnosis", "The database is what the statement needs: look at the server's words."));
        return;
    }
    say(Cause::ChangedByHand,
        QT_TRANSLATE_NOOP("Diagnosis", "The database was changed by something that is no migration of this project."));
    m_result.evidence += changed;
    m_result.evidence += m_isWhole ? u"It has all that the migration leads to."_s
                                   : u"No migration in the project or in the ledger makes that."_s;
}

} // namespace

Result<std::optional<Diagnosis>> diagnose(Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, const std::optional<Error> &error,
    JobContext &context)
{
    return Investigation(connection, target, beside, engine, timeline, context).run(error);
}

} // namespace relata
