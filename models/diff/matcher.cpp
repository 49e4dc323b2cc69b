#include "models/diff/matcher.h"

#include "models/schema/all_kinds.h"
#include "models/schema/schema_builder.h"

#include <QSet>

#include <algorithm>
#include <bit>

namespace relata {

namespace {

/// Which kinds of children each parent has, one bit a kind: most objects have none, and need not be asked.
QHash<ObjectId, quint64> childKinds(const Schema &schema)
{
    static_assert(KindCount <= 64);
    QHash<ObjectId, quint64> result;
    schema.forEach([&](ObjectId, const Object &object) { result[parentOf(object)] |= quint64(1) << object.index(); });
    return result;
}

class Pairing {
public:
    Pairing(const Schema &other, const Schema &reference, NameRule rule, const QList<RenameNote> &notes)
        : m_other(other)
        , m_reference(reference)
        , m_rule(rule)
    {
        for (const RenameNote &note : notes) {
            const ObjectId before = reference.idOf(note.kind, note.from), after = other.idOf(note.kind, note.to);
            if (before && after && note.kind == Kind::Routine)
                noteRoutines(after, before);
            else if (before && after)
                noteWithHeirs(after, before);
        }
        for (const ObjectId after : other.all(Kind::Extension)) { // one of a name, in whatever schema
            for (const ObjectId before : reference.all(Kind::Extension)) {
                if (nameOf(*other.find(after)) == nameOf(*reference.find(before)))
                    m_noted.insert(after, before);
            }
        }
    }

    QHash<ObjectId, ObjectId> run()
    {
        m_pairs.reserve(m_other.size());
        m_taken.reserve(m_other.size());
        m_notedBefore = QSet<ObjectId>(m_noted.cbegin(), m_noted.cend());
        pairChildren({}, {});
        return m_pairs;
    }

private:
    /// All of a name are meant, each with that of the same arguments; where there is but one, with whatever arguments.
    void noteRoutines(ObjectId after, ObjectId before)
    {
        const QList<ObjectId> old = overloads(m_reference, before), now = overloads(m_other, after);
        if (old.size() == 1 && now.size() == 1) {
            noteWithHeirs(after, before);
            return;
        }
        const auto withArguments = [](const Schema &schema, const QList<ObjectId> &among, const QString &signature) {
            const auto found = std::find_if(among.begin(), among.end(),
                [&](ObjectId id) { return schema.find<Routine>(id)->signature == signature; });
            return found == among.end() ? ObjectId() : *found;
        };
        const ObjectId kept = m_other.idOf(Kind::Routine, m_reference.path(before));
        const QList<ObjectId> staying = kept ? overloads(m_other, kept) : QList<ObjectId>();
        for (const ObjectId one : old) {
            const QString &signature = m_reference.find<Routine>(one)->signature;
            const ObjectId same = withArguments(m_other, now, signature);
            if (same && !withArguments(m_other, staying, signature))
                m_noted.insert(same, one);
        }
    }

    static QList<ObjectId> overloads(const Schema &schema, ObjectId id)
    {
        QList<ObjectId> all = schema.children(parentOf(*schema.find(id)), Kind::Routine);
        all.removeIf([&](ObjectId one) { return nameOf(*schema.find(one)) != nameOf(*schema.find(id)); });
        return all;
    }

    /// What a table's heirs and partitions have of a renamed part is renamed with it.
    void noteWithHeirs(ObjectId after, ObjectId before)
    {
        m_noted.insert(after, before);
        const ObjectId table = parentOf(*m_reference.find(before));
        if (!m_reference.find<Table>(table))
            return;
        for (const ObjectId id : m_reference.dependants(table)) {
            const auto *heir = m_reference.find<Table>(id);
            if (!heir || id == table)
                continue;
            const Kind kind = kindOf(*m_reference.find(before));
            const ObjectId mine = m_reference.child(id, kind, nameOf(*m_reference.find(before)));
            const ObjectId theirs =
                m_other.child(m_other.idOf(Kind::Table, m_reference.path(id)), kind, nameOf(*m_other.find(after)));
            if (mine && theirs && !m_noted.contains(theirs))
                noteWithHeirs(theirs, mine);
        }
    }

    QString folded(const QString &name) const { return m_rule == NameRule::Exact ? name : name.toCaseFolded(); }

    void pair(ObjectId other, ObjectId reference)
    {
        m_pairs.insert(other, reference);
        m_taken.insert(reference);
        pairChildren(other, reference);
    }

    void pairChildren(ObjectId other, ObjectId reference)
    {
        // All kinds of the other's: what is noted pairs with a child of another parent too.
        for (quint64 left = m_otherKinds.value(other); left; left &= left - 1) {
            const int kind = std::countr_zero(left);
            pairKind(m_other.children(other, Kind(kind)), m_reference.children(reference, Kind(kind)));
        }
    }

