#include "dialects/mysql/conversion.h"

#include "dialects/mysql/backquote.h"
#include "models/engine/server_info.h"
#include "models/schema/all_kinds.h"
#include "models/schema/type_parts.h"

#include <array>
#include <optional>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

struct IntegerRow {
    QLatin1StringView name;
    QLatin1StringView least, most, unsignedMost;
    int digits;
};
constexpr auto Integers = std::to_array<IntegerRow>({
    {"tinyint"_L1, "-128"_L1, "127"_L1, "255"_L1, 3},
    {"smallint"_L1, "-32768"_L1, "32767"_L1, "65535"_L1, 5},
    {"mediumint"_L1, "-8388608"_L1, "8388607"_L1, "16777215"_L1, 8},
    {"int"_L1, "-2147483648"_L1, "2147483647"_L1, "4294967295"_L1, 10},
    {"bigint"_L1, "-9223372036854775808"_L1, "9223372036854775807"_L1, "18446744073709551615"_L1, 20},
});

struct LongTextRow {
    QLatin1StringView text, bytes;
    qint64 most;
};
constexpr auto LongTexts = std::to_array<LongTextRow>({
    {"tinytext"_L1, "tinyblob"_L1, 255},
    {"text"_L1, "blob"_L1, 65535},
    {"mediumtext"_L1, "mediumblob"_L1, 16777215},
    {"longtext"_L1, "longblob"_L1, 4294967295},
});

/// A type as far as conversions have to know it.
struct Shape {
    enum class Kind { Other, Integer, Decimal, Float, Double, Text, Bytes, Temporal, Listed };
    Kind kind = Kind::Other;
    TypeParts parts;
    QString word; ///< "varchar"
    bool isUnsigned = false;
    qint64 longest = -1; ///< characters of varchar and char, bytes of the others
    const IntegerRow *integer = nullptr;

    QString least() const { return isUnsigned ? u"0"_s : QString(integer->least); }
    QString most() const { return isUnsigned ? integer->unsignedMost : integer->most; }
    int scale() const { return parts.number(1, 0); }
    int whole() const { return parts.number(0, 10) - scale(); }
    /// Digits behind the point of a temporal type.
    int precision() const { return parts.number(0, 0); }
    bool hasTime() const { return word != "date"_L1; }
};

void readText(Shape &shape)
{
    const bool isBytes = shape.word == "varbinary"_L1 || shape.word == "binary"_L1;
    if (isBytes || shape.word == "varchar"_L1 || shape.word == "char"_L1) {
        shape.kind = isBytes ? Shape::Kind::Bytes : Shape::Kind::Text;
        shape.longest = shape.parts.number(0, 1);
    }
    for (const LongTextRow &row : LongTexts) {
        if (shape.word != row.text && shape.word != row.bytes)
            continue;
        shape.kind = shape.word == row.text ? Shape::Kind::Text : Shape::Kind::Bytes;
        shape.longest = row.most;
    }
}

Shape shapeOf(const QString &type)
{
    Shape shape;
    shape.parts = typeParts(type);
    shape.word = shape.parts.base.section(u' ', 0, 0);
    shape.isUnsigned = shape.parts.base.contains("unsigned"_L1);
    for (const IntegerRow &row : Integers) {
        if (shape.word == row.name) {
            shape.kind = Shape::Kind::Integer;
            shape.integer = &row;
        }
    }
    if (shape.word == "decimal"_L1)
        shape.kind = Shape::Kind::Decimal;
    else if (shape.word == "float"_L1 || shape.word == "double"_L1)
        shape.kind = shape.word == "float"_L1 ? Shape::Kind::Float : Shape::Kind::Double;
    else if (shape.word == "datetime"_L1 || shape.word == "timestamp"_L1 || shape.word == "time"_L1
        || shape.word == "date"_L1)
        shape.kind = Shape::Kind::Temporal;
    else if (shape.word == "enum"_L1 || shape.word == "set"_L1)
        shape.kind = Shape::Kind::Listed;
    else
        readText(shape);
    return shape;
}

/// The character set of a column's texts; empty: unknown.
QString charsetOf(const Column &column, const Schema &schema, const ServerInfo &server)
{
    QString collation = column.collation;
    const auto *table = schema.find<Table>(column.table);
    const auto *space = table ? schema.find<Namespace>(table->schema) : nullptr;
    if (collation.isEmpty() && table)
        collation = table->options.value("mysql.collation").toString();
    if (collation.isEmpty() && space)
        collation = space->options.value("mysql.collation").toString();
    if (collation.isEmpty())
        collation = server.settings.value("collation_server").toString();
    const QString charset = collation.section(u'_', 0, 0);
    return charset == "utf8"_L1 ? u"utf8mb3"_s : charset;
}

class Judge {
public:
    Judge(const Column &before, const Column &after, const Schema &from, const Schema &to, const ServerInfo &server,
        bool mariaDb)
        : m_old(shapeOf(before.type.name))
        , m_new(shapeOf(after.type.name))
        , m_name(backquoted(before.name))
        , m_oldCharset(charsetOf(before, from, server))
        , m_newCharset(charsetOf(after, to, server))
        , m_isSameType(before.type == after.type)
        , m_isSameCollation(before.collation == after.collation)
        , m_mariaDb(mariaDb)
    { }

