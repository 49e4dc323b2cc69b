#include "models/schema/readable_text.h"

#include "models/schema/field_text.h"
#include "models/schema/schema.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

template <class T>
const T *as(const Field &field, const void *value)
{
    return &field.type() == &fieldType<T>() ? static_cast<const T *>(value) : nullptr;
}

template <class List, class Text>
QString joined(const List &list, const Text &text)
{
    QStringList texts;
    for (const auto &one : list)
        texts += text(one);
    return texts.join(u", "_s);
}

} // namespace

IdNamer readableNames(const Schema &schema)
{
    return [&schema](ObjectId id) {
        const Object *named = schema.find(id);
        if (!named)
            return u"?"_s;
        return kindOf(*named) == Kind::Column ? nameOf(*named) : schema.displayName(id);
    };
}

QString readableText(const KeyPart &part, const IdNamer &namer)
{
    QString text = part.column ? namer(part.column) : written(part.expression, namer);
    if (part.prefixLength > 0)
        text += u'(' + QString::number(part.prefixLength) + u')';
    if (!part.collation.isEmpty())
        text += u" COLLATE "_s + part.collation;
    if (!part.operatorClass.isEmpty())
        text += u' ' + part.operatorClass;
    if (part.descending)
        text += u" DESC"_s;
    if (part.nulls != KeyPart::Nulls::Default)
        text += part.nulls == KeyPart::Nulls::First ? u" NULLS FIRST"_s : u" NULLS LAST"_s;
    return text;
}

QString readableText(const Field &field, const void *value, const IdNamer &namer)
{
    if (const auto *known = as<bool>(field, value))
        return *known ? u"yes"_s : u"no"_s;
    if (const auto *expression = as<Expression>(field, value))
        return written(*expression, namer);
    if (const auto *type = as<DataType>(field, value))
        return written(*type, namer);
    if (const auto *texts = as<QStringList>(field, value))
        return texts->join(u", "_s);
    if (const auto *parts = as<KeyParts>(field, value))
        return joined(*parts, [&](const KeyPart &part) { return readableText(part, namer); });
    if (const auto *ids = as<QList<ObjectId>>(field, value))
        return joined(*ids, [&](ObjectId id) { return namer(id); });
    if (const auto *options = as<Options>(field, value)) {
        QStringList texts;
        for (auto it = options->cbegin(); it != options->cend(); ++it)
            texts += QString::fromUtf8(it.key()) + u" = "_s + it.value().toString();
        return texts.join(u'\n');
    }
    return field.type().text(value, namer);
}

ReadablePair readablePair(
    const Field &field, const void *before, const IdNamer &namerBefore, const void *after, const IdNamer &namerAfter)
{
    ReadablePair result{readableText(field, before, namerBefore), readableText(field, after, namerAfter)};
    if (result.before == result.after)
        result = {field.type().text(before, namerBefore), field.type().text(after, namerAfter)};
    return result;
}

} // namespace relata
