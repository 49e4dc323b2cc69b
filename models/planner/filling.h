#pragma once
#include "models/engine/ports.h"
#include "models/sql/sql_writer.h"

namespace relata {

struct Engine;
struct SqlFlavour;

/// What rows that have no value get in a column that comes to need one, as people say it.
struct FillAnswer {
    QString column; ///< "orders.state", with the namespace in front where it has a name
    QString text; ///< a value, or SQL that computes one from the row
    bool isExpression = false;
};

/// The same for a column of the schema that is wanted.
struct Fill {
    enum class Way : unsigned char {
        ByDefault, ///< the new column comes with the value as its default, which then goes: no row is written
        ByUpdate ///< rows are written before the column must have a value
    };
    ObjectId column;
    SqlText value; ///< a literal, or an expression in brackets
    Way way = Way::ByUpdate;
    bool isNew = false; ///< the column is; otherwise down cannot tell which rows had no value
};

/// Columns of `to` whose rows that are there may have no value and must get one; common objects of both share ids.
QList<ObjectId> columnsToFill(const Schema &from, const Schema &to);

/// Finds the columns in `to` and checks what they are filled with; common objects of both share ids. Errors: no such
/// column, one whose rows need no value, text that is not one expression.
Result<QList<Fill>> fillsOf(
    const QList<FillAnswer> &answers, const Schema &from, const Schema &to, const Engine &engine);

/// `to` as it is before rows have their values: such columns may be empty or have a default, and what holds values to
/// be there, or would act on the filling, is not there yet.
Schema unfilled(const Schema &from, const Schema &to, const QList<Fill> &fills);

/// The steps that write rows, of the schema that unfilled() gave: in batches where the table has a primary key and the
/// engine gains from it, unless plain forms are wanted.
std::vector<Step> fillSteps(
    const QList<Fill> &fills, const Schema &unfilled, const Target &target, const Engine &engine);

} // namespace relata
