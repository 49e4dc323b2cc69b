#include "widgets/timeline/kept_view.h"

#include "models/items/kept_model.h"
#include "models/project/kept_desk.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QItemSelection>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int firstDays = 30, mostDays = 9999;
} // namespace

KeptView::KeptView(Services &services, KeptDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_desk(desk)
    , m_model(new KeptModel(this))
    , m_banner(new Banner(services.theme, this))
    , m_table(new QTreeView(this))
    , m_empty(new EmptyState(services.theme, u"ok"_s, tr("Nothing is kept aside"),
          tr("What migrations drop is kept in tables of its own, so that their ways down can bring it back. It stands "
             "here until you purge it."),
          this))
    , m_unknown(new EmptyState(services.theme, u"database"_s, tr("No database yet"),
          tr("Choose a connection above to see what migrations have kept aside in its database."), this))
    , m_pages(new QStackedLayout)
    , m_summary(new ElidedLabel({}, this))
    , m_chosen(new ElidedLabel({}, this))
    , m_refresh(glyphButton(services.theme, u"refresh"_s, tr("Ask the Database Again"), u"refreshKept"_s, this))
    , m_days(new QSpinBox(this))
    , m_old(plainButton(tr("Select the Old"), u"selectOldKept"_s, this))
    , m_purge(dangerButton({}, u"purgeKept"_s, this))
{
    setObjectName(u"kept"_s);
    setAccessibleName(tr("Kept aside"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    buildTop(*layout);
    buildTable();
    layout->addLayout(m_pages, 1);
    buildBottom(*layout);
    connect(&m_desk, &KeptDesk::changed, this, &KeptView::showAll);
    connect(&m_desk, &KeptDesk::failed, this, [this](const Error &error) { m_banner->show(error); });
    connect(&m_desk, &KeptDesk::done, m_banner, &Banner::dismiss);
    showAll();
}

void KeptView::buildTop(QBoxLayout &layout)
{
    m_summary->setObjectName(u"keptSummary"_s);
    m_summary->setAccessibleName(tr("Kept aside"));
    m_summary->setProperty("role", u"muted"_s);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid::edge, grid::related, grid::edge, grid::related);
    bar->setSpacing(grid::related);
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_refresh);
    layout.addLayout(bar);
    connect(m_refresh, &QToolButton::clicked, this, &KeptView::ask);
}

void KeptView::buildTable()
{
    m_table->setObjectName(u"keptTable"_s);
    m_table->setAccessibleName(tr("Kept tables"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ItemDelegate(m_services.theme, m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setFrameShape(QFrame::NoFrame);
    QHeaderView *header = m_table->header();
    header->setObjectName(u"keptColumns"_s);
    header->setAccessibleName(tr("Columns"));
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(KeptModel::Source, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &KeptView::showChosen);
    m_empty->setObjectName(u"keptEmpty"_s);
    m_unknown->setObjectName(u"keptUnknown"_s);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_unknown);
}

void KeptView::buildBottom(QBoxLayout &layout)
{
    m_chosen->setObjectName(u"keptChosen"_s);
    m_chosen->setAccessibleName(tr("Kept tables"));
    m_days->setObjectName(u"keptDays"_s);
    m_days->setAccessibleName(tr("Days"));
    m_days->setRange(0, mostDays);
    m_days->setValue(firstDays);
    m_days->setPrefix(tr("Kept for at least "));
    m_days->setSuffix(tr(" days"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid::edge, grid::related, grid::edge, grid::related);
    bar->setSpacing(grid::related);
    bar->addWidget(m_chosen, 1);
    bar->addWidget(m_days);
    bar->addWidget(m_old);
    bar->addWidget(m_purge);
    layout.addLayout(bar);
    connect(m_old, &QPushButton::clicked, this, &KeptView::chooseOld);
    connect(m_purge, &QPushButton::clicked, this, [this] { emit purgeWanted(chosen()); });
}

void KeptView::setReady(bool isReady)
{
    m_isReady = isReady;
    showChosen();
}

void KeptView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_desk.wasAsked() && !m_desk.isAsking())
        m_desk.refresh();
}

void KeptView::ask()
{
    m_banner->dismiss();
    m_desk.refresh();
}

void KeptView::showAll()
{
    const auto &profile = m_desk.connection();
    const auto &kept = m_desk.kept();
    if (isVisible() && profile && !m_desk.wasAsked() && !m_desk.isAsking())
        return m_desk.refresh(); // another database was chosen
    m_model->setTables(kept.value_or(QList<KeptTable>()));
    qint64 rows = 0;
    for (const KeptTable &one : m_model->tables())
        rows += one.rows;
    const QString where = profile ? profile->displayName() : QString();
    m_summary->setText(!profile ? QString()
            : !kept             ? (m_desk.isAsking() ? tr("Asking %1 …") : tr("%1 did not answer")).arg(where)
                                : tr("%n kept table(s) on %1 with %2 rows", nullptr, m_model->rowCount())
                          .arg(where, QLocale().toString(rows)));
    m_refresh->setEnabled(profile && !m_desk.isAsking());
    m_pages->setCurrentWidget(!profile                      ? static_cast<QWidget *>(m_unknown)
            : kept && kept->isEmpty() && !m_desk.isAsking() ? static_cast<QWidget *>(m_empty)
                                                            : static_cast<QWidget *>(m_table));
    showChosen();
}

QList<KeptTable> KeptView::chosen() const
{
    QList<KeptTable> result;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_table->selectionModel()->isRowSelected(row, {}))
            result += m_model->tables().at(row);
    }
    return result;
}

void KeptView::showChosen()
{
    const QList<KeptTable> tables = chosen();
    const bool any = m_model->rowCount() > 0;
    qint64 rows = 0;
    for (const KeptTable &one : tables)
        rows += one.rows;
    m_chosen->setText(tables.isEmpty()
            ? QString()
            : tr("%n selected, with %1 rows", nullptr, int(tables.size())).arg(QLocale().toString(rows)));
    for (QWidget *part : {static_cast<QWidget *>(m_days), static_cast<QWidget *>(m_old)})
        part->setEnabled(any);
    m_purge->setText(tables.isEmpty() ? tr("Purge…") : tr("Purge %n Table(s)…", nullptr, int(tables.size())));
    m_purge->setAccessibleName(m_purge->text());
    m_purge->setEnabled(m_isReady && !tables.isEmpty() && !m_desk.isPurging());
}

/// Of an age that nobody knows none is old.
void KeptView::chooseOld()
{
    QItemSelection old;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const qint64 days = daysKept(m_model->tables().at(row));
        if (days >= 0 && days >= m_days->value())
            old.select(m_model->index(row, 0), m_model->index(row, m_model->columnCount() - 1));
    }
    m_table->selectionModel()->select(old, QItemSelectionModel::ClearAndSelect);
    m_table->setFocus();
}

} // namespace relata

#include "moc_kept_view.cpp"
