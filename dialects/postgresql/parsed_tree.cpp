#include "dialects/postgresql/parsed_tree.h"

#include "dialects/postgresql/parsed_actions.h"

#include <QJsonDocument>

extern "C" {
#include <pg_query.h>
}

namespace relata::postgresql {
using namespace Qt::StringLiterals;

using Verb = StatementTree::Verb;
using Thing = StatementTree::Thing;

namespace {

/// The statement's node, by its name; empty where the grammar refuses the text or finds not exactly one statement.
std::optional<std::pair<QString, QJsonObject>> parsedNode(QStringView statement)
{
    constexpr qsizetype Most = 64 * 1024; // a longer one is rows or a chain so deep that it takes the parser's stack
    if (statement.size() > Most)
        return {};
    const QByteArray text = statement.toUtf8();
    PgQueryParseResult result = pg_query_parse(text.constData());
    const QByteArray json = result.error ? QByteArray() : QByteArray(result.parse_tree);
    pg_query_free_parse_result(result);
    const QJsonArray statements = QJsonDocument::fromJson(json)["stmts"_L1].toArray();
    if (statements.size() != 1)
        return {};
    const QJsonObject node = statements.first()["stmt"_L1].toObject();
    if (node.isEmpty())
        return {};
    return std::pair(node.begin().key(), node.begin().value().toObject());
}

Thing thingOf(const QString &object)
{
    static const QHash<QString, Thing> things{{u"OBJECT_TABLE"_s, Thing::Table},
        {u"OBJECT_FOREIGN_TABLE"_s, Thing::Table}, {u"OBJECT_INDEX"_s, Thing::Index}, {u"OBJECT_VIEW"_s, Thing::View},
        {u"OBJECT_MATVIEW"_s, Thing::MaterializedView}, {u"OBJECT_SEQUENCE"_s, Thing::Sequence},
        {u"OBJECT_SCHEMA"_s, Thing::Schema}, {u"OBJECT_DATABASE"_s, Thing::Database}, {u"OBJECT_TYPE"_s, Thing::Type},
        {u"OBJECT_DOMAIN"_s, Thing::Domain}, {u"OBJECT_FUNCTION"_s, Thing::Routine},
        {u"OBJECT_PROCEDURE"_s, Thing::Routine}, {u"OBJECT_AGGREGATE"_s, Thing::Routine},
        {u"OBJECT_ROUTINE"_s, Thing::Routine}, {u"OBJECT_TRIGGER"_s, Thing::Trigger},
        {u"OBJECT_POLICY"_s, Thing::Policy}, {u"OBJECT_RULE"_s, Thing::Rule}, {u"OBJECT_EXTENSION"_s, Thing::Extension},
        {u"OBJECT_COLUMN"_s, Thing::Column}, {u"OBJECT_TABCONSTRAINT"_s, Thing::Constraint},
        {u"OBJECT_DOMCONSTRAINT"_s, Thing::Constraint}};
    return things.value(object, Thing::Other);
}

QStringList strings(const QJsonArray &items)
{
    QStringList path;
    for (const QJsonValue &item : items)
        path += item["String"_L1]["sval"_L1].toString();
    return path;
}

QList<QStringList> relations(const QJsonArray &items)
{
    QList<QStringList> names;
    for (const QJsonValue &item : items)
        names += relationOf(item["RangeVar"_L1].toObject());
    return names;
}

void readDrop(const QJsonObject &node, StatementTree &tree)
{
    tree.thing = thingOf(node["removeType"_L1].toString());
    tree.concurrently = node["concurrent"_L1].toBool();
    tree.ifExists = node["missing_ok"_L1].toBool();
    tree.cascade = node["behavior"_L1].toString() == "DROP_CASCADE"_L1;
    const bool isOfTable = tree.thing == Thing::Trigger || tree.thing == Thing::Policy || tree.thing == Thing::Rule;
    tree.names.clear();
    for (const QJsonValue &object : node["objects"_L1].toArray()) {
        QStringList path = strings(object["List"_L1]["items"_L1].toArray());
        if (object["String"_L1].isObject())
            path = QStringList{object["String"_L1]["sval"_L1].toString()};
        if (object["TypeName"_L1].isObject())
            path = strings(object["TypeName"_L1]["names"_L1].toArray());
        if (object["ObjectWithArgs"_L1].isObject())
            path = strings(object["ObjectWithArgs"_L1]["objname"_L1].toArray());
        if (isOfTable && path.size() > 1) {
            tree.on = path.mid(0, path.size() - 1);
            path = path.mid(path.size() - 1);
        }
        tree.names += path;
    }
}

void readAlterTable(const QJsonObject &node, StatementTree &tree)
{
    tree.thing = thingOf(node["objtype"_L1].toString());
    tree.names = {relationOf(node["relation"_L1].toObject())};
    tree.ifExists = node["missing_ok"_L1].toBool();
    tree.actions.clear();
    for (const QJsonValue &command : node["cmds"_L1].toArray())
        tree.actions += alterAction(command["AlterTableCmd"_L1].toObject());
}

void readRename(const QJsonObject &node, StatementTree &tree)
{
    if (!node["relation"_L1].isObject())
        return;
    tree.names = {relationOf(node["relation"_L1].toObject())};
    StatementAction action;
    const Thing renamed = thingOf(node["renameType"_L1].toString());
    if (renamed == Thing::Trigger || renamed == Thing::Policy || renamed == Thing::Rule)
        return;
    action.kind = renamed == Thing::Column ? StatementAction::Kind::RenameColumn
        : renamed == Thing::Constraint     ? StatementAction::Kind::RenameConstraint
                                           : StatementAction::Kind::RenameTo;
    action.name = renamed == Thing::Column || renamed == Thing::Constraint ? node["subname"_L1].toString()
                                                                           : node["newname"_L1].toString();
    tree.actions = {action};
}

void readIndex(const QJsonObject &node, StatementTree &tree)
{
    const QString name = node["idxname"_L1].toString();
    tree.names = name.isEmpty() ? QList<QStringList>() : QList<QStringList>{{name}};
    tree.on = relationOf(node["relation"_L1].toObject());
    tree.concurrently = node["concurrent"_L1].toBool();
    tree.ifNotExists = node["if_not_exists"_L1].toBool();
}

void readTable(const QJsonObject &node, StatementTree &tree)
{
    tree.names = {relationOf(node["relation"_L1].toObject())};
    tree.temporary = node["relation"_L1]["relpersistence"_L1].toString() == "t"_L1;
    tree.ifNotExists = node["if_not_exists"_L1].toBool();
    tree.actions = createActions(node);
}

/// INSERT, UPDATE, DELETE, MERGE.
void readChange(const QJsonObject &node, StatementTree &tree)
{
    tree.names = {relationOf(node["relation"_L1].toObject())};
    tree.hasWhere = tree.verb == Verb::Insert ? tree.hasWhere : node.contains("whereClause"_L1);
}

void readTables(const QJsonObject &node, StatementTree &tree)
{
    tree.names = relations(node["relations"_L1].toArray());
}

void readVacuum(const QJsonObject &node, StatementTree &tree)
{
    tree.names.clear();
    for (const QJsonValue &one : node["rels"_L1].toArray())
        tree.names += relationOf(one["VacuumRelation"_L1]["relation"_L1].toObject());
    if (!node["is_vacuumcmd"_L1].toBool())
        tree.verb = Verb::Analyze;
}

void readView(const QJsonObject &node, StatementTree &tree) { tree.orReplace = node["replace"_L1].toBool(); }

void readOfTable(const QJsonObject &node, StatementTree &tree)
{
    const char *key = node.contains("relation"_L1) ? "relation" : "table";
    tree.on = relationOf(node[QLatin1StringView(key)].toObject());
}

struct Reader {
    void (*read)(const QJsonObject &, StatementTree &);
    Verb verb;
    Thing thing;
};

const Reader *readerOf(const QString &node)
{
    static const QHash<QString, Reader> readers{{u"DropStmt"_s, {readDrop, Verb::Drop, Thing::Other}},
        {u"AlterTableStmt"_s, {readAlterTable, Verb::Alter, Thing::Other}},
        {u"RenameStmt"_s, {readRename, Verb::Alter, Thing::Other}},
        {u"IndexStmt"_s, {readIndex, Verb::Create, Thing::Index}},
        {u"CreateStmt"_s, {readTable, Verb::Create, Thing::Table}},
        {u"InsertStmt"_s, {readChange, Verb::Insert, Thing::Other}},
        {u"UpdateStmt"_s, {readChange, Verb::Update, Thing::Other}},
        {u"DeleteStmt"_s, {readChange, Verb::Delete, Thing::Other}},
        {u"MergeStmt"_s, {readChange, Verb::Merge, Thing::Other}},
        {u"TruncateStmt"_s, {readTables, Verb::Truncate, Thing::Other}},
        {u"LockStmt"_s, {readTables, Verb::Lock, Thing::Other}},
        {u"VacuumStmt"_s, {readVacuum, Verb::Vacuum, Thing::Other}},
        {u"ViewStmt"_s, {readView, Verb::Create, Thing::View}},
        {u"CreateTrigStmt"_s, {readOfTable, Verb::Create, Thing::Trigger}},
        {u"CreatePolicyStmt"_s, {readOfTable, Verb::Create, Thing::Policy}},
        {u"AlterPolicyStmt"_s, {readOfTable, Verb::Alter, Thing::Policy}},
        {u"RuleStmt"_s, {readOfTable, Verb::Create, Thing::Rule}}};
    const auto found = readers.constFind(node);
    return found == readers.cend() ? nullptr : &*found;
}

} // namespace

StatementTree tolerantTree(QStringView statement) { return statementTree(statement, postgresqlFlavour()); }

std::optional<StatementTree> parsedTree(QStringView statement)
{
    const auto node = parsedNode(statement);
    if (!node)
        return {};
    StatementTree tree = tolerantTree(statement);
    if (const Reader *reader = readerOf(node->first)) {
        tree.verb = reader->verb;
        tree.thing = reader->thing == Thing::Other ? tree.thing : reader->thing;
        reader->read(node->second, tree);
    }
    return tree;
}

} // namespace relata::postgresql
