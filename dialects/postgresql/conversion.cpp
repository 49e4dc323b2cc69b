#include "dialects/postgresql/conversion.h"

#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/type_change.h"
#include "models/engine/server_info.h"
#include "models/schema/kinds/column.h"
#include "models/schema/type_parts.h"

#include <optional>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

struct Range {
    QString least, most;
    int digits = 0; ///< of any of its values
};

std::optional<Range> rangeOf(const QString &base)
{
    if (base == "smallint"_L1)
        return Range{u"-32768"_s, u"32767"_s, 5};
    if (base == "integer"_L1)
        return Range{u"-2147483648"_s, u"2147483647"_s, 10};
    if (base == "bigint"_L1)
        return Range{u"-9223372036854775808"_s, u"9223372036854775807"_s, 19};
    return {};
}

bool isFloat(const QString &base) { return base == "real"_L1 || base == "double precision"_L1; }

bool isText(const QString &base)
{
    return base == "text"_L1 || base == "character varying"_L1 || base == "character"_L1;
}

/// Types whose text says all of the value, whatever the session.
bool isSpelledOut(const QString &base)
{
    return rangeOf(base) || base == "numeric"_L1 || base == "boolean"_L1 || base == "uuid"_L1 || base == "date"_L1
        || base == "json"_L1 || base == "jsonb"_L1;
}

/// Digits behind the point that a temporal type keeps; all of them without a number.
int precisionOf(const TypeParts &type) { return type.number(0, 6); }

bool isTemporal(const QString &base)
{
    return base.startsWith("timestamp"_L1) || base.startsWith("time "_L1) || base == "interval"_L1;
}

class Judge {
public:
    Judge(const Column &before, const Column &after, const Schema &from, const Schema &to, int version)
        : m_before(before)
        , m_after(after)
        , m_old(typeParts(before.type.name))
        , m_new(typeParts(after.type.name))
        , m_name((sql() << Identifier{before.name}).sql())
        , m_oldType(Naming(from).type(before.type).sql)
        , m_newType(Naming(to).type(after.type).sql)
        , m_version(version)
    { }

    Conversion run()
    {
        judge();
        m_result.cast = cast();
        if (!m_result.failing.isEmpty())
            m_result.failing = m_name + u" IS NOT NULL AND ("_s + m_result.failing + u')';
        if (m_result.mayLose && m_result.mayFail == !m_result.failing.isEmpty() && !m_isUnknown)
            m_result.lost = lost();
        return m_result;
    }

private:
    /// Without a condition the cast there and back tells.
    void lose(const QString &condition = {})
    {
        m_result.mayLose = true;
        m_lost = condition;
    }
    void fail(const QString &condition = {})
    {
        m_result.mayFail = true;
        m_result.failing = condition;
    }
    void beUnknown()
    {
        m_isUnknown = true;
        lose();
        fail();
    }

    QString cast() const
    {
        const QString text = conversion(m_before.type, m_after.type, m_newType);
        return text.isEmpty() ? text : text.arg(m_name);
    }

    /// Only for what does not fail: nothing catches the error.
    QString lost() const
    {
        const QString differs = m_lost.isEmpty() ? comesBackOtherwise() : m_lost;
        return m_result.failing.isEmpty()
            ? differs
            : QString(u"CASE WHEN "_s + m_result.failing + u" THEN false ELSE "_s + differs + u" END"_s);
    }

    QString comesBackOtherwise() const
    {
        const QString there = m_result.cast.isEmpty() ? QString(m_name + u"::"_s + m_newType) : m_result.cast;
        const bool byText = isText(m_old.base) || m_old.base == "json"_L1 || m_old.base == "bytea"_L1;
        const QString end = byText ? u"::text"_s : QString();
        return u"(("_s + there + u")::"_s + m_oldType + u')' + end + u" IS DISTINCT FROM "_s + m_name + end;
    }

    void judge()
    {
        if (m_before.type == m_after.type)
            return;
        const bool isUsers = m_before.type.userType || m_after.type.userType;
        if (isUsers && m_after.type.userType.isNull() && m_new.base == "text"_L1)
            return; // its text
        if (isUsers)
            return beUnknown();
        if (m_old == m_new)
            return;
        if (m_new.base.endsWith("[]"_L1) || m_old.base.endsWith("[]"_L1)) {
            if (m_new.base != "text"_L1)
                beUnknown();
        } else if (isText(m_new.base)) {
            toText();
        } else if (isText(m_old.base)) {
            fromText();
        } else if (rangeOf(m_new.base) || m_new.base == "numeric"_L1 || isFloat(m_new.base)) {
            toNumber();
        } else {
            toOther();
        }
    }

