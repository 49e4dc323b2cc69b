#include "models/diff/matcher.h"

#include "models/schema/all_kinds.h"
#include "models/schema/mapped_equality.h"
#include "models/schema/schema_builder.h"

#include <QSet>

#include <algorithm>
#include <span>
#include <tuple>

namespace relata {

namespace {

/// An object as its family sees it.
struct Member {
    ObjectId parent, id;
    Kind kind{};
    int position = 0;
    const Object *object = nullptr;
};
using Members = std::span<const Member>;

/// The children of every object of a schema by kind, each in the order of Schema::children: to ask the schema for each
/// parent and kind by itself costs several times as much.
class Families {
public:
    explicit Families(const Schema &schema)
    {
        m_members.reserve(std::size_t(schema.size()));
        schema.forEach([this](ObjectId id, const Object &object) {
            const auto *column = as<Column>(object);
            m_members.push_back({parentOf(object), id, kindOf(object), column ? column->position : 0, &object});
            m_kinds |= quint64(1) << object.index();
        });
        std::sort(m_members.begin(), m_members.end(), [](const Member &a, const Member &b) {
            const auto x = std::tie(a.parent, a.kind, a.position), y = std::tie(b.parent, b.kind, b.position);
            return x == y ? std::tie(nameOf(*a.object), a.id) < std::tie(nameOf(*b.object), b.id) : x < y;
        });
        for (std::size_t begin = 0, end = 0; begin < m_members.size(); begin = end) {
            while (end < m_members.size() && m_members[end].parent == m_members[begin].parent)
                ++end;
            m_ofParent.insert(m_members[begin].parent, Members(m_members).subspan(begin, end - begin));
        }
    }

    /// All children, those of a kind side by side.
    Members of(ObjectId parent) const { return m_ofParent.value(parent); }
    /// Of one parent's children those of a kind.
    static Members ofKind(Members members, Kind kind)
    {
        const auto range = std::ranges::equal_range(members, kind, {}, &Member::kind);
        return {range.begin(), range.end()};
    }
    bool hasKind(Kind kind) const { return m_kinds & (quint64(1) << int(kind)); }

private:
    static_assert(KindCount <= 64);
    std::vector<Member> m_members;
    QHash<ObjectId, Members> m_ofParent;
    quint64 m_kinds = 0;
};

/// Two objects that are one.
struct Pair {
    ObjectId other, reference;
    const Object *otherObject = nullptr, *referenceObject = nullptr;
};

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
        if (m_otherFamilies.hasKind(Kind::Extension) && m_referenceFamilies.hasKind(Kind::Extension))
            noteExtensions();
        m_notedBefore = QSet<ObjectId>(m_noted.cbegin(), m_noted.cend());
        m_ids.reserve(other.size());
        m_pairs.reserve(std::size_t(other.size()));
        pairChildren({}, {});
        if (qsizetype(m_pairs.size()) != other.size())
            freeIds();
    }

    const QHash<ObjectId, ObjectId> &ids() const { return m_ids; }
    const std::vector<Pair> &pairs() const { return m_pairs; }
    /// The id that an object of the other has among the reference's.
    ObjectId mapped(ObjectId id) const
    {
        const auto at = m_ids.constFind(id);
        return at == m_ids.cend() ? m_freed.value(id, id) : *at;
    }

private:
    /// What has no pair may bear an id that another one has paired with: a table that was renamed without a note,
    /// beside a new one of its old name.
    void freeIds()
    {
        QSet<ObjectId> held;
        held.reserve(qsizetype(m_pairs.size()));
        for (const Pair &pair : m_pairs)
            held += pair.reference;
        m_other.forEach([&](ObjectId id, const Object &) {
            if (!m_ids.contains(id) && held.contains(id))
                m_freed.insert(id, ObjectId::random());
        });
    }

    /// One of a name, in whatever schema.
    void noteExtensions()
    {
        const QList<ObjectId> references = m_reference.all(Kind::Extension);
        for (const ObjectId after : m_other.all(Kind::Extension)) {
            for (const ObjectId before : references) {
                if (nameOf(*m_other.find(after)) == nameOf(*m_reference.find(before)))
                    m_noted.insert(after, before);
            }
        }
    }

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

    void pair(const Member &other, ObjectId reference, const Object *object)
    {
        m_ids.insert(other.id, reference);
        m_pairs.push_back({other.id, reference, other.object, object});
        pairChildren(other.id, reference);
    }

    void pairChildren(ObjectId other, ObjectId reference)
    {
        // All kinds of the other's: what is noted pairs with a child of another parent too.
        const Members references = m_referenceFamilies.of(reference);
        for (Members left = m_otherFamilies.of(other); !left.empty();) {
            const Members others = Families::ofKind(left, left.front().kind);
            left = left.subspan(others.size());
            pairKind(others, Families::ofKind(references, others.front().kind));
        }
    }

    /// Most are the same on both sides: they pair one by one as they stand, which is what pairing by name would give.
    /// Answers how many.
    std::size_t pairAlike(Members others, Members references)
    {
        std::size_t i = 0;
        for (; i < std::min(others.size(), references.size()) && isAlike(others[i], references[i]); ++i)
            pair(others[i], references[i].id, references[i].object);
        return i;
    }

