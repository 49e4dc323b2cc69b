#include "widgets/timeline/environment_view.h"

#include "models/engine/secret_store.h"
#include "models/items/environment_model.h"
#include "models/project/environment_desk.h"
#include "models/project/project.h"
#include "widgets/common/ask_text.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/services.h"
#include "widgets/timeline/environment_header.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int narrowestColumn = 240, widestColumn = 320;
} // namespace

EnvironmentView::EnvironmentView(Services &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_desk(new EnvironmentDesk({*services.project, services.engines, services.jobs, services.sessions,
                                     services.connections, services.secrets},
          this))
    , m_model(new EnvironmentModel(*m_desk, this))
    , m_banner(new Banner(services.theme, this))
    , m_table(new QTableView(this))
    , m_header(new EnvironmentHeader(services.theme, *m_model, m_table))
    , m_rows(new MigrationHeader(services.theme, *m_model, m_table))
    , m_noDatabases(new EmptyState(services.theme, u"database"_s, tr("No databases yet"),
          tr("Connect to the databases that the migrations go to, and say which is development, staging and "
             "production: File, Connect to a Database. Each becomes a column here."),
          this))
    , m_noMigrations(new EmptyState(services.theme, u"migration"_s, tr("No migrations yet"),
          tr("Change the design and save what leads there as the first migration. Each becomes a row here."), this))
    , m_pages(new QStackedLayout)
{
    setObjectName(u"environments"_s);
    setAccessibleName(tr("Environments"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    buildTop(*layout);
    buildTable();
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_noDatabases);
    m_pages->addWidget(m_noMigrations);
    layout->addLayout(m_pages, 1);
    buildBottom(*layout);
    connect(m_desk, &EnvironmentDesk::readingChanged, this, &EnvironmentView::showReading);
    connect(m_desk, &EnvironmentDesk::failed, this, [this](const Error &error) { m_banner->show(error); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &EnvironmentView::showPage);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &EnvironmentView::showCell);
    showPage();
    showReading();
}

void EnvironmentView::buildTop(QBoxLayout &layout)
{
    m_summary = new ElidedLabel({}, this);
    m_summary->setObjectName(u"environmentsSummary"_s);
    m_summary->setProperty("role", u"muted"_s);
    m_cancel = plainButton(tr("Stop Asking"), u"cancelEnvironments"_s, this);
    m_refresh =
        glyphButton(m_services.theme, u"refresh"_s, tr("Ask All Databases Again"), u"refreshEnvironments"_s, this);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid::edge, grid::related, grid::edge, grid::related);
    bar->setSpacing(grid::related);
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_cancel);
    bar->addWidget(m_refresh);
    layout.addLayout(bar);
    connect(m_cancel, &QPushButton::clicked, m_desk, &EnvironmentDesk::cancel);
    connect(m_refresh, &QToolButton::clicked, this, &EnvironmentView::refresh);
}

void EnvironmentView::buildTable()
{
    m_noDatabases->setObjectName(u"environmentsNoDatabases"_s);
    m_noMigrations->setObjectName(u"environmentsNoMigrations"_s);
    m_table->setObjectName(u"environmentTable"_s);
    m_table->setAccessibleName(tr("Migrations by database"));
    m_table->setItemDelegate(new ItemDelegate(m_services.theme, m_table));
    m_table->setHorizontalHeader(m_header);
    m_table->setVerticalHeader(m_rows);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setCornerButtonEnabled(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table->horizontalScrollBar(), &QScrollBar::valueChanged, m_header, &EnvironmentHeader::place);
    connect(m_table, &QWidget::customContextMenuRequested, this,
        [this](const QPoint &at) { openCellMenu(m_table->viewport()->mapToGlobal(at)); });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        openCellMenu(m_table->viewport()->mapToGlobal(m_table->visualRect(index).bottomLeft()));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!index.isValid())
            return;
        m_currentName = connectionOf(index);
        m_currentVersion = m_model->versionAt(index.row());
        showCell();
    });
    connect(m_header, &EnvironmentHeader::retryWanted, m_desk, &EnvironmentDesk::refreshOne);
    connect(m_header, &EnvironmentHeader::passwordWanted, this, &EnvironmentView::askForPassword);
    connect(m_header, &EnvironmentHeader::menuWanted, this, &EnvironmentView::openColumnMenu);
}

void EnvironmentView::buildBottom(QBoxLayout &layout)
{
    m_cell = new ElidedLabel({}, this);
    m_cell->setObjectName(u"environmentCell"_s);
    m_card = plainButton(tr("Show Migration"), u"environmentCard"_s, this);
    m_compare = plainButton(tr("Compare…"), u"environmentCompare"_s, this);
    m_apply = plainButton(tr("Apply Up to Here…"), u"environmentApply"_s, this);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid::edge, grid::related, grid::edge, grid::related);
    bar->setSpacing(grid::related);
    bar->addWidget(m_cell, 1);
    bar->addWidget(m_card);
    bar->addWidget(m_compare);
    bar->addWidget(m_apply);
    layout.addLayout(bar);
    connect(m_card, &QPushButton::clicked, this, [this] { emit cardWanted(m_currentVersion); });
    connect(m_compare, &QPushButton::clicked, this, [this] { emit compareWanted(m_currentName, m_currentVersion); });
    connect(m_apply, &QPushButton::clicked, this, [this] { emit applyWanted(m_currentName, m_currentVersion); });
}

void EnvironmentView::setReady(bool isReady)
{
    m_isReady = isReady;
    showCell();
}

void EnvironmentView::refresh()
{
    m_banner->dismiss();
    m_desk->refresh();
}

