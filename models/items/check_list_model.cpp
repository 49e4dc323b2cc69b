#include "models/items/check_list_model.h"

#include "models/project/new_parts.h"
#include "models/project/typed_text.h"
#include "models/schema/kinds/check.h"
#include "models/schema/schema.h"

namespace relata {

CheckListModel::CheckListModel(TableDesign &design, QObject *parent)
    : PartTableModel(
        design, {{tr("Name"), "name"}, {tr("Condition"), "expression"}, {tr("Comment"), "comment"}}, parent)
{
    start();
}

QList<ObjectId> CheckListModel::wantedRows(const Schema &schema) const
{
    return schema.children(design().table(), Kind::Check);
}

QString CheckListModel::text(ObjectId id, int column) const
{
    const Check &check = *schema().find<Check>(id);
    if (column == Name)
        return check.name;
    return column == Condition ? expressionText(schema(), check.expression, design().flavour()) : check.comment;
}

QVariant CheckListModel::cell(ObjectId id, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(id, column);
    case CodeRole:
        return column != Comment;
    case CellEditorRole:
        return int(column == Condition ? CellEditor::Code : CellEditor::Text);
    default:
        return {};
    }
}

std::optional<Edit> CheckListModel::edited(ObjectId id, int column, const QVariant &value) const
{
    Check check = *schema().find<Check>(id);
    const QString typed = value.toString().trimmed();
    if (typed == text(id, column))
        return {};
    if (column == Name)
        return edits::rename(schema(), id, typed);
    if (column == Condition)
        check.expression = typedExpression(schema(), design().table(), typed, design().flavour());
    else
        check.comment = typed;
    return edits::change(schema(), id, makeObject(std::move(check)));
}

ObjectId CheckListModel::addRow(int)
{
    const Edit edit = edits::newPart(schema(), Kind::Check, design().table(), design().engine());
    design().commit(edit);
    return edit.id;
}

} // namespace relata

#include "moc_check_list_model.cpp"
