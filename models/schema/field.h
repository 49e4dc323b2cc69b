#pragma once
#include "models/schema/object_id.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QMetaType>

#include <functional>

namespace relata {

/// What a difference in a field means. Order is compared as relative order among siblings, never as a number.
enum class FieldRole {
    Parent,
    Order,
    Definition, ///< diff, plan, fingerprint
    Cosmetic, ///< diff, plan: comments
    Storage, ///< diff by policy
    Derived ///< shown alone
};

/// Names an id for people, hashes and files; given by who knows the schema.
using IdNamer = std::function<QString(ObjectId)>;
/// Turns the name in a file back into an id; null when there is none.
using IdFinder = std::function<ObjectId(const QString &)>;

/// What a C++ type of a field can do: one row a type, in field.cpp.
struct FieldType {
    bool (*equal)(const void *, const void *);
    /// Feeds a canonical text, ids as names: equal text, equal meaning.
    QString (*text)(const void *, const IdNamer &);
    /// The form of files, ids as the namer writes them. Who writes leaves out what equals the kind's default object.
    QJsonValue (*toJson)(const void *, const IdNamer &);
    /// False when the JSON does not hold such a value or names what the finder does not know.
    bool (*fromJson)(const QJsonValue &, void *, const IdFinder &);
    void (*eachId)(const void *, const std::function<void(ObjectId)> &);
    void (*mapIds)(void *, const std::function<ObjectId(ObjectId)> &);
};
/// Instantiated in field.cpp for each type that a kind's member may have.
template <class T>
const FieldType &fieldType();

/// One member of a kind.
struct Field {
    const char *key; ///< stable: files, diffs, plans and tests name the field so
    FieldRole role;
    const FieldType &(*type)();
    const void *(*at)(const void *object);

    void *in(void *object) const { return const_cast<void *>(at(object)); }
};

namespace detail {
template <class>
struct MemberOf;
template <class C, class T>
struct MemberOf<T C::*> {
    using Class = C;
    using Type = T;
};
/// How many members an aggregate has, counted by how many initialisers it takes.
struct AnyInitialiser {
    template <class T>
    constexpr operator T() const;
};
template <class T, class... A>
constexpr std::size_t memberCount()
{
    if constexpr (requires { T{std::declval<A>()..., AnyInitialiser{}}; })
        return memberCount<T, A..., AnyInitialiser>();
    else
        return sizeof...(A);
}
} // namespace detail

template <auto Member>
constexpr Field field(const char *key, FieldRole role = FieldRole::Definition)
{
    using M = detail::MemberOf<decltype(Member)>;
    return {key, role, []() -> const FieldType & { return fieldType<typename M::Type>(); },
        [](const void *object) -> const void * { return &(static_cast<const typename M::Class *>(object)->*Member); }};
}

/// The words of a kind of object.
struct KindInfo {
    const char *key; ///< stable: files, JSON and command line
    const char *title; ///< translated in context "Kind"
    const char *plural; ///< translated in context "Kind"
    const char *icon; ///< file name in resources/icons
    int createOrder; ///< among things that do not depend on each other
};

template <class T>
concept IsKind = requires
{
    T::kind.key;
    std::size(T::fields);
};

/// Stands under each kind's field table: a forgotten member does not compile.
#define RELATA_KIND_COMPLETE(Type)                                                                                     \
    static_assert(                                                                                                     \
        ::relata::detail::memberCount<Type>() == std::size(Type::fields), "a member is missing from the field table"); \
    static_assert(::relata::IsKind<Type>);

} // namespace relata
