#include "tests/dialects/postgresql_database.h"

#include "dialects/postgresql/driver.h"
#include "models/engine/fetch.h"
#include "tests/support/test_servers.h"

#include <QRandomGenerator>

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<Connection> opened(const ConnectionProfile &profile, QString *error = nullptr)
{
    Result<std::unique_ptr<Connection>> connection = postgresql::PostgresqlDriver().open(profile);
    if (!connection && error)
        *error = connection.error().text();
    return connection ? std::move(*connection) : nullptr;
}

} // namespace

PostgresqlDatabase::PostgresqlDatabase(const QByteArray &server)
{
    m_server = profileFromUrl(serverUrl(server).value_or(QString())).value_or(ConnectionProfile());
    m_profile = m_server;
    m_profile.database = u"relata_test_"_s + QString::number(QRandomGenerator::global()->generate64(), 36);
    const std::unique_ptr<Connection> beside = opened(m_server, &m_error);
    if (!beside)
        return;
    const auto made = perform(*beside, u"CREATE DATABASE "_s + m_profile.database + u" TEMPLATE template0"_s);
    if (!made)
        m_error = made.error().text();
    else
        m_connection = opened(m_profile, &m_error);
}

PostgresqlDatabase::~PostgresqlDatabase()
{
    m_connection.reset();
    if (const std::unique_ptr<Connection> beside = opened(m_server))
        (void)perform(*beside, u"DROP DATABASE IF EXISTS "_s + m_profile.database + u" WITH (FORCE)"_s);
}

std::unique_ptr<Connection> PostgresqlDatabase::another() const { return opened(m_profile); }

QString PostgresqlDatabase::run(const QString &script)
{
    // One DO-free script as one simple statement list is not to be had through the driver: cut at line ends with `;`.
    for (const QString &part : script.split(u";\n"_s, Qt::SkipEmptyParts)) {
        if (part.trimmed().isEmpty())
            continue;
        if (const auto done = perform(*m_connection, part); !done)
            return QString(done.error().text() + u"\n"_s + part);
    }
    return {};
}

bool Heard::page(RowPage page)
{
    pageRows += page.rowCount();
    widestPage = std::max(widestPage, page.bytes.size());
    for (qsizetype row = 0; row < page.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < page.columnCount; ++column) {
            if (page.isNull(row, column))
                cells += u"<null>"_s;
            else if (page.isBytes(row, column))
                cells += u"bytes:"_s + QString::fromLatin1(page.view(row, column).toByteArray().toHex());
            else
                cells += page.text(row, column);
        }
        rows += cells;
    }
    return true;
}

} // namespace relata::tests
