#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/rows/row_hints.h"
#include "models/schema/schema.h"

namespace relata {

struct Engine;
class TableRows;

struct RowOptions {
    int rowsPerTable = 7;
    quint32 seed = 1;
    bool edges = true; ///< extremes first: for proofs rather than for show
    QHash<ObjectId, int> rows; ///< tables that get another number
    RowHints hints{};
};

/// What was put in, and what could not be: the server is the judge of every constraint.
struct FilledTables {
    QHash<ObjectId, qint64> rows;
    QList<Message> leftOut;
    qint64 total() const;
};

/// Fills every managed table with generated rows, parents before children: keys distinct, foreign keys pointing at rows
/// that are there, checks tried until the server takes them. A row it refuses for good is left out and told.
Result<FilledTables> fillTables(
    Connection &connection, const Schema &schema, const Engine &engine, const RowOptions &options, JobContext &context);

/// The statement that puts one of these rows in, a parameter a column.
QString insertion(const Schema &schema, ObjectId table, const TableRows &rows, const Engine &engine);

/// Tables so that each comes after those its foreign keys name, where they do not go in a circle.
QList<ObjectId> parentsFirst(const Schema &schema);

} // namespace relata
