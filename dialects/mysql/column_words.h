#pragma once
#include <QString>

namespace relata {
struct ServerInfo;
}

namespace relata::mysql {

/// A type as Relata keeps it: the server's word without a display width that says nothing, "int(11)" → "int".
QString normalType(const QString &columnType);
/// A text as a literal of the server's.
QString quotedText(const QString &text);
/// A column's default as an expression, from what information_schema says: MariaDB answers SQL, MySQL bare values.
/// Empty where there is none.
QString defaultText(
    const QString &value, bool isNull, const QString &dataType, const QString &extra, const ServerInfo &server);
/// MySQL 5.7 and later escape quotes a second time where they show expressions.
QString unescaped(const QString &expression, const ServerInfo &server);

} // namespace relata::mysql
