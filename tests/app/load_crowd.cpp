#include "tests/app/load_crowd.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "tests/support/rounds.h"

#include <QTest>

namespace relata::tests {
using namespace Qt::StringLiterals;

QString itemTables(const QString &parts)
{
    constexpr int OldRows = 3'000;
    QStringList owners, items;
    for (int i = 1; i <= 10; ++i)
        owners += u"(%1)"_s.arg(i);
    for (int i = 1; i <= OldRows; ++i)
        items += u"(%1, 'first', %2, %3, %1)"_s.arg(i).arg(i % 7).arg(i % 10 + 1);
    return u"CREATE TABLE owner (id INTEGER NOT NULL PRIMARY KEY);\nINSERT INTO owner VALUES %1;\n"
           "CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(40), other INTEGER NOT NULL, "
           "owner INTEGER, code INTEGER)%3;\nCREATE INDEX item_other ON item (other);\nINSERT INTO item VALUES %2;"_s
               .arg(owners.join(u", "_s), items.join(u", "_s), parts);
}

/// What the applications left, as it stands in the table.
static QMap<int, int> rowsOf(const Session &session)
{
    const auto found = fetch(*session.connection, u"SELECT id, other FROM item WHERE id >= 10000"_s);
    QMap<int, int> result;
    for (qsizetype i = 0; found && i < found->count; ++i)
        result.insert(int(found->number(i, 0)), int(found->number(i, 1)));
    return result;
}

LoadCrowd::LoadCrowd(
    const EngineRegistry &engines, const ConnectionProfile &place, const Session &runner, const QString &column)
    : m_limit(runner.connection->server().engine == "postgresql" ? 300 : 1'000) // MySQL counts whole seconds
    , m_one(place, engines, column, 10'000, testSeed())
    , m_two(place, engines, column, 20'000, testSeed() + 1)
    , m_sampler(place, engines, *runner.engine->runner->watch()->sessionKey(*runner.connection))
    , m_stands(place, engines, m_sampler)
{ }

QString LoadCrowd::end()
{
    const QString stood = m_stands.end(); // which looks at the sampler
    return stood + m_one.end() + m_two.end() + m_sampler.end();
}

QMap<int, int> LoadCrowd::rows() const
{
    QMap<int, int> result = m_one.rows();
    result.insert(m_two.rows());
    return result;
}

QString LoadCrowd::told() const
{
    return u"longest write %1 ms, somebody queued in %2 of %3 looks, and was let go %4 times"_s
        .arg(std::max(m_one.longest(), m_two.longest()))
        .arg(m_sampler.queued())
        .arg(m_sampler.samples())
        .arg(m_sampler.partings());
}

QString LoadCrowd::apply(const RunnerPlace &place, Session &session, int number, const RunRules &rules)
{
    const auto change = [&](JobContext &context, const RunRules &patient) {
        return place.apply(session, number, context, patient);
    };
    return during(change, session, rules);
}

QString LoadCrowd::during(const Change &change, const Session &session, RunRules rules)
{
    constexpr int Patience = 30'000;
    rules.waits.lock = std::chrono::milliseconds(m_limit);
    rules.waits.tries = 60;
    rules.waits.longestPause = std::chrono::milliseconds(500);
    if (!QTest::qWaitFor([this] { return isBusy(); }, Patience))
        return u"nobody is busy"_s + end();
    const int before = writes();
    QuietContext context;
    const Result<> done = change(context, rules);
    const int behind = writes();
    const bool goesOn = QTest::qWaitFor([&] { return writes() > behind + 50; }, Patience);
    const QString stopped = end() + (goesOn ? QString() : u"nobody writes behind it"_s);
    qInfo("%s; %d writes meanwhile", qPrintable(told()), behind - before);
    if (!done || !stopped.isEmpty())
        return stopped + (done ? QString() : done.error().text());
    return rowsOf(session) == rows() ? QString() : u"rows are lost, or others"_s;
}

} // namespace relata::tests
