#include "models/items/field_words.h"
#include "models/schema/all_kinds.h"
#include "models/schema/field_text.h"
#include "models/schema/readable_text.h"
#include "models/schema/schema.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <iterator>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

template <class E>
QStringList wordsOf()
{
    QStringList words;
    for (const char *word : EnumNames<E>::names)
        words += QLatin1StringView(word);
    return words;
}

template <class T>
bool is(const Field &field)
{
    return &field.type() == &fieldType<T>();
}

struct Title {
    const char *key, *title;
};

constexpr Title titles[]{
    {"name", QT_TRANSLATE_NOOP("Field", "Name")},
    {"comment", QT_TRANSLATE_NOOP("Field", "Comment")},
    {"position", QT_TRANSLATE_NOOP("Field", "Order")},
    {"type", QT_TRANSLATE_NOOP("Field", "Type")},
    {"nullable", QT_TRANSLATE_NOOP("Field", "Nullable")},
    {"default", QT_TRANSLATE_NOOP("Field", "Default")},
    {"identity", QT_TRANSLATE_NOOP("Field", "Identity")},
    {"generated", QT_TRANSLATE_NOOP("Field", "Generated")},
    {"generation", QT_TRANSLATE_NOOP("Field", "Expression")},
    {"expression", QT_TRANSLATE_NOOP("Field", "Condition")},
    {"collation", QT_TRANSLATE_NOOP("Field", "Collation")},
    {"columns", QT_TRANSLATE_NOOP("Field", "Columns")},
    {"parts", QT_TRANSLATE_NOOP("Field", "Columns")},
    {"include", QT_TRANSLATE_NOOP("Field", "Includes")},
    {"referenced_table", QT_TRANSLATE_NOOP("Field", "References")},
    {"referenced_columns", QT_TRANSLATE_NOOP("Field", "Referenced columns")},
    {"on_update", QT_TRANSLATE_NOOP("Field", "On update")},
    {"on_delete", QT_TRANSLATE_NOOP("Field", "On delete")},
    {"match", QT_TRANSLATE_NOOP("Field", "Match")},
    {"deferral", QT_TRANSLATE_NOOP("Field", "Deferrable")},
    {"validated", QT_TRANSLATE_NOOP("Field", "Validated")},
    {"unique", QT_TRANSLATE_NOOP("Field", "Unique")},
    {"method", QT_TRANSLATE_NOOP("Field", "Method")},
    {"predicate", QT_TRANSLATE_NOOP("Field", "Only where")},
    {"nulls_distinct", QT_TRANSLATE_NOOP("Field", "Nulls distinct")},
    {"valid", QT_TRANSLATE_NOOP("Field", "Valid")},
    {"labels", QT_TRANSLATE_NOOP("Field", "Labels")},
    {"start", QT_TRANSLATE_NOOP("Field", "Start")},
    {"increment", QT_TRANSLATE_NOOP("Field", "Increment")},
    {"minimum", QT_TRANSLATE_NOOP("Field", "Minimum")},
    {"maximum", QT_TRANSLATE_NOOP("Field", "Maximum")},
    {"cache", QT_TRANSLATE_NOOP("Field", "Cache")},
    {"cycle", QT_TRANSLATE_NOOP("Field", "Cycle")},
    {"owned_by", QT_TRANSLATE_NOOP("Field", "Owned by")},
    {"query", QT_TRANSLATE_NOOP("Field", "Query")},
    {"definition", QT_TRANSLATE_NOOP("Field", "Definition")},
    {"signature", QT_TRANSLATE_NOOP("Field", "Signature")},
    {"form", QT_TRANSLATE_NOOP("Field", "Form")},
    {"engine_kind", QT_TRANSLATE_NOOP("Field", "Kind")},
    {"dependencies", QT_TRANSLATE_NOOP("Field", "Depends on")},
    {"options", QT_TRANSLATE_NOOP("Field", "Options")},
};

const char *knownTitle(QByteArrayView key)
{
    const auto *found =
        std::find_if(std::begin(titles), std::end(titles), [key](const Title &t) { return key == t.key; });
    return found == std::end(titles) ? nullptr : found->title;
}

} // namespace

QStringList choicesOf(const Field &field)
{
    if (is<Column::Identity>(field))
        return wordsOf<Column::Identity>();
    if (is<Column::Generated>(field))
        return wordsOf<Column::Generated>();
    if (is<ForeignKey::Action>(field))
        return wordsOf<ForeignKey::Action>();
    if (is<ForeignKey::Match>(field))
        return wordsOf<ForeignKey::Match>();
    if (is<Deferral>(field))
        return wordsOf<Deferral>();
    return {};
}

FieldShape shapeOf(const Field &field)
{
    if (field.role == FieldRole::Derived || field.role == FieldRole::Parent || field.role == FieldRole::Order)
        return FieldShape::ReadOnly;
    const QByteArrayView key(field.key);
    const bool text = is<QString>(field) || is<QStringList>(field) || is<qint64>(field);
    if (text && key != "signature" && key != "engine_kind")
        return FieldShape::Text;
    if (is<bool>(field))
        return FieldShape::Switch;
    return choicesOf(field).isEmpty() ? FieldShape::ReadOnly : FieldShape::Choice;
}

QString choiceTitle(const QString &word)
{
    static const QHash<QString, const char *> ours{{u"none"_s, QT_TRANSLATE_NOOP("Field", "None")},
        {u"no"_s, QT_TRANSLATE_NOOP("Field", "No")}, {u"not"_s, QT_TRANSLATE_NOOP("Field", "No")},
        {u"default"_s, QT_TRANSLATE_NOOP("Field", "Default")}};
    if (const char *known = ours.value(word))
        return QCoreApplication::translate("Field", known);
    return word.toUpper().replace(u'_', u' ');
}

QString fieldTitle(const Field &field)
{
    if (const char *known = knownTitle(field.key))
        return QCoreApplication::translate("Field", known);
    return QString::fromUtf8(field.key).replace(u'_', u' ');
}

QString fieldText(const Schema &schema, const Object &object, const Field &field)
{
    const void *at = field.at(structOf(object));
    if (is<bool>(field))
        return QCoreApplication::translate("Field",
            *static_cast<const bool *>(at) ? QT_TRANSLATE_NOOP("Field", "Yes") : QT_TRANSLATE_NOOP("Field", "No"));
    return readableText(field, at, readableNames(schema));
}

} // namespace relata
