#include "dialects/mysql/connection.h"

#include "dialects/mysql/bulk_load.h"
#include "dialects/mysql/interrupter.h"
#include "dialects/mysql/server_facts.h"
#include "dialects/mysql/statement_runs.h"

#include <algorithm>
#include <utility>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// Takes an answer and forgets it.
class NoSink : public RowSink {
public:
    void columns(const QList<ResultColumn> &) override { }
    bool page(RowPage) override { return true; }
    void notice(const QString &) override { }
    void finished(const ResultSummary &) override { }
};

/// Warnings as sentences: level, number, text.
class WarningSink : public NoSink {
public:
    bool page(RowPage page) override
    {
        for (qsizetype row = 0; row < page.rowCount() && page.columnCount >= 3; ++row)
            texts += u"%1 %2: %3"_s.arg(page.text(row, 0), page.text(row, 1), page.text(row, 2));
        return true;
    }
    QStringList texts;
};

bool asksForWarnings(const QString &statement)
{
    const QString begin = statement.trimmed().left(16).simplified().toUpper();
    return begin.startsWith("SHOW WARNINGS"_L1) || begin.startsWith("SHOW ERRORS"_L1);
}

} // namespace

Session::Session(Client client, ConnectionProfile profile)
    : m_client(std::move(client))
    , m_profile(std::move(profile))
    , m_interrupter(std::make_shared<SessionInterrupter>(
          m_profile, mysql_thread_id(m_client.get()), int(mysql_get_socket(m_client.get()))))
{ }

Session::~Session()
{
    if (m_interrupter->isAbandoned())
        m_alive = false;
    m_interrupter->close();
}

Result<std::unique_ptr<Connection>> Session::open(const ConnectionProfile &profile)
{
    Result<Client> client = connectTo(profile);
    if (!client)
        return failure(client.error());
    Result<ServerInfo> server = serverFacts(client->get());
    if (!server)
        return failure(server.error());
    std::unique_ptr<Session> session(new Session(std::move(*client), profile));
    session->m_server = std::move(*server);
    if (Result<> prepared = session->prepare(); !prepared)
        return failure(prepared.error());
    return session;
}

Result<> Session::prepare()
{
    const QByteArray mode = readableMode(m_server.settings.value("sql_mode").toString()).toUtf8();
    QList<QByteArray> statements{"SET SESSION sql_mode = '" + mode + "', autocommit = 1"};
    if (m_profile.readOnly)
        statements += "SET SESSION TRANSACTION READ ONLY";
    for (const QByteArray &statement : statements) {
        if (const ServerWords words = quietly(statement); words.code)
            return failure(statementError(words, {}));
    }
    return {};
}

ServerWords Session::quietly(const QByteArray &statement)
{
    NoSink sink;
    return runText(m_client.get(), statement, sink);
}

Result<> Session::execute(const QString &oneStatement, std::span<const Value> parameters, RowSink &sink)
{
    if (!m_alive || m_interrupter->isAbandoned())
        return failure(lostError({}));
    m_interrupter->begin();
    const QByteArray text = encoded(oneStatement);
    const ServerWords words =
        parameters.empty() ? runText(m_client.get(), text, sink) : runBound(m_client.get(), text, parameters, sink);
    const SessionInterrupter::Ending ending = m_interrupter->end();
    if (ending.abandoned) {
        m_alive = false;
        return failure(lostError(words.text));
    }
    if (ending.killed) {
        // One round trip takes the blow, should it fall late.
        quietly("DO 0");
        if (words.code && endsConnection(words.code))
            return fail(words, oneStatement);
        return failure(cancelledError());
    }
    if (words.code)
        return fail(words, oneStatement);
    if (mysql_warning_count(m_client.get()) > 0 && !asksForWarnings(oneStatement))
        deliverWarnings(sink);
    return {};
}