    void toText()
    {
        const int longest = m_new.base == "character"_L1 ? m_new.number(0, 1) : m_new.number(0);
        const bool isPadded = m_new.base == "character"_L1;
        if (!isText(m_old.base)) {
            if (!isSpelledOut(m_old.base) && longest >= 0)
                return beUnknown();
            if (longest >= 0 && !fits(longest))
                fail(u"char_length("_s + m_name + u"::text) > "_s + QString::number(longest));
            return;
        }
        const int was = m_old.base == "character"_L1 ? m_old.number(0, 1) : m_old.number(0);
        const bool isShorter = longest >= 0 && (was < 0 || longest < was);
        if (isShorter) // blanks at the end are cut without a word
            fail(u"rtrim(substr("_s + m_name + u"::text, "_s + QString::number(longest + 1) + u"), ' ') <> ''"_s);
        if (m_old.base != "character"_L1 && (isShorter || isPadded))
            lose();
    }

    bool fits(int length) const
    {
        const auto range = rangeOf(m_old.base);
        return (range && length > range->digits) || (m_old.base == "uuid"_L1 && length >= 36)
            || (m_old.base == "boolean"_L1 && length >= 5) || (m_old.base == "date"_L1 && length >= 16);
    }

    /// Whoever spells a value otherwise than the type does, gets another text back.
    void fromText()
    {
        if (m_new.base == "citext"_L1 || m_new.base.endsWith(".citext"_L1))
            return; // the same text
        if (familyOf(m_new.base) == TypeFamily::Unknown || m_new.base.contains(u'.'))
            return beUnknown(); // it may come with the very change, so that nothing can be asked before
        lose();
        if (m_version >= 160000)
            fail(u"NOT pg_catalog.pg_input_is_valid("_s + m_name + u"::text, "_s + (sql() << SqlString{m_newType}).sql()
                + u')');
        else
            fail(patternFailing());
    }

    QString patternFailing() const
    {
        const QString text = m_name + u"::text"_s;
        if (const auto range = rangeOf(m_new.base))
            return u"CASE WHEN "_s + text + u" ~ '^\\s*[-+]?[0-9]+\\s*$' THEN "_s + text + u"::numeric NOT BETWEEN "_s
                + range->least + u" AND "_s + range->most + u" ELSE true END"_s;
        if (m_new.base == "numeric"_L1) {
            const QString isNumber = text + u" ~ '^\\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,3})?\\s*$'"_s;
            return m_new.numbers.isEmpty()
                ? QString(u"NOT ("_s + isNumber + u" OR lower(btrim("_s + text + u")) = 'nan')"_s)
                : QString(u"CASE WHEN "_s + isNumber + u" THEN "_s + overflows(text + u"::numeric"_s)
                    + u" ELSE lower(btrim("_s + text + u")) <> 'nan' END"_s);
        }
        if (m_new.base == "boolean"_L1)
            return u"lower(btrim("_s + text
                + u", E' \\t\\n')) NOT IN ('t', 'tr', 'tru', 'true', 'f', 'fa', 'fal', 'fals', 'false', 'y', 'ye', "
                  u"'yes', 'n', 'no', 'on', 'of', 'off', '1', '0')"_s;
        if (m_new.base == "uuid"_L1)
            return text + u" !~* '^([{]([0-9a-f]{4}-?){7}[0-9a-f]{4}[}]|([0-9a-f]{4}-?){7}[0-9a-f]{4})$'"_s;
        return {};
    }

    /// Whether a numeric has more digits before the point than the new type.
    QString overflows(const QString &value) const
    {
        const int scale = m_new.number(1, 0);
        return u"abs(round("_s + value + u", "_s + QString::number(scale) + u")) >= "_s
            + powerOfTen(m_new.number(0) - scale);
    }

    void toNumber()
    {
        if (const auto range = rangeOf(m_old.base))
            return fromInteger(*range);
        if (m_old.base == "numeric"_L1)
            return fromNumeric();
        if (isFloat(m_old.base))
            return fromFloat();
        if (m_old.base != "boolean"_L1)
            beUnknown();
    }

    void fromInteger(const Range &was)
    {
        if (const auto range = rangeOf(m_new.base)) {
            if (range->digits < was.digits)
                fail(m_name + u" NOT BETWEEN "_s + range->least + u" AND "_s + range->most);
        } else if (isFloat(m_new.base)) {
            if (was.digits > (m_new.base == "real"_L1 ? 5 : 10))
                lose(roundedBinary(was));
        } else if (m_new.number(1, 0) < 0) {
            beUnknown();
        } else if (!m_new.numbers.isEmpty() && m_new.number(0) - m_new.number(1, 0) < was.digits) {
            fail(overflows(m_name + u"::numeric"_s));
        }
    }

    /// Whether a float holds another integer. The largest are rounded up to what is no bigint any more.
    QString roundedBinary(const Range &was) const
    {
        const bool isSingle = m_new.base == "real"_L1;
        QString there = m_name + u"::"_s + m_newType + u"::double precision::bigint <> "_s + m_name;
        if (was.digits < 19)
            return there;
        const QString tooLarge = isSingle ? u"9223371761976868864"_s : u"9223372036854775296"_s;
        return u"CASE WHEN "_s + m_name + u" >= "_s + tooLarge + u" THEN true ELSE "_s + there + u" END"_s;
    }

