#include "tests/support/bare_answers.h"

#include <libpq-fe.h>
#include <mysql.h>
#include <sqlite3.h>

namespace relata::tests {
using namespace Qt::StringLiterals;

Result<> QuestionKeeper::execute(const QString &oneStatement, std::span<const Value> parameters, RowSink &sink)
{
    m_asked += {{oneStatement}, QList<Value>(parameters.begin(), parameters.end())};
    return m_inner.execute(oneStatement, parameters, sink);
}

Result<> QuestionKeeper::executeAll(const QStringList &statements, RowSink &sink)
{
    m_asked += {statements, {}};
    return m_inner.executeAll(statements, sink);
}

Result<qint64> QuestionKeeper::load(const QStringList &table, const QStringList &columns, RowSource &rows)
{
    return m_inner.load(table, columns, rows);
}

namespace {

QByteArray textOf(const Value &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return text->toUtf8();
    if (const auto *number = std::get_if<qint64>(&value))
        return QByteArray::number(*number);
    return {};
}

class BarePostgresql : public BareClient {
public:
    explicit BarePostgresql(const ConnectionProfile &profile)
    {
        const QByteArray host = profile.host.toUtf8(), port = QByteArray::number(profile.port),
                         user = profile.user.toUtf8(), database = profile.database.toUtf8();
        const char *const keys[] = {"host", "port", "user", "dbname", nullptr};
        const char *const values[] = {
            host.constData(), port.constData(), user.constData(), database.constData(), nullptr};
        m_session = PQconnectdbParams(keys, values, 0);
    }
    ~BarePostgresql() override { PQfinish(m_session); }
    bool isOpen() const { return PQstatus(m_session) == CONNECTION_OK; }

    qint64 ask(const Question &question) override
    {
        QByteArrayList texts;
        for (const Value &value : question.parameters)
            texts += textOf(value);
        std::vector<const char *> parameters;
        for (const QByteArray &text : texts)
            parameters.push_back(text.constData());
        qint64 bytes = 0;
        for (const QString &statement : question.statements) {
            PGresult *result = PQexecParams(m_session, statement.toUtf8().constData(), int(parameters.size()), nullptr,
                parameters.data(), nullptr, nullptr, 0);
            const auto status = PQresultStatus(result);
            for (int row = 0; row < PQntuples(result); ++row) {
                for (int column = 0; column < PQnfields(result); ++column)
                    bytes += PQgetlength(result, row, column);
            }
            PQclear(result);
            if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
                return -1;
        }
        return bytes;
    }

private:
    PGconn *m_session = nullptr;
};

class BareMysql : public BareClient {
public:
    explicit BareMysql(const ConnectionProfile &profile)
    {
        m_isOpen =
            mysql_real_connect(m_session, profile.host.toUtf8().constData(), profile.user.toUtf8().constData(), "",
                profile.database.toUtf8().constData(), unsigned(profile.port), nullptr, CLIENT_MULTI_STATEMENTS)
            && mysql_set_character_set(m_session, "utf8") == 0;
    }
    ~BareMysql() override { mysql_close(m_session); }
    bool isOpen() const { return m_isOpen; }

    qint64 ask(const Question &question) override
    {
        QByteArray text = question.statements.join(u";"_s).toUtf8();
        for (const Value &value : question.parameters)
            text.replace(text.indexOf('?'), 1, QByteArray("'" + textOf(value) + "'")); // names of our own databases
        qint64 bytes = 0;
        if (text.isEmpty())
            return bytes;
        int outcome = mysql_real_query(m_session, text.constData(), static_cast<unsigned long>(text.size()));
        for (; outcome == 0; outcome = mysql_next_result(m_session)) {
            MYSQL_RES *result = mysql_use_result(m_session);
            if (!result)
                continue;
            while (mysql_fetch_row(result)) {
                const unsigned long *lengths = mysql_fetch_lengths(result);
                for (unsigned column = 0; column < mysql_num_fields(result); ++column)
                    bytes += qint64(lengths[column]);
            }
            mysql_free_result(result);
        }
        if (outcome > 0)
            qWarning("%s\n%s", mysql_error(m_session), text.constData());
        return outcome > 0 ? -1 : bytes;
    }

private:
    MYSQL *m_session = mysql_init(nullptr);
    bool m_isOpen = false;
};

class BareSqlite : public BareClient {
public:
    explicit BareSqlite(const ConnectionProfile &profile)
    {
        sqlite3_open(profile.database.toUtf8().constData(), &m_session);
    }
    ~BareSqlite() override { sqlite3_close(m_session); }
    bool isOpen() const { return m_session; }

    qint64 ask(const Question &question) override
    {
        qint64 bytes = 0;
        for (const QString &text : question.statements) {
            sqlite3_stmt *statement = nullptr;
            if (sqlite3_prepare_v2(m_session, text.toUtf8().constData(), -1, &statement, nullptr) != SQLITE_OK)
                return -1;
            for (int i = 0; i < question.parameters.size(); ++i) {
                const QByteArray value = textOf(question.parameters.at(i));
                sqlite3_bind_text(statement, i + 1, value.constData(), int(value.size()), SQLITE_TRANSIENT);
            }
            while (sqlite3_step(statement) == SQLITE_ROW) {
                for (int column = 0; column < sqlite3_column_count(statement); ++column) {
                    sqlite3_column_text(statement, column);
                    bytes += sqlite3_column_bytes(statement, column);
                }
            }
            sqlite3_finalize(statement);
        }
        return bytes;
    }

private:
    sqlite3 *m_session = nullptr;
};

template <class T>
std::unique_ptr<BareClient> opened(const ConnectionProfile &profile)
{
    auto client = std::make_unique<T>(profile);
    return client->isOpen() ? std::move(client) : nullptr;
}

} // namespace

std::unique_ptr<BareClient> bareClient(const ConnectionProfile &profile)
{
    if (profile.engine == "postgresql")
        return opened<BarePostgresql>(profile);
    return profile.engine == "sqlite" ? opened<BareSqlite>(profile) : opened<BareMysql>(profile);
}

} // namespace relata::tests
