#include "dialects/postgresql/engine.h"

#include "dialects/postgresql/catalogue.h"
#include "dialects/postgresql/driver.h"
#include "models/engine/engine.h"
#include "models/sql/sql_flavour.h"

namespace relata {

const Engine &postgresqlEngine()
{
    static const postgresql::PostgresqlDriver driver;
    static const postgresql::PostgresqlCatalogue catalogue;
    static const Engine engine{
        .key = "postgresql",
        .name = "PostgreSQL",
        .defaultPort = 5432,
        .nameRule = NameRule::Exact,
        .columnOrder = false,
        .flavour = &postgresqlFlavour(),
        .driver = &driver,
        .catalogue = &catalogue,
    };
    return engine;
}

} // namespace relata
