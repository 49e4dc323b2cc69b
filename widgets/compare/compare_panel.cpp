#include "widgets/compare/compare_panel.h"

#include "models/items/compare_model.h"
#include "models/project/project.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/icons.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/services.h"
#include "widgets/compare/compare_diagram.h"
#include "widgets/compare/object_compare.h"
#include "widgets/compare/source_picker.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedLayout>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

// How the panel is made; compare_panel_shown.cpp is what it shows.
namespace relata {
using namespace Qt::StringLiterals;

static QString placesOf(const Project *project)
{
    return project ? project->diagramsFolder() + u"/main.json"_s : QString();
}

namespace {
constexpr int sideBySide = 960; ///< narrower, the object stands below the tree
constexpr int patience = 300; // ms
} // namespace

ComparePanel::ComparePanel(Services &services, std::shared_ptr<ReplayCache> replays, QWidget *parent)
    : Panel(parent)
    , m_services(services)
    , m_desk(new CompareDesk({services.project, services.engines, services.jobs, services.sessions,
                                 services.connections, services.secrets, std::move(replays)},
          this))
    , m_model(new CompareModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_left(new SourcePicker(services.theme, services.project, this))
    , m_right(new SourcePicker(services.theme, services.project, this))
    , m_swap(glyphButton(services.theme, u"swap"_s, tr("Swap the Sides"), u"compareSwap"_s, this))
    , m_refresh(glyphButton(services.theme, u"refresh"_s, tr("Read Both Sides Again"), u"compareRefresh"_s, this))
    , m_banner(new Banner(services.theme, this))
    , m_summary(new ElidedLabel({}, this))
    , m_cancel(plainButton(tr("Cancel"), u"compareCancel"_s, this))
    , m_patience(new QTimer(this))
    , m_pages(new QStackedLayout)
    , m_empty(new EmptyState(services.theme, u"compare"_s, {}, {}, this))
    , m_split(new QSplitter(Qt::Horizontal, this))
    , m_filter(new QLineEdit(this))
    , m_onlyDifferences(new QToolButton(this))
    , m_drawn(glyphButton(services.theme, u"diagram"_s, tr("Show as a Diagram"), u"compareDrawn"_s, this))
    , m_shapes(new QStackedLayout)
    , m_view(new QTreeView(this))
    , m_diagram(new CompareDiagram(services.theme, &services.jobs, placesOf(services.project), this))
    , m_all(new QToolButton(this))
    , m_along(new ElidedLabel({}, this))
    , m_take(primaryButton({}, u"compareTake"_s, this))
    , m_object(new ObjectCompare(services.theme, this))
{
    setObjectName(u"comparePanel"_s);
    setAccessibleName(tr("Comparison"));
    arrange();
    connectDesk();
    showSources();
    showPair();
}

ComparePanel::~ComparePanel() = default;

void ComparePanel::arrange()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildBar(layout);
    layout->addWidget(m_banner);
    buildSummary(layout);
    m_split->setObjectName(u"compareSplit"_s);
    m_split->setAccessibleName(tr("Differences and the object"));
    m_split->setHandleWidth(1);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(buildTreeSide());
    m_split->addWidget(m_object);
    m_empty->setObjectName(u"compareEmpty"_s);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_split);
    layout->addLayout(m_pages, 1);
}

void ComparePanel::buildBar(QBoxLayout *layout)
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid::group, grid::related, grid::group, grid::related);
    bar->setSpacing(grid::related);
    m_left->setObjectName(u"compareLeft"_s);
    m_left->setAccessibleName(tr("Left side"));
    m_right->setObjectName(u"compareRight"_s);
    m_right->setAccessibleName(tr("Right side"));
    bar->addWidget(m_left, 1);
    bar->addWidget(m_swap);
    bar->addWidget(m_right, 1);
    bar->addWidget(m_refresh);
    layout->addLayout(bar);
    connect(m_left, &SourcePicker::sourceChosen, this,
        [this](const CompareSource &source) { choose(CompareSide::Left, source); });
    connect(m_right, &SourcePicker::sourceChosen, this,
        [this](const CompareSource &source) { choose(CompareSide::Right, source); });
    connect(m_swap, &QToolButton::clicked, this, &ComparePanel::swapSides);
    connect(m_refresh, &QToolButton::clicked, this, &ComparePanel::refresh);
}

/// How many differences there are, or what is being read: its place is always there.
void ComparePanel::buildSummary(QBoxLayout *layout)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(grid::group, 0, grid::group, grid::related);
    row->setSpacing(grid::related);
    m_summary->setObjectName(u"compareSummary"_s);
    m_summary->setProperty("role", u"muted"_s);
    QSizePolicy kept = m_cancel->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_cancel->setSizePolicy(kept);
    m_cancel->hide();
    row->addWidget(m_summary, 1);
    row->addWidget(m_cancel);
    layout->addLayout(row);
    m_patience->setInterval(patience);
    connect(m_patience, &QTimer::timeout, this, &ComparePanel::showSummary);
    connect(m_cancel, &QPushButton::clicked, m_desk, &CompareDesk::cancel);
}

QWidget *ComparePanel::buildTreeSide()
{
    auto *side = new QWidget(this);
    side->setObjectName(u"compareTreeSide"_s);
    side->setAccessibleName(tr("Differences"));
    buildTree();
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(buildFilter(side));
    m_shapes->addWidget(m_view);
    m_shapes->addWidget(m_diagram);
    layout->addLayout(m_shapes, 1);
    layout->addLayout(buildTaking(side));
    return side;
}

