#include "models/items/key_list_model.h"

#include "models/items/schema_words.h"
#include "models/project/new_parts.h"
#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"

#include <QJsonValue>

namespace relata {
using namespace Qt::StringLiterals;

KeyListModel::KeyListModel(TableDesign &design, QObject *parent)
    : PartTableModel(design,
        {{tr("Sort"), "sort"}, {tr("Name"), "name"}, {tr("Columns"), "parts"}, {tr("Comment"), "comment"}}, parent)
{
    start();
}

QList<ObjectId> KeyListModel::wantedRows(const Schema &schema) const
{
    return schema.children(design().table(), Kind::PrimaryKey) + schema.children(design().table(), Kind::Unique);
}

/// What is no primary key here.
static const Unique &uniqueOf(const Object &object) { return *std::get<std::shared_ptr<const Unique>>(object); }

static const KeyParts &partsOf(const Object &object)
{
    const auto *primary = as<PrimaryKey>(object);
    return primary ? primary->parts : uniqueOf(object).parts;
}

static Object withParts(const Object &object, const KeyParts &parts)
{
    if (const auto *primary = as<PrimaryKey>(object)) {
        PrimaryKey key = *primary;
        key.parts = parts;
        return makeObject(std::move(key));
    }
    Unique unique = uniqueOf(object);
    unique.parts = parts;
    return makeObject(std::move(unique));
}

QString KeyListModel::text(ObjectId id, int column) const
{
    const Object &object = *schema().find(id);
    switch (column) {
    case Name:
        return nameOf(object);
    case Columns:
        return keyPartsText(schema(), partsOf(object), design().flavour());
    case Comment:
        return as<PrimaryKey>(object) ? as<PrimaryKey>(object)->comment : uniqueOf(object).comment;
    default:
        return {};
    }
}

QVariant KeyListModel::cell(ObjectId id, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(id, column);
    case Qt::AccessibleDescriptionRole:
        return column == Sort ? kindTitle(kindOf(*schema().find(id))) : QString();
    case IconNameRole:
        return column == Sort ? kindIcon(kindOf(*schema().find(id))) : QString();
    case CodeRole:
        return column == Name || column == Columns;
    case CellEditorRole:
        return int(column == Columns ? CellEditor::Names : CellEditor::Text);
    case ChoicesRole:
        return column == Columns ? columnNames(schema(), design().table()) : QStringList();
    default:
        return {};
    }
}

bool KeyListModel::isEditable(ObjectId, int column) const { return column != Sort; }

std::optional<Edit> KeyListModel::edited(ObjectId id, int column, const QVariant &value) const
{
    const QString typed = value.toString().trimmed();
    if (typed == text(id, column))
        return {};
    if (column == Name)
        return edits::rename(schema(), id, typed);
    const Object &object = *schema().find(id);
    if (column == Columns)
        return edits::change(schema(), id,
            withParts(object, typedKeyParts(schema(), design().table(), typed, design().flavour(), partsOf(object))));
    const Result<Edit> edit = edits::setField(schema(), id, "comment", typed);
    return edit ? std::optional(*edit) : std::nullopt;
}

ObjectId KeyListModel::addRow(int)
{
    const bool first = schema().children(design().table(), Kind::PrimaryKey).isEmpty();
    const Edit edit =
        edits::newPart(schema(), first ? Kind::PrimaryKey : Kind::Unique, design().table(), design().engine());
    design().commit(edit);
    return edit.id;
}

} // namespace relata

#include "moc_key_list_model.cpp"
