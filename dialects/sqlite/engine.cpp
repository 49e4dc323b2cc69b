#include "dialects/sqlite/engine.h"

#include "dialects/sqlite/driver.h"
#include "models/engine/engine.h"

namespace relata {

const Engine &sqliteEngine()
{
    static const sqlite::SqliteDriver driver;
    static const Engine engine{
        .key = "sqlite",
        .name = "SQLite",
        .nameRule = NameRule::CaseInsensitive,
        .driver = &driver,
    };
    return engine;
}

} // namespace relata
