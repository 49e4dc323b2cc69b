#include "models/project/typed_text.h"

#include "models/schema/all_kinds.h"
#include "models/schema/expression_pieces.h"
#include "models/schema/schema.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_lexer.h"
#include "models/sql/type_names.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// The child of that name, exactly or else case aside.
ObjectId childNamed(const Schema &schema, ObjectId parent, Kind kind, const QString &name)
{
    if (const ObjectId exact = schema.child(parent, kind, name))
        return exact;
    const QList<ObjectId> children = schema.children(parent, kind);
    const auto it = std::find_if(children.begin(), children.end(),
        [&](ObjectId id) { return nameOf(*schema.find(id)).compare(name, Qt::CaseInsensitive) == 0; });
    return it == children.end() ? ObjectId() : *it;
}

QString unquoted(const SqlToken &token, QStringView text)
{
    QString spelled = token.in(text).toString();
    if (token.type != SqlToken::Type::QuotedIdentifier || spelled.size() < 2)
        return spelled;
    const QChar close = spelled.back();
    return spelled.mid(1).chopped(1).replace(QString(2, close), QString(close));
}

bool isName(const SqlToken &token, QStringView text, const SqlFlavour &flavour)
{
    return token.type == SqlToken::Type::QuotedIdentifier
        || (token.type == SqlToken::Type::Word && flavour.classified(token.in(text)) != SqlFlavour::Word::Reserved);
}

bool isDot(const QList<SqlToken> &tokens, qsizetype i, QStringView text)
{
    return i >= 0 && i < tokens.size() && tokens.at(i).in(text) == u".";
}

bool isCall(const QList<SqlToken> &tokens, qsizetype i, QStringView text)
{
    qsizetype next = i + 1;
    while (next < tokens.size() && tokens.at(next).isBlank())
        ++next;
    return next < tokens.size() && tokens.at(next).in(text) == u"(";
}

/// Parts at the commas that stand in no parentheses.
QStringList splitAtCommas(const QString &text, const SqlFlavour &flavour)
{
    QStringList result;
    QString part;
    int depth = 0;
    const QList<SqlToken> tokens = SqlLexer::tokens(text, flavour);
    for (const SqlToken &token : tokens) {
        const QStringView spelled = token.in(text);
        depth += int(spelled == u"(") - int(spelled == u")");
        if (depth == 0 && spelled == u",")
            result += std::exchange(part, {}).trimmed();
        else
            part += spelled;
    }
    result += part.trimmed();
    result.removeAll(QString());
    return result;
}

/// Takes the word off the end, in any case.
bool takeEnd(QString &text, QLatin1StringView word)
{
    if (!text.endsWith(word, Qt::CaseInsensitive) || text.size() <= word.size()
        || !text.at(text.size() - word.size() - 1).isSpace())
        return false;
    text = text.chopped(word.size()).trimmed();
    return true;
}

} // namespace

QString typeText(const Schema &schema, const DataType &type)
{
    return written(type, [&schema](ObjectId id) { return schema.displayName(id); });
}

DataType typedType(const Schema &schema, ObjectId space, const QString &text, QStringView engine)
{
    QString name = text.simplified(), suffix;
    while (name.endsWith("[]"_L1)) {
        name.chop(2);
        suffix += u"[]"_s;
    }
    const qsizetype dot = name.indexOf(u'.');
    const ObjectId home = dot < 0 ? space : schema.child({}, Kind::Namespace, name.left(dot));
    ObjectId type = home ? childNamed(schema, home, Kind::EnumType, name.mid(dot + 1)) : ObjectId();
    if (!type && dot < 0)
        type = childNamed(schema, schema.defaultNamespace(), Kind::EnumType, name);
    if (type)
        return {{}, type, suffix};
    return {normalTypeName(text, engine), {}, {}};
}

QString expressionText(const Schema &schema, const Expression &expression, const SqlFlavour &flavour)
{
    return written(expression, [&](ObjectId id) {
        const Object *object = schema.find(id);
        if (!object)
            return u"?"_s;
        if (kindOf(*object) == Kind::Column)
            return quoted(Identifier{nameOf(*object)}, flavour);
        return quoted(QualifiedIdentifier{schema.path(id)}, flavour);
    });
}

Expression typedExpression(const Schema &schema, ObjectId table, const QString &text, const SqlFlavour &flavour)
{
    ExpressionPieces pieces;
    const QString source = text.trimmed();
    const QList<SqlToken> tokens = SqlLexer::tokens(source, flavour);
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const SqlToken &token = tokens.at(i);
        ObjectId found;
        if (table && isName(token, source, flavour) && !isCall(tokens, i, source)) {
            const QString name = unquoted(token, source);
            const bool own = isDot(tokens, i + 1, source) && schema.find(table)
                && nameOf(*schema.find(table)).compare(name, Qt::CaseInsensitive) == 0;
            if (own)
                found = table;
            else if (!isDot(tokens, i + 1, source))
                found = childNamed(schema, table, Kind::Column, name);
        }
        if (found)
            pieces << found;
        else if (token.type == SqlToken::Type::Whitespace)
            pieces << u" ";
        else
            pieces << token.in(source);
    }
    return pieces.take();
}