void EnvironmentView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fitColumns();
    if (!std::exchange(m_wasSeen, true))
        m_desk->refresh();
}

void EnvironmentView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

QString EnvironmentView::connectionOf(const QModelIndex &index) const { return m_model->column(index.column()).name; }

void EnvironmentView::showReading()
{
    const auto [answered, asked] = m_desk->progress();
    const bool isReading = m_desk->isReading();
    const QString text = isReading ? tr("Asking databases: %1 of %2 have answered").arg(answered).arg(asked)
                                   : tr("%n database(s)", nullptr, m_model->columnCount()) + u", "_s
            + tr("%n migration(s)", nullptr, m_model->rowCount());
    m_summary->setText(text);
    m_summary->setAccessibleName(text);
    m_cancel->setVisible(isReading);
}

void EnvironmentView::showPage()
{
    QWidget *page = m_model->columnCount() == 0 ? static_cast<QWidget *>(m_noDatabases)
        : m_model->rowCount() == 0              ? static_cast<QWidget *>(m_noMigrations)
                                                : m_table;
    m_pages->setCurrentWidget(page);
    for (QWidget *part : std::initializer_list<QWidget *>{m_cell, m_card, m_compare, m_apply})
        part->setVisible(page == m_table);
    if (m_fitted != m_model->columnCount())
        fitColumns();
    const int column = m_desk->columnOf(m_currentName);
    for (int row = 0; column >= 0 && row < m_model->rowCount(); ++row) {
        if (m_model->versionAt(row) != m_currentVersion)
            continue;
        m_table->setCurrentIndex(m_model->index(row, column));
        break;
    }
    showReading();
    showCell();
}

/// Few columns share the room; many scroll.
void EnvironmentView::fitColumns()
{
    const int count = m_fitted = m_model->columnCount();
    if (count == 0)
        return;
    const int room = m_table->width() - m_rows->sizeHint().width() - m_table->verticalScrollBar()->sizeHint().width();
    const int width = std::clamp(room / count, narrowestColumn, widestColumn);
    for (int column = 0; column < count; ++column)
        m_table->setColumnWidth(column, width);
}

bool EnvironmentView::mayApply(const QModelIndex &index) const
{
    const MigrationStatus *status = m_model->statusAt(index);
    if (!status || status->state != MigrationState::Pending || !m_isReady)
        return false;
    const EnvironmentColumn &column = m_model->column(index.column());
    return column.isRead() && column.count(MigrationState::Partial) + column.count(MigrationState::Failed) == 0;
}

void EnvironmentView::showCell()
{
    const QModelIndex index = m_table->currentIndex();
    const bool isCell = index.isValid();
    QString text = tr("Choose a cell to see what can be done there");
    if (isCell) {
        const QString what = index.data().toString(), when = index.data(DetailRole).toString();
        text = tr("%1 %2 on %3").arg(m_currentVersion, m_model->titleAt(index.row()), m_currentName);
        if (!what.isEmpty())
            text += u": "_s + what + (when.isEmpty() ? QString() : u' ' + when);
        m_cell->setDetail(index.data(Qt::ToolTipRole).toString());
    }
    m_cell->setText(text);
    m_cell->setAccessibleName(text);
    m_apply->setEnabled(mayApply(index));
    const bool isKnown = isCell && m_model->isInProject(index.row());
    m_compare->setEnabled(isKnown);
    m_card->setEnabled(isKnown);
}

void EnvironmentView::askForPassword(const QString &name)
{
    const QString kept = m_services.secrets.outlivesSession() ? tr("It is kept in the keychain.")
                                                              : m_services.secrets.limitation().translated();
    const EnvironmentColumn &column = m_model->column(m_desk->columnOf(name));
    askText(this,
        {.title = tr("Password for %1").arg(name),
            .text = QString((column.error ? column.error->message.translated() : QString()) + u'\n' + kept).trimmed(),
            .label = tr("&Password"),
            .action = tr("Ask %1").arg(name),
            .isSecret = true},
        [this, name](const QString &password, const QString &) { m_desk->givePassword(name, password); });
}

void EnvironmentView::openColumnMenu(const QString &name, const QPoint &at)
{
    const int section = m_desk->columnOf(name);
    if (section < 0)
        return;
    const EnvironmentColumn &column = m_model->column(section);
    auto *menu = new QMenu(this);
    menu->setObjectName(u"environmentColumnMenu"_s);
    menu->setAccessibleName(name);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Ask Again"), this, [this, name] { m_desk->refreshOne(name); });
    if (column.takesPassword)
        menu->addAction(tr("Enter Password…"), this, [this, name] { askForPassword(name); });
    menu->addAction(tr("Show Its Migrations"), this, [this, name] { emit connectionWanted(name); });
    const QString last = column.standsAt();
    menu->addAction(tr("Check for Drift"), this, [this, name] { emit driftWanted(name); })->setEnabled(!last.isEmpty());
    QAction *compare = menu->addAction(
        tr("Compare With What Was Applied"), this, [this, name, last] { emit compareWanted(name, last); });
    compare->setEnabled(!last.isEmpty() && m_services.project->timeline().find(last));
    menu->popup(at);
}

void EnvironmentView::openCellMenu(const QPoint &at)
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"environmentCellMenu"_s);
    menu->setAccessibleName(m_cell->fullText());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QPushButton *button : {m_apply, m_compare, m_card})
        menu->addAction(button->text(), button, &QPushButton::click)->setEnabled(button->isEnabled());
    menu->popup(at);
}

} // namespace relata

#include "moc_environment_view.cpp"
