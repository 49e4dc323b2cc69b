#include "dialects/sqlite/names.h"
#include "dialects/sqlite/runner_port.h"
#include "dialects/sqlite/token_reader.h"

namespace relata::sqlite {
using namespace Qt::StringLiterals;

/// The shell has no conditions, but it runs files: a query writes one, which is empty where nothing is to be done.
constexpr QLatin1StringView pendingFile("relata-pending.sql");

QString SqliteRunnerPort::utcNow() const { return u"strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"_s; }

QString SqliteRunnerPort::currentUser() const { return u"'sqlite3'"_s; }

QString SqliteRunnerPort::opening() const
{
    return u".bail on\n.mode list\n.headers off\n.timeout 3000\n"
           "CREATE TEMP TABLE _relata_stop (reason TEXT NOT NULL PRIMARY KEY);\n"_s;
}

QString SqliteRunnerPort::closing() const { return u"DROP TABLE temp._relata_stop;\n"_s; }

QString SqliteRunnerPort::stopWhere(const QString &query, const QString &reason) const
{
    return u"SELECT "_s + literal(u"Stopped: "_s + reason) + u" WHERE EXISTS ("_s + query
        + u");\nINSERT INTO temp._relata_stop SELECT 'stop' FROM (SELECT 1 UNION ALL SELECT 2) WHERE EXISTS ("_s + query
        + u')';
}

QString SqliteRunnerPort::rowsOf(const QString &statement) const
{
    TokenReader in(statement);
    if (!in.accept(u"pragma"))
        return statement;
    in.accept({u"main", u"."});
    if (!in.accept(u"foreign_key_check"))
        return statement;
    QString table;
    if (in.accept(u"(") || in.accept(u"="))
        table = in.takeName();
    return u"SELECT 1 FROM pragma_foreign_key_check"_s + (table.isEmpty() ? QString() : u'(' + literal(table) + u')');
}

Result<QString> SqliteRunnerPort::unless(const QString &query, const QStringList &statements, const ServerInfo &) const
{
    return u".output "_s + pendingFile + u"\nSELECT "_s + literal(statements.join(u";\n"_s) + u";\n"_s)
        + u" WHERE NOT EXISTS ("_s + query + u");\n.output\n.read "_s + pendingFile + u"\n.output "_s + pendingFile
        + u"\n.output\n"_s;
}

Trouble SqliteRunnerPort::troubleOf(const QString &, const QString &words) const
{
    struct Sign {
        const char *words;
        Trouble trouble;
    };
    static constexpr Sign signs[] = {{"already exists", Trouble::Exists}, {"duplicate column name", Trouble::Exists},
        {"already another table or index", Trouble::Exists}, {"constraint failed", Trouble::Data},
        {"break a foreign key", Trouble::Data}, {"Cannot add a NOT NULL column", Trouble::Data},
        {"datatype mismatch", Trouble::Data}, {"readonly database", Trouble::Rights},
        {"unable to open", Trouble::Rights}, {"locked", Trouble::Lock}, {"disk is full", Trouble::Disk},
        {"disk I/O", Trouble::Disk}, {"syntax error", Trouble::Syntax}, {"no such", Trouble::IsMissing}};
    for (const Sign &sign : signs) {
        if (words.contains(QLatin1StringView(sign.words), Qt::CaseInsensitive))
            return sign.trouble;
    }
    return Trouble::Unknown;
}

} // namespace relata::sqlite
