#include "app/cli/invocation.h"
#include "app/cli/row_printer.h"
#include "models/engine/connection.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/run_script.h"

#include <QSaveFile>

namespace relata {
using namespace Qt::StringLiterals;

void addQueryOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"c"_s, u"The SQL."_s, u"SQL"_s}, {u"f"_s, u"A file of SQL."_s, u"FILE"_s},
        {u"format"_s, u"table, csv, tsv, json, ndjson or sql."_s, u"FORMAT"_s, u"table"_s},
        {u"o"_s, u"Write to this file."_s, u"FILE"_s}});
    parser.addPositionalArgument(u"URL"_s, u"The database: a URL or @NAME."_s);
}

/// Runs each statement in turn; the answers go where they are asked for.
static Result<> runAll(Invocation &invocation, Invocation::Opened &opened, const QString &sql, QTextStream &out)
{
    const auto statements = scriptStatements(sql, *opened.engine, opened.connection->server(), false);
    for (const RunnerStatement &statement : statements) {
        if (invocation.stopRequested())
            return failure({.code = Error::Code::Cancelled,
                .message = {"CommandLine", QT_TRANSLATE_NOOP("CommandLine", "Cancelled."), {}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        Result<std::unique_ptr<RowPrinter>> printer =
            makeRowPrinter(invocation.value(u"format"_s), *opened.engine, out, invocation.err);
        if (!printer)
            return failure(printer.error());
        const InterruptWatch watch(invocation, opened.connection->interrupter());
        if (Result<> done = opened.connection->execute(statement.sql, {}, **printer); !done)
            return done;
        out.flush();
    }
    return {};
}

ExitStatus runQuery(Invocation &invocation)
{
    if (invocation.operands().size() != 1 || invocation.has(u"c"_s) == invocation.has(u"f"_s))
        return invocation.usage(u"query takes a URL and either -c SQL or -f FILE."_s);
    Result<QString> sql = invocation.sql();
    if (!sql)
        return invocation.fail(sql.error());
    Result<Invocation::Opened> opened = invocation.open(invocation.operands().first());
    if (!opened)
        return invocation.fail(opened.error());
    if (!invocation.has(u"o"_s)) {
        const Result<> done = runAll(invocation, *opened, *sql, invocation.out);
        return done ? ExitStatus::Done : invocation.fail(done.error());
    }
    QSaveFile file(invocation.value(u"o"_s));
    if (!file.open(QIODevice::WriteOnly))
        return invocation.fail({.code = Error::Code::File,
            .message = {"File", QT_TRANSLATE_NOOP("File", "Cannot write %1: %2."),
                {file.fileName(), file.errorString()}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    QTextStream out(&file);
    if (Result<> done = runAll(invocation, *opened, *sql, out); !done)
        return invocation.fail(done.error());
    out.flush();
    if (out.status() != QTextStream::Ok || !file.flush() || !file.commit())
        return invocation.fail({.code = Error::Code::File,
            .message = {"File", QT_TRANSLATE_NOOP("File", "Cannot write %1: %2."),
                {file.fileName(), file.errorString()}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    return ExitStatus::Done;
}

} // namespace relata
