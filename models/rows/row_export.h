#pragma once
#include "models/rows/row_text.h"

#include <QStringList>

#include <optional>

namespace relata {

struct SqlFlavour;

/// What a file of rows holds: text of a format, or INSERT statements into a table.
struct RowFileFormat {
    std::optional<RowFormat> text; ///< nothing: INSERT
    QStringList table; ///< for INSERT
    const SqlFlavour *flavour = nullptr; ///< for INSERT; outlives the work
};

/// By a file's ending: csv, tsv, txt, json, ndjson, jsonl, md, sql; nothing for another.
std::optional<RowFileFormat> rowFileFormat(const QString &path, const QStringList &table, const SqlFlavour *flavour);

/// Writes the selected rows and answers how many. The file's old content stands until the new one is whole; a
/// cancellation leaves it. Memory does not grow with the rows. May read the page file: for a worker's thread.
Result<qint64> exportRows(const ResultBuffer &buffer, const RowSelection &selection, const RowFileFormat &format,
    const QString &path, JobContext &context);

} // namespace relata
