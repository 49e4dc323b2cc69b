#pragma once
#include <QString>

namespace relata::postgresql {

/// The server's text as the server would print it again when it had read it. `status IN ('a', 'b')` over a varchar is
/// stored as one cast of the array, and becomes a cast of each element at the next reading; so it is taken to be that.
QString settledText(const QString &text);

} // namespace relata::postgresql
