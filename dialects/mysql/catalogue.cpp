#include "dialects/mysql/catalogue.h"

#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/errors.h"

#include <array>

namespace relata::mysql {

Result<Schema> MysqlCatalogue::read(Connection &connection, const InspectScope &, JobContext &context) const
{
    using Part = Result<> (Reading::*)();
    static constexpr auto Parts = std::to_array<Part>(
        {&Reading::readDatabase, &Reading::readTables, &Reading::readColumns, &Reading::readForeignKeys,
            &Reading::readKeys, &Reading::readChecks, &Reading::readSequences, &Reading::readRoutines,
            &Reading::readViews, &Reading::readTriggers, &Reading::readEvents, &Reading::readGrants});
    Reading reading(connection);
    qint64 done = 0;
    for (const Part part : Parts) {
        if (context.stopRequested())
            return failure(cancelledError());
        if (Result<> read = (reading.*part)(); !read)
            return failure(read.error());
        context.report({++done, qint64(Parts.size()),
            {"MySql", QT_TRANSLATE_NOOP("MySql", "Reading the catalogue of %1"), {reading.database}}});
    }
    reading.addUnmanagedTables();
    return reading.builder.build();
}

} // namespace relata::mysql
