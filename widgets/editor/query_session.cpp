#include "widgets/editor/query_session.h"

#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/engine/secret_store.h"
#include "models/items/sql_completion.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/explain_query.h"
#include "widgets/common/services.h"

#include <QRegularExpression>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

Error errorOf(Error::Code code, Message message)
{
    return {.code = code, .message = std::move(message), .detail = {}, .sqlState = {}, .position = {}};
}

using Names = std::shared_ptr<const CompletionNames>;

bool changesSchema(const QList<ScriptStatement> &statements)
{
    static const QRegularExpression words(
        u"\\b(create|alter|drop|rename)\\b"_s, QRegularExpression::CaseInsensitiveOption);
    for (const ScriptStatement &statement : statements) {
        if (statement.text.left(2000).contains(words))
            return true;
    }
    return false;
}

} // namespace

QuerySession::QuerySession(Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&services.connections, &ConnectionBook::changed, this, &QuerySession::changed);
}

QuerySession::~QuerySession() { cancel(); }

void QuerySession::setConnection(const QString &name)
{
    if (name == m_name)
        return;
    cancel();
    m_lease = {};
    m_name = name;
    m_names.reset();
    m_schemaStale = true;
    emit changed();
    emit schemaRead();
}

const ConnectionProfile *QuerySession::profile() const { return m_services.connections.find(m_name); }

const Engine *QuerySession::engine() const
{
    const ConnectionProfile *profile = this->profile();
    return profile ? m_services.engines.find(profile->engine) : nullptr;
}

SessionStatus QuerySession::status() const { return m_lease ? m_lease->status() : SessionStatus{}; }

bool QuerySession::hasOpenTransaction() const
{
    const SessionStatus now = status();
    return now.state == SessionStatus::State::Open && now.transaction != TransactionState::None;
}

void QuerySession::setManualCommit(bool manual)
{
    m_manual = manual;
    emit changed();
}

void QuerySession::withSession(const std::function<void()> &then)
{
    if (m_running || m_waiting)
        return;
    const ConnectionProfile *profile = this->profile();
    if (!profile) {
        emit refused(errorOf(Error::Code::Usage,
            {"QuerySession", QT_TRANSLATE_NOOP("QuerySession", "Choose a connection to run this on."), {}}));
        return;
    }
    if (m_lease)
        return then();
    if (profile->user.isEmpty() || !profile->password.isEmpty())
        return lease(*profile, then);
    m_waiting = true;
    const QPointer<QuerySession> self(this);
    m_services.secrets.read(
        ConnectionBook::secretKey(*profile), [self, known = *profile, then](const Result<QString> &secret) mutable {
            if (!self)
                return;
            self->m_waiting = false;
            if (secret)
                known.password = Secret(*secret);
            self->lease(known, then);
        });
}

void QuerySession::lease(const ConnectionProfile &profile, const std::function<void()> &then)
{
    Result<SessionLease> lease = m_services.sessions.lease(profile);
    if (!lease) {
        emit refused(lease.error());
        return;
    }
    m_lease = std::move(*lease);
    connect(m_lease.get(), &Session::changed, this, &QuerySession::changed);
    then();
}

void QuerySession::run(QList<ScriptStatement> statements)
{
    if (statements.isEmpty())
        return;
    withSession([this, statements = std::move(statements)] {
        m_schemaStale = m_schemaStale || changesSchema(statements);
        m_run = std::make_unique<QueryRun>(*m_services.pages, QueryRun::Script{statements, m_manual});
        emit runBegan(*m_run);
        m_running = m_services.jobs.start(*m_lease,
            {"QuerySession", QT_TRANSLATE_NOOP("QuerySession", "Query on %1"), {m_name}}, this, m_run->work(),
            [this](const Result<int> &answer) {
                // What happened last was posted before the end, and is heard before it.
                finish(answer ? std::nullopt : std::optional(answer.error()));
                if (m_schemaStale)
                    readSchema();
            });
        emit changed();
    });
}

void QuerySession::explain(const QString &query, bool analyze)
{
    withSession([this, query, analyze] {
        const Engine *engine = this->engine();
        if (!engine || !engine->planReader) {
            emit refused(errorOf(Error::Code::Unsupported,
                {"QuerySession", QT_TRANSLATE_NOOP("QuerySession", "Plans of this engine cannot be read yet."), {}}));
            return;
        }
        m_running = m_services.jobs.start(
            *m_lease, {"QuerySession", QT_TRANSLATE_NOOP("QuerySession", "Plan on %1"), {m_name}}, this,
            [engine, query, analyze](
                Connection &connection, JobContext &) { return explainQuery(connection, *engine, query, analyze); },
            [this](const Result<ExplainedQuery> &answer) {
                finish(answer ? std::nullopt : std::optional(answer.error()));
                if (answer)
                    emit planned(answer->tree, answer->raw);
                else
                    emit refused(answer.error());
            });
        emit changed();
    });
}

void QuerySession::cancel()
{
    if (m_running)
        m_services.jobs.cancel(m_running);
}

void QuerySession::endTransaction(bool keep)
{
    if (!m_lease || m_running)
        return;
    const Message title = keep ? Message{"QuerySession", QT_TRANSLATE_NOOP("QuerySession", "Commit on %1"), {m_name}}
                               : Message{"QuerySession", QT_TRANSLATE_NOOP("QuerySession", "Rollback on %1"), {m_name}};
    m_running = m_services.jobs.start(
        *m_lease, title, this,
        [keep](Connection &connection, JobContext &) { return keep ? commit(connection) : rollBack(connection); },
        [this](const Result<> &answer) {
            finish(answer ? std::nullopt : std::optional(answer.error()));
            if (!answer)
                emit refused(answer.error());
        });
    emit changed();
}

void QuerySession::finish(const std::optional<Error> &error)
{
    m_running = 0;
    emit ended(error);
    emit changed();
}

void QuerySession::reconnect()
{
    if (m_lease)
        m_lease->reconnect();
}

void QuerySession::readSchema()
{
    const Engine *engine = this->engine();
    if (!engine || !engine->catalogue || !engine->flavour || !m_lease
        || m_lease->status().state != SessionStatus::State::Open)
        return;
    Result<SessionLease> other = m_services.sessions.lease(m_lease->profile());
    if (!other)
        return;
    m_schemaStale = false;
    auto held = std::make_shared<SessionLease>(std::move(*other));
    m_services.jobs.start(
        **held, {"QuerySession", QT_TRANSLATE_NOOP("QuerySession", "Reading names on %1"), {m_name}}, this,
        [engine](Connection &connection, JobContext &context) -> Result<Names> {
            Result<Schema> schema = engine->catalogue->read(connection, {}, context);
            if (!schema)
                return failure(schema.error());
            return std::make_shared<const CompletionNames>(std::move(*schema), *engine->flavour);
        },
        [this, held, name = m_name](const Result<Names> &names) {
            *held = {};
            if (!names || name != m_name)
                return;
            m_names = *names;
            emit schemaRead();
        },
        JobListing::Hidden);
}

} // namespace relata

#include "moc_query_session.cpp"
