#pragma once
#include "models/plan/finding.h"
#include "models/schema/object_id.h"

#include <QList>
#include <QStringView>

namespace relata {

class Schema;
struct SqlFlavour;

/// Why one field of an object cannot stay as it is; shown where it arises. Nothing of this is kept from being typed.
struct DesignIssue {
    ObjectId object;
    QByteArray field; ///< key of the field
    Finding::Severity severity = Finding::Severity::Danger;
    Message message;
};

/// What is wrong with a table and all that belongs to it.
QList<DesignIssue> designIssues(const Schema &schema, ObjectId table, const SqlFlavour &flavour, QStringView engine);
/// What is wrong with an object's own name: empty, taken, too long.
QList<DesignIssue> nameIssues(const Schema &schema, ObjectId id, const SqlFlavour &flavour);

} // namespace relata
