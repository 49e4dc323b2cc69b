#pragma once
#include "models/schema/object_id.h"

#include <QList>
#include <QMap>
#include <QPoint>
#include <QRect>
#include <QString>

namespace relata {

class Schema;

/// Where things stand on paper. Never inside Schema: moving a box is not a migration. Whole numbers, one a pixel at
/// zoom 1.
struct Diagram {
    struct Box {
        QPoint position; ///< top left corner
        bool pinned = false; ///< layouts leave it where it is
        int area = -1; ///< index into areas
        QString name; ///< the table's, for people and for schemas that are read anew with other ids
        bool operator==(const Box &) const = default;
    };
    /// Tables that belong together by their subject; drawn as a frame around them.
    struct Area {
        QString name;
        int color = 0; ///< of the theme's area colours, in turn
        bool operator==(const Area &) const = default;
    };
    struct Note {
        QString text;
        QRect place;
        bool operator==(const Note &) const = default;
    };

    QMap<ObjectId, Box> boxes;
    QList<Area> areas;
    QList<Note> notes;

    bool operator==(const Diagram &) const = default;

    /// With the boxes keyed by the schema's ids: by id where it exists, else by name; names are brought up to date.
    /// Boxes of tables that are gone stay, so that they find their place when they come back.
    [[nodiscard]] Diagram reconciled(const Schema &schema) const;
};

} // namespace relata
