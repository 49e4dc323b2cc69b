#include "dialects/mysql/column_words.h"

#include "dialects/mysql/server_facts.h"
#include "models/schema/data_type.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace relata::mysql {
using namespace Qt::StringLiterals;

QString normalType(const QString &columnType)
{
    // What the server adds by itself to each integer type.
    static constexpr auto Widths = std::to_array<std::pair<QLatin1StringView, QLatin1StringView>>({
        {"tinyint(4)"_L1, "tinyint"_L1},
        {"tinyint(3) unsigned"_L1, "tinyint unsigned"_L1},
        {"smallint(6)"_L1, "smallint"_L1},
        {"smallint(5) unsigned"_L1, "smallint unsigned"_L1},
        {"mediumint(9)"_L1, "mediumint"_L1},
        {"mediumint(8) unsigned"_L1, "mediumint unsigned"_L1},
        {"int(11)"_L1, "int"_L1},
        {"int(10) unsigned"_L1, "int unsigned"_L1},
        {"bigint(20)"_L1, "bigint"_L1},
        {"bigint(20) unsigned"_L1, "bigint unsigned"_L1},
        {"year(4)"_L1, "year"_L1},
    });
    for (const auto &[long_, short_] : Widths) {
        if (columnType == long_)
            return short_;
    }
    return columnType;
}

QString quotedText(const QString &text)
{
    QString escaped = text;
    escaped.replace(u"\\"_s, u"\\\\"_s).replace(u"'"_s, u"''"_s);
    escaped.replace(u"\n"_s, u"\\n"_s).replace(u"\r"_s, u"\\r"_s).replace(QChar(0), u"\\0"_s);
    return u'\'' + escaped + u'\'';
}

QString unescaped(const QString &expression, const ServerInfo &server)
{
    return isMariaDb(server) ? expression : QString(expression).replace(u"\\'"_s, u"'"_s);
}

QString defaultText(
    const QString &value, bool isNull, const QString &dataType, const QString &extra, const ServerInfo &server)
{
    if (isNull)
        return {};
    if (isMariaDb(server) && server.version >= 100207)
        return value == "NULL"_L1 ? QString() : value;
    if (extra.contains("DEFAULT_GENERATED"_L1, Qt::CaseInsensitive) && !value.startsWith("CURRENT_TIMESTAMP"_L1))
        return u'(' + unescaped(value, server) + u')';
    const TypeFamily family = familyOf(dataType);
    const bool isTime = dataType == "timestamp"_L1 || dataType == "datetime"_L1;
    const bool isNumber = family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Float
        || family == TypeFamily::Boolean;
    if (isNumber || dataType == "bit"_L1 || (isTime && value.startsWith("CURRENT_TIMESTAMP"_L1, Qt::CaseInsensitive)))
        return value;
    return quotedText(value);
}

} // namespace relata::mysql
