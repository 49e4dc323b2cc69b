#include "dialects/postgresql/analyst.h"

#include "dialects/postgresql/parsed_tree.h"
#include "dialects/postgresql/runner_port.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

using Verb = StatementTree::Verb;
using Thing = StatementTree::Thing;
using Action = StatementAction;
using Form = StatementFacts::Form;

namespace {

enum class Mode : quint8 { None, RowExclusive, UpdateExclusive, Share, ShareRowExclusive, Exclusive, AccessExclusive };

void lock(StatementFacts &facts, const QStringList &path, Mode mode, Kind kind = Kind::Table)
{
    struct Row {
        LockLevel level;
        const char *name;
    };
    static const Row rows[] = {{LockLevel::None, ""}, {LockLevel::WriteRow, "ROW EXCLUSIVE"},
        {LockLevel::BlocksSchemaChange, "SHARE UPDATE EXCLUSIVE"}, {LockLevel::BlocksWrites, "SHARE"},
        {LockLevel::BlocksWrites, "SHARE ROW EXCLUSIVE"}, {LockLevel::BlocksWrites, "EXCLUSIVE"},
        {LockLevel::BlocksAll, "ACCESS EXCLUSIVE"}};
    if (mode == Mode::None)
        return;
    const Row &row = rows[std::size_t(mode)];
    const QStringList full = path.size() == 1 ? QStringList(QString()) + path : path;
    for (Lock &held : facts.locks) {
        if (held.object.path != full)
            continue;
        if (held.level < row.level)
            held = {{kind, full, {}}, row.level, QString::fromLatin1(row.name), false};
        return;
    }
    facts.locks += Lock{{kind, full, {}}, row.level, QString::fromLatin1(row.name), false};
}

/// Storage parameters that the planner and vacuum read at their next turn.
bool isLightOption(const QString &name)
{
    return name.startsWith("autovacuum_"_L1) || name.startsWith("toast."_L1) || name == "fillfactor"_L1
        || name == "parallel_workers"_L1 || name == "log_autovacuum_min_duration"_L1 || name == "vacuum_truncate"_L1
        || name == "toast_tuple_target"_L1 || name == "vacuum_index_cleanup"_L1;
}

Mode optionsMode(const Action &action)
{
    for (const QString &option : action.options) {
        if (!isLightOption(option))
            return Mode::AccessExclusive;
    }
    return action.options.isEmpty() ? Mode::AccessExclusive : Mode::UpdateExclusive;
}

Mode modeOf(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::ValidateConstraint:
    case Action::Kind::SetStatistics:
    case Action::Kind::Cluster:
    case Action::Kind::AttachPartition:
        return Mode::UpdateExclusive;
    case Action::Kind::SetColumnOptions:
        return action.options.isEmpty() ? Mode::AccessExclusive : Mode::UpdateExclusive;
    case Action::Kind::SetOptions:
        return optionsMode(action);
    case Action::Kind::SwitchTrigger:
        return Mode::ShareRowExclusive;
    case Action::Kind::AddConstraint:
        return action.constraint == Action::Constraint::ForeignKey ? Mode::ShareRowExclusive : Mode::AccessExclusive;
    case Action::Kind::DetachPartition:
        return action.concurrently ? Mode::UpdateExclusive : Mode::AccessExclusive;
    default:
        return Mode::AccessExclusive;
    }
}

/// The lock on the other table that an action names: referenced, partition or parent.
Mode otherMode(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::AttachPartition:
        return Mode::AccessExclusive;
    case Action::Kind::DetachPartition:
        return action.concurrently ? Mode::UpdateExclusive : Mode::AccessExclusive;
    case Action::Kind::Inherit:
    case Action::Kind::NoInherit:
        return Mode::UpdateExclusive;
    default:
        return action.constraint == Action::Constraint::ForeignKey ? Mode::ShareRowExclusive : Mode::None;
    }
}

bool rewrites(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::AddColumn:
        return action.volatileDefault || action.identity || action.stored;
    case Action::Kind::SetType: // whether the old values do is not told by the text
    case Action::Kind::SetExpression:
    case Action::Kind::SetTablespace:
    case Action::Kind::SetLogged:
    case Action::Kind::Rebuild:
    case Action::Kind::Other:
        return true;
    default:
        return false;
    }
}

bool scans(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::SetNotNull:
    case Action::Kind::ValidateConstraint:
    case Action::Kind::AttachPartition:
        return true;
    case Action::Kind::AddConstraint:
        return !action.notValid && !action.usingIndex;
    default:
        return rewrites(action);
    }
}

void noteAction(const Action &action, const QStringList &table, StatementFacts &facts)
{
    lock(facts, table, modeOf(action));
    if (!action.table.isEmpty())
        lock(facts, action.table, otherMode(action));
    facts.rewrites = facts.rewrites || rewrites(action);
    facts.scans = facts.scans || scans(action);
    if (action.notValid)
        facts.forms += Form::NotValid;
    if (action.kind == Action::Kind::ValidateConstraint)
        facts.forms += Form::Validate;
    if (action.volatileDefault)
        facts.forms += Form::VolatileDefault;
    if (action.concurrently)
        facts.forms += Form::Concurrently;
}

