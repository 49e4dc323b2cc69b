#include "dialects/postgresql/engine.h"

#include "dialects/common/known_versions.h"
#include "dialects/postgresql/analyst.h"
#include "dialects/postgresql/backup.h"
#include "dialects/postgresql/catalogue.h"
#include "dialects/postgresql/conversion.h"
#include "dialects/postgresql/driver.h"
#include "dialects/postgresql/keeper.h"
#include "dialects/postgresql/monitor.h"
#include "dialects/postgresql/plan_reader.h"
#include "dialects/postgresql/python_port.h"
#include "dialects/postgresql/runner_port.h"
#include "dialects/postgresql/scratch.h"
#include "dialects/postgresql/sync.h"
#include "dialects/postgresql/writer.h"
#include "models/engine/engine.h"
#include "models/sql/sql_flavour.h"

namespace relata {

const Engine &postgresqlEngine()
{
    static const postgresql::PostgresqlDriver driver;
    static const postgresql::PostgresqlCatalogue catalogue;
    static const postgresql::PostgresqlWriter writer;
    static const postgresql::PostgresqlAnalyst analyst;
    static const postgresql::PostgresqlPlanReader planReader;
    static const postgresql::PostgresqlScratchProvider scratch;
    static const postgresql::PostgresqlRunnerPort runner;
    static const postgresql::PostgresqlKeeper keeper;
    static const postgresql::PostgresqlMonitor monitor;
    static const postgresql::PostgresqlBackup backup;
    static const postgresql::PostgresqlPythonPort python;
    static const postgresql::PostgresqlSync sync;
    static const postgresql::PostgresqlConversion conversion;
    static const Engine engine{
        .key = "postgresql",
        .name = "PostgreSQL",
        .defaultPort = 5432,
        .nameRule = NameRule::Exact,
        .columnOrder = false,
        .flavour = &postgresqlFlavour(),
        .versions = knownVersions("postgresql"),
        .driver = &driver,
        .catalogue = &catalogue,
        .writer = &writer,
        .analyst = &analyst,
        .planReader = &planReader,
        .scratch = &scratch,
        .runner = &runner,
        .keeper = &keeper,
        .monitor = &monitor,
        .backup = &backup,
        .conversion = &conversion,
        .python = &python,
        .sync = &sync,
    };
    return engine;
}

} // namespace relata
