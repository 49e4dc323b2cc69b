#pragma once
#include "models/engine/keeper.h"

#include <QSet>

namespace relata {

struct Engine;
struct SqlFlavour;

/// Which rows and values a change of schema takes away, as far as they can be copied aside first.
struct Keeping {
    /// A table or column whose rows or values go for good, and why.
    struct Lost {
        ObjectId id;
        Message why;
    };
    QList<KeptRows> kept;
    QList<Lost> lost;

    /// What keeps the rows of this table or the values of this column; null when nothing does.
    const KeptRows *of(ObjectId id) const;
    /// All columns whose values are kept.
    QSet<ObjectId> columns() const;
};

/// Tells the kept tables of one migration from those of all others. `parent`: id of the migration before it.
QString keptTag(const Schema &from, const Schema &to, const QString &parent);

/// Tables that go are kept whole; columns that go from tables that stay, together with a key that both sides have.
/// Names depend on nothing but the tag and the names in `from`, so that they can be found again later.
Keeping keepingOf(const Schema &from, const Schema &to, const Engine &engine, const QString &tag);

/// Rows that hold labels which go from their column's list, where a key tells them apart: all that could be kept of
/// them; which labels are replaced by which is not known here.
QList<KeptRows> keptLabelsOf(const Schema &from, const Schema &to, const Engine &engine, const QString &tag);

/// What these statements keep, whoever wrote them: what Relata would keep of that change, where a table is made for it
/// or renamed to it.
Keeping keepingIn(const QStringList &statements, const Schema &from, const Schema &to, const Engine &engine);

/// Whether one of the statements makes this kept table, or gives another its name.
bool makesKept(const QStringList &statements, const QString &name, const SqlFlavour &flavour);

/// The tags of all kept tables that the text names.
QStringList keptTags(const QString &sql);

} // namespace relata
