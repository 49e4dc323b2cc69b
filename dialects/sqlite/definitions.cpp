#include "dialects/sqlite/definitions.h"

#include "dialects/sqlite/token_reader.h"

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

QString keyText(const QList<KeyEntry> &parts)
{
    QStringList texts;
    for (const KeyEntry &part : parts) {
        texts += part.column.toCaseFolded() + u'|' + normalText(part.expression) + u'|' + part.collation.toUpper()
            + (part.descending ? u" desc"_s : QString());
    }
    return texts.join(u',');
}

QString constraintText(const ConstraintDefinition &constraint)
{
    QStringList names;
    for (const QString &name : constraint.referencedColumns)
        names += name.toCaseFolded();
    const QStringList facts{QString::number(int(constraint.kind)), constraint.name.toCaseFolded(),
        keyText(constraint.parts), constraint.conflict, normalText(constraint.expression),
        constraint.referencedTable.toCaseFolded(), names.join(u','), QString::number(int(constraint.onUpdate)),
        QString::number(int(constraint.onDelete)), QString::number(int(constraint.match)),
        QString::number(int(constraint.deferral)), constraint.autoIncrement ? u"auto"_s : QString()};
    return facts.join(u';');
}

QString columnText(const ColumnDefinition &column)
{
    const QStringList facts{column.name.toCaseFolded(), normalText(column.type), column.collation.toUpper(),
        normalText(column.defaultValue), normalText(column.generation), QString::number(int(column.generated)),
        column.notNull ? u"not null"_s : QString(), column.notNullConflict, column.notNullName.toCaseFolded()};
    return facts.join(u';');
}

} // namespace

const ConstraintDefinition *TableDefinition::primaryKey() const
{
    const auto it = std::find_if(constraints.begin(), constraints.end(),
        [](const ConstraintDefinition &one) { return one.kind == ConstraintDefinition::Kind::PrimaryKey; });
    return it == constraints.end() ? nullptr : &*it;
}

QStringList TableDefinition::normalForm() const
{
    QStringList lines{u"table "_s + name.toCaseFolded() + (withoutRowid ? u" without rowid"_s : QString())
        + (strict ? u" strict"_s : QString())};
    for (const ColumnDefinition &column : columns)
        lines += columnText(column);
    QStringList last;
    for (const ConstraintDefinition &constraint : constraints)
        last += constraintText(constraint);
    last.sort();
    lines += last;
    // The table's own name before one of its columns says nothing.
    lines.replaceInStrings(u' ' + name.toCaseFolded() + u" . "_s, u" "_s);
    lines.replaceInStrings(u';' + name.toCaseFolded() + u" . "_s, u";"_s);
    return lines;
}

KeyEntry parseKeyEntry(const QString &text)
{
    QString rest = text;
    KeyEntry entry;
    const auto takeLastWord = [&](QStringView word) {
        if (!rest.endsWith(word, Qt::CaseInsensitive) || rest.size() <= word.size()
            || !rest.at(rest.size() - word.size() - 1).isSpace())
            return false;
        rest = rest.left(rest.size() - word.size()).trimmed();
        return true;
    };
    entry.descending = takeLastWord(u"desc");
    if (!entry.descending)
        takeLastWord(u"asc");
    TokenReader reader(rest);
    if (reader.peekName()) {
        const QString name = reader.takeName();
        if (reader.accept(u"collate"))
            entry.collation = reader.takeName();
        if (reader.atEnd() && !reader.failed()) {
            entry.column = name;
            return entry;
        }
    }
    entry.collation.clear();
    entry.expression = rest;
    return entry;
}

std::optional<IndexDefinition> parseIndex(const QString &statement)
{
    TokenReader in(statement);
    IndexDefinition index;
    in.expect(u"create");
    index.unique = in.accept(u"unique");
    in.expect(u"index");
    in.accept({u"if", u"not", u"exists"});
    index.name = in.takeName();
    if (in.accept(u"."))
        index.name = in.takeName();
    in.expect(u"on");
    index.table = in.takeName();
    for (const QString &part : splitAtCommas(in.takeParenthesised()))
        index.parts += parseKeyEntry(part);
    if (in.accept(u"where"))
        index.predicate = in.takeRest();
    return in.failed() || !in.atEnd() ? std::nullopt : std::optional(index);
}

std::optional<VirtualTableDefinition> parseVirtualTable(const QString &statement)
{
    TokenReader in(statement);
    VirtualTableDefinition table;
    in.expect({u"create", u"virtual", u"table"});
    in.accept({u"if", u"not", u"exists"});
    table.name = in.takeName();
    if (in.accept(u"."))
        table.name = in.takeName();
    in.expect(u"using");
    table.module = in.takeName();
    if (in.peek(u"("))
        table.arguments = splitAtCommas(in.takeParenthesised());
    return in.failed() || !in.atEnd() ? std::nullopt : std::optional(table);
}

std::optional<ViewDefinition> parseView(const QString &statement)
{
    TokenReader in(statement);
    ViewDefinition view;
    in.expect(u"create");
    in.expect(u"view");
    in.accept({u"if", u"not", u"exists"});
    view.name = in.takeName();
    if (in.accept(u"."))
        view.name = in.takeName();
    if (in.peek(u"("))
        view.columns = in.takeNameList();
    in.expect(u"as");
    view.query = in.takeRest();
    return in.failed() || view.query.isEmpty() ? std::nullopt : std::optional(view);
}

} // namespace relata::sqlite
