#pragma once
#include "models/schema/field.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <variant>

namespace relata {

struct Namespace;
struct Table;
struct Column;
struct PrimaryKey;
struct Unique;
struct ForeignKey;
struct Check;
struct Index;
struct View;
struct Routine;
struct Trigger;
struct Sequence;
struct EnumType;
struct Event;
struct VirtualTable;
struct Exclusion;
struct Domain;
struct CompositeType;
struct RangeType;
struct MaterializedView;
struct Extension;
struct Policy;
struct Grant;
struct DefaultPrivilege;
struct Rule;
struct Statistics;
struct Collation;
struct Opaque;

/// THE catalogue: one line a kind. Generic code loops over the field arrays; visits stay in .cpp files.
using Object = std::variant<std::shared_ptr<const Namespace>, std::shared_ptr<const Table>,
    std::shared_ptr<const Column>, std::shared_ptr<const PrimaryKey>, std::shared_ptr<const Unique>,
    std::shared_ptr<const ForeignKey>, std::shared_ptr<const Check>, std::shared_ptr<const Index>,
    std::shared_ptr<const View>, std::shared_ptr<const Routine>, std::shared_ptr<const Trigger>,
    std::shared_ptr<const Sequence>, std::shared_ptr<const EnumType>, std::shared_ptr<const Event>,
    std::shared_ptr<const VirtualTable>, std::shared_ptr<const Exclusion>, std::shared_ptr<const Domain>,
    std::shared_ptr<const CompositeType>, std::shared_ptr<const RangeType>, std::shared_ptr<const MaterializedView>,
    std::shared_ptr<const Extension>, std::shared_ptr<const Policy>, std::shared_ptr<const Grant>,
    std::shared_ptr<const DefaultPrivilege>, std::shared_ptr<const Rule>, std::shared_ptr<const Statistics>,
    std::shared_ptr<const Collation>, std::shared_ptr<const Opaque>>;

/// The index into Object.
enum class Kind : quint8 {
    Namespace,
    Table,
    Column,
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
    Index,
    View,
    Routine,
    Trigger,
    Sequence,
    EnumType,
    Event,
    VirtualTable,
    Exclusion,
    Domain,
    CompositeType,
    RangeType,
    MaterializedView,
    Extension,
    Policy,
    Grant,
    DefaultPrivilege,
    Rule,
    Statistics,
    Collation,
    Opaque
};
inline constexpr int KindCount = int(std::variant_size_v<Object>);
inline Kind kindOf(const Object &object) { return Kind(object.index()); }

/// A kind's words and members.
struct KindEntry {
    const KindInfo *info;
    std::span<const Field> fields;
};
const KindEntry &catalogue(Kind kind);
/// The kind with this stable key ("foreign_key"), if there is one.
std::optional<Kind> kindNamed(QByteArrayView key);

/// The struct behind an object, for generic code over fields.
const void *structOf(const Object &object);
/// A fresh default object of a kind, to fill through its fields before it is frozen.
struct MutableObject {
    Object object;
    void *data;
};
MutableObject makeMutable(Kind kind);
MutableObject mutableCopy(const Object &object);

const QString &nameOf(const Object &object);
/// The same object under another name.
Object renamed(const Object &object, const QString &name);
/// What the object belongs to; null for what stands at the top.
ObjectId parentOf(const Object &object);
/// Field by field, ids included; what only shows (Derived) does not count.
bool equal(const Object &a, const Object &b);
/// The keys of the fields that differ, Derived ones aside; both must be of one kind.
QList<QByteArray> differingFields(const Object &a, const Object &b);
/// Each id the object names, its parent included; duplicates possible.
void eachReference(const Object &object, const std::function<void(ObjectId)> &f);
/// The object with each id it names mapped.
Object mapped(const Object &object, const std::function<ObjectId(ObjectId)> &map);

/// The typed struct, or null when the object is of another kind.
template <class T>
const T *as(const Object &object)
{
    const auto *pointer = std::get_if<std::shared_ptr<const T>>(&object);
    return pointer ? pointer->get() : nullptr;
}
template <class T>
const T *as(const Object *object)
{
    return object ? as<T>(*object) : nullptr;
}
template <class T>
Object makeObject(T value)
{
    return std::make_shared<const T>(std::move(value));
}

/// Names a thing that may not exist yet, or no longer.
struct ObjectRef {
    Kind kind{};
    QStringList path;
    ObjectId id;
    bool operator==(const ObjectRef &) const = default;
};

} // namespace relata