    void pairKind(const QList<ObjectId> &others, const QList<ObjectId> &references)
    {
        QHash<QString, QList<ObjectId>> byName;
        for (const ObjectId id : references)
            byName[key(m_reference, id)] += id;
        QList<ObjectId> left;
        for (const ObjectId id : others) {
            const ObjectId noted = m_noted.value(id);
            QList<ObjectId> &candidates = byName[key(m_other, id)];
            if (noted && !m_taken.contains(noted)) {
                pair(id, noted);
                candidates.removeAll(noted);
                continue;
            }
            const auto free = std::find_if(
                candidates.begin(), candidates.end(), [&](ObjectId c) { return !m_taken.contains(c) && !isNoted(c); });
            if (free == candidates.end()) {
                left += id;
                continue;
            }
            const ObjectId chosen = *free;
            candidates.erase(free);
            pair(id, chosen);
        }
        pairNameless(left, references);
    }

    bool isNoted(ObjectId reference) const { return m_notedBefore.contains(reference); }

    /// The name, and what else tells namesakes apart; a primary key is one a table, whatever its name.
    QString key(const Schema &schema, ObjectId id) const
    {
        const Object &object = *schema.find(id);
        if (as<PrimaryKey>(object))
            return {};
        QString result = folded(nameOf(object));
        if (const auto *routine = as<Routine>(object))
            result += QChar(0x1f) + routine->signature;
        if (const auto *opaque = as<Opaque>(object))
            result += QChar(0x1f) + opaque->engineKind;
        if (result.isEmpty() || result == QChar(0x1f))
            result = QChar(0x1e) + shape(schema, object);
        return result;
    }

    /// What a nameless constraint is: its columns by name.
    QString shape(const Schema &schema, const Object &object) const
    {
        QString result;
        const IdNamer namer = [&](ObjectId id) { return folded(schema.path(id).join(QChar(0x1f))); };
        for (const Field &field : catalogue(kindOf(object)).fields) {
            const QByteArrayView name(field.key);
            if (name == "columns" || name == "parts" || name == "referenced_table" || name == "expression")
                result += field.type().text(field.at(structOf(object)), namer) + QChar(0x1e);
        }
        return result;
    }

    /// Nameless ones whose shape changed: paired in order when as many are left on both sides.
    void pairNameless(const QList<ObjectId> &others, const QList<ObjectId> &references)
    {
        QList<ObjectId> before, after;
        for (const ObjectId id : references) {
            if (!m_taken.contains(id) && nameOf(*m_reference.find(id)).isEmpty())
                before += id;
        }
        for (const ObjectId id : others) {
            if (nameOf(*m_other.find(id)).isEmpty() && !as<Namespace>(*m_other.find(id)))
                after += id;
        }
        if (before.size() == 1 && after.size() == 1)
            pair(after.first(), before.first());
    }

    const Schema &m_other;
    const Schema &m_reference;
    NameRule m_rule;
    const QHash<ObjectId, quint64> m_otherKinds = childKinds(m_other);
    QHash<ObjectId, ObjectId> m_noted, m_pairs;
    QSet<ObjectId> m_notedBefore, m_taken;
};

} // namespace

QHash<ObjectId, ObjectId> pairing(
    const Schema &other, const Schema &reference, NameRule rule, const QList<RenameNote> &notes)
{
    return Pairing(other, reference, rule, notes).run();
}

Schema matched(const Schema &other, const Schema &reference, NameRule rule, const QList<RenameNote> &notes)
{
    const QHash<ObjectId, ObjectId> pairs = pairing(other, reference, rule, notes);
    const auto map = [&](ObjectId id) { return pairs.value(id, id); };
    std::vector<std::pair<ObjectId, Object>> all, differing;
    QSet<ObjectId> known;
    known.reserve(reference.size());
    other.forEach([&](ObjectId id, const Object &object) {
        Object same = mapped(object, map);
        const Object *old = reference.find(map(id));
        if (old)
            known += map(id);
        const bool shared = old && equal(*old, same);
        all.emplace_back(map(id), shared ? *old : std::move(same));
        if (!shared)
            differing.push_back(all.back());
    });
    if (qsizetype(differing.size()) + reference.size() - known.size() > reference.size() / 16) {
        SchemaBuilder builder;
        for (auto &[id, object] : all)
            builder.put(id, std::move(object));
        return builder.build();
    }
    // Few differences: put into the reference one by one, so that even its structure stays shared.
    Schema result = reference;
    reference.forEach([&](ObjectId id, const Object &) {
        if (!known.contains(id))
            result = result.without(id);
    });
    for (const auto &[id, object] : differing)
        result = result.with(id, object);
    return result;
}

Schema withDefaultNamespace(const Schema &schema, const QString &name)
{
    const ObjectId id = schema.child({}, Kind::Namespace, name);
    return id ? schema.with(id, renamed(*schema.find(id), {})) : schema;
}

} // namespace relata
