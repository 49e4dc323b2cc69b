#pragma once
#include "models/schema/data_type.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

#include <limits>

namespace relata {

/// A sequence generator. One that an identity column owns is part of that column, not an object.
struct Sequence {
    ObjectId schema;
    QString name;
    DataType type;
    qint64 start = 1;
    qint64 increment = 1;
    qint64 minimum = 1;
    qint64 maximum = std::numeric_limits<qint64>::max();
    qint64 cache = 1;
    bool cycle = false;
    ObjectId ownedBy; ///< a column; dropped with it
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "sequence", QT_TRANSLATE_NOOP("Kind", "Sequence"), QT_TRANSLATE_NOOP("Kind", "Sequences"), "sequence", 20};
    static const Field fields[12];
};
inline constexpr Field Sequence::fields[12] = {
    field<&Sequence::schema>("schema", FieldRole::Parent),
    field<&Sequence::name>("name"),
    field<&Sequence::type>("type"),
    field<&Sequence::start>("start"),
    field<&Sequence::increment>("increment"),
    field<&Sequence::minimum>("minimum"),
    field<&Sequence::maximum>("maximum"),
    field<&Sequence::cache>("cache"),
    field<&Sequence::cycle>("cycle"),
    field<&Sequence::ownedBy>("owned_by"),
    field<&Sequence::comment>("comment", FieldRole::Cosmetic),
    field<&Sequence::options>("options"),
};
RELATA_KIND_COMPLETE(Sequence)

} // namespace relata
