#pragma once
#include "models/engine/connection.h"
#include "models/rows/result_buffer.h"

#include <QDateTime>
#include <QObject>

#include <memory>

namespace relata {

class JobContext;
class Mailbox;

/// One statement of a script, as it stands in the text it was taken from.
struct ScriptStatement {
    QString text;
    qsizetype begin = 0; ///< UTF-16 offset in the whole text
};

/// What happened, in the order in which it happened.
struct RunEvent {
    enum class Kind : unsigned char {
        Began, ///< a statement
        Rows, ///< a result has its columns; rows come
        FirstPage, ///< there is something to show
        Notice,
        Finished, ///< one result, or a statement without any
        Failed
    };
    Kind kind = Kind::Began;
    int statement = 0; ///< index into the script
    QTime time;
    QString text; ///< of a notice; of a statement as it begins
    ResultSummary summary;
    std::shared_ptr<ResultBuffer> rows;
    std::optional<Error> error; ///< its position counts from the begin of the whole text
};

/// Runs a script on a connection and brings what it answers to the window: rows go to a PageStore as they come, events
/// are told in batches. The script stops at the first error.
class QueryRun : public QObject {
    Q_OBJECT
public:
    struct Script {
        QList<ScriptStatement> statements;
        bool manualCommit = false; ///< opens a transaction before the first statement that is outside one
    };

    /// The store outlives the run and its results.
    QueryRun(PageStore &store, Script script, QObject *parent = nullptr);
    ~QueryRun() override;

    const Script &script() const { return m_script; }
    /// The work for JobCenter::start; answers how many statements ran. May outlive this object.
    std::function<Result<int>(Connection &, JobContext &)> work() const;

signals:
    /// In order; what comes while the window is busy comes in one batch.
    void happened(const QList<relata::RunEvent> &events);

private:
    class Channel;
    class Sink;
    static Result<int> run(const Script &script, const std::shared_ptr<Channel> &channel, PageStore &store,
        Connection &connection, JobContext &context);
    static Result<> runOne(const ScriptStatement &statement, Sink &sink, Connection &connection);
    void deliver();

    PageStore &m_store;
    const Script m_script;
    std::shared_ptr<Mailbox> m_mailbox;
    std::shared_ptr<Channel> m_channel;
};

/// Ends the transaction that is open on the connection; nothing happens without one.
Result<> commit(Connection &connection);
Result<> rollBack(Connection &connection);

} // namespace relata
