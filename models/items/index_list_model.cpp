#include "models/items/index_list_model.h"

#include "models/project/new_parts.h"
#include "models/project/typed_text.h"
#include "models/schema/kinds/index.h"
#include "models/schema/schema.h"

namespace relata {
using namespace Qt::StringLiterals;

IndexListModel::IndexListModel(TableDesign &design, QObject *parent)
    : PartTableModel(design,
        {{tr("Name"), "name"}, {tr("Columns"), "parts"}, {tr("Unique"), "unique"}, {tr("Method"), "method"},
            {tr("Only where"), "predicate"}, {tr("Comment"), "comment"}},
        parent)
{
    start();
}

QList<ObjectId> IndexListModel::wantedRows(const Schema &schema) const
{
    return schema.children(design().table(), Kind::Index);
}

QStringList IndexListModel::methods() const
{
    if (design().engine() == "postgresql"_L1)
        return {u"btree"_s, u"hash"_s, u"gin"_s, u"gist"_s, u"brin"_s, u"spgist"_s};
    if (design().engine() == "sqlite"_L1)
        return {};
    return {u"btree"_s, u"hash"_s, u"fulltext"_s, u"spatial"_s};
}

QString IndexListModel::text(const Index &index, int column) const
{
    switch (column) {
    case Name:
        return index.name;
    case Columns:
        return keyPartsText(schema(), index.parts, design().flavour());
    case Method:
        return index.method;
    case Predicate:
        return expressionText(schema(), index.predicate, design().flavour());
    case Comment:
        return index.comment;
    default:
        return {};
    }
}

QVariant IndexListModel::cell(ObjectId id, int column, int role) const
{
    const Index &index = *schema().find<Index>(id);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(index, column);
    case Qt::CheckStateRole:
        return column == Unique ? QVariant(int(index.unique ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case CodeRole:
        return column == Name || column == Columns || column == Predicate || column == Method;
    case CellEditorRole:
        return int(column == Columns ? CellEditor::Names : column == Method ? CellEditor::Completed : CellEditor::Text);
    case ChoicesRole:
        if (column == Columns)
            return columnNames(schema(), design().table());
        return column == Method ? methods() : QStringList();
    default:
        return {};
    }
}

std::optional<Edit> IndexListModel::edited(ObjectId id, int column, const QVariant &value) const
{
    Index index = *schema().find<Index>(id);
    const QString typed = value.toString().trimmed();
    if (column != Unique && typed == text(index, column))
        return {};
    switch (column) {
    case Name:
        return edits::rename(schema(), id, typed);
    case Columns:
        index.parts = typedKeyParts(schema(), design().table(), typed, design().flavour(), index.parts);
        break;
    case Unique:
        index.unique = value.toInt() == Qt::Checked;
        break;
    case Method:
        index.method = typed.toLower();
        break;
    case Predicate:
        index.predicate = typedExpression(schema(), design().table(), typed, design().flavour());
        break;
    default:
        index.comment = typed;
    }
    return edits::change(schema(), id, makeObject(std::move(index)));
}

ObjectId IndexListModel::addRow(int)
{
    const Edit edit = edits::newPart(schema(), Kind::Index, design().table(), design().engine());
    design().commit(edit);
    return edit.id;
}

} // namespace relata

#include "moc_index_list_model.cpp"
