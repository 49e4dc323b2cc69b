#include "app/cli/migrate_session.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/migrate.h"
#include "models/project/evolution_files.h"
#include "models/project/phases.h"
#include "models/project/typed_text.h"
#include "models/schema/kinds/table.h"
#include "models/sql/sql_lexer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> usage(const char *text, const QStringList &arguments = {})
{
    return failure({.code = Error::Code::Usage,
        .message = {"CommandLine", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

QJsonObject jsonOf(const Evolution &evolution)
{
    QJsonArray phases;
    for (const Evolution::Phase phase :
        {Evolution::Phase::Expand, Evolution::Phase::Backfill, Evolution::Phase::Contract}) {
        const auto done = std::find_if(evolution.phases.begin(), evolution.phases.end(),
            [&](const Evolution::Done &one) { return one.phase == phase; });
        phases += QJsonObject{{u"phase"_s, phaseWord(phase)}, {u"to_do"_s, evolution.toDo(phase).source()},
            {u"migration"_s, done == evolution.phases.end() ? QJsonValue() : QJsonValue(done->migration)}};
    }
    return {{u"id"_s, evolution.id}, {u"kind"_s, kindWord(evolution.kind)}, {u"title"_s, evolution.title().source()},
        {u"phases"_s, phases}, {u"next"_s, evolution.next() ? QJsonValue(phaseWord(*evolution.next())) : QJsonValue()}};
}

/// Where "a.b = c" is cut: at the first = in no parentheses.
Result<std::pair<QString, QString>> assignment(const QString &text, const SqlFlavour &flavour)
{
    int depth = 0;
    for (const SqlToken &token : SqlLexer::tokens(text, flavour)) {
        const QStringView word = token.in(text);
        depth += int(word == u"(") - int(word == u")");
        if (depth == 0 && token.type == SqlToken::Type::Operator && word == u"=")
            return std::pair(text.left(token.begin).trimmed(), text.mid(token.end).trimmed());
    }
    return usage(QT_TRANSLATE_NOOP("CommandLine", "\"%1\" is not COLUMN = EXPRESSION."), {text});
}

/// What the words of "phases new" ask for.
class Wish {
public:
    Wish(MigrateSession &session, QStringList words)
        : m_session(session)
        , m_words(std::move(words))
    { }

    Result<Evolution> read()
    {
        const QString kind = m_words.isEmpty() ? QString() : m_words.takeFirst();
        if (kind == "rename-column"_L1 && m_words.size() == 2)
            return renaming();
        if (kind == "change-type"_L1 && m_words.size() == 2)
            return changing();
        if (kind == "split"_L1 && m_words.size() >= 3)
            return splitting();
        if (kind == "merge"_L1 && m_words.size() == 2)
            return merging();
        return usage(QT_TRANSLATE_NOOP("CommandLine",
            "phases new takes rename-column TABLE.OLD NEW, change-type TABLE.COLUMN TYPE [--name NEW] [--to EXPRESSION "
            "--back EXPRESSION], split TABLE.COLUMN \"NEW TYPE = EXPRESSION\"… --back EXPRESSION, or merge TABLE \"NEW "
            "TYPE = EXPRESSION\" --back \"OLD = EXPRESSION\"…"));
    }

private:
    Result<QStringList> tableNamed(const QString &name) const
    {
        const Schema &head = m_session.project->head();
        const ObjectId table = typedTable(head, head.defaultNamespace(), name);
        if (!table)
            return usage(QT_TRANSLATE_NOOP("CommandLine", "The migrations lead to no table \"%1\"."), {name});
        return head.path(table);
    }

    /// TABLE.COLUMN
    Result<Evolution> ofColumn(Evolution::Kind kind, const QString &text) const
    {
        const qsizetype dot = text.lastIndexOf(u'.');
        const Result<QStringList> table = tableNamed(text.left(std::max<qsizetype>(dot, 0)));
        if (!table)
            return failure(table.error());
        Evolution evolution;
        evolution.kind = kind;
        evolution.table = *table;
        evolution.before += {text.mid(dot + 1), {}, {}};
        return evolution;
    }

    QString option(const QString &name) const { return m_session.invocation.value(name); }

    Result<Evolution> renaming() const
    {
        Result<Evolution> evolution = ofColumn(Evolution::Kind::RenameColumn, m_words.at(0));
        if (evolution)
            evolution->after += {m_words.at(1), {}, {}};
        return evolution;
    }

    Result<Evolution> changing() const
    {
        Result<Evolution> evolution = ofColumn(Evolution::Kind::ChangeType, m_words.at(0));
        if (!evolution)
            return evolution;
        if (option(u"to"_s).isEmpty() != option(u"back"_s).isEmpty())
            return usage(QT_TRANSLATE_NOOP(
                "CommandLine", "--to and --back belong together: what one does the other has to take back."));
        const QString name =
            m_session.invocation.has(u"name"_s) ? option(u"name"_s) : evolution->before.first().column + u"_new"_s;
        evolution->after += {name, m_words.at(1), option(u"to"_s)};
        evolution->before.first().value = option(u"back"_s);
        return evolution;
    }

    /// "NEW TYPE = EXPRESSION"
    Result<Evolution::Part> newPart(const QString &text) const
    {
        const auto parts = assignment(text, *m_session.engine->flavour);
        if (!parts)
            return failure(parts.error());
        const QString type = parts->first.section(u' ', 1).trimmed();
        if (type.isEmpty())
            return usage(QT_TRANSLATE_NOOP("CommandLine", "\"%1\" is not NEW TYPE = EXPRESSION."), {text});
        return Evolution::Part{parts->first.section(u' ', 0, 0), type, parts->second};
    }

    Result<Evolution> splitting() const
    {
        Result<Evolution> evolution = ofColumn(Evolution::Kind::Split, m_words.at(0));
        if (!evolution)
            return evolution;
        if (option(u"back"_s).isEmpty())
            return usage(QT_TRANSLATE_NOOP(
                "CommandLine", "How does the old column come of the new ones? Say --back EXPRESSION."));
        evolution->before.first().value = option(u"back"_s);
        for (const QString &text : m_words.mid(1)) {
            const Result<Evolution::Part> part = newPart(text);
            if (!part)
                return failure(part.error());
            evolution->after += *part;
        }
        return evolution;
    }

    Result<Evolution> merging() const
    {
        const Result<QStringList> table = tableNamed(m_words.at(0));
        const Result<Evolution::Part> part = table ? newPart(m_words.at(1)) : failure(table.error());
        if (!part)
            return failure(part.error());
        Evolution evolution;
        evolution.kind = Evolution::Kind::Merge;
        evolution.table = *table;
        evolution.after += *part;
        for (const QString &text : m_session.invocation.parser.values(u"back"_s)) {
            const auto old = assignment(text, *m_session.engine->flavour);
            if (!old)
                return failure(old.error());
            evolution.before += {old->first, {}, old->second};
        }
        if (evolution.before.size() < 2)
            return usage(QT_TRANSLATE_NOOP("CommandLine",
                "How do the old columns come of the new one? Say --back \"OLD = EXPRESSION\" for each."));
        return evolution;
    }

    MigrateSession &m_session;
    QStringList m_words;
};

ExitStatus told(MigrateSession &session, const Result<SavedPhase> &saved)
{
    Invocation &invocation = session.invocation;
    if (!saved)
        return invocation.fail(saved.error());
    const PhaseMigration &phase = saved->phase;
    if (session.asksForJson()) {
        QJsonObject json = jsonOf(phase.evolution);
        json.insert(u"file"_s, phase.file.fileName);
        json.insert(u"open"_s, !phase.isLast);
        invocation.out << QJsonDocument(json).toJson();
        return ExitStatus::Done;
    }
    invocation.out << session.project->migrationsFolder() << '/' << phase.file.fileName << '\n';
    invocation.err << saved->proof.summary().translated() << '\n';
    for (const Finding &finding : phase.findings)
        session.tell(finding);
    if (phase.isLast)
        return ExitStatus::Done;
    invocation.err << session.command(u"phases next "_s + phase.evolution.id) << '\n';
    if (const auto next = phase.evolution.next())
        invocation.err << phase.evolution.toDo(*next).translated() << '\n';
    return ExitStatus::Done;
}

Result<Evolution> evolutionNamed(MigrateSession &session, const QString &id)
{
    const Result<QList<Evolution>> all = readEvolutions(session.project->folder());
    if (!all)
        return failure(all.error());
    const auto found = std::find_if(all->begin(), all->end(), [&](const Evolution &one) { return one.id == id; });
    if (found == all->end())
        return usage(QT_TRANSLATE_NOOP("CommandLine", "No change in phases \"%1\" is open."), {id});
    return *found;
}

/// The phase before must stand in the database that was named.
Result<> mustBeApplied(MigrateSession &session, const Evolution &evolution)
{
    if (!session.connection || evolution.phases.isEmpty())
        return {};
    const Timeline &timeline = session.project->timeline();
    const QString id = evolution.phases.last().migration;
    const auto migration = std::find_if(
        timeline.migrations.begin(), timeline.migrations.end(), [&](const MigrationFile &one) { return one.id == id; });
    const auto states = migrationStatus(*session.connection, *session.engine, timeline);
    if (!states)
        return failure(states.error());
    for (const MigrationStatus &one : *states) {
        if (migration != timeline.migrations.end() && one.version == migration->version
            && one.state == MigrationState::Applied)
            return {};
    }
    return failure({.code = Error::Code::Refused,
        .message = {"CommandLine",
            QT_TRANSLATE_NOOP("CommandLine", "The phase before, \"%1\", is not applied there yet."),
            {phaseWord(evolution.phases.last().phase)}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

ExitStatus listed(MigrateSession &session)
{
    const Result<QList<Evolution>> all = readEvolutions(session.project->folder());
    if (!all)
        return session.invocation.fail(all.error());
    if (session.asksForJson()) {
        QJsonArray array;
        for (const Evolution &one : *all)
            array += jsonOf(one);
        session.invocation.out << QJsonDocument(array).toJson();
        return ExitStatus::Done;
    }
    for (const Evolution &one : *all) {
        session.invocation.out << one.id << "  " << one.title().translated() << '\n';
        for (const Evolution::Done &done : one.phases)
            session.invocation.out << "    " << phaseWord(done.phase).leftJustified(9) << "migration " << done.migration
                                   << '\n';
        if (const auto next = one.next())
            session.invocation.out << "    " << phaseWord(*next).leftJustified(9) << one.toDo(*next).translated()
                                   << '\n';
    }
    if (all->isEmpty())
        session.invocation.out << "No change in phases is open.\n";
    return ExitStatus::Done;
}

} // namespace

void addPhaseOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"name"_s, u"phases new change-type: what the new column is called (COLUMN_new)."_s, u"NAME"_s},
        {u"back"_s, u"phases new: how an old column comes of the new ones."_s, u"EXPRESSION"_s}});
}

ExitStatus migratePhases(MigrateSession &session)
{
    const QStringList words = session.invocation.operands().mid(1);
    const QString verb = words.value(0);
    Result<> ready = session.chooseEngine();
    if (ready && session.invocation.has(u"target"_s))
        ready = session.connect();
    if (!ready)
        return session.invocation.fail(ready.error());
    const ServerInfo &server = session.planned;
    if (verb == "list"_L1 && words.size() == 1)
        return listed(session);
    if (verb == "new"_L1) {
        const Result<Evolution> wish = Wish(session, words.mid(1)).read();
        return wish ? told(session,
                   savePhase(*session.project, *wish, *session.engine, server, session.beside(), session.invocation))
                    : session.invocation.fail(wish.error());
    }
    if ((verb != "next"_L1 && verb != "abandon"_L1) || words.size() != 2)
        return session.invocation.usage(u"migrate phases takes new, list, next ID or abandon ID."_s);
    const Result<Evolution> evolution = evolutionNamed(session, words.at(1));
    if (!evolution)
        return session.invocation.fail(evolution.error());
    if (verb == "abandon"_L1)
        return told(session,
            abandonPhases(*session.project, *evolution, *session.engine, server, session.beside(), session.invocation));
    if (Result<> applied = mustBeApplied(session, *evolution); !applied)
        return session.invocation.fail(applied.error());
    return told(session,
        savePhase(*session.project, *evolution, *session.engine, server, session.beside(), session.invocation));
}

} // namespace relata
