#include "models/diff/likeness.h"

#include "models/base/name_likeness.h"
#include "models/diff/looks.h"
#include "models/schema/all_kinds.h"

#include <QMap>

#include <algorithm>
#include <tuple>

namespace relata {

namespace {

/// Of two columns: type weighs most, then the name, then what else agrees.
double columnLikeness(const Column &a, const Column &b)
{
    const double type = a.type == b.type ? 1.0 : familyOf(a.type.name) == familyOf(b.type.name) ? 0.4 : 0.0;
    const double rest =
        (double(a.nullable == b.nullable) + double(a.defaultValue == b.defaultValue) + double(a.identity == b.identity))
        / 3.0;
    const double place = a.position == b.position ? 1.0 : 0.0;
    return 0.45 * type + 0.25 * nameLikeness(a.name, b.name) + 0.15 * rest + 0.15 * place;
}

constexpr double LeastLikeness = 0.6; ///< below it nobody is asked

bool isTold(Kind kind)
{
    switch (kind) {
    case Kind::Table:
    case Kind::View:
    case Kind::MaterializedView:
    case Kind::Sequence:
    case Kind::EnumType:
    case Kind::Domain:
    case Kind::CompositeType:
    case Kind::RangeType:
    case Kind::Collation:
    case Kind::Routine:
    case Kind::Event:
        return true;
    default:
        return isRemade(kind);
    }
}

/// Of one kind and parent: those that went and those that came.
struct Group {
    QList<ObjectId> gone, come;
};

/// Tells them alike by what they are and by their names. Only pairs that share what few have are looked at, and of the
/// many that are equal those whose names stand beside each other.
class GroupLikeness {
public:
    GroupLikeness(const Schema &from, const Schema &to, const Group &group)
        : m_from(from)
        , m_to(to)
        , m_group(group)
        , m_isRemade(isRemade(kindOf(*from.find(group.gone.first()))))
    {
        for (const ObjectId id : group.gone)
            m_gone += looksOf(from, id);
        for (const ObjectId id : group.come)
            m_come += looksOf(to, id);
    }

    QList<Likeness> all()
    {
        addEqual();
        if (!m_isRemade)
            addSimilar();
        return std::move(m_all);
    }

private:
    QString nameOfGone(qsizetype i) const { return nameOf(*m_from.find(m_group.gone.at(i))); }
    QString nameOfCome(qsizetype i) const { return nameOf(*m_to.find(m_group.come.at(i))); }

    void addEqual()
    {
        QHash<QString, std::pair<QList<qsizetype>, QList<qsizetype>>> equal;
        for (qsizetype i = 0; i < m_gone.size(); ++i)
            equal[m_gone.at(i).whole].first += i;
        for (qsizetype i = 0; i < m_come.size(); ++i) {
            if (const auto same = equal.find(m_come.at(i).whole); same != equal.end())
                same->second += i;
        }
        constexpr qsizetype Few = 4'096; // pairs
        for (const auto &[gone, come] : std::as_const(equal)) {
            if (gone.size() * come.size() > Few) {
                addNeighbours(gone, come, false);
                addNeighbours(gone, come, true);
                continue;
            }
            for (const qsizetype one : gone) {
                for (const qsizetype other : come)
                    add(one, other, 1);
            }
        }
    }

    /// By the order of names, or of names read from behind: who renames many gives all the same word before or behind.
    void addNeighbours(const QList<qsizetype> &gone, const QList<qsizetype> &come, bool fromBehind)
    {
        constexpr qsizetype Reach = 4;
        const auto read = [&](QString name) {
            if (fromBehind)
                std::reverse(name.begin(), name.end());
            return name;
        };
        QList<std::pair<QString, qsizetype>> order;
        for (const qsizetype other : come)
            order.emplace_back(read(nameOfCome(other)), other);
        std::sort(order.begin(), order.end());
        for (const qsizetype one : gone) {
            const std::pair<QString, qsizetype> wanted(read(nameOfGone(one)), 0);
            const qsizetype at = std::lower_bound(order.cbegin(), order.cend(), wanted) - order.cbegin();
            for (qsizetype i = std::max<qsizetype>(at - Reach, 0); i < std::min(at + Reach, order.size()); ++i)
                add(one, order.at(i).second, 1);
        }
    }

