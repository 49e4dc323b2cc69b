#include "dialects/postgresql/parsed_actions.h"

#include "dialects/common/alter_actions.h"

#include <QHash>

#include <algorithm>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

using Kind = StatementAction::Kind;
using Constraint = StatementAction::Constraint;

namespace {

Kind kindOf(const QString &subtype)
{
    static const QHash<QString, Kind> kinds{{u"AT_AddColumn"_s, Kind::AddColumn},
        {u"AT_DropColumn"_s, Kind::DropColumn}, {u"AT_AlterColumnType"_s, Kind::SetType},
        {u"AT_SetNotNull"_s, Kind::SetNotNull}, {u"AT_DropNotNull"_s, Kind::DropNotNull},
        {u"AT_DropExpression"_s, Kind::DropExpression}, {u"AT_AddIdentity"_s, Kind::ChangeIdentity},
        {u"AT_SetIdentity"_s, Kind::ChangeIdentity}, {u"AT_DropIdentity"_s, Kind::ChangeIdentity},
        {u"AT_SetStatistics"_s, Kind::SetStatistics}, {u"AT_SetStorage"_s, Kind::SetColumnOptions},
        {u"AT_SetCompression"_s, Kind::SetColumnOptions}, {u"AT_SetOptions"_s, Kind::SetColumnOptions},
        {u"AT_ResetOptions"_s, Kind::SetColumnOptions}, {u"AT_AddConstraint"_s, Kind::AddConstraint},
        {u"AT_DropConstraint"_s, Kind::DropConstraint}, {u"AT_AlterConstraint"_s, Kind::AlterConstraint},
        {u"AT_ValidateConstraint"_s, Kind::ValidateConstraint}, {u"AT_ChangeOwner"_s, Kind::SetOwner},
        {u"AT_SetRelOptions"_s, Kind::SetOptions}, {u"AT_ResetRelOptions"_s, Kind::SetOptions},
        {u"AT_SetTableSpace"_s, Kind::SetTablespace}, {u"AT_SetLogged"_s, Kind::SetLogged},
        {u"AT_SetUnLogged"_s, Kind::SetLogged}, {u"AT_SetAccessMethod"_s, Kind::Rebuild},
        {u"AT_ReplicaIdentity"_s, Kind::SetReplicaIdentity}, {u"AT_ClusterOn"_s, Kind::Cluster},
        {u"AT_DropCluster"_s, Kind::Cluster}, {u"AT_EnableRowSecurity"_s, Kind::RowSecurity},
        {u"AT_DisableRowSecurity"_s, Kind::RowSecurity}, {u"AT_ForceRowSecurity"_s, Kind::RowSecurity},
        {u"AT_NoForceRowSecurity"_s, Kind::RowSecurity}, {u"AT_AttachPartition"_s, Kind::AttachPartition},
        {u"AT_DetachPartition"_s, Kind::DetachPartition}, {u"AT_AddInherit"_s, Kind::Inherit},
        {u"AT_DropInherit"_s, Kind::NoInherit}};
    if (subtype.startsWith("AT_Enable"_L1) || subtype.startsWith("AT_Disable"_L1)) {
        if (subtype.contains("Trig"_L1))
            return Kind::SwitchTrigger;
        if (subtype.contains("Rule"_L1))
            return Kind::SwitchRule;
    }
    return kinds.value(subtype, Kind::Other);
}

StatementAction constraintOf(const QJsonObject &node)
{
    static const QHash<QString, Constraint> forms{{u"CONSTR_PRIMARY"_s, Constraint::PrimaryKey},
        {u"CONSTR_UNIQUE"_s, Constraint::Unique}, {u"CONSTR_FOREIGN"_s, Constraint::ForeignKey},
        {u"CONSTR_CHECK"_s, Constraint::Check}, {u"CONSTR_EXCLUSION"_s, Constraint::Exclusion}};
    StatementAction action;
    action.constraint = forms.value(node["contype"_L1].toString(), Constraint::None);
    action.kind = action.constraint == Constraint::None ? Kind::Other : Kind::AddConstraint;
    action.name = node["conname"_L1].toString();
    action.table = relationOf(node["pktable"_L1].toObject());
    action.notValid = node["skip_validation"_L1].toBool();
    action.usingIndex = node.contains("indexname"_L1);
    return action;
}

/// Whether an expression calls what may differ from row to row.
bool isVolatile(const QJsonValue &node)
{
    if (node.isArray()) {
        const QJsonArray items = node.toArray();
        return std::any_of(items.begin(), items.end(), [](const QJsonValue &item) { return isVolatile(item); });
    }
    const QJsonObject object = node.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == "FuncCall"_L1) {
            const QJsonArray name = it.value()["funcname"_L1].toArray();
            if (!isSteadyFunction(name.last()["String"_L1]["sval"_L1].toString()))
                return true;
        }
        if (isVolatile(it.value()))
            return true;
    }
    return false;
}

