#pragma once
#include <sqlite3.h>

#include <memory>

namespace relata::sqlite {

struct CloseDatabase {
    void operator()(sqlite3 *database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
/// An open database file; closed with its last statement.
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
/// A prepared statement.
using PreparedStatement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

} // namespace relata::sqlite
