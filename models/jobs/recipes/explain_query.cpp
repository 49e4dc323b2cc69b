#include "models/jobs/recipes/explain_query.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/sql/reading_statement.h"
#include "models/sql/statement_splitter.h"

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> refused(Error::Code code, const char *text, const QStringList &arguments = {})
{
    return failure(
        {.code = code, .message = {"Explain", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

Result<ExplainedQuery> explainQuery(Connection &connection, const Engine &engine, const QString &sql, bool analyze)
{
    if (!engine.planReader)
        return refused(Error::Code::Unsupported, QT_TRANSLATE_NOOP("Explain", "%1 shows no plans here."),
            {QString::fromLatin1(engine.name)});
    QString query;
    for (const SqlStatementRange &range : splitStatements(sql, *engine.flavour)) {
        if (query.isEmpty() && range.kind == SqlStatementRange::Kind::Statement)
            query = range.in(sql).toString();
    }
    if (query.isEmpty())
        return refused(Error::Code::Usage, QT_TRANSLATE_NOOP("Explain", "There is no statement to explain."));
    const bool open = connection.transaction() != TransactionState::None;
    if (analyze && open && !onlyReads(query, *engine.flavour))
        return refused(Error::Code::Refused,
            QT_TRANSLATE_NOOP("Explain",
                "Measuring runs the statement, and the open transaction would keep what it writes: commit or roll back "
                "first."));
    const bool guarded = analyze && !open; // a query may call what writes, too
    if (guarded) {
        if (Result<ResultSummary> begun = perform(connection, u"BEGIN"_s); !begun)
            return failure(begun.error());
    }
    Result<Rows> rows = fetch(connection, engine.planReader->explain(query, analyze, connection.server()));
    if (guarded)
        (void)perform(connection, u"ROLLBACK"_s);
    if (!rows)
        return failure(rows.error());
    ExplainedQuery result;
    for (qsizetype row = 0; row < rows->count; ++row) {
        for (int c = 0; c < rows->columns.size(); ++c)
            result.raw += (c ? "\t" : "") + rows->bytes(row, c).toByteArray();
        result.raw += '\n';
    }
    Result<PlanTree> tree = engine.planReader->read(result.raw);
    if (!tree)
        return failure(tree.error());
    result.tree = std::move(*tree);
    return result;
}

} // namespace relata
