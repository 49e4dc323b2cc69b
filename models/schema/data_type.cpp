#include "models/schema/data_type.h"

#include <algorithm>
#include <array>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
struct Row {
    QStringView prefix;
    TypeFamily family;
};
// The first prefix that fits wins: longer and more special ones stand first.
constexpr auto Rows = std::to_array<Row>({
    {u"tinyint(1)", TypeFamily::Boolean},
    {u"bool", TypeFamily::Boolean},
    {u"interval", TypeFamily::Interval},
    {u"int", TypeFamily::Integer},
    {u"bigint", TypeFamily::Integer},
    {u"smallint", TypeFamily::Integer},
    {u"mediumint", TypeFamily::Integer},
    {u"tinyint", TypeFamily::Integer},
    {u"serial", TypeFamily::Integer},
    {u"bigserial", TypeFamily::Integer},
    {u"oid", TypeFamily::Integer},
    {u"year", TypeFamily::Integer},
    {u"numeric", TypeFamily::Decimal},
    {u"decimal", TypeFamily::Decimal},
    {u"dec", TypeFamily::Decimal},
    {u"money", TypeFamily::Decimal},
    {u"number", TypeFamily::Decimal},
    {u"real", TypeFamily::Float},
    {u"double", TypeFamily::Float},
    {u"float", TypeFamily::Float},
    {u"enum", TypeFamily::Enum},
    {u"set(", TypeFamily::Enum},
    {u"tinytext", TypeFamily::Text},
    {u"text", TypeFamily::Text},
    {u"mediumtext", TypeFamily::Text},
    {u"longtext", TypeFamily::Text},
    {u"character", TypeFamily::Text},
    {u"char", TypeFamily::Text},
    {u"varchar", TypeFamily::Text},
    {u"nchar", TypeFamily::Text},
    {u"nvarchar", TypeFamily::Text},
    {u"clob", TypeFamily::Text},
    {u"citext", TypeFamily::Text},
    {u"bpchar", TypeFamily::Text},
    {u"name", TypeFamily::Text},
    {u"bytea", TypeFamily::Bytes},
    {u"blob", TypeFamily::Bytes},
    {u"tinyblob", TypeFamily::Bytes},
    {u"mediumblob", TypeFamily::Bytes},
    {u"longblob", TypeFamily::Bytes},
    {u"binary", TypeFamily::Bytes},
    {u"varbinary", TypeFamily::Bytes},
    {u"bit", TypeFamily::Bytes},
    {u"timestamp", TypeFamily::Timestamp},
    {u"datetime", TypeFamily::Timestamp},
    {u"date", TypeFamily::Date},
    {u"time", TypeFamily::Time},
    {u"uuid", TypeFamily::Uuid},
    {u"json", TypeFamily::Json},
    {u"inet", TypeFamily::Network},
    {u"cidr", TypeFamily::Network},
    {u"macaddr", TypeFamily::Network},
});
} // namespace

TypeFamily familyOf(const QString &typeName)
{
    const QString name = typeName.trimmed().toLower();
    if (name.endsWith("[]"_L1))
        return TypeFamily::Array;
    for (const Row &row : Rows) {
        if (name.startsWith(row.prefix))
            return row.family;
    }
    return TypeFamily::Unknown;
}

bool isOrderly(TypeFamily family)
{
    static constexpr TypeFamily fine[] = {TypeFamily::Integer, TypeFamily::Decimal, TypeFamily::Text, TypeFamily::Bytes,
        TypeFamily::Date, TypeFamily::Time, TypeFamily::Timestamp, TypeFamily::Uuid};
    return std::find(std::begin(fine), std::end(fine), family) != std::end(fine);
}

int lengthOf(const QString &typeName)
{
    const qsizetype open = typeName.indexOf(u'(');
    if (open < 0)
        return -1;
    qsizetype end = open + 1;
    while (end < typeName.size() && typeName.at(end).isDigit())
        ++end;
    bool ok = false;
    const int length = QStringView(typeName).mid(open + 1, end - open - 1).toInt(&ok);
    return ok ? length : -1;
}

} // namespace relata
