#include "tests/support/sqlite_room.h"

#include "dialects/common/register_engines.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace relata::tests {

SqliteRoom::SqliteRoom()
{
    registerEngines(engines);
    profile.engine = "sqlite";
    profile.name = u"room"_s;
    profile.database = folder.filePath(u"room.db"_s);
    profile.parameters.insert(u"mode"_s, u"rwc"_s);
}

bool SqliteRoom::perform(const QStringList &statements)
{
    Result<SessionLease> lease = sessions.lease(profile);
    if (!lease)
        return false;
    QueryRun run(pages, script(statements));
    std::optional<Result<int>> answer;
    jobs.start(
        **lease, {"test", "Preparing", {}}, &jobs, run.work(), [&](const Result<int> &result) { answer = result; });
    const bool ended = QTest::qWaitFor([&] { return answer.has_value(); }, 60'000);
    return ended && *answer;
}

QueryRun::Script SqliteRoom::script(const QStringList &statements)
{
    QueryRun::Script script;
    qsizetype begin = 0;
    for (const QString &statement : statements) {
        script.statements += ScriptStatement{statement, begin};
        begin += statement.size() + 2;
    }
    return script;
}

} // namespace relata::tests
