#include "dialects/mysql/run_watch.h"
#include "models/engine/fetch.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

/// From the performance schema, where it is on, has room for all statements, and this user may read it; its times are
/// in picoseconds. What it has no room for is counted together, without a digest.
Result<std::optional<QList<StatementLoad>>> MysqlRunWatch::statementLoads(Connection &connection) const
{
    std::optional<QList<StatementLoad>> result;
    const auto rows = fetch(connection,
        u"SELECT DIGEST_TEXT, CAST(SUM(COUNT_STAR) AS SIGNED), SUM(SUM_TIMER_WAIT) / 1e9, "
        "CAST(SUM(SUM_ERRORS) AS SIGNED) "
        "FROM performance_schema.events_statements_summary_by_digest WHERE SCHEMA_NAME = DATABASE() AND "
        "DIGEST_TEXT IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
        "performance_schema.events_statements_summary_by_digest WHERE DIGEST IS NULL AND COUNT_STAR > 0) GROUP BY DIGEST_TEXT ORDER BY 3 DESC LIMIT %1"_s
            .arg(MostLoads));
    if (!rows && rows.error().code == Error::Code::Sql)
        return result;
    if (!rows)
        return failure(rows.error());
    for (qsizetype i = 0; i < rows->count; ++i) {
        if (i == 0)
            result.emplace();
        *result += StatementLoad{
            rows->text(i, 0).simplified(), rows->number(i, 1), rows->text(i, 2).toDouble(), rows->number(i, 3)};
    }
    return result;
}

} // namespace relata::mysql
