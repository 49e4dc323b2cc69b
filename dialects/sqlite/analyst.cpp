#include "dialects/sqlite/analyst.h"

#include "dialects/common/statement_tree.h"
#include "dialects/sqlite/runner_port.h"

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

using Verb = StatementTree::Verb;
using Thing = StatementTree::Thing;
using Action = StatementAction;
using Form = StatementFacts::Form;

namespace {

/// Whether every row is written again: DROP COLUMN does so; ADD COLUMN and renames only change the stored text.
bool rewrites(const StatementTree &tree)
{
    if (tree.verb == Verb::Vacuum)
        return true;
    return std::any_of(tree.actions.begin(), tree.actions.end(),
        [](const Action &action) { return action.kind == Action::Kind::DropColumn; });
}

/// A new column is checked against the rows where it is required or has a check of its own.
bool scans(const StatementTree &tree)
{
    if (tree.verb == Verb::Reindex || tree.verb == Verb::Analyze)
        return true;
    return tree.verb == Verb::Create && tree.thing == Thing::Index;
}

bool isWriting(const StatementTree &tree)
{
    switch (tree.verb) {
    case Verb::Select:
    case Verb::Set:
    case Verb::Transaction:
    case Verb::Pragma:
        return false;
    default:
        return !tree.temporary;
    }
}

} // namespace

StatementFacts SqliteAnalyst::facts(QStringView statement, const ServerInfo &server) const
{
    StatementFacts facts;
    const StatementTree tree = statementTree(statement, sqliteFlavour());
    facts.end = statement.size();
    facts.parsed = tree.verb != Verb::Unknown;
    facts.opaque = !facts.parsed;
    facts.rewrites = rewrites(tree);
    facts.scans = facts.rewrites || scans(tree);
    if (isWriting(tree)) {
        const QStringList &name = tree.on.isEmpty() ? tree.names.value(0) : tree.on;
        const QStringList path = name.size() == 1 ? QStringList(QString()) + name : name;
        facts.locks += Lock{{Kind::Table, path, {}}, LockLevel::BlocksWrites, u"RESERVED"_s, false};
    }
    const std::pair<bool, Form> forms[] = {{tree.ifExists, Form::IfExists}, {tree.ifNotExists, Form::IfNotExists},
        {tree.hasWhere, Form::HasWhere}, {tree.hasLimit, Form::HasLimit}};
    for (const auto &[holds, form] : forms) {
        if (holds)
            facts.forms += form;
    }
    facts.transaction = SqliteRunnerPort().modeOf(statement, server);
    return facts;
}

} // namespace relata::sqlite
