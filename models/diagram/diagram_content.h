#pragma once
#include "models/diagram/notation.h"
#include "models/schema/object_id.h"

#include <QList>
#include <QString>

#include <vector>

namespace relata {

class Schema;

/// How a thing differs from the schema a diagram is compared with.
enum class DiagramMark : unsigned char { None, Added, Changed, Removed };

struct DiagramRow {
    enum class Key : unsigned char { None, Primary, Foreign, PrimaryForeign, Unique };
    ObjectId column;
    QString name;
    QString type; ///< as the server writes it
    Key key = Key::None;
    bool notNull = false;
    DiagramMark mark = DiagramMark::None;
};

struct DiagramTable {
    ObjectId id;
    QString name;
    QString schema; ///< empty for the default one
    QString comment;
    std::vector<DiagramRow> rows;
    DiagramMark mark = DiagramMark::None;
};

/// Its own mark, or that of a table that stays and has rows that differ.
DiagramMark overallMark(const DiagramTable &table);

struct DiagramRelation {
    ObjectId foreignKey;
    QString name;
    int from = 0, to = 0; ///< tables by index: referencing, referenced
    QList<int> fromRows, toRows; ///< pairwise
    RelationEnds ends;
    DiagramMark mark = DiagramMark::None;
};

/// What a diagram shows of a schema, without where. Tables by qualified name.
struct DiagramContent {
    std::vector<DiagramTable> tables;
    std::vector<DiagramRelation> relations;
};

DiagramContent diagramContent(const Schema &schema);
/// Marks what is new or changed against `base`, and keeps what is gone there as removed.
DiagramContent diagramContent(const Schema &schema, const Schema &base);
/// Two schemas laid over each other, whichever of them is empty. `onlyDifferences`: no tables but those that differ and
/// those that these are joined with.
DiagramContent comparedContent(const Schema &schema, const Schema &base, bool onlyDifferences);

} // namespace relata
