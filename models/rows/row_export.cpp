#include "models/rows/row_export.h"

#include "models/rows/insert_text.h"
#include "models/rows/result_buffer.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSaveFile>

namespace relata {
using namespace Qt::StringLiterals;

std::optional<RowFileFormat> rowFileFormat(const QString &path, const QStringList &table, const SqlFlavour *flavour)
{
    static const QHash<QString, RowFormat> formats{{u"csv"_s, RowFormat::Csv}, {u"tsv"_s, RowFormat::Tsv},
        {u"txt"_s, RowFormat::Tsv}, {u"json"_s, RowFormat::Json}, {u"ndjson"_s, RowFormat::NdJson},
        {u"jsonl"_s, RowFormat::NdJson}, {u"md"_s, RowFormat::Markdown}};
    const QString ending = QFileInfo(path).suffix().toLower();
    if (formats.contains(ending))
        return RowFileFormat{.text = formats.value(ending), .table = {}, .flavour = nullptr};
    if (ending == "sql"_L1 && flavour && !table.isEmpty())
        return RowFileFormat{.text = {}, .table = table, .flavour = flavour};
    return {};
}

static Error unwritable(const QSaveFile &file)
{
    return {.code = Error::Code::File,
        .message = {"File", QT_TRANSLATE_NOOP("File", "Cannot write %1: %2. The old content is untouched."),
            {QDir::toNativeSeparators(file.fileName()), file.errorString()}},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

Result<qint64> exportRows(const ResultBuffer &buffer, const RowSelection &selection, const RowFileFormat &format,
    const QString &path, JobContext &context)
{
    constexpr qsizetype Piece = 256 * 1024;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(unwritable(file));
    QList<ResultColumn> columns;
    for (const int column : selection.columns)
        columns += buffer.columns().at(column);
    QByteArray out;
    std::optional<RowWriter> text;
    std::optional<InsertWriter> inserts;
    if (format.text)
        text.emplace(*format.text, columns, true).begin(out);
    else
        inserts.emplace(selection.columns, buffer.columns(), format.table, *format.flavour);
    bool written = true;
    const Result<> done = eachSelectedRow(buffer, selection, context, [&](const PackedPage &page, qsizetype row) {
        if (text)
            text->row(out, page, row, selection.columns);
        else
            inserts->row(out, page, row);
        if (out.size() < Piece)
            return true;
        written = file.write(out) == out.size();
        out.clear();
        return written;
    });
    if (!done && written)
        return failure(done.error());
    if (text)
        text->end(out);
    if (!written || file.write(out) != out.size() || !file.commit())
        return failure(unwritable(file));
    return selection.rowCount();
}

} // namespace relata
