#include "tests/support/catalogue_dump.h"

#include <QDir>
#include <QFile>

#include <libpq-fe.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace relata::tests {

namespace {

using Session = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

Session opened(const ConnectionProfile &profile)
{
    const QByteArray host = profile.host.toUtf8(), port = QByteArray::number(profile.port),
                     user = profile.user.toUtf8(), database = profile.database.toUtf8();
    const char *const keys[] = {"host", "port", "user", "dbname", nullptr};
    const char *const values[] = {host.constData(), port.constData(), user.constData(), database.constData(), nullptr};
    return {PQconnectdbParams(keys, values, 0), PQfinish};
}

/// Every query tells {class, object, line}; what belongs to an extension or to the server itself is left out of them
/// all.
QByteArray wholeQuery()
{
    const QDir folder(qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/tests/support/catalogue_dump"_s);
    QByteArrayList parts;
    for (const QString &name : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            parts += "(" + file.readAll() + ")";
    }
    return "SELECT line FROM (" + parts.join("\nUNION ALL\n") + R"() AS facts
        WHERE (object >= 16384 OR class = 'pg_namespace'::regclass)
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = class AND d.objid = object AND d.deptype = 'e')
        ORDER BY line COLLATE "C")";
}

} // namespace

Result<QStringList> catalogueDump(const ConnectionProfile &profile)
{
    static const QByteArray query = wholeQuery();
    const Session session = opened(profile);
    // One statement list is one transaction; no search path, so that every name is written whole.
    const QByteArray text = "SET LOCAL jit = off; SET LOCAL search_path = ''; " + query;
    const Answer answer(PQexec(session.get(), text.constData()), PQclear);
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK) {
        Error error;
        error.detail = QString::fromUtf8(PQerrorMessage(session.get()));
        return failure(error);
    }
    QStringList lines;
    for (int row = 0; row < PQntuples(answer.get()); ++row)
        lines += QString::fromUtf8(PQgetvalue(answer.get(), row, 0));
    return lines;
}

} // namespace relata::tests
