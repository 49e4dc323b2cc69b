#include "dialects/sqlite/engine.h"

#include "dialects/common/known_versions.h"
#include "dialects/sqlite/analyst.h"
#include "dialects/sqlite/backup.h"
#include "dialects/sqlite/catalogue.h"
#include "dialects/sqlite/conversion.h"
#include "dialects/sqlite/driver.h"
#include "dialects/sqlite/keeper.h"
#include "dialects/sqlite/monitor.h"
#include "dialects/sqlite/plan_reader.h"
#include "dialects/sqlite/python_port.h"
#include "dialects/sqlite/runner_port.h"
#include "dialects/sqlite/scratch.h"
#include "dialects/sqlite/sync.h"
#include "dialects/sqlite/writer.h"
#include "models/engine/engine.h"
#include "models/sql/sql_flavour.h"

namespace relata {

const Engine &sqliteEngine()
{
    static const sqlite::SqliteDriver driver;
    static const sqlite::SqliteCatalogue catalogue;
    static const sqlite::SqliteWriter writer;
    static const sqlite::SqliteAnalyst analyst;
    static const sqlite::SqlitePlanReader planReader;
    static const sqlite::SqliteScratch scratch;
    static const sqlite::SqliteRunnerPort runner;
    static const sqlite::SqliteKeeper keeper;
    static const sqlite::SqliteMonitor monitor;
    static const sqlite::SqliteBackup backup;
    static const sqlite::SqlitePythonPort python;
    static const sqlite::SqliteSync sync;
    static const sqlite::SqliteConversion conversion;
    static const Engine engine{
        .key = "sqlite",
        .name = "SQLite",
        .nameRule = NameRule::CaseInsensitive,
        .flavour = &sqliteFlavour(),
        .versions = knownVersions("sqlite"),
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