Result<> Session::executeAll(const QStringList &statements, RowSink &sink)
{
    if (!m_alive || m_interrupter->isAbandoned())
        return failure(lostError({}));
    if (statements.size() < 2 || mysql_set_server_option(m_client.get(), MYSQL_OPTION_MULTI_STATEMENTS_ON))
        return Connection::executeAll(statements, sink);
    const qsizetype limit = std::max<qsizetype>(m_server.settings.value("max_allowed_packet").toLongLong(), 4096);
    const QString separator = u"\n;\n"_s; // on a line of its own: a statement may end in a comment
    Result<> done;
    QStringList batch;
    qsizetype size = 0;
    for (const QString &statement : statements) {
        const qsizetype bytes = encoded(statement).size() + separator.size();
        if (size + bytes > limit && !batch.isEmpty()) {
            done = execute(std::exchange(batch, {}).join(separator), {}, sink);
            size = 0;
        }
        if (!done)
            break;
        batch += statement;
        size += bytes;
    }
    if (done)
        done = execute(batch.join(separator), {}, sink);
    if (m_alive)
        mysql_set_server_option(m_client.get(), MYSQL_OPTION_MULTI_STATEMENTS_OFF);
    return done;
}

Result<> Session::fail(const ServerWords &words, const QString &statement)
{
    if (endsConnection(words.code) || !m_client->net.pvio)
        m_alive = false;
    // An error's answer does not say whether the transaction still stands; a ping's does.
    else if (m_client->server_status & SERVER_STATUS_IN_TRANS)
        mysql_ping(m_client.get());
    return failure(statementError(words, statement));
}

void Session::deliverWarnings(RowSink &sink)
{
    WarningSink warnings;
    runText(m_client.get(), "SHOW WARNINGS", warnings);
    for (const QString &text : std::as_const(warnings.texts))
        sink.notice(text);
}

Result<qint64> Session::load(const QStringList &table, const QStringList &columns, RowSource &rows)
{
    if (!m_alive || m_interrupter->isAbandoned())
        return failure(lostError({}));
    const bool own = transaction() == TransactionState::None;
    m_interrupter->begin();
    const ServerWords begun = own ? quietly("START TRANSACTION") : ServerWords();
    const qsizetype limit = m_server.settings.value("max_allowed_packet").toLongLong();
    LoadOutcome outcome = begun.code ? LoadOutcome{0, begun}
                                     : insertRows(m_client.get(), table, columns, rows, limit ? limit : 1'000'000);
    const SessionInterrupter::Ending ending = m_interrupter->end();
    if (ending.abandoned) {
        m_alive = false;
        return failure(lostError(outcome.words.text));
    }
    if (ending.killed)
        quietly("DO 0");
    const bool stopped = ending.killed || outcome.words.code;
    if (own && !endsConnection(outcome.words.code)) {
        const ServerWords closed = quietly(stopped ? "ROLLBACK" : "COMMIT");
        if (!stopped && closed.code)
            return failure(fail(closed, {}).error());
    }
    if (ending.killed && !endsConnection(outcome.words.code))
        return failure(cancelledError());
    if (outcome.words.code)
        return failure(fail(outcome.words, {}).error());
    return outcome.rows;
}

TransactionState Session::transaction() const
{
    if (!m_alive)
        return TransactionState::Unknown;
    return m_client->server_status & SERVER_STATUS_IN_TRANS ? TransactionState::Open : TransactionState::None;
}

Result<> Session::reset()
{
    if (!m_alive || m_interrupter->isAbandoned())
        return failure(lostError({}));
    // Servers before 5.7 know no reset; signing in again on the same connection does the same.
    if (mysql_reset_connection(m_client.get())) {
        // Without a line the library would sign in by way of a buffer that it has let go.
        if (!m_client->net.pvio)
            return fail(ServerWords::of(m_client.get()), {});
        QByteArray password =
            m_profile.password.isEmpty() ? qgetenv("MYSQL_PWD") : encoded(m_profile.password.reveal());
        const bool refused = mysql_change_user(m_client.get(), encoded(m_profile.user).constData(),
            password.constData(), m_profile.database.isEmpty() ? nullptr : encoded(m_profile.database).constData());
        password.fill('\0');
        if (refused)
            return fail(ServerWords::of(m_client.get()), {});
    } else {
        mysql_set_character_set(m_client.get(), "utf8mb4");
        if (!m_profile.database.isEmpty())
            mysql_select_db(m_client.get(), encoded(m_profile.database).constData());
    }
    return prepare();
}

std::shared_ptr<Interrupter> Session::interrupter() { return m_interrupter; }

} // namespace relata::mysql