QBoxLayout *ComparePanel::buildFilter(QWidget *parent)
{
    m_filter->setParent(parent);
    m_filter->setObjectName(u"compareFilter"_s);
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(m_services.theme, u"filter"_s, ColorToken::Muted), QLineEdit::LeadingPosition);
    m_onlyDifferences->setParent(parent);
    m_onlyDifferences->setObjectName(u"compareOnlyDifferences"_s);
    m_onlyDifferences->setText(tr("Only differences"));
    m_onlyDifferences->setAccessibleName(m_onlyDifferences->text());
    m_onlyDifferences->setCheckable(true);
    m_onlyDifferences->setChecked(true);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(grid::group, 0, grid::related, grid::related);
    row->setSpacing(grid::related);
    row->addWidget(m_filter, 1);
    row->addWidget(m_onlyDifferences);
    m_drawn->setParent(parent);
    m_drawn->setCheckable(true);
    row->addWidget(m_drawn);
    connectDrawn();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered->setFilterFixedString(text.trimmed());
        keepCurrent();
    });
    connect(m_onlyDifferences, &QToolButton::toggled, this, [this](bool only) {
        m_model->setShowEqual(!only);
        keepCurrent();
        showPage();
        draw();
        emit stateChanged();
    });
    return row;
}

void ComparePanel::connectDrawn()
{
    connect(m_drawn, &QToolButton::toggled, this, [this](bool drawn) {
        m_filter->setEnabled(!drawn);
        m_shapes->setCurrentIndex(drawn ? 1 : 0);
        share();
        draw();
        emit stateChanged();
    });
    connect(m_diagram, &CompareDiagram::tableChosen, this, &ComparePanel::chooseTable);
    connect(
        m_diagram->document(), &DiagramDocument::failed, this, [this](const Error &error) { m_banner->show(error); });
}

void ComparePanel::buildTree()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setAutoAcceptChildRows(true);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setObjectName(u"compareTree"_s);
    m_view->setAccessibleName(tr("Objects that differ"));
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(new ItemDelegate(m_services.theme, m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideRight);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ComparePanel::showObject);
    connect(m_model, &CompareModel::checkedChanged, this, [this] { m_desk->weigh(m_model->checked()); });
    connect(m_model, &CompareModel::checkedChanged, this, &ComparePanel::showTaking);
}

QBoxLayout *ComparePanel::buildTaking(QWidget *parent)
{
    m_all->setParent(parent);
    m_all->setObjectName(u"compareAll"_s);
    m_along->setParent(parent);
    m_along->setObjectName(u"compareAlong"_s);
    m_along->setAccessibleName(tr("Nothing comes along"));
    m_along->setProperty("role", u"muted"_s);
    m_take->setParent(parent);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(grid::group, grid::related, grid::related, grid::related);
    row->setSpacing(grid::related);
    row->addWidget(m_all);
    row->addWidget(m_along, 1);
    row->addWidget(m_take);
    connect(m_all, &QToolButton::clicked, this, [this] { checkAll(m_model->checked().isEmpty()); });
    connect(m_take, &QPushButton::clicked, this, &ComparePanel::takeChecked);
    return row;
}

void ComparePanel::connectDesk()
{
    m_left->offer(m_desk->offered());
    m_right->offer(m_desk->offered());
    connect(m_desk, &CompareDesk::offeredChanged, this, [this] {
        m_left->offer(m_desk->offered());
        m_right->offer(m_desk->offered());
    });
    connect(m_desk, &CompareDesk::sourcesChanged, this, &ComparePanel::showSources);
    connect(m_desk, &CompareDesk::pairChanged, this, &ComparePanel::showPair);
    connect(m_desk, &CompareDesk::workChanged, this, [this] {
        if (m_desk->isWorking() && !m_patience->isActive()) {
            m_working.start();
            m_patience->start();
        } else if (!m_desk->isWorking()) {
            m_patience->stop();
            showSummary();
        }
        showProblems();
        emit statusChanged();
    });
    connect(m_desk, &CompareDesk::weighed, this, [this](const QStringList &along) {
        m_along->setText(along.isEmpty() ? QString() : tr("Comes along: %1").arg(along.join(u", "_s)));
        m_along->setAccessibleName(along.isEmpty() ? tr("Nothing comes along") : m_along->fullText());
    });
    connect(m_desk, &CompareDesk::taken, this, &ComparePanel::said);
    connect(m_desk, &CompareDesk::refused, this, [this](const Error &error) { m_banner->show(error); });
}

void ComparePanel::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    const Qt::Orientation wanted = width() < sideBySide ? Qt::Vertical : Qt::Horizontal;
    if (m_split->orientation() == wanted && m_split->property("placed").toBool())
        return;
    m_split->setOrientation(wanted);
    m_split->setProperty("placed", true);
    share();
}

/// A diagram needs more room than a list.
void ComparePanel::share()
{
    if (isDrawn())
        m_split->setSizes({3000, 2000});
    else
        m_split->setSizes(m_split->orientation() == Qt::Horizontal ? QList<int>{2000, 3000} : QList<int>{2000, 2400});
}

} // namespace relata

#include "moc_compare_panel.cpp"