    Conversion run()
    {
        if (m_new.kind == Kind::Text)
            toText();
        else if (m_isSameType || m_old.parts == m_new.parts)
            return m_result;
        else if (m_new.kind == Kind::Integer)
            toInteger();
        else if (m_new.kind == Kind::Decimal)
            toDecimal();
        else if (m_new.kind == Kind::Float || m_new.kind == Kind::Double)
            toFloat();
        else if (m_new.kind == Kind::Temporal)
            toTemporal();
        else if (m_new.kind == Kind::Bytes)
            toBytes();
        else
            beUnknown();
        if (!m_failing.isEmpty())
            m_result.failing = m_name + u" IS NOT NULL AND ("_s + m_failing + u')';
        if (m_result.mayFail && m_failing.isEmpty())
            m_lost.clear();
        if (!m_lost.isEmpty())
            m_result.lost = m_failing.isEmpty()
                ? QString(u"("_s + m_lost + u')')
                : QString(u"CASE WHEN "_s + m_failing + u" THEN FALSE ELSE "_s + m_lost + u" END"_s);
        return m_result;
    }

private:
    using Kind = Shape::Kind;

    void lose(const QString &condition = {})
    {
        m_result.mayLose = true;
        m_lost = condition;
    }
    void fail(const QString &condition = {})
    {
        m_result.mayFail = true;
        m_failing = condition;
    }
    void beUnknown()
    {
        lose();
        fail();
    }

    static QString outside(const QString &value, const Shape &shape)
    {
        return value + u" NOT BETWEEN "_s + shape.least() + u" AND "_s + shape.most();
    }

    /// A comparison that takes no two spellings for one.
    static QString otherText(const QString &one, const QString &other)
    {
        return u"HEX(CONVERT("_s + one + u" USING utf8mb4)) <> HEX(CONVERT("_s + other + u" USING utf8mb4))"_s;
    }

    QString isNoNumber() const
    {
        if (m_mariaDb) // which takes no point where an integer is to be
            return m_name + u" NOT REGEXP '^[ ]*[-+]?[0-9]+[ ]*$'"_s;
        return m_name + u" NOT REGEXP '^[ ]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?[ ]*$'"_s;
    }

    void toInteger()
    {
        const QString rounded = u"ROUND("_s + m_name + u')';
        if (m_old.kind == Kind::Integer) {
            const bool fits = m_old.isUnsigned == m_new.isUnsigned ? m_old.integer->digits <= m_new.integer->digits
                                                                   : m_old.isUnsigned && m_old.integer < m_new.integer;
            if (!fits)
                fail(outside(m_name, m_new));
        } else if (m_old.kind == Kind::Decimal) {
            fail(outside(rounded, m_new));
            if (m_old.scale() > 0)
                lose(m_name + u" <> "_s + rounded);
        } else if (m_old.kind == Kind::Float || m_old.kind == Kind::Double) {
            fail(outside(rounded, m_new));
            lose(m_name + u" <> "_s + rounded);
        } else if (m_old.kind == Kind::Text) {
            const QString number = u"CAST("_s + m_name + u" AS DECIMAL(65,10))"_s;
            fail(isNoNumber() + u" OR "_s + outside(u"ROUND("_s + number + u')', m_new));
            lose(otherText(u"CAST("_s + number + (m_new.isUnsigned ? u" AS UNSIGNED)"_s : u" AS SIGNED)"_s), m_name));
        } else {
            beUnknown();
        }
    }

    void toDecimal()
    {
        const QString rounded = u"ROUND("_s + m_name + u", "_s + QString::number(m_new.scale()) + u')';
        const QString least = m_new.isUnsigned ? m_name + u" < 0 OR "_s : QString();
        const QString over = least + u"ABS("_s + rounded + u") >= "_s + powerOfTen(m_new.whole());
        if (m_old.kind == Kind::Integer) {
            if (m_old.integer->digits > m_new.whole() || (m_new.isUnsigned && !m_old.isUnsigned))
                fail(over);
        } else if (m_old.kind == Kind::Decimal) {
            const bool isCut = m_old.scale() > m_new.scale();
            if (isCut)
                lose(m_name + u" <> "_s + rounded);
            if (isCut || m_old.whole() > m_new.whole() || (m_new.isUnsigned && !m_old.isUnsigned))
                fail(over);
        } else if (m_old.kind == Kind::Float || m_old.kind == Kind::Double) {
            lose(m_name + u" <> "_s + rounded);
            fail(over);
        } else if (m_old.kind == Kind::Text) {
            fail();
            lose();
        } else {
            beUnknown();
        }
    }

