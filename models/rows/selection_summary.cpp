#include "models/rows/selection_summary.h"

#include "models/engine/packed_page.h"
#include "models/rows/result_buffer.h"

#include <array>
#include <charconv>
#include <cmath>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int MostDecimals = 12;

bool isNumberColumn(const ResultColumn &column)
{
    return column.family == TypeFamily::Integer || column.family == TypeFamily::Decimal
        || column.family == TypeFamily::Float;
}

/// SQLite's values say themselves what they are; elsewhere the column does.
bool isNumber(const PackedPage &page, qsizetype row, int column, const ResultColumn &description)
{
    constexpr quint8 SqliteInteger = 1, SqliteFloat = 2;
    const quint8 storage = page.storage(row, column);
    return storage ? storage == SqliteInteger || storage == SqliteFloat : isNumberColumn(description);
}

void add(SelectionSummary &summary, const QByteArray &text)
{
    long double value = 0; // whatever the locale's decimal point is
    const auto read = std::from_chars(text.cbegin(), text.cend(), value);
    if (read.ec != std::errc() || read.ptr != text.cend() || !std::isfinite(value))
        return;
    summary.least = summary.numbers ? std::min(summary.least, value) : value;
    summary.greatest = summary.numbers ? std::max(summary.greatest, value) : value;
    ++summary.numbers;
    summary.sum += value;
    const qsizetype point = text.indexOf('.');
    if (text.contains('e') || text.contains('E'))
        summary.isExact = false;
    else if (point >= 0)
        summary.decimals = std::max(summary.decimals, int(text.size() - point - 1));
}

QString fixed(long double value, int decimals)
{
    std::array<char, 128> buffer{};
    const auto end = std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed, decimals);
    return QString::fromLatin1(buffer.data(), end.ptr - buffer.data());
}

} // namespace

QString SelectionSummary::sumText() const
{
    // Sixty-four bits hold eighteen digits.
    constexpr long double Held = 1e18L;
    const bool held = isExact && decimals <= MostDecimals && std::fabs(sum) * std::pow(10.0L, decimals) < Held;
    return held ? fixed(sum, decimals) : QString::number(double(sum), 'g', 12);
}

QString SelectionSummary::averageText() const
{
    if (numbers == 0)
        return {};
    const long double average = sum / static_cast<long double>(numbers);
    QString text = fixed(average, std::min(decimals + 4, MostDecimals));
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.'))) {
        const bool point = text.endsWith(u'.');
        text.chop(1);
        if (point)
            break;
    }
    return std::fabs(average) < 1e15L ? text : QString::number(double(average), 'g', 12);
}

Result<SelectionSummary> summaryOf(
    const ResultBuffer &buffer, const QList<RowSelection> &selections, JobContext &context)
{
    SelectionSummary summary;
    for (const RowSelection &selection : selections) {
        const Result<> done = eachSelectedRow(buffer, selection, context, [&](const PackedPage &page, qsizetype row) {
            for (const int column : selection.columns) {
                ++summary.cells;
                if (page.isNull(row, column))
                    ++summary.nulls;
                else if (isNumber(page, row, column, buffer.columns().at(column)))
                    add(summary, page.view(row, column).toByteArray());
            }
            return true;
        });
        if (!done)
            return failure(done.error());
    }
    return summary;
}

} // namespace relata
