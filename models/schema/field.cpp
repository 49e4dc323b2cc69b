#include "models/schema/field.h"

#include "models/schema/all_kinds.h"
#include "models/schema/field_text.h"

namespace relata {

namespace {

template <class T>
const T &value(const void *at)
{
    return *static_cast<const T *>(at);
}
template <class T>
T &value(void *at)
{
    return *static_cast<T *>(at);
}

template <class T>
const FieldType &rowOf()
{
    using Text = FieldText<T>;
    static const FieldType row{
        [](const void *a, const void *b) { return value<T>(a) == value<T>(b); },
        [](const void *at, const IdNamer &namer) { return Text::text(value<T>(at), namer); },
        [](const void *at, const IdNamer &namer) { return Text::toJson(value<T>(at), namer); },
        [](const QJsonValue &json, void *at, const IdFinder &finder) { return Text::read(json, value<T>(at), finder); },
        [](const void *at, const std::function<void(ObjectId)> &f) { Text::eachId(value<T>(at), f); },
        [](void *at, const std::function<ObjectId(ObjectId)> &map) { Text::mapIds(value<T>(at), map); },
    };
    return row;
}

} // namespace

template <class T>
const FieldType &fieldType()
{
    return rowOf<T>();
}

#define RELATA_FIELD_TYPE(...) template const FieldType &fieldType<__VA_ARGS__>();

RELATA_FIELD_TYPE(QString)
RELATA_FIELD_TYPE(bool)
RELATA_FIELD_TYPE(int)
RELATA_FIELD_TYPE(qint64)
RELATA_FIELD_TYPE(QStringList)
RELATA_FIELD_TYPE(ObjectId)
RELATA_FIELD_TYPE(QList<ObjectId>)
RELATA_FIELD_TYPE(Expression)
RELATA_FIELD_TYPE(DataType)
RELATA_FIELD_TYPE(KeyParts)
RELATA_FIELD_TYPE(Options)
RELATA_FIELD_TYPE(Deferral)
RELATA_FIELD_TYPE(Column::Identity)
RELATA_FIELD_TYPE(Column::Generated)
RELATA_FIELD_TYPE(ForeignKey::Action)
RELATA_FIELD_TYPE(ForeignKey::Match)
RELATA_FIELD_TYPE(Routine::Form)

} // namespace relata