    void fromNumeric()
    {
        const bool isBounded = !m_old.numbers.isEmpty();
        const int scale = m_old.number(1, 0), whole = m_old.number(0) - scale;
        if (m_old.number(1, 0) < 0 || m_new.number(1, 0) < 0)
            return beUnknown();
        if (const auto range = rangeOf(m_new.base)) {
            if (!isBounded || scale > 0) // what is rounded up may be too large for the way back
                lose(m_name + u" <> round("_s + m_name + u')');
            // The largest integers are larger than all numbers of one digit less.
            if (!isBounded || whole >= range->digits || scale > 0)
                fail(u"round("_s + m_name + u") NOT BETWEEN "_s + range->least + u" AND "_s + range->most);
        } else if (isFloat(m_new.base)) {
            lose(m_name + u"::"_s + m_newType + u"::numeric <> "_s + m_name);
            const bool isSingle = m_new.base == "real"_L1;
            if (!isBounded || whole > (isSingle ? 38 : 308) || scale > (isSingle ? 45 : 323))
                fail(outOfFloat(isSingle));
        } else if (!m_new.numbers.isEmpty()) {
            const QString rounded = u"round("_s + m_name + u", "_s + QString::number(m_new.number(1, 0)) + u')';
            if (!isBounded || scale > m_new.number(1, 0))
                lose(m_name + u" <> "_s + rounded);
            if (!isBounded || whole > m_new.number(0) - m_new.number(1, 0) || scale > m_new.number(1, 0))
                fail(m_name + u" <> 'NaN' AND "_s + overflows(m_name));
        }
    }

    /// Whether a numeric is too large for a float, or so small that only zero is left of it.
    QString outOfFloat(bool isSingle) const
    {
        const QString endless = m_version >= 140000 ? u", 'Infinity', '-Infinity'"_s : QString();
        return m_name + u" NOT IN ('NaN', 0"_s + endless + u") AND abs("_s + m_name + u") NOT BETWEEN "_s
            + (isSingle ? u"7.0064923216240854e-46 AND 3.4028235677973366e38"_s
                        : u"2.4703282292062328e-324 AND 1.797693134862315807e308"_s);
    }

    void fromFloat()
    {
        const QString isNumber = m_name + u" <> 'NaN' AND "_s;
        if (const auto range = rangeOf(m_new.base)) {
            lose();
            fail(u"NOT ("_s + m_name + u" >= "_s + range->least + u".5::double precision AND "_s + m_name + u" < "_s
                + range->most + u".5::double precision)"_s);
        } else if (m_new.base == "real"_L1) {
            lose();
            fail(isNumber + u"abs("_s + m_name + u") NOT IN ('Infinity', 0) AND abs("_s + m_name
                + u") NOT BETWEEN 7.1e-46 AND 3.4028235e38"_s);
        } else if (m_new.base == "numeric"_L1) {
            lose();
            const QString endless = u"abs("_s + m_name + u") = 'Infinity'"_s;
            if (!m_new.numbers.isEmpty())
                fail(isNumber + u"(CASE WHEN "_s + endless + u" THEN true ELSE "_s + overflows(m_name + u"::numeric"_s)
                    + u" END)"_s);
            else if (m_version < 140000)
                fail(endless);
        }
    }

    void toOther()
    {
        const QString &old = m_old.base, &fresh = m_new.base;
        const bool isSame = old == fresh;
        if (old.startsWith("timestamp"_L1) && (fresh == "date"_L1 || fresh.startsWith("time"_L1))) {
            if (!isSame || precisionOf(m_new) < precisionOf(m_old))
                lose(); // the hour, the day, parts of a second; or what the session's zone makes of it
            if (fresh.startsWith("time "_L1))
                m_isUnknown = true; // there is no cast back
        } else if (isSame && isTemporal(fresh)) {
            if (fresh == "interval"_L1 ? m_old.numbers != m_new.numbers : precisionOf(m_new) < precisionOf(m_old))
                lose();
        } else if (old == "date"_L1 && fresh.startsWith("timestamp"_L1)) {
            if (fresh.contains("with time"_L1))
                lose();
        } else if ((old.startsWith("time "_L1) && fresh.startsWith("time "_L1))
            || (old == "json"_L1 && fresh == "jsonb"_L1) || (old == "inet"_L1 && fresh == "cidr"_L1)) {
            lose();
        } else if (rangeOf(old) && fresh == "boolean"_L1) {
            lose(m_name + u" NOT IN (0, 1)"_s); // there is no cast back to most integers
        } else if (!(old == "jsonb"_L1 && fresh == "json"_L1) && !(old == "cidr"_L1 && fresh == "inet"_L1)) {
            beUnknown();
        }
    }

    const Column &m_before, &m_after;
    const TypeParts m_old, m_new;
    const QString m_name, m_oldType, m_newType;
    const int m_version;
    bool m_isUnknown = false; ///< nothing can be asked
    QString m_lost;
    Conversion m_result;
};

} // namespace

Conversion PostgresqlConversion::conversion(
    const Column &before, const Column &after, const Schema &from, const Schema &to, const ServerInfo &server) const
{
    return Judge(before, after, from, to, server.version).run();
}

} // namespace relata::postgresql
