#pragma once
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"

#include <QList>

namespace relata::tests {

/// What was asked of a server at once: statements, and the parameters of a single one.
struct Question {
    QStringList statements;
    QList<Value> parameters;
};

/// Passes everything on to another connection and keeps what was asked.
class QuestionKeeper : public Connection {
public:
    explicit QuestionKeeper(Connection &inner)
        : m_inner(inner)
    { }

    Result<> execute(const QString &oneStatement, std::span<const Value> parameters, RowSink &sink) override;
    Result<> executeAll(const QStringList &statements, RowSink &sink) override;
    Result<qint64> load(const QStringList &table, const QStringList &columns, RowSource &rows) override;
    TransactionState transaction() const override { return m_inner.transaction(); }
    Result<> reset() override { return m_inner.reset(); }
    std::shared_ptr<Interrupter> interrupter() override { return m_inner.interrupter(); }
    const ServerInfo &server() const override { return m_inner.server(); }
    bool isAlive() const override { return m_inner.isAlive(); }

    const QList<Question> &asked() const { return m_asked; }

private:
    Connection &m_inner;
    QList<Question> m_asked;
};

/// A session through the engine's client library alone, which touches each value that it is given.
class BareClient {
public:
    virtual ~BareClient() = default;
    /// How many bytes came as answers; negative when the server refused.
    virtual qint64 ask(const Question &question) = 0;
};

/// None when the server cannot be had.
std::unique_ptr<BareClient> bareClient(const ConnectionProfile &profile);

} // namespace relata::tests
