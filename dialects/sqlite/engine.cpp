#include "dialects/sqlite/engine.h"

#include "dialects/sqlite/catalogue.h"
#include "dialects/sqlite/driver.h"
#include "dialects/sqlite/writer.h"
#include "models/engine/engine.h"
#include "models/sql/sql_flavour.h"

namespace relata {

const Engine &sqliteEngine()
{
    static const sqlite::SqliteDriver driver;
    static const sqlite::SqliteCatalogue catalogue;
    static const sqlite::SqliteWriter writer;
    static const Engine engine{
        .key = "sqlite",
        .name = "SQLite",
        .nameRule = NameRule::CaseInsensitive,
        .flavour = &sqliteFlavour(),
        .driver = &driver,
        .catalogue = &catalogue,
        .writer = &writer,
    };
    return engine;
}

} // namespace relata
