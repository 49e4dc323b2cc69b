#pragma once
#include "models/base/persistent_map.h"
#include "models/schema/expression.h"
#include "models/schema/object.h"

namespace relata {

/// A whole database as a value. Copies share structure; undo, timeline, compare and diff just keep copies.
/// Safe to read from any thread. Names compare exactly; folding is the matcher's and the reader's business.
class Schema {
public:
    const Object *find(ObjectId id) const;
    template <class T>
    const T *find(ObjectId id) const
    {
        return as<T>(find(id));
    }
    qsizetype size() const { return m_objects.size(); }
    bool isEmpty() const { return m_objects.isEmpty(); }

    /// What belongs to `parent` (null: the namespaces), in order of position, then name; of one kind or of all.
    QList<ObjectId> children(ObjectId parent, std::optional<Kind> kind = {}) const;
    /// Every object of a kind, by qualified name.
    QList<ObjectId> all(Kind kind) const;
    /// What names `id` anywhere in its definition; unordered. Children are among them.
    QList<ObjectId> dependants(ObjectId id) const;

    /// The child of that kind and name; null when there is none, the first by id when there are several.
    ObjectId child(ObjectId parent, Kind kind, const QString &name) const;
    /// By names from the namespace down: {"", "users", "id"}.
    ObjectId idOf(Kind kind, const QStringList &path) const;
    /// Names from the namespace down to the object; empty when there is no such object.
    QStringList path(ObjectId id) const;
    ObjectRef ref(ObjectId id) const;
    /// The path for people: without the default namespace, joined by dots.
    QString displayName(ObjectId id) const;
    /// The namespace without a name, null when there is none.
    ObjectId defaultNamespace() const { return child({}, Kind::Namespace, {}); }

    /// O(log n) in time and memory. `with` replaces what stands there under the id.
    [[nodiscard]] Schema with(ObjectId id, const Object &object) const;
    /// The object alone; what belongs to it or names it stays, and dangles until it is removed too.
    [[nodiscard]] Schema without(ObjectId id) const;
    /// The object with all that belongs to it.
    [[nodiscard]] Schema withoutTree(ObjectId id) const;
    /// The object and all that belongs to it, parents first.
    QList<ObjectId> tree(ObjectId id) const;

    /// SHA-256 of the object's own names and definition, references as names; ids, comments and numbers of positions
    /// never count.
    QByteArray fingerprint(ObjectId id) const;
    /// SHA-256 over all objects in qualified-name order.
    QByteArray fingerprint() const;

    /// The same objects; positions compare as relative order among siblings.
    bool operator==(const Schema &other) const;

    template <class F>
    void forEach(F &&f) const
    {
        m_objects.forEach([&](quint64 key, const Object &object) { f(ObjectId{key}, object); });
    }
    /// Calls f(id, before or null, after or null) for what is not the very same object in both: costs what changed.
    template <class F>
    static void compare(const Schema &before, const Schema &after, F &&f)
    {
        PersistentMap<Object>::compare(before.m_objects, after.m_objects,
            [&](quint64 key, const Object *a, const Object *b) { f(ObjectId{key}, a, b); });
    }

private:
    friend class SchemaBuilder;
    using IdSet = PersistentMap<bool>;
    void link(ObjectId id, const Object &object);
    void unlink(ObjectId id, const Object &object);

    PersistentMap<Object> m_objects;
    PersistentMap<IdSet> m_children; ///< by parent and kind
    PersistentMap<IdSet> m_named; ///< by parent, kind and name
    PersistentMap<IdSet> m_dependants; ///< by what is named
};

/// The text with each reference written by `namer`.
QString written(const Expression &expression, const IdNamer &namer);
/// The type with a user's type written by `namer`.
QString written(const struct DataType &type, const IdNamer &namer);

} // namespace relata
