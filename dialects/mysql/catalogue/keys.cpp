#include "dialects/mysql/backquote.h"
#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/column_words.h"
#include "models/schema/all_kinds.h"

#include <QRegularExpression>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

enum Answer { TableName, Name, NonUnique, ColumnName, Order, SubPart, Type, Comment, Hidden, PartExpression };

/// The method's name where it is not what the engine takes by itself.
QString methodOf(const QString &type, const QString &engine)
{
    const QString usual = engine == "MEMORY"_L1 ? u"HASH"_s : u"BTREE"_s;
    return type == usual ? QString() : type.toLower();
}

KeyPart partOf(const Rows &rows, qsizetype row, const Reading &reading, const TableEntry &table)
{
    KeyPart part;
    if (!rows.isNull(row, PartExpression)) {
        const QString text = unescaped(rows.text(row, PartExpression), reading.server);
        part.expression = cutDefinition(text, reading.scope(table.id));
    } else {
        part.column = reading.column(table, rows.text(row, ColumnName));
    }
    part.descending = rows.text(row, Order) == "D"_L1;
    const QString type = rows.text(row, Type);
    if (type != "SPATIAL"_L1 && type != "FULLTEXT"_L1)
        part.prefixLength = int(rows.number(row, SubPart));
    return part;
}

Object keyObject(const Rows &rows, qsizetype row, const KeyParts &parts, const TableEntry &table)
{
    const QString name = rows.text(row, Name);
    Options options;
    if (rows.truth(row, Hidden))
        options.insert("mysql.invisible", true);
    if (name == "PRIMARY"_L1)
        return makeObject(PrimaryKey{table.id, {}, parts, {}, rows.text(row, Comment), options});
    if (!rows.truth(row, NonUnique)) {
        Unique unique;
        unique.table = table.id;
        unique.name = name;
        unique.parts = parts;
        unique.comment = rows.text(row, Comment);
        unique.options = options;
        return makeObject(std::move(unique));
    }
    Index index;
    index.table = table.id;
    index.name = name;
    index.method = methodOf(rows.text(row, Type), table.engine);
    index.parts = parts;
    index.comment = rows.text(row, Comment);
    index.options = options;
    return makeObject(std::move(index));
}

ForeignKey::Action actionOf(const QString &rule)
{
    if (rule == "CASCADE"_L1)
        return ForeignKey::Action::Cascade;
    if (rule == "SET NULL"_L1)
        return ForeignKey::Action::SetNull;
    if (rule == "SET DEFAULT"_L1)
        return ForeignKey::Action::SetDefault;
    return rule == "RESTRICT"_L1 ? ForeignKey::Action::Restrict : ForeignKey::Action::NoAction;
}

QString keyOf(const Rows &rows, qsizetype row) { return rows.text(row, 0) + QChar(0x1f) + rows.text(row, 1); }

bool isSameKey(const Rows &rows, qsizetype one, qsizetype other)
{
    return rows.bytes(one, TableName) == rows.bytes(other, TableName)
        && rows.bytes(one, Name) == rows.bytes(other, Name);
}

} // namespace

Result<> Reading::readKeys()
{
    const Result<Rows> rows = m_ahead->fetch(queries::keys(server));
    if (!rows)
        return failure(rows.error());
    std::vector<std::pair<TableEntry *, ObjectId>> fullText;
    for (qsizetype row = 0, next = 0; row < rows->count; row = next) {
        TableEntry *entry = table(rows->text(row, TableName));
        KeyParts parts;
        for (next = row; next < rows->count && isSameKey(*rows, next, row); ++next) {
            if (entry && entry->managed)
                parts += partOf(*rows, next, *this, *entry);
            else if (entry)
                entry->text += rows->text(next, Name) + u' ' + rows->text(next, ColumnName) + u'\n';
        }
        if (!entry || !entry->managed)
            continue;
        const ObjectId id = ObjectId::random();
        builder.put(id, keyObject(*rows, row, parts, *entry));
        if (as<Unique>(builder.find(id)) || as<PrimaryKey>(builder.find(id)))
            entry->uniques += id;
        if (rows->text(row, Type) == "FULLTEXT"_L1)
            fullText.emplace_back(entry, id);
    }
    return readParsers(fullText);
}

/// No query tells which parser a full-text index has.
Result<> Reading::readParsers(const std::vector<std::pair<TableEntry *, ObjectId>> &indexes)
{
    std::vector<TableEntry *> owners;
    for (const auto &[entry, id] : indexes)
        owners.push_back(entry);
    if (Result<> done = show(owners); !done)
        return done;
    for (const auto &[entry, id] : indexes) {
        Index index = *as<Index>(builder.find(id));
        const QString name = QRegularExpression::escape(backquoted(index.name));
        const QRegularExpression parser(u"FULLTEXT KEY "_s + name + u" .*WITH PARSER `?(\\w+)"_s);
        if (const auto match = parser.match(entry->shown); match.hasMatch()) {
            index.options.insert("mysql.parser", match.captured(1));
            builder.put(id, makeObject(std::move(index)));
        }
    }
    return {};
}

Result<> Reading::readForeignKeys()
{
    const Result<Rows> rows = m_ahead->fetch(queries::foreignKeys());
    if (!rows)
        return failure(rows.error());
    const Result<Rows> columns = m_ahead->fetch(queries::foreignKeyColumns());
    if (!columns)
        return failure(columns.error());
    QHash<QString, QList<qsizetype>> columnRows;
    for (qsizetype row = 0; row < columns->count; ++row)
        columnRows[keyOf(*columns, row)] += row;
    for (qsizetype row = 0; row < rows->count; ++row) {
        TableEntry *entry = table(rows->text(row, 0));
        if (!entry || !entry->managed)
            continue;
        ForeignKey key;
        key.table = entry->id;
        key.name = rows->text(row, 1);
        key.onUpdate = actionOf(rows->text(row, 2));
        key.onDelete = actionOf(rows->text(row, 3));
        QString elsewhere;
        for (const qsizetype at : columnRows.value(keyOf(*rows, row))) {
            const TableEntry *target = columns->text(at, 3) == database ? table(columns->text(at, 4)) : nullptr;
            key.columns += column(*entry, columns->text(at, 2));
            if (target && target->managed) {
                key.referencedTable = target->id;
                key.referencedColumns += column(*target, columns->text(at, 5));
            }
            elsewhere += u"%1 -> %2.%3.%4\n"_s.arg(
                columns->text(at, 2), columns->text(at, 3), columns->text(at, 4), columns->text(at, 5));
        }
        if (key.referencedTable)
            builder.add(std::move(key));
        else // into another database, or at what is not managed itself
            addUnmanaged(entry->id, key.name, u"foreign key"_s, Expression::of(elsewhere));
    }
    return {};
}

} // namespace relata::mysql