bool isSerial(const QJsonObject &definition)
{
    static const QStringList types{
        u"serial"_s, u"bigserial"_s, u"smallserial"_s, u"serial2"_s, u"serial4"_s, u"serial8"_s};
    return types.contains(definition["typeName"_L1]["names"_L1].toArray().last()["String"_L1]["sval"_L1].toString());
}

/// What a column's definition says; the constraints that stand for themselves come behind it.
QList<StatementAction> columnOf(StatementAction column, const QJsonObject &definition)
{
    QList<StatementAction> found;
    column.name = definition["colname"_L1].toString();
    column.identity = column.notNull = column.hasDefault = column.volatileDefault = isSerial(definition);
    for (const QJsonValue &one : definition["constraints"_L1].toArray()) {
        const QJsonObject node = one["Constraint"_L1].toObject();
        const QString type = node["contype"_L1].toString();
        column.notNull = column.notNull || type == "CONSTR_NOTNULL"_L1;
        column.identity = column.identity || type == "CONSTR_IDENTITY"_L1;
        column.generated = column.generated || type == "CONSTR_GENERATED"_L1;
        if (type == "CONSTR_DEFAULT"_L1) {
            column.hasDefault = true;
            column.volatileDefault = isVolatile(node["raw_expr"_L1]);
        }
        if (const StatementAction constraint = constraintOf(node); constraint.kind == Kind::AddConstraint)
            found += constraint;
    }
    column.stored = column.generated; // 15 knows no virtual ones
    found.prepend(column);
    return found;
}

QStringList optionsOf(const QJsonValue &definition)
{
    QStringList names;
    for (const QJsonValue &item : definition["List"_L1]["items"_L1].toArray()) {
        const QJsonObject element = item["DefElem"_L1].toObject();
        const QString space = element["defnamespace"_L1].toString();
        names += space.isEmpty() ? element["defname"_L1].toString()
                                 : QString(space + u'.' + element["defname"_L1].toString());
    }
    return names;
}

} // namespace

QStringList relationOf(const QJsonObject &rangeVar)
{
    QStringList path;
    for (const QLatin1StringView key : {"catalogname"_L1, "schemaname"_L1, "relname"_L1}) {
        if (rangeVar.contains(key))
            path += rangeVar[key].toString();
    }
    return path;
}

QList<StatementAction> alterAction(const QJsonObject &command)
{
    const QString subtype = command["subtype"_L1].toString();
    const QJsonValue definition = command["def"_L1];
    StatementAction action;
    action.kind = kindOf(subtype);
    action.name = command["name"_L1].toString();
    if (action.kind == Kind::AddColumn)
        return columnOf(action, definition["ColumnDef"_L1].toObject());
    if (action.kind == Kind::AddConstraint)
        return {constraintOf(definition["Constraint"_L1].toObject())};
    if (subtype == "AT_ColumnDefault"_L1)
        action.kind = definition.isUndefined() ? Kind::DropDefault : Kind::SetDefault;
    if (subtype == "AT_AlterConstraint"_L1)
        action.name = definition["Constraint"_L1]["conname"_L1].toString();
    if (definition["PartitionCmd"_L1].isObject()) {
        action.table = relationOf(definition["PartitionCmd"_L1]["name"_L1].toObject());
        action.concurrently = definition["PartitionCmd"_L1]["concurrent"_L1].toBool();
    }
    if (definition["RangeVar"_L1].isObject())
        action.table = relationOf(definition["RangeVar"_L1].toObject());
    if (subtype.endsWith("Options"_L1))
        action.options = optionsOf(definition);
    return {action};
}

QList<StatementAction> createActions(const QJsonObject &statement)
{
    QList<StatementAction> found;
    if (statement.contains("partbound"_L1)) {
        StatementAction part;
        part.kind = Kind::AttachPartition;
        part.table = relationOf(statement["inhRelations"_L1].toArray().first()["RangeVar"_L1].toObject());
        found += part;
    }
    for (const QJsonValue &element : statement["tableElts"_L1].toArray()) {
        QList<StatementAction> actions{constraintOf(element["Constraint"_L1].toObject())};
        if (element["ColumnDef"_L1].isObject())
            actions = columnOf({}, element["ColumnDef"_L1].toObject());
        for (const StatementAction &action : actions) {
            if (action.constraint == Constraint::ForeignKey)
                found += action;
        }
    }
    return found;
}

} // namespace relata::postgresql
