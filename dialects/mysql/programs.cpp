#include "dialects/mysql/statements.h"
#include "models/schema/all_kinds.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

const Options &optionsOf(const Object &object)
{
    static const Options none;
    if (const auto *routine = as<Routine>(object))
        return routine->options;
    if (const auto *trigger = as<Trigger>(object))
        return trigger->options;
    const auto *event = as<Event>(object);
    return event ? event->options : none;
}

Statement session(const QString &sql)
{
    Statement statement;
    statement.sql = sql;
    return statement;
}

/// The server keeps with a program the mode under which it was made, and runs it so.
Statements underMode(const Statement &statement, const Options &options)
{
    const QString mode = options.value("mysql.sql_mode").toString();
    if (!options.contains("mysql.sql_mode"))
        return {statement};
    return {session(u"SET @relata_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = '"_s + mode + u'\''), statement,
        session(u"SET SESSION sql_mode = @relata_sql_mode"_s)};
}

QString textOf(ObjectId id, const DdlWords &words)
{
    const Object &object = *words.schema.find(id);
    QString text;
    if (const auto *event = as<Event>(object))
        text = u"CREATE EVENT "_s + words.name(id) + words.event(*event);
    else
        text = words.program(as<Trigger>(object) ? as<Trigger>(object)->definition : as<Routine>(object)->definition);
    return words.withDefiner(text, optionsOf(object));
}

QList<ObjectId> lockedBy(const Object &object)
{
    return kindOf(object) == Kind::Trigger ? QList<ObjectId>{parentOf(object)} : QList<ObjectId>();
}

QString dropText(ObjectId id, const DdlWords &words)
{
    const Object &object = *words.schema.find(id);
    const auto *routine = as<Routine>(object);
    const bool isFunction = routine && routine->form == Routine::Form::Function;
    const QString what = routine ? (isFunction ? u"FUNCTION "_s : u"PROCEDURE "_s)
        : as<Event>(object)      ? u"EVENT "_s
                                 : u"TRIGGER "_s;
    return u"DROP "_s + what + words.name(id);
}

/// Whether it runs before or behind another trigger by its definition: then its place is only had by making it anew.
bool isInLine(ObjectId id, const Schema &schema)
{
    bool found = false;
    eachReference(*schema.find(id), [&](ObjectId named) { found |= named != id && schema.find<Trigger>(named); });
    for (const ObjectId dependant : schema.dependants(id))
        found |= dependant != id && schema.find<Trigger>(dependant);
    return found;
}

/// What alters it in one statement; empty where it must be made anew.
QString alteration(const Altered &change, const DdlWords &before, const DdlWords &after)
{
    if (const auto *event = as<Event>(change.after)) {
        // An end that is not mentioned stays.
        const bool endedOnce = as<Event>(change.before)->schedule.contains(" ENDS "_L1);
        if (endedOnce && !event->schedule.contains(" ENDS "_L1))
            return {};
        const QString text = u"ALTER EVENT "_s + before.name(change.id)
            + after.event(*event, change.renamed() ? event->name : QString());
        return after.withDefiner(text, event->options);
    }
    const bool replaces =
        after.target.mariaDb && !change.renamed() && !change.changes("table") && !change.changes("form");
    if (!replaces || isInLine(change.id, before.schema) || isInLine(change.id, after.schema))
        return {};
    return textOf(change.id, after).insert(6, u" OR REPLACE"_s);
}

} // namespace

Statements createProgram(ObjectId id, const DdlWords &words)
{
    const Object &object = *words.schema.find(id);
    Statement made = ddl(textOf(id, words), words.schema, lockedBy(object));
    made.undo += dropText(id, words);
    made.facts.effects = {Created{id, object}};
    return underMode(std::move(made), optionsOf(object));
}

Statements dropProgram(ObjectId id, const DdlWords &words)
{
    return {ddl(dropText(id, words), words.schema, lockedBy(*words.schema.find(id)))};
}

std::optional<Statements> alterProgram(const Altered &change, const DdlWords &before, const DdlWords &after)
{
    const QString text = alteration(change, before, after);
    if (text.isEmpty())
        return {};
    Statement altered = ddl(text, after.schema, lockedBy(change.after));
    const Altered back{change.id, change.after, change.before, change.fields};
    const QString undo = alteration(back, after, before);
    Statements backward = underMode(session(undo), optionsOf(change.before));
    if (undo.isEmpty()) {
        backward = dropProgram(change.id, after);
        for (Statement &made : createProgram(change.id, before))
            backward.push_back(std::move(made));
    }
    for (const Statement &one : backward)
        altered.undo += one.sql;
    altered.facts.effects = {change};
    return underMode(std::move(altered), optionsOf(change.after));
}

} // namespace relata::mysql
