#include "dialects/mysql/columns.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

constexpr unsigned BinaryCharset = 63;

QString unsignedOr(const MYSQL_FIELD &field, QLatin1StringView name)
{
    return field.flags & UNSIGNED_FLAG ? QString(name) + u" unsigned"_s : QString(name);
}

QString numberName(const MYSQL_FIELD &field)
{
    switch (field.type) {
    case MYSQL_TYPE_TINY:
        return field.length == 1 && !(field.flags & UNSIGNED_FLAG) ? u"tinyint(1)"_s : unsignedOr(field, "tinyint"_L1);
    case MYSQL_TYPE_SHORT:
        return unsignedOr(field, "smallint"_L1);
    case MYSQL_TYPE_INT24:
        return unsignedOr(field, "mediumint"_L1);
    case MYSQL_TYPE_LONG:
        return unsignedOr(field, "int"_L1);
    case MYSQL_TYPE_LONGLONG:
        return unsignedOr(field, "bigint"_L1);
    case MYSQL_TYPE_FLOAT:
        return unsignedOr(field, "float"_L1);
    case MYSQL_TYPE_DOUBLE:
        return unsignedOr(field, "double"_L1);
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL:
        return unsignedOr(field, "decimal"_L1);
    case MYSQL_TYPE_BIT:
        return u"bit"_s;
    default:
        return {};
    }
}

QString timeName(const MYSQL_FIELD &field)
{
    switch (field.type) {
    case MYSQL_TYPE_YEAR:
        return u"year"_s;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
        return u"date"_s;
    case MYSQL_TYPE_TIME:
    case MYSQL_TYPE_TIME2:
        return u"time"_s;
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_DATETIME2:
        return u"datetime"_s;
    case MYSQL_TYPE_TIMESTAMP:
    case MYSQL_TYPE_TIMESTAMP2:
        return u"timestamp"_s;
    case MYSQL_TYPE_NULL:
        return u"null"_s;
    default:
        return {};
    }
}

QString textName(const MYSQL_FIELD &field)
{
    const bool binary = field.charsetnr == BinaryCharset;
    if (field.flags & ENUM_FLAG)
        return u"enum"_s;
    if (field.flags & SET_FLAG)
        return u"set"_s;
    switch (field.type) {
    case MYSQL_TYPE_JSON:
        return u"json"_s;
    case MYSQL_TYPE_GEOMETRY:
        return u"geometry"_s;
    case MYSQL_TYPE_STRING:
        return binary ? u"binary"_s : u"char"_s;
    case MYSQL_TYPE_VARCHAR:
    case MYSQL_TYPE_VAR_STRING:
        return binary ? u"varbinary"_s : u"varchar"_s;
    default:
        return binary ? u"blob"_s : u"text"_s;
    }
}

/// MariaDB says more of types that older clients take for strings.
QString extendedName(const MYSQL_FIELD &field)
{
    for (const mariadb_field_attr_t which : {MARIADB_FIELD_ATTR_FORMAT_NAME, MARIADB_FIELD_ATTR_DATA_TYPE_NAME}) {
        MARIADB_CONST_STRING text{};
        if (mariadb_field_attr(&text, &field, which) == 0 && text.length > 0)
            return QString::fromUtf8(text.str, qsizetype(text.length));
    }
    return {};
}

QString typeName(const MYSQL_FIELD &field)
{
    for (QString (*const name)(const MYSQL_FIELD &) : {extendedName, numberName, timeName}) {
        if (const QString found = name(field); !found.isEmpty())
            return found;
    }
    return textName(field);
}

} // namespace

bool holdsBytes(const MYSQL_FIELD &field)
{
    switch (field.type) {
    case MYSQL_TYPE_GEOMETRY:
    case MYSQL_TYPE_BIT:
        return true;
    case MYSQL_TYPE_STRING:
    case MYSQL_TYPE_VARCHAR:
    case MYSQL_TYPE_VAR_STRING:
    case MYSQL_TYPE_TINY_BLOB:
    case MYSQL_TYPE_MEDIUM_BLOB:
    case MYSQL_TYPE_LONG_BLOB:
    case MYSQL_TYPE_BLOB:
        return field.charsetnr == BinaryCharset && !(field.flags & (ENUM_FLAG | SET_FLAG));
    default:
        return false;
    }
}

QList<ResultColumn> columnsOf(MYSQL_RES *result)
{
    QList<ResultColumn> columns;
    const unsigned count = mysql_num_fields(result);
    const MYSQL_FIELD *fields = mysql_fetch_fields(result);
    columns.reserve(qsizetype(count));
    for (unsigned i = 0; i < count; ++i) {
        const QString type = typeName(fields[i]);
        columns +=
            ResultColumn{QString::fromUtf8(fields[i].name, qsizetype(fields[i].name_length)), type, familyOf(type)};
    }
    return columns;
}

} // namespace relata::mysql
