#pragma once
#include <QString>

namespace relata {

struct DriftItem;

/// What differs, for people: "Table tmp_import: only in the database", "Column book.title: Type: a → b".
QString driftText(const DriftItem &item);

} // namespace relata
