#include "models/items/foreign_key_list_model.h"

#include "models/project/new_parts.h"
#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"

namespace relata {
using namespace Qt::StringLiterals;

ForeignKeyListModel::ForeignKeyListModel(TableDesign &design, QObject *parent)
    : PartTableModel(design,
        {{tr("Name"), "name"}, {tr("Columns"), "columns"}, {tr("References"), "referenced_table"},
            {tr("Referenced columns"), "referenced_columns"}, {tr("On delete"), "on_delete"},
            {tr("On update"), "on_update"}},
        parent)
{
    start();
}

QList<ObjectId> ForeignKeyListModel::wantedRows(const Schema &schema) const
{
    return schema.children(design().table(), Kind::ForeignKey);
}

/// SQL's own words, the same in every language.
static const QStringList &actionWords()
{
    static const QStringList words{u"NO ACTION"_s, u"RESTRICT"_s, u"CASCADE"_s, u"SET NULL"_s, u"SET DEFAULT"_s};
    return words;
}

QString ForeignKeyListModel::text(const ForeignKey &key, int column) const
{
    switch (column) {
    case Name:
        return key.name;
    case Columns:
        return columnsText(schema(), key.columns);
    case Referenced:
        return schema().displayName(key.referencedTable);
    case ReferencedColumns:
        return columnsText(schema(), key.referencedColumns);
    case OnDelete:
        return actionWords().at(int(key.onDelete));
    default:
        return actionWords().at(int(key.onUpdate));
    }
}

static CellEditor editorOf(int column)
{
    switch (column) {
    case ForeignKeyListModel::Columns:
    case ForeignKeyListModel::ReferencedColumns:
        return CellEditor::Names;
    case ForeignKeyListModel::Referenced:
        return CellEditor::Completed;
    case ForeignKeyListModel::OnDelete:
    case ForeignKeyListModel::OnUpdate:
        return CellEditor::Choice;
    default:
        return CellEditor::Text;
    }
}

QVariant ForeignKeyListModel::cell(ObjectId id, int column, int role) const
{
    const ForeignKey &key = *schema().find<ForeignKey>(id);
    switch (role) {
    case Qt::DisplayRole:
        return text(key, column);
    case Qt::EditRole:
        if (column == OnDelete || column == OnUpdate)
            return int(column == OnDelete ? key.onDelete : key.onUpdate);
        return text(key, column);
    case CodeRole:
        return true;
    case CellEditorRole:
        return int(editorOf(column));
    case ChoicesRole:
        if (column == Columns)
            return columnNames(schema(), design().table());
        if (column == ReferencedColumns)
            return columnNames(schema(), key.referencedTable);
        if (column == Referenced)
            return tableNames(schema());
        return column == Name ? QStringList() : actionWords();
    default:
        return {};
    }
}

std::optional<Edit> ForeignKeyListModel::withColumns(ObjectId id, int column, const QString &typed) const
{
    ForeignKey key = *schema().find<ForeignKey>(id);
    const ObjectId owner = column == Columns ? key.table : key.referencedTable;
    QString unknown;
    const std::optional<QList<ObjectId>> columns = typedColumns(schema(), owner, typed, &unknown);
    if (!columns) {
        emit design().refused({.code = Error::Code::Usage,
            .message = {"Design", QT_TRANSLATE_NOOP("Design", "%1 has no column %2."),
                {schema().displayName(owner), unknown}},
            .detail = {},
            .sqlState = {},
            .position = {}});
        return {};
    }
    (column == Columns ? key.columns : key.referencedColumns) = *columns;
    return edits::change(schema(), id, makeObject(std::move(key)));
}

std::optional<Edit> ForeignKeyListModel::edited(ObjectId id, int column, const QVariant &value) const
{
    ForeignKey key = *schema().find<ForeignKey>(id);
    const QString typed = value.toString().trimmed();
    if (editorOf(column) != CellEditor::Choice && typed == text(key, column))
        return {};
    switch (column) {
    case Name:
        return edits::rename(schema(), id, typed);
    case Columns:
    case ReferencedColumns:
        return withColumns(id, column, typed);
    case Referenced: {
        const ObjectId table = typedTable(schema(), design().space(), typed);
        if (!table) {
            emit design().refused({.code = Error::Code::Usage,
                .message = {"Design", QT_TRANSLATE_NOOP("Design", "There is no table %1."), {typed}},
                .detail = {},
                .sqlState = {},
                .position = {}});
            return {};
        }
        return edits::pointForeignKey(schema(), id, table);
    }
    case OnDelete:
        key.onDelete = ForeignKey::Action(value.toInt());
        break;
    default:
        key.onUpdate = ForeignKey::Action(value.toInt());
    }
    return edits::change(schema(), id, makeObject(std::move(key)));
}

ObjectId ForeignKeyListModel::addRow(int)
{
    const Edit edit = edits::newPart(schema(), Kind::ForeignKey, design().table(), design().engine());
    design().commit(edit);
    return edit.id;
}

} // namespace relata

#include "moc_foreign_key_list_model.cpp"
