#include "dialects/common/statement_tree.h"

#include "dialects/common/alter_actions.h"

#include <optional>

namespace relata {

using Verb = StatementTree::Verb;
using Thing = StatementTree::Thing;

namespace {

using Words = std::initializer_list<QStringView>;

struct ThingWords {
    Words words;
    Thing thing;
};

/// The kind of thing that CREATE, ALTER, DROP or COMMENT ON names; nullopt: none that is known.
std::optional<Thing> takeThing(StatementWords &words)
{
    static const ThingWords All[] = {{{u"table"}, Thing::Table}, {{u"foreign", u"table"}, Thing::Table},
        {{u"virtual", u"table"}, Thing::Table}, {{u"index"}, Thing::Index}, {{u"view"}, Thing::View},
        {{u"materialized", u"view"}, Thing::MaterializedView}, {{u"sequence"}, Thing::Sequence},
        {{u"schema"}, Thing::Schema}, {{u"database"}, Thing::Database}, {{u"type"}, Thing::Type},
        {{u"domain"}, Thing::Domain}, {{u"function"}, Thing::Routine}, {{u"procedure"}, Thing::Routine},
        {{u"aggregate"}, Thing::Routine}, {{u"routine"}, Thing::Routine}, {{u"trigger"}, Thing::Trigger},
        {{u"event"}, Thing::Event}, {{u"policy"}, Thing::Policy}, {{u"rule"}, Thing::Rule},
        {{u"extension"}, Thing::Extension}, {{u"column"}, Thing::Column}, {{u"constraint"}, Thing::Constraint}};
    for (const ThingWords &one : All) {
        if (words.accept(one.words))
            return one.thing;
    }
    return {};
}

/// What may stand between CREATE and the thing.
void takeModifiers(StatementWords &words, StatementTree &tree)
{
    for (bool goesOn = true; goesOn;) {
        goesOn = words.acceptAny({u"global", u"local", u"unique", u"fulltext", u"spatial", u"recursive", u"constraint",
            u"unlogged", u"trusted", u"procedural", u"online", u"offline", u"ignore"});
        if (words.accept({u"or", u"replace"}))
            tree.orReplace = goesOn = true;
        if (words.acceptAny({u"temporary", u"temp"}))
            tree.temporary = goesOn = true;
        if (words.peek({u"event", u"trigger"}))
            return;
        for (const QStringView word : {u"definer", u"algorithm"}) { // DEFINER = `a`@`b`, ALGORITHM = MERGE
            if (words.accept({word, u"="})) {
                while (!words.atEnd() && !words.peek(u"sql") && !words.peek(u"view") && !words.peek(u"function")
                    && !words.peek(u"procedure") && !words.peek(u"trigger") && !words.peek(u"event")
                    && !words.peek(u"aggregate") && !words.peek(u"definer"))
                    words.skip();
                goesOn = true;
            }
        }
        if (words.accept({u"sql", u"security"})) {
            words.skip();
            goesOn = true;
        }
    }
}

void takeConditions(StatementWords &words, StatementTree &tree)
{
    tree.concurrently = words.accept(u"concurrently") || tree.concurrently;
    tree.ifNotExists = words.accept({u"if", u"not", u"exists"}) || tree.ifNotExists;
    tree.ifExists = words.accept({u"if", u"exists"}) || tree.ifExists;
    (void)words.accept(u"only");
}

/// Past ON to the table of an index, trigger, policy or rule.
void takeOn(StatementWords &words, StatementTree &tree)
{
    const bool isRule = tree.thing == Thing::Rule; // ON INSERT TO t
    while (!words.atEnd() && !words.accept(isRule ? u"to" : u"on"))
        words.skipGroup();
    (void)words.accept(u"only");
    tree.on = words.takePath();
}

/// The foreign keys and parents among what a CREATE TABLE lists: they take locks on other tables.
void takeElements(StatementWords &words, StatementTree &tree)
{
    if (words.accept({u"partition", u"of"})) {
        StatementAction part;
        part.kind = StatementAction::Kind::AttachPartition;
        part.table = words.takePath();
        tree.actions += part;
    }
    if (words.accept(u"(") && !words.peek(u"select")) {
        while (!words.atEnd() && !words.accept(u")")) {
            QList<StatementAction> found{constraintAction(words)};
            if (found.first().kind == StatementAction::Kind::Other && words.peekName() && !words.peek(u"like")) {
                (void)words.takeName();
                found = columnActions(words, {});
            }
            for (const StatementAction &action : found) {
                if (action.constraint == StatementAction::Constraint::ForeignKey)
                    tree.actions += action;
            }
            while (!words.atEnd() && !words.peek(u",") && !words.peek(u")"))
                words.skipGroup();
            (void)words.accept(u",");
        }
    }
    tree.asQuery = words.follows({u"as"}) || words.peek(u"select");
}

void takeCreate(StatementWords &words, StatementTree &tree)
{
    takeModifiers(words, tree);
    const std::optional<Thing> thing = takeThing(words);
    tree.thing = thing.value_or(Thing::Other);
    if (!thing)
        return;
    takeConditions(words, tree);
    const bool isNameless = tree.thing == Thing::Index && words.peek(u"on");
    if (!isNameless)
        tree.names += words.takePath();
    if (tree.thing == Thing::Index || tree.thing == Thing::Trigger || tree.thing == Thing::Policy
        || tree.thing == Thing::Rule)
        takeOn(words, tree);
    else if (tree.thing == Thing::Table)
        takeElements(words, tree);
}

void takeAlter(StatementWords &words, StatementTree &tree)
{
    takeModifiers(words, tree);
    tree.thing = takeThing(words).value_or(Thing::Other);
    takeConditions(words, tree);
    tree.names += words.takePath();
    (void)words.accept(u"*");
    if (tree.thing == Thing::Trigger || tree.thing == Thing::Policy || tree.thing == Thing::Rule) {
        if (words.accept(u"on"))
            tree.on = words.takePath();
    } else if (tree.thing == Thing::Type) {
        tree.addsValue = words.peek({u"add", u"value"});
    } else if (tree.thing == Thing::Table || tree.thing == Thing::Index || tree.thing == Thing::View
        || tree.thing == Thing::MaterializedView || tree.thing == Thing::Sequence) {
        tree.actions = alterActions(words);
    }
}

void takeDrop(StatementWords &words, StatementTree &tree)
{
    takeModifiers(words, tree);
    tree.thing = takeThing(words).value_or(Thing::Other);
    takeConditions(words, tree);
    do {
        tree.names += words.takePath();
        if (words.peek(u"("))
            words.skipGroup();
    } while (words.accept(u","));
    if (words.accept(u"on"))
        tree.on = words.takePath();
    tree.cascade = words.follows({u"cascade"});
}

void takeNames(StatementWords &words, StatementTree &tree)
{
    (void)words.accept(u"table");
    (void)words.accept(u"only");
    while (words.peekName()) {
        tree.names += words.takePath();
        words.skipToComma();
        if (!words.accept(u","))
            break;
    }
}

/// INSERT INTO t, UPDATE t, DELETE FROM t and the like: the first table named.
void takeChange(StatementWords &words, StatementTree &tree)
{
    while (words.acceptAny(
        {u"low_priority", u"delayed", u"high_priority", u"quick", u"ignore", u"into", u"from", u"only"})) { }
    if (words.accept(u"or"))
        words.skip(); // SQLite: INSERT OR REPLACE
    (void)words.accept(u"into");
    (void)words.accept(u"from");
    tree.names += words.takePath();
    tree.hasWhere = words.follows({u"where"});
    tree.hasLimit = words.follows({u"limit"});
}

/// MySQL's RENAME TABLE a TO b, c TO d.
void takeRename(StatementWords &words, StatementTree &tree)
{
    tree.thing = takeThing(words).value_or(Thing::Other);
    takeNames(words, tree);
}

struct VerbWords {
    Words words;
    Verb verb;
    void (*read)(StatementWords &, StatementTree &);
};

void readNothing(StatementWords &, StatementTree &) { }

void takeVacuum(StatementWords &words, StatementTree &tree)
{
    tree.full = words.follows({u"full"});
    if (words.peek(u"("))
        words.skipGroup();
    while (words.acceptAny({u"full", u"freeze", u"verbose", u"analyze"})) { }
    takeNames(words, tree);
}

void takeReindex(StatementWords &words, StatementTree &tree)
{
    if (words.peek(u"("))
        words.skipGroup();
    tree.thing = takeThing(words).value_or(Thing::Other);
    takeConditions(words, tree);
    tree.names += words.takePath();
}

void takeRefresh(StatementWords &words, StatementTree &tree)
{
    tree.thing = takeThing(words).value_or(Thing::Other);
    takeConditions(words, tree);
    tree.names += words.takePath();
}

void takeComment(StatementWords &words, StatementTree &tree)
{
    (void)words.accept(u"on");
    tree.thing = takeThing(words).value_or(Thing::Other);
    tree.names += words.takePath();
    if (words.accept(u"on"))
        tree.on = words.takePath();
}

void takeLock(StatementWords &words, StatementTree &tree)
{
    if (!words.accept(u"tables"))
        (void)words.accept(u"table");
    (void)words.accept(u"only");
    takeNames(words, tree);
}

void takeCopy(StatementWords &words, StatementTree &tree)
{
    tree.names += words.takePath();
    tree.hasWhere = words.follows({u"from"}); // rows come in
}

/// A WITH query that changes rows does what its last part says.
void takeWith(StatementWords &words, StatementTree &tree)
{
    while (!words.atEnd()) {
        for (const auto &[word, verb] :
            {std::pair(u"insert", Verb::Insert), std::pair(u"update", Verb::Update), std::pair(u"delete", Verb::Delete),
                std::pair(u"merge", Verb::Merge), std::pair(u"replace", Verb::Insert)}) {
            if (words.accept(QStringView(word))) {
                tree.verb = verb;
                takeChange(words, tree);
                return;
            }
        }
        words.skipGroup();
    }
}

const VerbWords *verbOf(StatementWords &words)
{
    static const VerbWords All[] = {{{u"create"}, Verb::Create, takeCreate}, {{u"alter"}, Verb::Alter, takeAlter},
        {{u"drop"}, Verb::Drop, takeDrop}, {{u"rename"}, Verb::Rename, takeRename},
        {{u"truncate"}, Verb::Truncate, takeNames}, {{u"comment"}, Verb::Comment, takeComment},
        {{u"insert"}, Verb::Insert, takeChange}, {{u"replace"}, Verb::Insert, takeChange},
        {{u"update"}, Verb::Update, takeChange}, {{u"delete"}, Verb::Delete, takeChange},
        {{u"merge"}, Verb::Merge, takeChange}, {{u"with"}, Verb::Select, takeWith},
        {{u"select"}, Verb::Select, readNothing}, {{u"values"}, Verb::Select, readNothing},
        {{u"table"}, Verb::Select, readNothing}, {{u"show"}, Verb::Select, readNothing},
        {{u"explain"}, Verb::Select, readNothing}, {{u"describe"}, Verb::Select, readNothing},
        {{u"copy"}, Verb::Copy, takeCopy}, {{u"grant"}, Verb::Grant, readNothing},
        {{u"revoke"}, Verb::Grant, readNothing}, {{u"analyze"}, Verb::Analyze, takeNames},
        {{u"vacuum"}, Verb::Vacuum, takeVacuum}, {{u"reindex"}, Verb::Reindex, takeReindex},
        {{u"cluster"}, Verb::Cluster, takeNames}, {{u"refresh"}, Verb::Refresh, takeRefresh},
        {{u"optimize"}, Verb::Optimize, takeNames}, {{u"lock"}, Verb::Lock, takeLock},
        {{u"set"}, Verb::Set, readNothing}, {{u"reset"}, Verb::Set, readNothing}, {{u"use"}, Verb::Set, readNothing},
        {{u"begin"}, Verb::Transaction, readNothing}, {{u"start"}, Verb::Transaction, readNothing},
        {{u"commit"}, Verb::Transaction, readNothing}, {{u"rollback"}, Verb::Transaction, readNothing},
        {{u"savepoint"}, Verb::Transaction, readNothing}, {{u"release"}, Verb::Transaction, readNothing},
        {{u"end"}, Verb::Transaction, readNothing}, {{u"unlock"}, Verb::Transaction, readNothing},
        {{u"call"}, Verb::Call, readNothing}, {{u"do"}, Verb::Do, readNothing},
        {{u"execute"}, Verb::Execute, readNothing}, {{u"pragma"}, Verb::Pragma, readNothing}};
    for (const VerbWords &one : All) {
        if (words.accept(one.words))
            return &one;
    }
    return nullptr;
}

} // namespace

StatementTree statementTree(QStringView statement, const SqlFlavour &flavour)
{
    StatementTree tree;
    StatementWords words(statement, flavour);
    while (words.accept(u"(")) { } // (SELECT …) UNION …
    if (const VerbWords *verb = verbOf(words)) {
        tree.verb = verb->verb;
        verb->read(words, tree);
    }
    return tree;
}

QList<QStringList> droppedRows(const StatementTree &tree)
{
    const auto whole = [](const QStringList &name) { return name.size() == 1 ? QStringList(QString()) + name : name; };
    QList<QStringList> result;
    for (const QStringList &name : tree.names) {
        if (tree.verb == StatementTree::Verb::Drop && tree.thing == StatementTree::Thing::Table)
            result += whole(name);
    }
    for (const StatementAction &action : tree.actions) {
        if (tree.verb == StatementTree::Verb::Alter && action.kind == StatementAction::Kind::DropColumn)
            result += whole(tree.names.value(0)) + QStringList(action.name);
    }
    return result;
}

} // namespace relata
