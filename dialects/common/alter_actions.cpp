#include "dialects/common/alter_actions.h"

namespace relata {
using namespace Qt::StringLiterals;

using Kind = StatementAction::Kind;

namespace {

/// An action told by its first words.
struct FirstWords {
    Kind kind;
    std::initializer_list<QStringView> words;
};

StatementAction action(Kind kind, const QString &name = {})
{
    StatementAction made;
    made.kind = kind;
    made.name = name;
    return made;
}

/// The names that SET ( … ) and RESET ( … ) hold, from the parenthesis on.
QStringList takeOptions(StatementWords &words)
{
    QStringList names;
    if (!words.accept(u"("))
        return names;
    while (!words.atEnd() && !words.accept(u")")) {
        names += words.takePath().join(u'.');
        while (!words.atEnd() && !words.peek(u",") && !words.peek(u")"))
            words.skipGroup();
        (void)words.accept(u",");
    }
    return names;
}

QList<StatementAction> addedColumns(StatementWords &words)
{
    if (!words.accept(u"(")) {
        (void)words.accept({u"if", u"not", u"exists"});
        return columnActions(words, action(Kind::AddColumn, words.takeName()));
    }
    QList<StatementAction> found;
    do {
        found += columnActions(words, action(Kind::AddColumn, words.takeName()));
    } while (words.accept(u","));
    (void)words.accept(u")");
    return found;
}

QList<StatementAction> added(StatementWords &words)
{
    if (words.accept(u"column"))
        return addedColumns(words);
    if (words.accept(u"partition"))
        return {action(Kind::AddPartition)};
    if (words.peek({u"unique", u"index"}) || words.peek({u"unique", u"key"}) || beginsConstraint(words))
        return {constraintAction(words)};
    for (const QStringView word : {u"fulltext", u"spatial"}) {
        if (words.accept(word)) {
            StatementAction index = action(Kind::AddIndex);
            index.options += word.toString();
            return {index};
        }
    }
    if (words.accept(u"index") || words.accept(u"key"))
        return {action(Kind::AddIndex, words.takeName())};
    if (words.peek({u"system", u"versioning"}) || words.peek({u"period", u"for"}))
        return {action(Kind::Rebuild)};
    return addedColumns(words);
}

StatementAction dropped(StatementWords &words)
{
    (void)words.accept({u"column"});
    if (words.accept({u"primary", u"key"})) {
        StatementAction key = action(Kind::DropConstraint);
        key.constraint = StatementAction::Constraint::PrimaryKey;
        return key;
    }
    static const FirstWords Parts[] = {{Kind::DropConstraint, {u"constraint"}},
        {Kind::DropConstraint, {u"foreign", u"key"}}, {Kind::DropConstraint, {u"check"}}, {Kind::DropIndex, {u"index"}},
        {Kind::DropIndex, {u"key"}}, {Kind::DropPartition, {u"partition"}}};
    for (const auto &[kind, first] : Parts) {
        if (words.accept(first)) {
            (void)words.accept({u"if", u"exists"});
            return action(kind, words.takeName());
        }
    }
    if (words.peek({u"system", u"versioning"}))
        return action(Kind::Rebuild);
    (void)words.accept({u"if", u"exists"});
    return action(Kind::DropColumn, words.takeName());
}

/// Behind ALTER [COLUMN] name.
StatementAction alteredColumn(StatementWords &words, const QString &column)
{
    if (words.accept({u"set", u"data", u"type"}) || words.accept(u"type"))
        return action(Kind::SetType, column);
    if (words.accept({u"set", u"default"}))
        return action(Kind::SetDefault, column);
    static const FirstWords Parts[] = {{Kind::DropDefault, {u"drop", u"default"}},
        {Kind::SetNotNull, {u"set", u"not", u"null"}}, {Kind::DropNotNull, {u"drop", u"not", u"null"}},
        {Kind::SetExpression, {u"set", u"expression"}}, {Kind::DropExpression, {u"drop", u"expression"}},
        {Kind::ChangeIdentity, {u"add", u"generated"}}, {Kind::ChangeIdentity, {u"drop", u"identity"}},
        {Kind::ChangeIdentity, {u"set", u"generated"}}, {Kind::ChangeIdentity, {u"restart"}},
        {Kind::SetStatistics, {u"set", u"statistics"}}, {Kind::SetColumnOptions, {u"set", u"storage"}},
        {Kind::SetColumnOptions, {u"set", u"compression"}}, {Kind::SetColumnOptions, {u"set", u"visible"}},
        {Kind::SetColumnOptions, {u"set", u"invisible"}}};
    for (const auto &[kind, first] : Parts) {
        if (words.accept(first))
            return action(kind, column);
    }
    if (words.peek({u"set", u"("}) || words.peek({u"reset", u"("})) {
        words.skip();
        StatementAction options = action(Kind::SetColumnOptions, column);
        options.options = takeOptions(words);
        return options;
    }
    if (words.accept(u"set"))
        return action(Kind::ChangeIdentity, column); // SET START, INCREMENT … of an identity
    return action(Kind::Other, column);
}

StatementAction altered(StatementWords &words)
{
    if (words.accept(u"constraint") || words.accept(u"check"))
        return action(Kind::AlterConstraint, words.takeName());
    if (words.accept(u"index")) {
        (void)words.accept({u"if", u"exists"});
        return action(Kind::AlterIndex, words.takeName());
    }
    (void)words.accept(u"column");
    (void)words.accept({u"if", u"exists"});
    return alteredColumn(words, words.takeName());
}

StatementAction renamed(StatementWords &words)
{
    if (words.accept(u"to") || words.accept(u"as"))
        return action(Kind::RenameTo, words.takePath().join(u'.'));
    if (words.accept(u"constraint"))
        return action(Kind::RenameConstraint, words.takeName());
    if (words.accept(u"index") || words.accept(u"key"))
        return action(Kind::RenameIndex, words.takeName());
    if (words.accept(u"value") || words.accept(u"attribute"))
        return action(Kind::Other, words.takeName());
    (void)words.accept(u"column");
    const QString name = words.takeName();
    // MySQL: RENAME b means RENAME TO b
    return words.peek(u"to") ? action(Kind::RenameColumn, name) : action(Kind::RenameTo, name);
}

StatementAction settled(StatementWords &words)
{
    if (words.accept(u"schema"))
        return action(Kind::SetSchema, words.takeName());
    if (words.accept(u"tablespace"))
        return action(Kind::SetTablespace, words.takeName());
    if (words.accept(u"logged") || words.accept(u"unlogged"))
        return action(Kind::SetLogged);
    if (words.accept({u"without", u"cluster"}))
        return action(Kind::Cluster);
    if (words.accept({u"access", u"method"}))
        return action(Kind::Rebuild);
    StatementAction options = action(words.peek(u"(") ? Kind::SetOptions : Kind::Other);
    options.options = takeOptions(words);
    return options;
}

QList<StatementAction> redefined(StatementWords &words, bool namesNew)
{
    (void)words.accept(u"column");
    (void)words.accept({u"if", u"exists"});
    const QString name = words.takeName();
    if (namesNew)
        (void)words.takeName();
    return columnActions(words, action(Kind::RedefineColumn, name));
}

StatementAction partitioned(StatementWords &words, Kind kind)
{
    (void)words.accept(u"partition");
    StatementAction part = action(kind);
    part.table = words.takePath();
    part.concurrently = words.accept(u"concurrently");
    return part;
}

StatementAction inheriting(StatementWords &words, Kind kind)
{
    StatementAction made = action(kind);
    made.table = words.takePath();
    return made;
}

/// PostgreSQL's ENABLE, DISABLE, FORCE, NO FORCE.
StatementAction switched(StatementWords &words)
{
    (void)words.acceptAny({u"replica", u"always"});
    if (words.accept(u"trigger")) // USER and ALL are none's name
        return action(Kind::SwitchTrigger, words.peek(u"user") || words.peek(u"all") ? QString() : words.takeName());
    if (words.accept(u"rule"))
        return action(Kind::SwitchRule, words.takeName());
    return action(words.accept({u"row", u"level", u"security"}) ? Kind::RowSecurity : Kind::Other);
}

/// What MySQL and MariaDB add: table options and partitions. Other where it is none of them.
StatementAction tableOption(StatementWords &words)
{
    const auto value = [&] {
        (void)words.accept(u"=");
        return words.peekName() ? words.takeName().toLower() : QString();
    };
    if (words.accept(u"algorithm"))
        return action(Kind::Algorithm, value());
    if (words.accept(u"lock"))
        return action(Kind::LockClause, value());
    if (words.accept({u"convert", u"to"}))
        return action(words.peek(u"partition") ? Kind::ChangePartitions : Kind::ConvertCharset);
    if (words.accept(u"engine"))
        return action(Kind::SetEngine, value());
    for (const QStringView word : {u"force", u"row_format", u"key_block_size", u"order", u"page_compressed"}) {
        if (words.accept(word))
            return action(Kind::Rebuild);
    }
    for (const QStringView word : {u"partition", u"reorganize", u"coalesce", u"exchange", u"truncate", u"rebuild",
             u"remove", u"discard", u"import", u"optimize", u"check", u"repair", u"analyze"}) {
        if (words.accept(word))
            return action(Kind::ChangePartitions);
    }
    for (const QStringView word : {u"comment", u"auto_increment", u"default", u"character", u"charset", u"collate",
             u"stats_persistent", u"stats_auto_recalc", u"stats_sample_pages", u"max_rows", u"min_rows",
             u"avg_row_length", u"checksum", u"delay_key_write", u"pack_keys", u"connection", u"insert_method"}) {
        if (words.accept(word)) {
            StatementAction options = action(Kind::SetOptions);
            options.options += word.toString();
            return options;
        }
    }
    return action(Kind::Other);
}

/// The rarer actions, each told by its first words.
StatementAction other(StatementWords &words)
{
    if (words.accept({u"validate", u"constraint"}))
        return action(Kind::ValidateConstraint, words.takeName());
    if (words.accept({u"owner", u"to"}))
        return action(Kind::SetOwner);
    if (words.accept({u"replica", u"identity"}))
        return action(Kind::SetReplicaIdentity);
    if (words.accept({u"cluster", u"on"}))
        return action(Kind::Cluster, words.takeName());
    if (words.accept({u"attach", u"partition"}))
        return partitioned(words, Kind::AttachPartition);
    if (words.accept({u"detach", u"partition"}))
        return partitioned(words, Kind::DetachPartition);
    if (words.accept({u"no", u"inherit"}))
        return inheriting(words, Kind::NoInherit);
    if (words.accept(u"inherit"))
        return inheriting(words, Kind::Inherit);
    if (words.peek({u"force", u"row"}) || words.peek({u"no", u"force"})) {
        (void)words.accept(u"no");
        words.skip();
        return switched(words);
    }
    if ((words.accept(u"enable") || words.accept(u"disable")) && !words.peek(u"keys"))
        return switched(words);
    return tableOption(words);
}

QList<StatementAction> next(StatementWords &words)
{
    if (words.accept(u"add"))
        return added(words);
    if (words.accept(u"drop"))
        return {dropped(words)};
    if (words.accept(u"alter"))
        return {altered(words)};
    if (words.accept(u"rename"))
        return {renamed(words)};
    if (words.accept(u"modify"))
        return redefined(words, false);
    if (words.accept(u"change"))
        return redefined(words, true);
    if (words.accept(u"set"))
        return {settled(words)};
    if (words.peek({u"reset", u"("})) {
        words.skip();
        StatementAction options = action(Kind::SetOptions);
        options.options = takeOptions(words);
        return {options};
    }
    return {other(words)};
}

} // namespace

QList<StatementAction> alterActions(StatementWords &words)
{
    QList<StatementAction> actions;
    while (!words.atEnd()) {
        const qsizetype before = words.position();
        actions += next(words);
        words.skipToComma();
        (void)words.accept(u",");
        if (words.position() == before)
            words.skip();
    }
    return actions;
}

} // namespace relata
