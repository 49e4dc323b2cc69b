#include "dialects/mariadb/engine.h"

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

const Engine &mariadbEngine()
{
    static const mysql::MysqlDriver driver;
    static const mysql::MysqlCatalogue catalogue;
    static const mysql::MysqlWriter writer(mariadbFlavour(), true);
    static const mysql::MysqlAnalyst analyst(true);
    static const mysql::MysqlPlanReader planReader;
    static const mysql::MysqlScratch scratch(true);
    static const mysql::MysqlRunnerPort runner(true);
    static const mysql::MysqlKeeper keeper(mariadbFlavour(), true);
    static const mysql::MysqlMonitor monitor;
    static const mysql::MysqlBackup backup(true);
    static const mysql::MysqlCopy copy(mariadbFlavour());
    static const mysql::MysqlPythonPort python;
    static const mysql::MysqlSync sync(mariadbFlavour(), true);
    static const mysql::MysqlConversion conversion(true);
    static const Engine engine{.key = "mariadb",
        .name = "MariaDB",
        .defaultPort = 3306,
        .nameRule = NameRule::CaseInsensitive,
        .columnOrder = true,
        .flavour = &mariadbFlavour(),
        .versions = knownVersions("mariadb"),
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