    bool isAlike(const Member &other, const Member &reference) const
    {
        if (m_noted.contains(other.id) || isNoted(reference.id) || m_taken.contains(reference.id))
            return false;
        const Object &a = *other.object, &b = *reference.object;
        if (as<PrimaryKey>(a))
            return true;
        if (nameOf(a).isEmpty() || nameOf(a) != nameOf(b))
            return false;
        const auto *routine = as<Routine>(a);
        const auto *opaque = as<Opaque>(a);
        return routine ? routine->signature == as<Routine>(b)->signature
            : opaque   ? opaque->engineKind == as<Opaque>(b)->engineKind
                       : true;
    }

    void pairKind(Members others, Members references)
    {
        const std::size_t alike = pairAlike(others, references);
        others = others.subspan(alike);
        references = references.subspan(alike);
        if (others.empty())
            return;
        QHash<QString, QList<ObjectId>> byName;
        for (const Member &member : references)
            byName[key(m_reference, member.id)] += member.id;
        QList<const Member *> left;
        for (const Member &member : others) {
            const ObjectId noted = m_noted.value(member.id);
            QList<ObjectId> &candidates = byName[key(m_other, member.id)];
            if (noted && !m_taken.contains(noted)) {
                take(member, noted);
                candidates.removeAll(noted);
                continue;
            }
            const auto free = std::find_if(
                candidates.begin(), candidates.end(), [&](ObjectId c) { return !m_taken.contains(c) && !isNoted(c); });
            if (free == candidates.end()) {
                left += &member;
                continue;
            }
            const ObjectId chosen = *free;
            candidates.erase(free);
            take(member, chosen);
        }
        pairNameless(left, references);
    }

    void take(const Member &other, ObjectId reference)
    {
        m_taken.insert(reference);
        pair(other, reference, m_reference.find(reference));
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
    void pairNameless(const QList<const Member *> &others, Members references)
    {
        QList<const Member *> before, after;
        for (const Member &member : references) {
            if (!m_taken.contains(member.id) && nameOf(*member.object).isEmpty())
                before += &member;
        }
        for (const Member *member : others) {
            if (nameOf(*member->object).isEmpty() && !as<Namespace>(*member->object))
                after += member;
        }
        if (before.size() == 1 && after.size() == 1)
            take(*after.first(), before.first()->id);
    }

    const Schema &m_other;
    const Schema &m_reference;
    NameRule m_rule;
    const Families m_otherFamilies{m_other}, m_referenceFamilies{m_reference};
    QHash<ObjectId, ObjectId> m_noted, m_ids, m_freed;
    std::vector<Pair> m_pairs;
    QSet<ObjectId> m_notedBefore;
    QSet<ObjectId> m_taken; ///< but for what paired as it stood, which nobody asks for again
};

/// The one schema's objects under the other's ids.
struct Matching {
    std::vector<std::pair<ObjectId, const Object *>> same; ///< of the reference, shared
    std::vector<std::pair<ObjectId, Object>> differing;
    QSet<ObjectId> gone; ///< ids of the reference that nothing has
};

Matching matching(const Pairing &pairing, const Schema &other, const Schema &reference)
{
    const std::function<ObjectId(ObjectId)> map = [&](ObjectId id) { return pairing.mapped(id); };
    Matching result;
    result.same.reserve(pairing.pairs().size());
    for (const Pair &pair : pairing.pairs()) {
        if (equalUnder(*pair.otherObject, *pair.referenceObject, map))
            result.same.emplace_back(pair.reference, pair.referenceObject);
        else
            result.differing.emplace_back(pair.reference, mapped(*pair.otherObject, map));
    }
    const auto paired = qsizetype(pairing.pairs().size());
    if (paired != reference.size()) {
        reference.forEach([&](ObjectId id, const Object &) { result.gone += id; });
        for (const Pair &pair : pairing.pairs())
            result.gone -= pair.reference;
    }
    if (paired != other.size()) {
        other.forEach([&](ObjectId id, const Object &object) {
            if (pairing.ids().contains(id))
                return;
            const ObjectId own = pairing.mapped(id);
            const Object *old = reference.find(own); // it may have an id of the reference all the same
            if (old && equalUnder(object, *old, map))
                result.same.emplace_back(own, old);
            else
                result.differing.emplace_back(own, mapped(object, map));
            result.gone -= own;
        });
    }
    return result;
}

} // namespace

QHash<ObjectId, ObjectId> pairing(
    const Schema &other, const Schema &reference, NameRule rule, const QList<RenameNote> &notes)
{
    return Pairing(other, reference, rule, notes).ids();
}

Schema matched(const Schema &other, const Schema &reference, NameRule rule, const QList<RenameNote> &notes)
{
    const Pairing pairing(other, reference, rule, notes);
    const Matching all = matching(pairing, other, reference);
    if (qsizetype(all.differing.size()) + all.gone.size() > reference.size() / 16) {
        SchemaBuilder builder;
        for (const auto &[id, object] : all.same)
            builder.put(id, *object);
        for (const auto &[id, object] : all.differing)
            builder.put(id, object);
        return builder.build();
    }
    // Few differences: put into the reference one by one, so that even its structure stays shared.
    Schema result = reference;
    for (const ObjectId id : all.gone)
        result = result.without(id);
    for (const auto &[id, object] : all.differing)
        result = result.with(id, object);
    return result;
}

Schema withDefaultNamespace(const Schema &schema, const QString &name)
{
    const ObjectId id = schema.child({}, Kind::Namespace, name);
    return id ? schema.with(id, renamed(*schema.find(id), {})) : schema;
}

} // namespace relata
