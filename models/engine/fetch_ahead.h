#pragma once
#include "models/engine/fetch.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace relata {

/// Asks questions in their order on a thread of its own, so that one answer is read while the server works at the next.
/// The connection belongs to it while it lives, and whoever made it asks through it. One that fails ends none of the
/// others, except when the connection is lost or somebody cancels. Keeps what nobody has taken yet in memory.
class FetchAhead {
public:
    FetchAhead(Connection &connection, const QStringList &questions);
    /// What has not begun is asked no more; waits for what has.
    ~FetchAhead();
    Q_DISABLE_COPY_MOVE(FetchAhead)

    /// Waits for the answer. What is not among the questions, or was taken, is asked as soon as the connection is free.
    Result<Rows> fetch(const QString &question);
    /// The same for statements that are no questions of its own: see relata::fetchAll().
    Result<std::vector<Rows>> fetchAll(const QStringList &statements);

private:
    struct Question {
        QString text;
        std::optional<Result<Rows>> answer;
        bool isTaken = false;
    };

    void work();
    template <class Answer>
    Answer between(const std::function<Answer()> &ask);

    Connection &m_connection;
    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_changed;
    std::vector<Question> m_questions;
    int m_waiting = 0; ///< who want the connection between two questions
    bool m_isAsking = false, m_ends = false;
    std::thread m_thread; ///< last: it uses the others
};

} // namespace relata
