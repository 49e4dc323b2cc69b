#pragma once
#include <QString>

namespace relata::postgresql {

/// The text that the server prints once it has read its own text again. Of `status IN ('a', 'b')` over a varchar it
/// prints `(ARRAY['a'::character varying, …])::text[]`, and of that `ARRAY[('a'::character varying)::text, …]`: one
/// expression, two spellings, of which only the second lasts.
QString stableText(const QString &text);

} // namespace relata::postgresql