    void toFloat()
    {
        const bool isSingle = m_new.kind == Kind::Float;
        if (m_new.isUnsigned || !m_new.parts.numbers.isEmpty())
            return beUnknown();
        if (m_old.kind == Kind::Integer) {
            if (m_old.integer->digits > (isSingle ? 5 : 10))
                lose(isSingle ? QString() : u"CAST(%1 + 0e0 AS DECIMAL(65,0)) <> %1"_s.arg(m_name));
        } else if (m_old.kind == Kind::Decimal) {
            lose();
        } else if (m_old.kind == Kind::Double && isSingle) {
            lose();
            fail();
        } else if (m_old.kind != Kind::Float && m_old.kind != Kind::Double) {
            beUnknown();
        }
    }

    void toText()
    {
        if (m_old.kind == Kind::Text)
            return fromText();
        if (m_old.kind == Kind::Float)
            return beUnknown(); // its text has fewer digits
        if (m_old.kind == Kind::Other || m_old.kind == Kind::Bytes)
            return beUnknown();
        const bool fits = m_old.kind == Kind::Integer && m_new.longest > m_old.integer->digits;
        if (!fits && m_new.longest < 65535)
            fail(u"CHAR_LENGTH("_s + m_name + u") > "_s + QString::number(m_new.longest));
    }

    bool isCounted(const Shape &shape) const { return shape.word == "varchar"_L1 || shape.word == "char"_L1; }

    void fromText()
    {
        QStringList failing, lost;
        const QString most = QString::number(m_new.longest);
        const bool isShorter = isCounted(m_new) ? m_new.longest < m_old.longest : m_new.longest < mostBytesOfOld();
        if (isShorter && m_new.word == "varchar"_L1) {
            failing += u"CHAR_LENGTH("_s + m_name + u") > "_s + most;
        } else if (isShorter && m_new.word == "char"_L1) { // blanks at the end are cut without a word
            failing += u"CHAR_LENGTH(TRIM(TRAILING ' ' FROM SUBSTRING(%1, %2))) > 0"_s.arg(
                m_name, QString::number(m_new.longest + 1));
        } else if (isShorter) {
            (m_mariaDb ? failing : lost) += u"LENGTH("_s + m_name + u") > "_s + most; // 5.6 cuts it
        }
        if (m_new.word == "char"_L1 && m_old.word != "char"_L1)
            lost += u"CHAR_LENGTH(TRIM(TRAILING ' ' FROM %1)) <> CHAR_LENGTH(%1)"_s.arg(m_name);
        addCharset(failing);
        if (!lost.isEmpty())
            lose(lost.join(u" OR "_s));
        if (!failing.isEmpty())
            fail(failing.join(u" OR "_s));
        if (!m_isSameCollation && (m_oldCharset.isEmpty() || m_newCharset.isEmpty()))
            fail(); // for all that is known
    }

    qint64 mostBytesOfOld() const { return isCounted(m_old) ? m_old.longest * 4 : m_old.longest; }

    void addCharset(QStringList &failing) const
    {
        if (m_oldCharset == m_newCharset || m_oldCharset.isEmpty() || m_newCharset.isEmpty()
            || m_newCharset == "utf8mb4"_L1
            || (m_newCharset == "utf8mb3"_L1 && (m_oldCharset == "latin1"_L1 || m_oldCharset == "ascii"_L1)))
            return;
        const QString there = u"CONVERT("_s + m_name + u" USING "_s + m_newCharset + u')';
        failing += otherText(there, m_name);
    }

    void toBytes()
    {
        if (m_old.kind != Kind::Text && m_old.kind != Kind::Bytes)
            return beUnknown();
        if (m_new.word == "binary"_L1)
            lose(); // zeros fill it up
        if (m_new.longest < (m_old.kind == Kind::Text ? mostBytesOfOld() : m_old.longest))
            tooLong();
    }

    /// Text and bytes of many sizes: before 5.7 MySQL cuts them.
    void tooLong()
    {
        const QString condition = u"LENGTH("_s + m_name + u") > "_s + QString::number(m_new.longest);
        if (m_mariaDb || m_new.word == "varbinary"_L1 || m_new.word == "binary"_L1)
            fail(condition);
        else
            lose(condition);
    }

    void toTemporal()
    {
        if (m_old.kind == Kind::Text) {
            lose();
            return fail();
        }
        if (m_old.kind != Kind::Temporal)
            return beUnknown();
        if (m_old.word == m_new.word) {
            if (m_new.precision() < m_old.precision())
                lose(u"MICROSECOND(%1) % %2 <> 0"_s.arg(m_name, powerOfTen(6 - m_new.precision())));
        } else if (m_old.word == "datetime"_L1 && m_new.word == "date"_L1) {
            lose(m_name + u" <> DATE("_s + m_name + u')');
        } else if (m_old.word != "date"_L1 || m_new.word != "datetime"_L1) {
            beUnknown(); // another clock, or the day is not told
        }
    }

    const Shape m_old, m_new;
    const QString m_name, m_oldCharset, m_newCharset;
    const bool m_isSameType, m_isSameCollation, m_mariaDb;
    QString m_lost, m_failing;
    Conversion m_result;
};

} // namespace

Conversion MysqlConversion::conversion(
    const Column &before, const Column &after, const Schema &from, const Schema &to, const ServerInfo &server) const
{
    return Judge(before, after, from, to, server, m_mariaDb).run();
}

} // namespace relata::mysql
