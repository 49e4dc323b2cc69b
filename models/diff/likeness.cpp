#include "models/diff/matcher.h"

#include "models/base/name_likeness.h"
#include "models/schema/all_kinds.h"

#include <QSet>

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

/// Tables that went and tables that came, told alike by their columns and names. Only pairs that share columns are
/// looked at.
class TableLikeness {
public:
    TableLikeness(const Schema &from, const QList<ObjectId> &gone, const Schema &to, const QList<ObjectId> &come)
        : m_from(from)
        , m_to(to)
        , m_gone(gone)
        , m_come(come)
    {
        for (qsizetype i = 0; i < come.size(); ++i) {
            const QSet<QString> columns = columnsOf(to, come.at(i));
            m_sizes += columns.size();
            for (const QString &column : columns)
                m_having[column] += i;
        }
    }

    void addTo(QList<Likeness> &all) const
    {
        for (const ObjectId one : m_gone) {
            const QSet<QString> columns = columnsOf(m_from, one);
            QHash<qsizetype, qsizetype> common;
            for (const QString &column : columns) {
                for (const qsizetype i : m_having.value(column))
                    ++common[i];
            }
            for (auto it = common.cbegin(); it != common.cend(); ++it)
                add(one, it.key(), double(it.value()) / double(columns.size() + m_sizes.at(it.key()) - it.value()),
                    all);
        }
    }

private:
    static QSet<QString> columnsOf(const Schema &schema, ObjectId table)
    {
        QSet<QString> columns;
        for (const ObjectId id : schema.children(table, Kind::Column))
            columns += nameOf(*schema.find(id)) + QChar(0x1f) + schema.find<Column>(id)->type.name;
        return columns;
    }

    void add(ObjectId before, qsizetype come, double columns, QList<Likeness> &all) const
    {
        constexpr double OfColumns = 0.75;
        if (OfColumns * columns + (1 - OfColumns) < LeastLikeness) // whatever their names
            return;
        const ObjectId after = m_come.at(come);
        const Object &old = *m_from.find(before), &now = *m_to.find(after);
        if (parentOf(old) != parentOf(now))
            return;
        const double score = OfColumns * columns + (1 - OfColumns) * nameLikeness(nameOf(old), nameOf(now));
        if (score >= LeastLikeness)
            all += {before, after, score};
    }

    const Schema &m_from, &m_to;
    const QList<ObjectId> m_gone, m_come;
    QHash<QString, QList<qsizetype>> m_having; ///< which of those that came have a column
    QList<qsizetype> m_sizes;
};

/// The best pairs, none of which shares a side with a better one.
QList<Likeness> best(QList<Likeness> all)
{
    std::sort(all.begin(), all.end(), [](const Likeness &x, const Likeness &y) {
        return std::tuple(-x.confidence, x.before, x.after) < std::tuple(-y.confidence, y.before, y.after);
    });
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

QList<Likeness> likenesses(const Schema &reference, const Schema &other)
{
    QList<ObjectId> goneTables, comeTables;
    QHash<ObjectId, QList<ObjectId>> goneColumns, comeColumns; // by table
    Schema::compare(reference, other, [&](ObjectId id, const Object *before, const Object *after) {
        const Object &one = before ? *before : *after;
        if (before && after)
            return;
        if (as<Table>(one))
            (before ? goneTables : comeTables) += id;
        else if (as<Column>(one))
            (before ? goneColumns : comeColumns)[parentOf(one)] += id;
    });
    QList<Likeness> all;
    TableLikeness(reference, goneTables, other, comeTables).addTo(all);
    for (auto gone = goneColumns.cbegin(); gone != goneColumns.cend(); ++gone) {
        for (const ObjectId a : gone.value()) {
            for (const ObjectId b : comeColumns.value(gone.key())) {
                const double score = columnLikeness(*reference.find<Column>(a), *other.find<Column>(b));
                if (score >= LeastLikeness)
                    all += {a, b, score};
            }
        }
    }
    return best(std::move(all));
}

} // namespace relata
