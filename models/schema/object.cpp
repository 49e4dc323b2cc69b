#include "models/schema/object.h"

#include "models/schema/all_kinds.h"

#include <QRandomGenerator>

namespace relata {

ObjectId ObjectId::random()
{
    quint64 value = 0;
    while (!value)
        value = QRandomGenerator::global()->generate64() >> 1;
    return {value};
}

namespace {

template <std::size_t... I>
const KindEntry &entryAt(std::size_t kind, std::index_sequence<I...>)
{
    static const KindEntry entries[] = {{&std::variant_alternative_t<I, Object>::element_type::kind,
        std::variant_alternative_t<I, Object>::element_type::fields}...};
    return entries[kind];
}

using Maker = MutableObject (*)(const void *source);
template <class T>
MutableObject makeOf(const void *source)
{
    auto made = source ? std::make_shared<T>(*static_cast<const T *>(source)) : std::make_shared<T>();
    void *data = made.get();
    return {Object(std::shared_ptr<const T>(std::move(made))), data};
}
template <std::size_t... I>
Maker makerAt(std::size_t kind, std::index_sequence<I...>)
{
    static constexpr Maker makers[] = {
        &makeOf<std::remove_const_t<typename std::variant_alternative_t<I, Object>::element_type>>...};
    return makers[kind];
}

constexpr auto AllKinds = std::make_index_sequence<std::size_t(KindCount)>();

const Field *fieldOfRole(Kind kind, FieldRole role)
{
    for (const Field &field : catalogue(kind).fields) {
        if (field.role == role)
            return &field;
    }
    return nullptr;
}

const Field &nameField(Kind kind)
{
    for (const Field &field : catalogue(kind).fields) {
        if (qstrcmp(field.key, "name") == 0)
            return field;
    }
    Q_UNREACHABLE(); // every kind has a name
}

} // namespace

const KindEntry &catalogue(Kind kind) { return entryAt(std::size_t(kind), AllKinds); }

std::optional<Kind> kindNamed(QByteArrayView key)
{
    for (int i = 0; i < KindCount; ++i) {
        if (key == QByteArrayView(catalogue(Kind(i)).info->key))
            return Kind(i);
    }
    return {};
}

const void *structOf(const Object &object)
{
    return std::visit([](const auto &pointer) -> const void * { return pointer.get(); }, object);
}

MutableObject makeMutable(Kind kind) { return makerAt(std::size_t(kind), AllKinds)(nullptr); }

MutableObject mutableCopy(const Object &object) { return makerAt(object.index(), AllKinds)(structOf(object)); }

const QString &nameOf(const Object &object)
{
    return std::visit([](const auto &pointer) -> const QString & { return pointer->name; }, object);
}

Object renamed(const Object &object, const QString &name)
{
    MutableObject copy = mutableCopy(object);
    *static_cast<QString *>(nameField(kindOf(object)).in(copy.data)) = name;
    return copy.object;
}

ObjectId parentOf(const Object &object)
{
    const Field *parent = fieldOfRole(kindOf(object), FieldRole::Parent);
    return parent ? *static_cast<const ObjectId *>(parent->at(structOf(object))) : ObjectId{};
}

bool equal(const Object &a, const Object &b)
{
    return a == b || (a.index() == b.index() && differingFields(a, b).isEmpty());
}

QList<QByteArray> differingFields(const Object &a, const Object &b)
{
    QList<QByteArray> result;
    const void *x = structOf(a), *y = structOf(b);
    for (const Field &field : catalogue(kindOf(a)).fields) {
        if (field.role != FieldRole::Derived && !field.type().equal(field.at(x), field.at(y)))
            result += field.key;
    }
    return result;
}

void eachReference(const Object &object, const std::function<void(ObjectId)> &f)
{
    for (const Field &field : catalogue(kindOf(object)).fields)
        field.type().eachId(field.at(structOf(object)), f);
}

Object mapped(const Object &object, const std::function<ObjectId(ObjectId)> &map)
{
    MutableObject copy = mutableCopy(object);
    for (const Field &field : catalogue(kindOf(object)).fields)
        field.type().mapIds(field.in(copy.data), map);
    return copy.object;
}

} // namespace relata
