#include "dialects/sqlite/conversion.h"

#include "dialects/sqlite/names.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/table.h"

#include <QRegularExpression>

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

/// Whether the value is of another storage class once it came to a column of this affinity.
QString turnedTo(Affinity affinity, const QString &name)
{
    const QString number = u"(typeof(%1) = 'text' AND CAST(%1 AS NUMERIC) = %1)"_s;
    switch (affinity) {
    case Affinity::Blob:
        return {};
    case Affinity::Text:
        return u"typeof(%1) IN ('integer', 'real')"_s.arg(name);
    case Affinity::Integer:
    case Affinity::Numeric:
        return QString(number + u" OR (typeof(%1) = 'real' AND CAST(%1 AS INTEGER) = %1)"_s).arg(name);
    case Affinity::Real:
        return QString(number + u" OR typeof(%1) = 'integer'"_s).arg(name);
    }
    return {};
}

/// Whether the value is no longer what it was, after it came to a column of this affinity and back to one of the old.
QString lostTo(Affinity affinity, const QString &name, Affinity old)
{
    if (old == Affinity::Blob) // takes what comes back as it is
        return turnedTo(affinity, name);
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

/// Whether the value is of another storage class than a column of this type says. A type that SQLite knows nothing of,
/// such as DATE, says none.
QString strayIn(const QString &type, const QString &name)
{
    static const QRegularExpression number(
        u"^\\s*(NUMERIC|DECIMAL|DEC|NUMBER|BOOL|BOOLEAN|MONEY)\\b"_s, QRegularExpression::CaseInsensitiveOption);
    const QString others = u"typeof(%1) NOT IN (%2, 'null')"_s;
    switch (affinityOf(type)) {
    case Affinity::Integer:
        return others.arg(name, u"'integer'"_s);
    case Affinity::Text:
        return others.arg(name, u"'text'"_s);
    case Affinity::Blob:
        return type.isEmpty() ? QString() : others.arg(name, u"'blob'"_s);
    case Affinity::Real:
        return others.arg(name, u"'real'"_s);
    case Affinity::Numeric:
        return number.match(type).hasMatch() ? others.arg(name, u"'integer', 'real'"_s) : QString();
    }
    return {};
}

} // namespace

/// A strict table has none, and refuses those that come to it.
Strays SqliteConversion::strays(const Column &before, const Column &after, const Schema &from, const Schema &to) const
{
    const QString name = quoted(before.name), stray = strayIn(before.type.name, name);
    if (stray.isEmpty() || isStrict(before, from) || isStrict(after, to))
        return {};
    const Affinity fresh = affinityOf(after, to);
    const QString turned = fresh == affinityOf(before, from) ? QString() : turnedTo(fresh, name);
    if (turned.isEmpty())
        return {stray, {}};
    return {stray + u" AND NOT ("_s + turned + u')', stray + u" AND ("_s + turned + u')'};
}

QString SqliteConversion::kindOf(const QString &column) const { return u"typeof("_s + quoted(column) + u')'; }

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
        result.lost = lostTo(fresh, name, old);
    if (isStrict(after, to))
        result.failing = refusedBy(after.type.name, name);
    result.mayLose = !result.lost.isEmpty();
    result.mayFail = !result.failing.isEmpty();
    if (result.mayLose && result.mayFail)
        result.lost = u"CASE WHEN "_s + result.failing + u" THEN 0 ELSE "_s + result.lost + u" END"_s;
    return result;
}

} // namespace relata::sqlite
