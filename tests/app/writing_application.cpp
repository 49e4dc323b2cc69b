#include "tests/app/writing_application.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/run_script.h"
#include "models/sql/sql_writer.h"
#include "tests/support/own_database.h"

#include <QRandomGenerator>

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

constexpr int OwnRows = 40;

/// One write after the other; what others keep waiting is tried again.
class Writing {
public:
    Writing(const Session &session, const WritingApplication::Habits &habits, quint32 seed, WrittenRows &rows)
        : m_session(session)
        , m_habits(habits)
        , m_random(seed)
        , m_rows(rows)
    { }

    /// What went wrong, or nothing.
    QString write()
    {
        const bool isNew = m_rows.isEmpty() || (m_rows.size() < OwnRows && m_random.bounded(3) == 0);
        if (isNew)
            return insert();
        const int id = std::next(m_rows.cbegin(), m_random.bounded(int(m_rows.size()))).key();
        const int what = m_random.bounded(10);
        return what < 6 ? update(id) : what < 8 ? touch(id) : remove(id);
    }

private:
    SqlWriter sql() const { return SqlWriter(*m_session.engine->flavour); }

    std::optional<QString> value()
    {
        if (m_habits.takesNull && m_random.bounded(5) == 0)
            return {};
        return m_habits.values.at(m_random.bounded(int(m_habits.values.size())));
    }

    static void put(SqlWriter &out, const std::optional<QString> &value)
    {
        if (value)
            out << SqlString{*value};
        else
            out << "NULL";
    }

    QString insert()
    {
        int id = m_habits.firstId;
        while (m_rows.contains(id))
            ++id;
        SqlWriter out = sql();
        const bool leaves = m_habits.left && m_random.bounded(4) == 0;
        const std::optional<QString> given = leaves ? m_habits.left : value();
        if (leaves) {
            out << "INSERT INTO item (id, other) VALUES (" << id << ", 1)";
        } else {
            out << "INSERT INTO item (id, other, " << Identifier{m_habits.column} << ") VALUES (" << id << ", 1, ";
            put(out, given);
            out << ")";
        }
        return done(out.sql(), [&] { m_rows.insert(id, given); });
    }

    QString update(int id)
    {
        SqlWriter out = sql();
        const std::optional<QString> given = value();
        out << "UPDATE item SET " << Identifier{m_habits.column} << " = ";
        put(out, given);
        out << " WHERE id = " << id;
        return done(out.sql(), [&] { m_rows.insert(id, given); });
    }

    QString touch(int id)
    {
        return done((sql() << "UPDATE item SET other = other + 1 WHERE id = " << id).sql(), [] {});
    }

    QString remove(int id)
    {
        return done((sql() << "DELETE FROM item WHERE id = " << id).sql(), [&] { m_rows.remove(id); });
    }

    QString done(const QString &statement, const std::function<void()> &note)
    {
        for (int tries = 0; tries < 200; ++tries) {
            const auto answer = perform(*m_session.connection, statement);
            if (answer) {
                note();
                return {};
            }
            if (!isPassing(answer.error()))
                return statement + u": "_s + answer.error().text();
        }
        return statement + u": never got its turn"_s;
    }

    const Session &m_session;
    const WritingApplication::Habits &m_habits;
    QRandomGenerator m_random;
    WrittenRows &m_rows;
};

} // namespace

WritingApplication::WritingApplication(const EngineRegistry &registry, const ConnectionProfile &profile, Habits habits)
    : m_registry(registry)
    , m_profile(profile)
    , m_habits(std::move(habits))
{ }

WritingApplication::~WritingApplication() { stop(); }

void WritingApplication::start()
{
    stop();
    m_stops = false;
    ++m_starts;
    m_thread = std::thread([this] { work(); });
}

void WritingApplication::stop()
{
    m_stops = true;
    if (m_thread.joinable())
        m_thread.join();
}

void WritingApplication::work()
{
    Session session;
    if (const Result<> opened = session.open(m_profile, m_registry); !opened) {
        m_errors += opened.error().text();
        return;
    }
    Writing writing(session, m_habits, m_habits.seed + m_starts, rows);
    while (!m_stops && m_errors.size() < 3) {
        if (const QString wrong = writing.write(); !wrong.isEmpty())
            m_errors += wrong;
        ++m_writes;
        std::this_thread::sleep_for(std::chrono::milliseconds(1)); // others want their turn, too
    }
}

} // namespace relata::tests
