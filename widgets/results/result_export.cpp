#include "models/items/message_log_model.h"
#include "models/items/result_model.h"
#include "models/jobs/job_center.h"
#include "models/rows/row_export.h"
#include "models/rows/selection_summary.h"
#include "widgets/results/result_grid.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QTimer>

namespace relata {
using namespace Qt::StringLiterals;

void ResultGrid::exportRows()
{
    if (!result() || !result()->buffer()->isFinished())
        return;
    const QString sql = m_flavour ? tr(";;INSERT statements (*.sql)") : QString();
    auto *dialog = new QFileDialog(this, tr("Export Rows"), {},
        tr("CSV (*.csv);;Tab-separated (*.tsv);;JSON (*.json);;JSON lines (*.ndjson);;Markdown (*.md)") + sql);
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(u"*."_s, 1).section(u')', 0, 0)); });
    connect(dialog, &QFileDialog::fileSelected, this, &ResultGrid::exportTo);
    dialog->open();
}

void ResultGrid::exportTo(const QString &path)
{
    if (!result())
        return;
    const std::optional<RowFileFormat> format = rowFileFormat(path, m_table, m_flavour);
    if (!format) {
        emit copied(tr("No format goes by the ending of %1").arg(QFileInfo(path).fileName()), true);
        return;
    }
    m_jobs.start(
        {"ResultGrid", QT_TRANSLATE_NOOP("ResultGrid", "Exporting rows to %1"), {QFileInfo(path).fileName()}}, this,
        [buffer = result()->buffer(), cells = everything(), format = *format, path](
            JobContext &context) { return relata::exportRows(*buffer, cells, format, path, context); },
        [this, path](const Result<qint64> &rows) {
            if (rows)
                emit copied(tr("Exported %1 to %2").arg(rowsText(*rows), QFileInfo(path).fileName()), false);
            else
                emit copied(rows.error().message.translated(), true);
        });
}

void ResultGrid::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    m_summarySoon->start();
}

QList<RowSelection> ResultGrid::selectedRectangles() const
{
    if (m_all)
        return {everything()};
    QList<RowSelection> result;
    const QItemSelection selection = selectionModel() ? selectionModel()->selection() : QItemSelection();
    for (const QItemSelectionRange &range : selection) {
        RowSelection rectangle{.rows = {{range.top(), range.bottom()}}, .columns = {}};
        for (int column = range.left(); column <= range.right(); ++column)
            rectangle.columns += column;
        result += rectangle;
    }
    return result;
}

static QString summaryText(const SelectionSummary &summary)
{
    const auto local = [](QString number) { return number.replace(u'.', QLocale().decimalPoint()); };
    QStringList parts{ResultGrid::tr("%1 cells").arg(QLocale().toString(summary.cells))};
    if (summary.nulls > 0)
        parts += ResultGrid::tr("%1 NULL").arg(QLocale().toString(summary.nulls));
    if (summary.numbers > 0) {
        parts += ResultGrid::tr("sum %1").arg(local(summary.sumText()));
        parts += ResultGrid::tr("average %1").arg(local(summary.averageText()));
    }
    return parts.join(u" · "_s);
}

void ResultGrid::summarize()
{
    if (m_summaryJob)
        m_jobs.cancel(std::exchange(m_summaryJob, 0));
    const QList<RowSelection> rectangles = selectedRectangles();
    qint64 cells = 0;
    for (const RowSelection &rectangle : rectangles)
        cells += rectangle.rowCount() * rectangle.columns.size();
    if (!result() || cells < 2) {
        emit summarized({});
        return;
    }
    m_summaryJob = m_jobs.start(
        {"ResultGrid", QT_TRANSLATE_NOOP("ResultGrid", "Adding up %1 cells"), {QLocale().toString(cells)}}, this,
        [buffer = result()->buffer(), rectangles](
            JobContext &context) { return summaryOf(*buffer, rectangles, context); },
        [this](const Result<SelectionSummary> &summary) {
            if (!summary) // another selection took its place
                return;
            m_summaryJob = 0;
            emit summarized(summaryText(*summary));
        },
        JobListing::Hidden);
}

} // namespace relata