void noteAlter(const StatementTree &tree, StatementFacts &facts)
{
    const QStringList name = tree.names.value(0);
    switch (tree.thing) {
    case Thing::Table:
        for (const Action &action : tree.actions)
            noteAction(action, name, facts);
        break;
    case Thing::Index:
        for (const Action &action : tree.actions) {
            const bool isLight = action.kind == Action::Kind::RenameTo || action.kind == Action::Kind::SetOptions
                || action.kind == Action::Kind::AttachPartition;
            lock(facts, name, isLight ? Mode::UpdateExclusive : Mode::AccessExclusive, Kind::Index);
            if (action.kind == Action::Kind::AttachPartition)
                lock(facts, action.table, Mode::AccessExclusive, Kind::Index);
        }
        break;
    case Thing::View:
        lock(facts, name, Mode::AccessExclusive, Kind::View);
        break;
    case Thing::MaterializedView:
        lock(facts, name, Mode::AccessExclusive, Kind::MaterializedView);
        break;
    case Thing::Policy:
    case Thing::Rule:
    case Thing::Trigger:
        lock(facts, tree.on, Mode::AccessExclusive);
        break;
    default:
        break;
    }
}

void noteCreate(const StatementTree &tree, StatementFacts &facts)
{
    switch (tree.thing) {
    case Thing::Table: // which nobody else sees yet: only what it refers to waits
        for (const Action &action : tree.actions)
            lock(facts, action.table,
                action.kind == Action::Kind::AttachPartition ? Mode::AccessExclusive : Mode::ShareRowExclusive);
        break;
    case Thing::Index:
        lock(facts, tree.on, tree.concurrently ? Mode::UpdateExclusive : Mode::Share);
        facts.scans = true;
        break;
    case Thing::Trigger:
        lock(facts, tree.on, Mode::ShareRowExclusive);
        break;
    case Thing::Policy:
    case Thing::Rule:
        lock(facts, tree.on, Mode::AccessExclusive);
        break;
    case Thing::View:
        if (tree.orReplace)
            lock(facts, tree.names.value(0), Mode::AccessExclusive, Kind::View);
        break;
    default:
        break;
    }
}

void noteDrop(const StatementTree &tree, StatementFacts &facts)
{
    const QList<std::pair<Thing, Kind>> kinds{{Thing::Table, Kind::Table}, {Thing::Index, Kind::Index},
        {Thing::View, Kind::View}, {Thing::MaterializedView, Kind::MaterializedView},
        {Thing::Sequence, Kind::Sequence}};
    for (const auto &[thing, kind] : kinds) {
        if (tree.thing != thing)
            continue;
        for (const QStringList &name : tree.names)
            lock(facts, name, tree.concurrently ? Mode::UpdateExclusive : Mode::AccessExclusive, kind);
    }
    if (!tree.on.isEmpty())
        lock(facts, tree.on, Mode::AccessExclusive);
}

/// Statements that take one lock on each relation named.
Mode commonMode(const StatementTree &tree)
{
    switch (tree.verb) {
    case Verb::Insert:
    case Verb::Update:
    case Verb::Delete:
    case Verb::Merge:
        return Mode::RowExclusive;
    case Verb::Copy:
        return tree.hasWhere ? Mode::RowExclusive : Mode::None;
    case Verb::Analyze:
        return Mode::UpdateExclusive;
    case Verb::Vacuum:
        return tree.full ? Mode::AccessExclusive : Mode::UpdateExclusive;
    case Verb::Truncate:
    case Verb::Cluster:
    case Verb::Lock:
        return Mode::AccessExclusive;
    case Verb::Reindex:
        return tree.concurrently ? Mode::UpdateExclusive : Mode::Share;
    case Verb::Refresh:
        return tree.concurrently ? Mode::Exclusive : Mode::AccessExclusive;
    case Verb::Comment:
        return tree.thing == Thing::Table ? Mode::UpdateExclusive : Mode::None;
    default:
        return Mode::None;
    }
}

void noteForms(const StatementTree &tree, StatementFacts &facts)
{
    const std::pair<bool, Form> forms[] = {{tree.concurrently, Form::Concurrently}, {tree.ifExists, Form::IfExists},
        {tree.ifNotExists, Form::IfNotExists}, {tree.cascade, Form::Cascade}, {tree.hasWhere, Form::HasWhere},
        {tree.hasLimit, Form::HasLimit}};
    for (const auto &[holds, form] : forms) {
        if (holds && tree.verb != Verb::Copy && !facts.forms.contains(form))
            facts.forms += form;
    }
}

} // namespace

StatementFacts PostgresqlAnalyst::facts(QStringView statement, const ServerInfo &server) const
{
    StatementFacts facts;
    const std::optional<StatementTree> parsed = parsedTree(statement);
    const StatementTree tree = parsed ? *parsed : tolerantTree(statement);
    facts.parsed = parsed.has_value();
    facts.end = statement.size();
    facts.opaque = tree.verb == Verb::Do || tree.verb == Verb::Call || tree.verb == Verb::Execute
        || (!parsed && tree.verb == Verb::Unknown);
    if (tree.verb == Verb::Alter)
        noteAlter(tree, facts);
    else if (tree.verb == Verb::Create)
        noteCreate(tree, facts);
    else if (tree.verb == Verb::Drop)
        noteDrop(tree, facts);
    for (const QStringList &name : tree.names)
        lock(facts, name, commonMode(tree));
    facts.rewrites = facts.rewrites || (tree.verb == Verb::Vacuum && tree.full) || tree.verb == Verb::Cluster
        || tree.verb == Verb::Refresh;
    facts.scans = facts.scans || facts.rewrites || tree.verb == Verb::Reindex;
    if (facts.opaque)
        facts.locks += Lock{{}, LockLevel::BlocksAll, u"ACCESS EXCLUSIVE"_s, false};
    noteForms(tree, facts);
    facts.transaction = PostgresqlRunnerPort().modeOf(statement, server);
    if (!parsed && tree.verb == Verb::Unknown)
        facts.transaction = TransactionMode::Alone;
    return facts;
}

} // namespace relata::postgresql
