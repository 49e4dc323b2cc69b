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
    /// A value that goes from an enum's list, of the type or column that `column` then names: rows that hold it get
    /// `text` instead. Empty: rows that have no value get it.
    QString replaced{};
};

/// What stands for rows that hold a value that goes from an enum: `what` is "mood:fair" or "orders.state:open"; empty:
/// it is not such a text.
std::optional<FillAnswer> replacementAnswer(const QString &what, const QString &other);

/// The same for a column of the schema that is wanted.
struct Fill {
    enum class Way : unsigned char {
        ByDefault, ///< the new column comes with the value as its default, which then goes: no row is written
        ByUpdate, ///< rows are written before the column must have a value
        ByReplacing, ///< rows that hold values that go from the column's list are written before these go
        ByRenaming ///< values of an enum type, which `column` then is, get other names; no row is written
    };
    ObjectId column;
    SqlText value; ///< a literal, or an expression in brackets
    Way way = Way::ByUpdate;
    bool isNew = false; ///< the column is; otherwise down cannot tell which rows had no value
    QMap<QString, QString> labels{}; ///< what goes from the list, and what rows hold instead
    bool isKept = false; ///< which rows held what, so that down can tell
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

/// Which columns lose which labels, and what rows hold instead.
QMap<ObjectId, QMap<QString, QString>> replacedLabels(const QList<Fill> &fills);

/// `to` where these columns, or their enum types, still take the labels that go; `from` has them.
Schema withLabelsOf(const Schema &from, Schema to, const QMap<ObjectId, QMap<QString, QString>> &columns);

/// The steps that write rows, of the schema that unfilled() gave: in batches where the table has a primary key and the
/// engine gains from it, unless plain forms are wanted.
std::vector<Step> fillSteps(
    const QList<Fill> &fills, const Schema &unfilled, const Target &target, const Engine &engine);

} // namespace relata
