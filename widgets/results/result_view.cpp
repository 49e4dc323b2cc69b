#include "widgets/results/result_view.h"

#include "models/items/result_model.h"
#include "widgets/common/theme.h"
#include "widgets/results/cell_viewer.h"
#include "widgets/results/result_grid.h"

#include <QBoxLayout>
#include <QLocale>
#include <QSplitter>

namespace relata {

using namespace Qt::StringLiterals;

ResultView::ResultView(const Theme &theme, JobCenter &jobs, std::shared_ptr<ResultBuffer> buffer, QWidget *parent)
    : QWidget(parent)
    , m_model(new ResultModel(std::move(buffer), jobs, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_grid(new ResultGrid(theme, jobs, m_splitter))
    , m_viewer(new CellViewer(theme, m_splitter))
{
    setObjectName(u"resultView"_s);
    setAccessibleName(tr("Result"));
    m_splitter->setObjectName(u"resultSplitter"_s);
    m_splitter->setAccessibleName(tr("Rows and value"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_viewer->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    setFocusProxy(m_grid);
    connect(m_grid, &ResultGrid::viewerRequested, this, &ResultView::showViewer);
    connect(m_grid, &ResultGrid::doubleClicked, this, &ResultView::showViewer);
    connect(m_grid, &ResultGrid::copied, this, &ResultView::copied);
    connect(m_grid, &ResultGrid::summarized, this, [this](const QString &text) {
        m_summary = text;
        emit summarized(text);
    });
    connect(m_grid, &ResultGrid::cellChanged, this, [this] {
        follow();
        emit positionChanged();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ResultView::follow);
    connect(m_viewer, &CellViewer::closeRequested, this, &ResultView::hideViewer);
    m_grid->setResult(m_model);
}

QString ResultView::position() const
{
    const QModelIndex cell = m_grid->currentIndex();
    if (!cell.isValid())
        return {};
    return tr("Row %1, %2")
        .arg(QLocale().toString(cell.row() + 1),
            m_model->headerData(cell.column(), Qt::Horizontal, Qt::DisplayRole).toString());
}

void ResultView::showViewer()
{
    if (m_viewer->isHidden()) {
        m_viewer->show();
        m_splitter->setSizes({width() * 3 / 5, width() * 2 / 5});
    }
    follow();
}

void ResultView::hideViewer()
{
    m_viewer->setVisible(false);
    m_grid->setFocus();
}

void ResultView::follow()
{
    if (!m_viewer->isHidden())
        m_viewer->showCell(m_grid->currentIndex());
}

} // namespace relata

#include "moc_result_view.cpp"
