#include "dialects/mysql/analyst.h"

#include "dialects/common/statement_tree.h"
#include "dialects/mysql/ddl_words.h"
#include "dialects/mysql/runner_port.h"
#include "models/engine/server_info.h"

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

using Verb = StatementTree::Verb;
using Thing = StatementTree::Thing;
using Action = StatementAction;
using Form = StatementFacts::Form;

namespace {

void lock(StatementFacts &facts, const QStringList &path, LockLevel level, const QString &name)
{
    const QStringList full = path.size() == 1 ? QStringList(QString()) + path : path;
    const bool isHeld = std::any_of(
        facts.locks.cbegin(), facts.locks.cend(), [&](const Lock &held) { return held.object.path == full; });
    if (!full.isEmpty() && !isHeld)
        facts.locks += Lock{{Kind::Table, full, {}}, level, name, false};
}

void lockAll(StatementFacts &facts, const QStringList &path)
{
    lock(facts, path, LockLevel::BlocksAll, u"EXCLUSIVE METADATA"_s);
}

bool rewrites(const Action &action, const DdlTarget &target)
{
    switch (action.kind) {
    case Action::Kind::AddColumn:
        if (action.generated)
            return action.stored;
        return action.identity
            || !target.has(action.placed ? VersionRule::AddColumnAnywhere : VersionRule::AddColumnLast);
    case Action::Kind::DropColumn:
        return !target.has(VersionRule::DropColumn);
    case Action::Kind::RenameColumn:
    case Action::Kind::SetDefault:
    case Action::Kind::DropDefault:
    case Action::Kind::AddIndex:
    case Action::Kind::DropIndex:
    case Action::Kind::AlterIndex:
    case Action::Kind::RenameIndex:
    case Action::Kind::RenameTo:
    case Action::Kind::AddPartition:
    case Action::Kind::DropPartition:
    case Action::Kind::AlterConstraint:
    case Action::Kind::SetOptions:
    case Action::Kind::Algorithm:
    case Action::Kind::LockClause:
        return false;
    case Action::Kind::SetColumnOptions: // visible or not
        return !target.has(VersionRule::AddColumnAnywhere);
    case Action::Kind::DropConstraint:
        return action.constraint == Action::Constraint::PrimaryKey;
    case Action::Kind::AddConstraint: // a foreign key is checked by a copy, unless foreign_key_checks is off
        return action.constraint != Action::Constraint::Unique;
    default: // what a column was before, and what is not known
        return true;
    }
}

bool scans(const Action &action)
{
    return action.kind == Action::Kind::AddIndex || action.kind == Action::Kind::AddConstraint
        || action.kind == Action::Kind::RedefineColumn;
}

/// ALGORITHM= and LOCK= say how; the server refuses where it cannot.
bool isSaid(const QList<Action> &actions, Action::Kind kind, QLatin1StringView word)
{
    return std::any_of(actions.begin(), actions.end(),
        [&](const Action &action) { return action.kind == kind && action.name == word; });
}

void noteAlter(const StatementTree &tree, const DdlTarget &target, StatementFacts &facts)
{
    const QStringList table = tree.names.value(0);
    lockAll(facts, table);
    for (const Action &action : tree.actions) {
        if (!action.table.isEmpty())
            lock(facts, action.table, LockLevel::BlocksWrites, u"SHARED NO WRITE METADATA"_s);
        facts.rewrites = facts.rewrites || rewrites(action, target);
        facts.scans = facts.scans || scans(action);
    }
    const bool instant = isSaid(tree.actions, Action::Kind::Algorithm, "instant"_L1);
    if (instant)
        facts.rewrites = facts.scans = false;
    if (isSaid(tree.actions, Action::Kind::Algorithm, "nocopy"_L1))
        facts.rewrites = false;
    if (isSaid(tree.actions, Action::Kind::Algorithm, "copy"_L1))
        facts.rewrites = true;
    facts.scans = facts.scans || facts.rewrites;
    // Of what is held throughout; alone it is held at both ends.
    if (instant || facts.locks.isEmpty())
        return;
    Lock &held = facts.locks.first();
    if (isSaid(tree.actions, Action::Kind::LockClause, "none"_L1))
        held = {held.object, LockLevel::BlocksSchemaChange, u"SHARED UPGRADABLE METADATA"_s, false};
    else if (isSaid(tree.actions, Action::Kind::LockClause, "shared"_L1))
        held = {held.object, LockLevel::BlocksWrites, u"SHARED NO WRITE METADATA"_s, false};
}

void noteDdl(const StatementTree &tree, const DdlTarget &target, StatementFacts &facts)
{
    const bool isRelation = tree.thing == Thing::Table || tree.thing == Thing::View;
    if (tree.verb == Verb::Alter && isRelation)
        return noteAlter(tree, target, facts);
    if (tree.verb == Verb::Create) {
        for (const Action &action : tree.actions)
            lock(facts, action.table, LockLevel::BlocksWrites, u"SHARED NO WRITE METADATA"_s);
        facts.scans = tree.thing == Thing::Index;
    } else if (isRelation) {
        for (const QStringList &name : tree.names)
            lockAll(facts, name);
    }
    if (!tree.on.isEmpty()) // of an index or trigger
        lockAll(facts, tree.on);
    if (tree.orReplace && tree.verb == Verb::Create && isRelation)
        lockAll(facts, tree.names.value(0));
}

void noteForms(const StatementTree &tree, StatementFacts &facts)
{
    const std::pair<bool, Form> forms[] = {{tree.ifExists, Form::IfExists}, {tree.ifNotExists, Form::IfNotExists},
        {tree.hasWhere, Form::HasWhere}, {tree.hasLimit, Form::HasLimit}};
    for (const auto &[holds, form] : forms) {
        if (holds)
            facts.forms += form;
    }
}

} // namespace

StatementFacts MysqlAnalyst::facts(QStringView statement, const ServerInfo &server) const
{
    StatementFacts facts;
    const SqlFlavour &flavour = m_mariaDb ? mariadbFlavour() : mysqlFlavour();
    const DdlTarget target{
        .flavour = flavour, .mariaDb = m_mariaDb, .version = server.version, .serverCollation = {}, .sqlMode = {}};
    const StatementTree tree = statementTree(statement, flavour);
    facts.end = statement.size();
    facts.opaque = tree.verb == Verb::Call || tree.verb == Verb::Execute || tree.verb == Verb::Unknown;
    facts.parsed = tree.verb != Verb::Unknown;
    switch (tree.verb) {
    case Verb::Create:
    case Verb::Alter:
    case Verb::Drop:
        noteDdl(tree, target, facts);
        break;
    case Verb::Insert:
    case Verb::Update:
    case Verb::Delete:
        lock(facts, tree.names.value(0), LockLevel::WriteRow, u"SHARED WRITE METADATA"_s);
        break;
    case Verb::Rename:
    case Verb::Truncate:
    case Verb::Optimize:
    case Verb::Lock:
        for (const QStringList &name : tree.names)
            lockAll(facts, name);
        facts.rewrites = facts.scans = tree.verb == Verb::Optimize;
        break;
    default:
        break;
    }
    if (facts.opaque)
        facts.locks += Lock{{}, LockLevel::BlocksAll, u"EXCLUSIVE METADATA"_s, false};
    noteForms(tree, facts);
    facts.transaction = MysqlRunnerPort(m_mariaDb).modeOf(statement, server);
    return facts;
}

} // namespace relata::mysql
