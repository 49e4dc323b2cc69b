#pragma once
#include <QString>

namespace relata::postgresql {

/// A text with `%name%` replaced by one of two forms, by what the server knows.
QString chosen(QString text, const QString &name, bool known, const QString &newer, const QString &older);
/// `%owner:x%` as the name of role x, or NULL where it owns the database: that needs no word.
QString withOwner(QString text);

} // namespace relata::postgresql
