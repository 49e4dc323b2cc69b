#include "models/engine/fetch_ahead.h"

namespace relata {

namespace {

/// Whether no question behind this answer makes sense.
bool endsAll(const Result<Rows> &answer)
{
    return !answer
        && (answer.error().code == Error::Code::Cancelled || answer.error().code == Error::Code::ConnectionLost);
}

} // namespace

FetchAhead::FetchAhead(Connection &connection, const QStringList &questions)
    : m_connection(connection)
{
    m_questions.reserve(std::size_t(questions.size()));
    for (const QString &question : questions)
        m_questions.push_back({question, {}, false});
    m_thread = std::thread([this] { work(); });
}

FetchAhead::~FetchAhead()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_ends = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void FetchAhead::work()
{
    std::unique_lock lock(m_mutex);
    std::optional<Error> over;
    for (Question &question : m_questions) {
        m_changed.wait(lock, [this] { return m_ends || (m_waiting == 0 && !m_isAsking); });
        if (m_ends)
            return;
        if (over) {
            question.answer = failure(*over);
            continue;
        }
        m_isAsking = true;
        lock.unlock();
        Result<Rows> answer = relata::fetch(m_connection, question.text);
        lock.lock();
        m_isAsking = false;
        if (endsAll(answer))
            over = answer.error();
        question.answer = std::move(answer);
        m_changed.notify_all();
    }
    m_changed.notify_all();
}

Result<Rows> FetchAhead::fetch(const QString &question)
{
    std::unique_lock lock(m_mutex);
    for (Question &one : m_questions) {
        if (one.isTaken || one.text != question)
            continue;
        m_changed.wait(lock, [&one] { return one.answer.has_value(); });
        one.isTaken = true;
        return std::move(*one.answer);
    }
    lock.unlock();
    return between<Result<Rows>>([&] { return relata::fetch(m_connection, question); });
}

Result<std::vector<Rows>> FetchAhead::fetchAll(const QStringList &statements)
{
    return between<Result<std::vector<Rows>>>([&] { return relata::fetchAll(m_connection, statements); });
}

template <class Answer>
Answer FetchAhead::between(const std::function<Answer()> &ask)
{
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    m_changed.wait(lock, [this] { return !m_isAsking; });
    m_isAsking = true;
    --m_waiting;
    lock.unlock();
    Answer answer = ask();
    lock.lock();
    m_isAsking = false;
    m_changed.notify_all();
    return answer;
}

} // namespace relata
