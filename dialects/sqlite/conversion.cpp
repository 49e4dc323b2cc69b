#include "dialects/sqlite/conversion.h"

#include "dialects/sqlite/names.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/table.h"

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

enum class Affinity { Integer, Text, Blob, Real, Numeric };

/// By the rules that SQLite itself reads a declared type with.
Affinity affinityOf(const QString &type)
{
    const QString words = type.toUpper();
    if (words.contains("INT"_L1))
        return Affinity::Integer;
    if (words.contains("CHAR"_L1) || words.contains("CLOB"_L1) || words.contains("TEXT"_L1))
        return Affinity::Text;
    if (words.isEmpty() || words.contains("BLOB"_L1))
        return Affinity::Blob;
    return words.contains("REAL"_L1) || words.contains("FLOA"_L1) || words.contains("DOUB"_L1) ? Affinity::Real
                                                                                               : Affinity::Numeric;
}

bool isStrict(const Column &column, const Schema &schema)
{
    const auto *table = schema.find<Table>(column.table);
    return table && table->options.contains("sqlite.strict");
}

/// A strict table takes what comes to a column of type ANY as it is; elsewhere that is a word like any other.
Affinity affinityOf(const Column &column, const Schema &schema)
{
    const QString &type = column.type.name;
    return isStrict(column, schema) && type.compare("ANY"_L1, Qt::CaseInsensitive) == 0 ? Affinity::Blob
                                                                                        : affinityOf(type);
}

/// Whether the value, after it came to a column of this affinity, is no longer what it was.
QString lostTo(Affinity affinity, const QString &name)
{
    // Where one side is a NUMERIC, the other is compared as what it would become: a number only if it looks like one.
    const QString respelled =
        u"typeof(%1) = 'text' AND CAST(%1 AS NUMERIC) = %1 AND CAST(CAST(%1 AS %2) AS TEXT) <> %1"_s;
    switch (affinity) {
    case Affinity::Blob:
        return {};
    case Affinity::Text:
        return u"typeof(%1) = 'real' AND CAST(CAST(%1 AS TEXT) AS REAL) <> %1"_s.arg(name);
    case Affinity::Integer:
    case Affinity::Numeric:
        return respelled.arg(name, u"NUMERIC"_s);
    case Affinity::Real:
        return QString(u"(typeof(%1) = 'integer' AND CAST(CAST(%1 AS REAL) AS INTEGER) <> %1) OR ("_s.arg(name)
            + respelled.arg(name, u"REAL"_s) + u')');
    }
    return {};
}

/// Whether a strict table refuses the value in a column of this type.
QString refusedBy(const QString &type, const QString &name)
{
    const QString word = type.toUpper();
    const QString text = u"typeof(%1) = 'text' AND NOT (CAST(%1 AS NUMERIC) = %1)"_s.arg(name);
    if (word == "INT"_L1 || word == "INTEGER"_L1)
        return QString(
            u"typeof(%1) = 'blob' OR (%2) OR (typeof(%1) IN ('real', 'text') AND CAST(%1 AS NUMERIC) <> CAST(%1 AS INTEGER))"_s
                .arg(name, text));
    if (word == "REAL"_L1)
        return QString(u"typeof(%1) = 'blob' OR (%2)"_s.arg(name, text));
    if (word == "TEXT"_L1)
        return u"typeof(%1) = 'blob'"_s.arg(name);
    if (word == "BLOB"_L1)
        return u"typeof(%1) NOT IN ('blob', 'null')"_s.arg(name);
    return {};
}

} // namespace

Conversion SqliteConversion::conversion(
    const Column &before, const Column &after, const Schema &from, const Schema &to, const ServerInfo &) const
{
    const QString name = quoted(before.name);
    const Affinity old = affinityOf(before, from), fresh = affinityOf(after, to);
    const bool wasHeld = isStrict(before, from) && before.type == after.type;
    Conversion result;
    if (fresh == old && (wasHeld || !isStrict(after, to)))
        return result;
    if (fresh != old)
        result.lost = lostTo(fresh, name);
    if (isStrict(after, to))
        result.failing = refusedBy(after.type.name, name);
    result.mayLose = !result.lost.isEmpty();
    result.mayFail = !result.failing.isEmpty();
    if (result.mayLose && result.mayFail)
        result.lost = u"CASE WHEN "_s + result.failing + u" THEN 0 ELSE "_s + result.lost + u" END"_s;
    return result;
}

} // namespace relata::sqlite
