#include "dialects/mysql/engine.h"

#include "dialects/common/known_versions.h"
#include "dialects/mysql/analyst.h"
#include "dialects/mysql/backup.h"
#include "dialects/mysql/catalogue.h"
#include "dialects/mysql/conversion.h"
#include "dialects/mysql/copy_port.h"
#include "dialects/mysql/driver.h"
#include "dialects/mysql/foreign_key_index.h"
#include "dialects/mysql/keeper.h"
#include "dialects/mysql/monitor.h"
#include "dialects/mysql/plan_reader.h"
#include "dialects/mysql/python_port.h"
#include "dialects/mysql/runner_port.h"
#include "dialects/mysql/scratch.h"
#include "dialects/mysql/sync.h"
#include "dialects/mysql/writer.h"
#include "models/engine/engine.h"

namespace relata {

const Engine &mysqlEngine()
{
    static const mysql::MysqlDriver driver;
    static const mysql::MysqlCatalogue catalogue;
    static const mysql::MysqlWriter writer(mysqlFlavour(), false);
    static const mysql::MysqlAnalyst analyst(false);
    static const mysql::MysqlPlanReader planReader;
    static const mysql::MysqlScratch scratch(false);
    static const mysql::MysqlRunnerPort runner(false);
    static const mysql::MysqlKeeper keeper(mysqlFlavour(), false);
    static const mysql::MysqlMonitor monitor;
    static const mysql::MysqlBackup backup(false);
    static const mysql::MysqlCopy copy(mysqlFlavour());
    static const mysql::MysqlPythonPort python;
    static const mysql::MysqlSync sync(mysqlFlavour(), false);
    static const mysql::MysqlConversion conversion(false);
    static const Engine engine{.key = "mysql",
        .name = "MySQL",
        .defaultPort = 3306,
        .nameRule = NameRule::CaseInsensitive,
        .columnOrder = true,
        .flavour = &mysqlFlavour(),
        .versions = knownVersions("mysql"),
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
        .copy = &copy,
        .conversion = &conversion,
        .python = &python,
        .sync = &sync,
        .completion = &mysql::withForeignKeyIndexes};
    return engine;
}

} // namespace relata
