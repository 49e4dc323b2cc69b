#include "models/items/column_table_model.h"

#include "models/project/new_parts.h"
#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"
#include "models/sql/type_names.h"

namespace relata {
using namespace Qt::StringLiterals;

ColumnTableModel::ColumnTableModel(TableDesign &design, QObject *parent)
    : PartTableModel(design,
        {{tr("Key"), "key"}, {tr("Name"), "name"}, {tr("Type"), "type"}, {tr("Not null"), "nullable"},
            {tr("Default or expression"), "generation"}, {tr("Automatic"), "identity"}, {tr("Generated"), "generated"},
            {tr("Collation"), "collation"}, {tr("Comment"), "comment"}},
        parent)
{
    start();
}

QList<ObjectId> ColumnTableModel::wantedRows(const Schema &schema) const
{
    return schema.children(design().table(), Kind::Column);
}

QList<Column::Identity> ColumnTableModel::identities() const
{
    if (design().engine() == "postgresql"_L1)
        return {Column::Identity::None, Column::Identity::ByDefault, Column::Identity::Always};
    return {Column::Identity::None, Column::Identity::AutoIncrement};
}

QList<Column::Generated> ColumnTableModel::generations() const
{
    if (design().engine() == "postgresql"_L1)
        return {Column::Generated::No, Column::Generated::Stored};
    return {Column::Generated::No, Column::Generated::Stored, Column::Generated::Virtual};
}

static QString word(Column::Identity identity)
{
    switch (identity) {
    case Column::Identity::None:
        return {};
    case Column::Identity::Always:
        return ColumnTableModel::tr("identity, always");
    case Column::Identity::ByDefault:
        return ColumnTableModel::tr("identity");
    case Column::Identity::AutoIncrement:
        return ColumnTableModel::tr("auto increment");
    }
    return {};
}

static QString word(Column::Generated generated)
{
    switch (generated) {
    case Column::Generated::No:
        return {};
    case Column::Generated::Stored:
        return ColumnTableModel::tr("stored");
    case Column::Generated::Virtual:
        return ColumnTableModel::tr("virtual");
    }
    return {};
}

template <class T>
static QStringList words(const QList<T> &values)
{
    QStringList result;
    for (const T value : values)
        result += word(value).isEmpty() ? ColumnTableModel::tr("no") : word(value);
    return result;
}

QString ColumnTableModel::keyIcon(ObjectId id) const
{
    QString icon;
    const QList<ObjectId> dependants = schema().dependants(id);
    for (const ObjectId each : dependants) {
        const Object &object = *schema().find(each);
        if (parentOf(object) != design().table())
            continue;
        if (kindOf(object) == Kind::PrimaryKey)
            return u"primary_key"_s;
        if (kindOf(object) == Kind::ForeignKey)
            icon = u"foreign_key"_s;
        else if (kindOf(object) == Kind::Unique && icon.isEmpty())
            icon = u"unique"_s;
    }
    return icon;
}

QString ColumnTableModel::keyWord(ObjectId id) const
{
    const QString icon = keyIcon(id);
    if (icon == "primary_key"_L1)
        return tr("primary key");
    if (icon == "foreign_key"_L1)
        return tr("foreign key");
    return icon.isEmpty() ? QString() : tr("unique");
}

QString ColumnTableModel::text(const Column &column, int cell) const
{
    switch (cell) {
    case Name:
        return column.name;
    case Type:
        return typeText(schema(), column.type);
    case Default:
        return expressionText(schema(),
            column.generated == Column::Generated::No ? column.defaultValue : column.generation, design().flavour());
    case Identity:
        return word(column.identity);
    case Generated:
        return word(column.generated);
    case Collation:
        return column.collation;
    case Comment:
        return column.comment;
    default:
        return {};
    }
}

static CellEditor editorOf(int column)
{
    switch (column) {
    case ColumnTableModel::Type:
        return CellEditor::Completed;
    case ColumnTableModel::Default:
        return CellEditor::Code;
    case ColumnTableModel::Identity:
    case ColumnTableModel::Generated:
        return CellEditor::Choice;
    default:
        return CellEditor::Text;
    }
}

QVariant ColumnTableModel::cell(ObjectId id, int column, int role) const
{
    const Column &value = *schema().find<Column>(id);
    switch (role) {
    case Qt::DisplayRole:
        return column == Key ? QVariant() : text(value, column);
    case Qt::EditRole:
        if (column == Identity)
            return identities().indexOf(value.identity);
        if (column == Generated)
            return generations().indexOf(value.generated);
        return text(value, column);
    case Qt::CheckStateRole:
        return column == NotNull ? QVariant(int(value.nullable ? Qt::Unchecked : Qt::Checked)) : QVariant();
    case Qt::AccessibleDescriptionRole:
        return column == Key ? keyWord(id) : QString();
    case IconNameRole:
        return column == Key ? keyIcon(id) : QString();
    case CodeRole:
        return column == Type || column == Default || column == Collation;
    case CellEditorRole:
        return int(editorOf(column));
    case ChoicesRole:
        if (column == Identity)
            return words(identities());
        if (column == Generated)
            return words(generations());
        if (column == Type) {
            QStringList types = typeNames(design().engine());
            const QList<ObjectId> own = schema().all(Kind::EnumType);
            for (const ObjectId type : own)
                types += schema().displayName(type);
            return types;
        }
        return {};
    default:
        return {};
    }
}

bool ColumnTableModel::isEditable(ObjectId id, int column) const
{
    const Column &value = *schema().find<Column>(id);
    if (column == Key)
        return false;
    if (column == NotNull)
        return keyIcon(id) != "primary_key"_L1 || value.nullable;
    return true;
}

/// PostgreSQL's serial is a word for an identity column.
static void takeSerial(Column &column, const QString &engine)
{
    const QString name = column.type.name;
    if (engine != "postgresql"_L1 || !name.endsWith("serial"_L1))
        return;
    column.type.name = name == "bigserial"_L1 ? u"bigint"_s : name == "smallserial"_L1 ? u"smallint"_s : u"integer"_s;
    column.identity = Column::Identity::ByDefault;
    column.nullable = false;
}

std::optional<Edit> ColumnTableModel::typed(ObjectId id, int column, const QString &text) const
{
    Column value = *schema().find<Column>(id);
    switch (column) {
    case Name:
        return value.name == text ? std::optional<Edit>() : edits::rename(schema(), id, text);
    case Type:
        if (text == typeText(schema(), value.type))
            return {};
        value.type = typedType(schema(), design().space(), text, design().engine());
        takeSerial(value, design().engine());
        break;
    case Default:
        if (text == this->text(value, Default))
            return {};
        if (value.generated == Column::Generated::No)
            value.defaultValue = typedExpression(schema(), {}, text, design().flavour());
        else
            value.generation = typedExpression(schema(), value.table, text, design().flavour());
        break;
    case Collation:
        value.collation = text;
        break;
    case Comment:
        value.comment = text;
        break;
    default:
        return {};
    }
    return edits::change(schema(), id, makeObject(std::move(value)));
}

std::optional<Edit> ColumnTableModel::chosen(ObjectId id, int column, int choice) const
{
    Column value = *schema().find<Column>(id);
    if (column == Identity) {
        value.identity = identities().value(choice, value.identity);
        if (value.identity != Column::Identity::None) {
            value.nullable = false;
            value.defaultValue = {};
        }
    } else {
        const Column::Generated before = value.generated;
        value.generated = generations().value(choice, value.generated);
        if (before == Column::Generated::No && value.generated != before)
            value.generation = std::exchange(value.defaultValue, {});
        else if (before != value.generated && value.generated == Column::Generated::No)
            value.generation = {};
    }
    return edits::change(schema(), id, makeObject(std::move(value)));
}

std::optional<Edit> ColumnTableModel::edited(ObjectId id, int column, const QVariant &value) const
{
    if (column == NotNull) {
        Column changed = *schema().find<Column>(id);
        changed.nullable = value.toInt() == Qt::Unchecked;
        return edits::change(schema(), id, makeObject(std::move(changed)));
    }
    if (editorOf(column) == CellEditor::Choice)
        return chosen(id, column, value.toInt());
    return typed(id, column, value.toString().trimmed());
}

ObjectId ColumnTableModel::addRow(int row)
{
    Edit edit = edits::newPart(schema(), Kind::Column, design().table(), design().engine());
    if (row >= 0)
        edit.schema = edits::moveColumn(edit.schema, edit.id, row + 1).schema;
    design().commit(edit);
    return edit.id;
}

void ColumnTableModel::moveTo(ObjectId id, int row) { design().commit(edits::moveColumn(schema(), id, row)); }

void ColumnTableModel::toggleKey(const QList<ObjectId> &columns)
{
    QList<ObjectId> key;
    const QList<ObjectId> keys = schema().children(design().table(), Kind::PrimaryKey);
    if (!keys.isEmpty()) {
        for (const KeyPart &part : schema().find<PrimaryKey>(keys.first())->parts)
            key += part.column;
    }
    const bool all =
        std::all_of(columns.begin(), columns.end(), [&key](ObjectId column) { return key.contains(column); });
    for (const ObjectId column : columns) {
        if (all)
            key.removeOne(column);
        else if (!key.contains(column))
            key += column;
    }
    design().commit(edits::setPrimaryKey(schema(), design().table(), key));
}

} // namespace relata

#include "moc_column_table_model.cpp"
