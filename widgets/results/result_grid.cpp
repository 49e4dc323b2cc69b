#include "widgets/results/result_grid.h"

#include "models/items/message_log_model.h"
#include "models/items/result_model.h"
#include "models/jobs/job_center.h"
#include "models/rows/insert_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/results/cell_delegate.h"
#include "widgets/results/result_header.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

namespace {
constexpr int SampleRows = 100;
constexpr int SummaryPause = 120; ///< milliseconds after the selection changed last
constexpr int NarrowestColumn = 56, WidestColumn = 420;
constexpr qsizetype ClipboardLimit = 512LL * 1024 * 1024;
} // namespace

ResultGrid::ResultGrid(const Theme &theme, JobCenter &jobs, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_jobs(jobs)
    , m_delegate(new CellDelegate(theme, this))
    , m_header(new ResultHeader(theme, this))
    , m_summarySoon(new QTimer(this))
{
    setObjectName(u"resultGrid"_s);
    setAccessibleName(tr("Result rows"));
    setItemDelegate(m_delegate);
    setHorizontalHeader(m_header);
    m_header->setObjectName(u"resultColumns"_s);
    m_header->setAccessibleName(tr("Columns"));
    verticalHeader()->setObjectName(u"resultRows"_s);
    verticalHeader()->setAccessibleName(tr("Row numbers"));
    setWordWrap(false);
    setCornerButtonEnabled(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerItem);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
    connect(&theme, &Theme::changed, this, &ResultGrid::applyTheme);
    connect(m_header, &QHeaderView::sectionHandleDoubleClicked, this, [this](int column) {
        const int first = std::max(0, rowAt(0));
        m_header->resizeSection(column, widthOfSample(column, first, first + SampleRows));
    });
    m_summarySoon->setSingleShot(true);
    m_summarySoon->setInterval(SummaryPause);
    connect(m_summarySoon, &QTimer::timeout, this, &ResultGrid::summarize);
    applyTheme();
}

void ResultGrid::setResult(ResultModel *model)
{
    setAllSelected(false);
    m_sized = false;
    setModel(model);
    const auto size = [this] {
        if (!m_sized && this->model()->rowCount() > 0) {
            m_sized = true;
            fitColumns();
        }
    };
    connect(model, &QAbstractItemModel::rowsInserted, this, size);
    fitColumns();
    size();
}

ResultModel *ResultGrid::result() const { return qobject_cast<ResultModel *>(model()); }

void ResultGrid::applyTheme()
{
    const QFont font = m_theme.codeFont();
    setFont(font);
    const int height = QFontMetrics(font).height() + grid::rowPadding;
    verticalHeader()->setDefaultSectionSize(height);
    verticalHeader()->setMinimumSectionSize(height);
    QFont small = m_theme.smallFont();
    small.setFamily(font.family());
    verticalHeader()->setFont(small);
    viewport()->update();
}

void ResultGrid::fitColumns()
{
    if (!model())
        return;
    const int first = std::max(0, rowAt(0));
    for (int column = 0; column < model()->columnCount(); ++column)
        m_header->resizeSection(column, widthOfSample(column, first, first + SampleRows));
}

int ResultGrid::widthOfSample(int column, int first, int last) const
{
    int width = std::min(m_header->widthFor(column), WidestColumn);
    const QStyleOptionViewItem option;
    last = std::min(last, model()->rowCount() - 1);
    for (int row = first; row <= last; ++row)
        width = std::max(width, m_delegate->sizeHint(option, model()->index(row, column)).width());
    return std::clamp(width, NarrowestColumn, WidestColumn);
}

void ResultGrid::selectAll()
{
    if (selectionModel())
        selectionModel()->clearSelection();
    setAllSelected(true);
}

void ResultGrid::setAllSelected(bool all)
{
    m_all = all;
    m_delegate->setAllSelected(all);
    m_summarySoon->start();
    viewport()->update();
}

RowSelection ResultGrid::selectedCells() const
{
    RowSelection result;
    if (!model() || model()->rowCount() == 0)
        return result;
    if (m_all)
        return everything();
    QItemSelection selection = selectionModel()->selection();
    if (selection.isEmpty() && currentIndex().isValid())
        selection.select(currentIndex(), currentIndex());
    QList<bool> used(m_header->count(), false);
    for (const QItemSelectionRange &range : std::as_const(selection)) {
        result.rows += {range.top(), range.bottom()};
        std::fill(used.begin() + range.left(), used.begin() + range.right() + 1, true);
    }
    std::sort(result.rows.begin(), result.rows.end());
    QList<std::pair<qint64, qint64>> merged;
    for (const auto &range : std::as_const(result.rows)) {
        if (!merged.isEmpty() && range.first <= merged.last().second + 1)
            merged.last().second = std::max(merged.last().second, range.second);
        else
            merged += range;
    }
    result.rows = merged;
    result.columns = everything().columns;
    result.columns.removeIf([&](int column) { return !used.at(column); });
    return result;
}

RowSelection ResultGrid::everything() const
{
    RowSelection result;
    for (int visual = 0; visual < m_header->count(); ++visual)
        result.columns += m_header->logicalIndex(visual);
    if (!result.columns.isEmpty() && model()->rowCount() > 0)
        result.rows += {0, model()->rowCount() - 1};
    return result;
}

void ResultGrid::copyAs(RowFormat format, bool header)
{
    const ResultModel *model = result();
    const RowSelection cells = selectedCells();
    if (!model || cells.rows.isEmpty() || cells.columns.isEmpty())
        return;
    const qint64 rows = cells.rowCount();
    // One cell is wanted as it is, without the line end of a row.
    const bool single = rows == 1 && cells.columns.size() == 1 && format == RowFormat::Tsv && !header;
    if (single) {
        const QModelIndex cell = model->index(int(cells.rows.first().first), cells.columns.first());
        const bool bytes = cell.data(BytesRole).toBool();
        QGuiApplication::clipboard()->setText(cell.data(bytes ? int(Qt::DisplayRole) : int(FullTextRole)).toString());
        emit copied(tr("Copied the value"), false);
        return;
    }
    startCopy(cells, [buffer = model->buffer(), cells, format, header](JobContext &context) {
        return rowsAsText(*buffer, cells, format, header, ClipboardLimit, context);
    });
}

void ResultGrid::copyInserts()
{
    const RowSelection cells = selectedCells();
    if (!result() || !m_flavour || cells.rows.isEmpty() || cells.columns.isEmpty())
        return;
    startCopy(cells, [buffer = result()->buffer(), cells, table = m_table, flavour = m_flavour](JobContext &context) {
        return rowsAsInserts(*buffer, cells, table, *flavour, ClipboardLimit, context);
    });
}

void ResultGrid::startCopy(const RowSelection &cells, std::function<Result<QByteArray>(JobContext &)> write)
{
    const qint64 rows = cells.rowCount();
    m_jobs.start(
        {"ResultGrid", QT_TRANSLATE_NOOP("ResultGrid", "Copying %1 rows"), {QLocale().toString(rows)}}, this,
        std::move(write),
        [this, rows](const Result<QByteArray> &text) {
            if (!text) {
                emit copied(text.error().message.translated(), true);
                return;
            }
            QGuiApplication::clipboard()->setText(QString::fromUtf8(*text));
            emit copied(tr("Copied %1").arg(rowsText(rows)), false);
        },
        rows > 10'000 ? JobListing::Listed : JobListing::Hidden);
}

void ResultGrid::setOrigin(const QStringList &table, const SqlFlavour &flavour)
{
    m_table = table;
    m_flavour = table.isEmpty() ? nullptr : &flavour;
}

void ResultGrid::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F2) {
        emit viewerRequested();
    } else {
        if (m_all && event->key() != Qt::Key_Control && event->key() != Qt::Key_Shift)
            setAllSelected(false);
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void ResultGrid::mousePressEvent(QMouseEvent *event)
{
    if (m_all && event->button() == Qt::LeftButton)
        setAllSelected(false);
    QTableView::mousePressEvent(event);
}

void ResultGrid::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(m_theme, u"copy"_s), tr("&Copy"), this, &ResultGrid::copy);
    menu->addAction(tr("Copy with &Header"), this, [this] { copyAs(RowFormat::Tsv, true); });
    QMenu *as = menu->addMenu(tr("Copy &As"));
    as->addAction(tr("CSV"), this, [this] { copyAs(RowFormat::Csv, true); });
    as->addAction(tr("JSON"), this, [this] { copyAs(RowFormat::Json, true); });
    QAction *insert = as->addAction(tr("INSERT"), this, &ResultGrid::copyInserts);
    insert->setEnabled(m_flavour != nullptr);
    as->addAction(tr("Markdown"), this, [this] { copyAs(RowFormat::Markdown, true); });
    QAction *save = menu->addAction(icon(m_theme, u"export"_s), tr("&Export Rows…"), this, &ResultGrid::exportRows);
    save->setEnabled(result() && result()->buffer()->isFinished());
    menu->addSeparator();
    menu->addAction(tr("Select A&ll"), this, &ResultGrid::selectAll);
    menu->addAction(tr("&Show Value"), this, &ResultGrid::viewerRequested);
    menu->addAction(tr("&Fit Columns"), this, &ResultGrid::fitColumns);
    menu->popup(event->globalPos());
}

void ResultGrid::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::EnabledChange)
        viewport()->update();
}

void ResultGrid::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    emit cellChanged(current);
}

} // namespace relata

#include "moc_result_grid.cpp"