Expression typedQuery(const Schema &schema, ObjectId space, const QString &text, const SqlFlavour &flavour)
{
    ExpressionPieces pieces;
    const QString source = text.trimmed();
    bool expectsRelation = false;
    const QList<SqlToken> tokens = SqlLexer::tokens(source, flavour);
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const SqlToken &token = tokens.at(i);
        const QString word = token.in(source).toString();
        ObjectId found;
        if (isName(token, source, flavour) && !isCall(tokens, i, source) && !isDot(tokens, i - 1, source)
            && (expectsRelation || isDot(tokens, i + 1, source))) {
            const QString name = unquoted(token, source);
            found = childNamed(schema, space, Kind::Table, name);
            if (!found)
                found = childNamed(schema, space, Kind::View, name);
        }
        if (!token.isBlank())
            expectsRelation =
                word.compare("from"_L1, Qt::CaseInsensitive) == 0 || word.compare("join"_L1, Qt::CaseInsensitive) == 0;
        if (found)
            pieces << found;
        else
            pieces << token.in(source);
    }
    return pieces.take();
}

QString keyPartsText(const Schema &schema, const KeyParts &parts, const SqlFlavour &flavour)
{
    QStringList texts;
    for (const KeyPart &part : parts) {
        QString text = expressionText(schema, part.expression, flavour);
        if (part.column) {
            const Object *column = schema.find(part.column);
            text = column ? quoted(Identifier{nameOf(*column)}, flavour) : u"?"_s;
        }
        if (part.prefixLength > 0)
            text += u'(' + QString::number(part.prefixLength) + u')';
        if (part.descending)
            text += u" DESC"_s;
        if (part.nulls != KeyPart::Nulls::Default)
            text += part.nulls == KeyPart::Nulls::First ? u" NULLS FIRST"_s : u" NULLS LAST"_s;
        texts += text;
    }
    return texts.join(u", "_s);
}

static KeyPart typedKeyPart(
    const Schema &schema, ObjectId table, QString text, const SqlFlavour &flavour, const KeyParts &before)
{
    KeyPart::Nulls nulls = KeyPart::Nulls::Default;
    if (takeEnd(text, "nulls first"_L1))
        nulls = KeyPart::Nulls::First;
    else if (takeEnd(text, "nulls last"_L1))
        nulls = KeyPart::Nulls::Last;
    const bool descending = takeEnd(text, "desc"_L1);
    if (!descending)
        takeEnd(text, "asc"_L1);
    int prefix = 0;
    const qsizetype open = text.lastIndexOf(u'(');
    QString name = text;
    if (open > 0 && text.endsWith(u')')) {
        prefix = text.mid(open + 1).chopped(1).toInt();
        if (prefix > 0)
            name = text.left(open).trimmed();
    }
    KeyPart part;
    const QList<SqlToken> tokens = SqlLexer::tokens(name, flavour);
    if (tokens.size() == 1)
        part.column = childNamed(schema, table, Kind::Column, unquoted(tokens.first(), name));
    const auto kept = std::find_if(before.begin(), before.end(),
        [&part](const KeyPart &each) { return part.column && each.column == part.column; });
    if (kept != before.end())
        part = *kept;
    part.prefixLength = part.column ? prefix : 0;
    if (!part.column)
        part.expression = typedExpression(schema, table, text, flavour);
    part.descending = descending;
    part.nulls = nulls;
    return part;
}

KeyParts typedKeyParts(
    const Schema &schema, ObjectId table, const QString &text, const SqlFlavour &flavour, const KeyParts &before)
{
    KeyParts result;
    const QStringList parts = splitAtCommas(text, flavour);
    for (const QString &part : parts)
        result += typedKeyPart(schema, table, part, flavour, before);
    return result;
}

QStringList columnNames(const Schema &schema, ObjectId table)
{
    QStringList names;
    const QList<ObjectId> columns = schema.children(table, Kind::Column);
    for (const ObjectId id : columns)
        names += nameOf(*schema.find(id));
    return names;
}

QString columnsText(const Schema &schema, const QList<ObjectId> &columns)
{
    QStringList names;
    for (const ObjectId id : columns) {
        const Object *column = schema.find(id);
        names += column ? nameOf(*column) : u"?"_s;
    }
    return names.join(u", "_s);
}

std::optional<QList<ObjectId>> typedColumns(const Schema &schema, ObjectId table, const QString &text, QString *unknown)
{
    QList<ObjectId> result;
    const QStringList names = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &name : names) {
        if (name.trimmed().isEmpty())
            continue;
        const ObjectId id = childNamed(schema, table, Kind::Column, name.trimmed());
        if (!id) {
            if (unknown)
                *unknown = name.trimmed();
            return {};
        }
        if (!result.contains(id))
            result += id;
    }
    return result;
}

ObjectId typedTable(const Schema &schema, ObjectId space, const QString &text)
{
    const QString name = text.trimmed();
    if (const ObjectId id = childNamed(schema, space, Kind::Table, name))
        return id;
    if (const ObjectId id = childNamed(schema, schema.defaultNamespace(), Kind::Table, name))
        return id;
    const qsizetype dot = name.indexOf(u'.');
    const ObjectId home = dot > 0 ? childNamed(schema, {}, Kind::Namespace, name.left(dot)) : ObjectId();
    return home ? childNamed(schema, home, Kind::Table, name.mid(dot + 1)) : ObjectId();
}

QStringList tableNames(const Schema &schema)
{
    QStringList result;
    const QList<ObjectId> tables = schema.all(Kind::Table);
    for (const ObjectId id : tables)
        result += schema.displayName(id);
    return result;
}

} // namespace relata
