#include "tests/app/crowd.h"

#include "models/engine/connection.h"
#include "models/engine/fetch.h"

#include <QCoreApplication>

namespace relata::tests {
using namespace Qt::StringLiterals;

const QString CrowdTables = u"CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20));\n"
                            "INSERT INTO account VALUES (1, 'a');\n"
                            "CREATE TABLE other (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20));\n"
                            "INSERT INTO other VALUES (1, 'a');"_s;

QString runOne(const Session &session, const QString &sql)
{
    const auto done = perform(*session.connection, sql);
    return done ? QString() : done.error().text();
}

QString runAll(const Session &session, const QStringList &statements)
{
    for (const QString &sql : statements) {
        if (const QString wrong = runOne(session, sql); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

Crowd::Crowd(const EngineRegistry &engines, const QByteArray &server, const QString &next, const QString &down,
    bool transaction, const std::function<void(ProjectConfig &)> &adjust)
    : place(engines, server, {CrowdTables, next}, {QString(), down}, transaction, adjust)
{
    const Answer first = runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s}));
    if (first.status != 0 || !other.open(place.profile(), engines) || !session.open(place.profile(), engines))
        place.error += u"cannot begin: "_s + first.err;
    else
        m_number = askNumber();
    if (server == "mariadb") {
        const QString told =
            u"UPDATE performance_schema.setup_consumers SET enabled = '%1' WHERE name = 'events_statements_current'"_s;
        place.error += runAll(session, {told.arg(u"YES"_s), u"INSTALL SONAME 'metadata_lock_info'"_s});
        m_atEnd = {told.arg(u"NO"_s), u"UNINSTALL SONAME 'metadata_lock_info'"_s};
    }
}

Crowd::~Crowd()
{
    for (const QString &sql : std::as_const(m_atEnd))
        (void)runOne(session, sql);
}

QString Crowd::stand(const QString &table)
{
    if (place.isSqlite())
        return runOne(other, u"BEGIN IMMEDIATE"_s);
    const QString wrong = runAll(other, {u"BEGIN"_s, u"UPDATE %1 SET name = 'b'"_s.arg(table)});
    // MySQL shows transactions as they were until nobody has asked for a tenth of a second.
    return wrong.isEmpty() && !place.isPostgresql() ? runOne(session, u"SELECT SLEEP(0.2)"_s) : wrong;
}

QString Crowd::askNumber() const
{
    if (place.isSqlite())
        return QString::number(QCoreApplication::applicationPid());
    const auto rows =
        fetch(*other.connection, place.isPostgresql() ? u"SELECT pg_backend_pid()"_s : u"SELECT CONNECTION_ID()"_s);
    return rows ? rows->text(0, 0) : rows.error().text();
}

} // namespace relata::tests
