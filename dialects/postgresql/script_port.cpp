#include "dialects/postgresql/runner_port.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

static QString block(const QString &body)
{
    QString tag = u"$relata$"_s;
    while (body.contains(tag))
        tag.insert(1, u'_');
    return u"DO "_s + tag + u" BEGIN "_s + body + u" END "_s + tag;
}

QString PostgresqlRunnerPort::utcNow() const
{
    return u"pg_catalog.to_char(pg_catalog.clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"_s;
}

QString PostgresqlRunnerPort::currentUser() const { return u"session_user"_s; }

QString PostgresqlRunnerPort::opening() const
{
    return u"\\set ON_ERROR_STOP on\nSET lock_timeout = 3000;\n"_s
        + block(u"PERFORM pg_catalog.pg_advisory_lock(%1);"_s.arg(LockKey)) + u";\n"_s;
}

QString PostgresqlRunnerPort::closing() const
{
    return block(u"PERFORM pg_catalog.pg_advisory_unlock(%1);"_s.arg(LockKey)) + u";\n"_s;
}

QString PostgresqlRunnerPort::stopWhere(const QString &query, const QString &reason) const
{
    SqlWriter text(postgresqlFlavour());
    text << SqlString{reason};
    return block(u"IF EXISTS ("_s + query + u") THEN RAISE EXCEPTION USING MESSAGE = "_s + text.sql() + u"; END IF;"_s);
}

Result<QString> PostgresqlRunnerPort::unless(
    const QString &query, const QStringList &statements, const ServerInfo &) const
{
    return u"SELECT NOT EXISTS ("_s + query + u") AS relata_pending \\gset\n\\if :relata_pending\n"_s
        + statements.join(u";\n"_s) + u";\n\\endif\n"_s;
}

Trouble PostgresqlRunnerPort::troubleOf(const QString &sqlState, const QString &words) const
{
    struct Sign {
        const char *state; ///< its beginning
        const char *words;
        Trouble trouble;
    };
    static constexpr Sign signs[] = {{"42501", "permission denied", Trouble::Rights},
        {"42501", "must be owner", Trouble::Rights}, {"55P03", "lock timeout", Trouble::Lock},
        {"40P01", "deadlock detected", Trouble::Lock}, {"53100", "No space left", Trouble::Disk},
        {"53100", "could not extend file", Trouble::Disk}, {"42601", "syntax error", Trouble::Syntax},
        {"42701", "already exists", Trouble::Exists}, {"42P07", "already exists", Trouble::Exists},
        {"42710", "already exists", Trouble::Exists}, {"42P06", "already exists", Trouble::Exists},
        {"42723", "already exists", Trouble::Exists}, {"42P16", "multiple primary keys", Trouble::Exists},
        {"42703", "does not exist", Trouble::IsMissing}, {"42P01", "does not exist", Trouble::IsMissing},
        {"42704", "does not exist", Trouble::IsMissing}, {"42883", "does not exist", Trouble::IsMissing},
        {"3F000", "does not exist", Trouble::IsMissing}, {"23", "violates", Trouble::Data},
        {"23", "could not create unique index", Trouble::Data}, {"23", "contains null values", Trouble::Data},
        {"23", "is violated by some row", Trouble::Data}, {"22", "invalid input syntax", Trouble::Data},
        {"22", "value too long", Trouble::Data}, {"22", "out of range", Trouble::Data}};
    for (const Sign &sign : signs) {
        if (!sqlState.isEmpty() ? sqlState.startsWith(QLatin1StringView(sign.state))
                                : words.contains(QLatin1StringView(sign.words), Qt::CaseInsensitive))
            return sign.trouble;
    }
    return Trouble::Unknown;
}

} // namespace relata::postgresql