    void addSimilar()
    {
        QHash<QString, QList<qsizetype>> having; // which of those that came have a part
        for (qsizetype i = 0; i < m_come.size(); ++i) {
            for (const QString &part : m_come.at(i).parts)
                having[part] += i;
        }
        constexpr qsizetype Common = 32; // a part of more than so many tells nobody
        for (qsizetype one = 0; one < m_gone.size(); ++one) {
            QSet<qsizetype> met;
            for (const QString &part : m_gone.at(one).parts) {
                const QList<qsizetype> &others = having[part];
                if (others.size() <= Common)
                    met.unite(QSet<qsizetype>(others.cbegin(), others.cend()));
            }
            for (const qsizetype other : std::as_const(met)) {
                if (m_gone.at(one).whole != m_come.at(other).whole)
                    add(one, other, common(m_gone.at(one).parts, m_come.at(other).parts));
            }
        }
    }

    /// How much of what the two have is of both.
    static double common(const QSet<QString> &a, const QSet<QString> &b)
    {
        const auto shared = std::count_if(a.cbegin(), a.cend(), [&](const QString &one) { return b.contains(one); });
        return double(shared) / double(a.size() + b.size() - shared);
    }

    void add(qsizetype one, qsizetype other, double content)
    {
        // What is made of nothing that can be told is equal to many: its name weighs as much.
        const double ofContent = m_gone.at(one).parts.isEmpty() ? 0.5 : 0.75;
        if (ofContent * content + (1 - ofContent) < LeastLikeness) // whatever their names
            return;
        const double name = nameLikeness(nameOfGone(one), nameOfCome(other));
        const double score = ofContent * content + (1 - ofContent) * name;
        if (score >= LeastLikeness || m_isRemade)
            m_all += {m_group.gone.at(one), m_group.come.at(other), score};
    }

    const Schema &m_from, &m_to;
    const Group m_group;
    const bool m_isRemade;
    QList<Looks> m_gone, m_come;
    QList<Likeness> m_all;
};

void addColumns(const Schema &from, const Schema &to, const Group &group, QList<Likeness> &all)
{
    for (const ObjectId a : group.gone) {
        for (const ObjectId b : group.come) {
            const double score = columnLikeness(*from.find<Column>(a), *to.find<Column>(b));
            if (score >= LeastLikeness)
                all += {a, b, score};
        }
    }
}

/// The best pairs, none of which shares a side with a better one; of those that are as good, by their names.
QList<Likeness> best(QList<Likeness> all, const Schema &from, const Schema &to)
{
    const auto key = [&](const Likeness &one) {
        return std::tuple(
            -one.confidence, nameOf(*from.find(one.before)), nameOf(*to.find(one.after)), one.before, one.after);
    };
    std::sort(all.begin(), all.end(), [&](const Likeness &x, const Likeness &y) { return key(x) < key(y); });
    QList<Likeness> result;
    QSet<ObjectId> used;
    for (const Likeness &one : all) {
        if (used.contains(one.before) || used.contains(one.after))
            continue;
        used << one.before << one.after;
        result += one;
    }
    return result;
}

} // namespace

bool isRemade(Kind kind)
{
    return kind == Kind::Index || kind == Kind::Unique || kind == Kind::ForeignKey || kind == Kind::Check
        || kind == Kind::Exclusion || kind == Kind::Statistics;
}

QList<Likeness> likenesses(const Schema &reference, const Schema &other) { return likenesses(reference, other, {}); }

QList<Likeness> likenesses(const Schema &reference, const Schema &other, const KnownChange &isKnown)
{
    QMap<std::pair<Kind, ObjectId>, Group> groups; // by kind and parent
    Schema::compare(reference, other, [&](ObjectId id, const Object *before, const Object *after) {
        const Object &one = before ? *before : *after;
        if ((before && after) || (kindOf(one) != Kind::Column && !isTold(kindOf(one))))
            return;
        if (isKnown && isKnown(before ? reference : other, id))
            return;
        Group &group = groups[{kindOf(one), parentOf(one)}];
        (before ? group.gone : group.come) += id;
    });
    QList<Likeness> all;
    for (const auto &[key, group] : groups.asKeyValueRange()) {
        if (group.gone.isEmpty() || group.come.isEmpty())
            continue;
        if (key.first == Kind::Column)
            addColumns(reference, other, group, all);
        else
            all += GroupLikeness(reference, other, group).all();
    }
    return best(std::move(all), reference, other);
}

} // namespace relata
