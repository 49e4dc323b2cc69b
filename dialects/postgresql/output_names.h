#pragma once
#include <QString>

namespace relata::postgresql {

/// A view's query with a name behind each output column that is a plain column ("u.id AS id"), in every select list
/// whose names matter, so that the text stays the same when inputs are renamed.
QString withOutputNames(const QString &query);
/// Takes away output names that say nothing new: the way people and the server write it.
QString withoutPlainOutputNames(const QString &query);

} // namespace relata::postgresql
