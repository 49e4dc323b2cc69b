#include "widgets/plan/plan_view.h"

#include "models/items/plan_model.h"
#include "models/items/roles.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/plan/heat_delegate.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTabWidget>
#include <QTableWidget>
#include <QTreeView>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

constexpr int FindingRole = Qt::UserRole + 300; ///< index into the model's findings

Tone toneOf(Finding::Severity severity)
{
    return severity == Finding::Severity::Danger ? Tone::Danger
        : severity == Finding::Severity::Warning ? Tone::Warning
                                                 : Tone::Muted;
}

} // namespace

PlanView::PlanView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new PlanModel(this))
    , m_tabs(new QTabWidget(this))
    , m_tree(new QTreeView(this))
    , m_details(new QTableWidget(0, 2, this))
    , m_findings(new QListWidget(this))
    , m_raw(new QPlainTextEdit(this))
{
    setObjectName(u"planView"_s);
    setAccessibleName(tr("Query plan"));
    m_tabs->setObjectName(u"planTabs"_s);
    m_tabs->setAccessibleName(tr("Forms of the plan"));
    m_tabs->setDocumentMode(true);
    m_tabs->setTabPosition(QTabWidget::South);
    m_raw->setObjectName(u"planText"_s);
    m_raw->setAccessibleName(tr("The server's own text"));
    m_raw->setReadOnly(true);
    m_raw->setFrameShape(QFrame::NoFrame);
    m_raw->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_tabs->addTab(makeTreePage(), tr("Tree"));
    m_tabs->addTab(m_raw, tr("Text"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    setFocusProxy(m_tree);
    connect(&theme, &Theme::changed, this, &PlanView::applyTheme);
    applyTheme();
}

QWidget *PlanView::makeTreePage()
{
    m_tree->setObjectName(u"planTree"_s);
    m_tree->setAccessibleName(tr("Plan as a tree"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new ItemDelegate(m_theme, m_tree));
    m_tree->setItemDelegateForColumn(PlanModel::Heat, new HeatDelegate(m_theme, m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAllColumnsShowFocus(true);
    setUpSide();
    auto *side = new QSplitter(Qt::Vertical);
    auto *split = new QSplitter(Qt::Horizontal);
    side->setObjectName(u"planSide"_s);
    side->setAccessibleName(tr("Findings and figures"));
    split->setObjectName(u"planSplit"_s);
    split->setAccessibleName(tr("Plan and findings"));
    for (QSplitter *splitter : {side, split}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    side->addWidget(m_findings);
    side->addWidget(m_details);
    split->addWidget(m_tree);
    split->addWidget(side);
    m_side = side;
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({600, 400});
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &PlanView::showNode);
    connect(m_findings, &QListWidget::currentRowChanged, this, [this](int row) {
        const QListWidgetItem *item = m_findings->item(row);
        const int at = item ? item->data(FindingRole).toInt() : -1;
        if (item && at < m_model->findings().size() && !m_model->findings().isEmpty())
            m_tree->setCurrentIndex(m_model->indexOf(m_model->findings().at(at).node));
    });
    return split;
}

void PlanView::setUpSide()
{
    m_details->setObjectName(u"planDetails"_s);
    m_details->setAccessibleName(tr("Details of the operation"));
    m_details->setFrameShape(QFrame::NoFrame);
    m_details->setShowGrid(false);
    m_details->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_details->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_details->horizontalHeader()->hide();
    m_details->horizontalHeader()->setStretchLastSection(true);
    m_details->verticalHeader()->hide();
    m_details->setItemDelegate(new ItemDelegate(m_theme, m_details));
    m_findings->setObjectName(u"planFindings"_s);
    m_findings->setAccessibleName(tr("Findings"));
    m_findings->setFrameShape(QFrame::NoFrame);
    m_findings->setItemDelegate(new ItemDelegate(m_theme, m_findings));
    m_findings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_findings->setTextElideMode(Qt::ElideRight);
}

void PlanView::applyTheme()
{
    m_raw->setFont(m_theme.codeFont());
    m_tree->viewport()->update();
}

void PlanView::setPlan(const PlanTree &plan, const QByteArray &engine, const QString &raw)
{
    m_model->setPlan(plan, engine);
    m_raw->setPlainText(raw);
    m_tree->expandAll();
    arrangeColumns();
    fillFindings();
    m_tree->setCurrentIndex(m_model->index(0, 0));
}

void PlanView::showTreeAlone() { m_side->hide(); }

void PlanView::arrangeColumns()
{
    constexpr int WidestOperation = 420;
    for (int column = 0; column < PlanModel::ColumnCount; ++column) {
        m_tree->setColumnHidden(column, !m_model->isUsed(column));
        m_tree->resizeColumnToContents(column);
    }
    m_tree->setColumnWidth(0, std::min(WidestOperation, m_tree->columnWidth(0) + grid::group));
    m_tree->header()->setObjectName(u"planColumns"_s);
    m_tree->header()->setAccessibleName(tr("Columns"));
    m_tree->header()->setStretchLastSection(false);
    // Some engines say nothing in numbers: then the operations have all the room.
    m_tree->header()->setSectionResizeMode(0,
        m_model->isUsed(PlanModel::EstimatedRows) || m_model->isUsed(PlanModel::Cost) ? QHeaderView::Interactive
                                                                                      : QHeaderView::Stretch);
}

void PlanView::fillFindings()
{
    m_findings->clear();
    const QList<PlanFinding> &findings = m_model->findings();
    for (qsizetype i = 0; i < findings.size(); ++i) {
        const Finding &finding = findings.at(i).finding;
        auto *item = new QListWidgetItem(finding.message.translated(), m_findings);
        item->setToolTip(finding.advice.translated());
        item->setData(ToneRole, int(toneOf(finding.severity)));
        item->setData(IconNameRole,
            finding.severity == Finding::Severity::Danger        ? u"danger"_s
                : finding.severity == Finding::Severity::Warning ? u"warning"_s
                                                                 : u"info"_s);
        item->setData(DetailRole, QString::fromLatin1(finding.code));
        item->setData(FindingRole, int(i));
    }
    if (findings.isEmpty()) {
        auto *item = new QListWidgetItem(tr("Nothing stands out in this plan."), m_findings);
        item->setData(ToneRole, int(Tone::Muted));
        item->setData(IconNameRole, u"ok"_s);
        item->setFlags(Qt::ItemIsEnabled);
    }
}

void PlanView::showNode(const QModelIndex &index)
{
    m_details->setRowCount(0);
    const PlanTree *node = m_model->node(index);
    if (!node)
        return;
    const auto add = [this](const QString &name, const QString &value) {
        if (value.isEmpty())
            return;
        const int row = m_details->rowCount();
        m_details->insertRow(row);
        auto *key = new QTableWidgetItem(name);
        key->setData(ToneRole, int(Tone::Muted));
        auto *text = new QTableWidgetItem(value);
        text->setData(CodeRole, true);
        text->setToolTip(value);
        m_details->setItem(row, 0, key);
        m_details->setItem(row, 1, text);
    };
    for (const PlanFinding &finding : m_model->findings()) {
        if (nodeAt(*m_model->node(m_model->index(0, 0)), finding.node) == node)
            add(tr("Advice"), finding.finding.advice.translated());
    }
    add(tr("Operation"), node->operation);
    add(tr("Relation"), node->relation);
    add(tr("Index"), node->index);
    add(tr("Condition"), node->condition);
    for (const auto &[name, value] : node->extras.asKeyValueRange())
        add(name, value);
    m_details->resizeColumnToContents(0);
    m_details->resizeRowsToContents();
}

} // namespace relata

#include "moc_plan_view.cpp"
