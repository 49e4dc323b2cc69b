#include "widgets/explorer/explorer_panel.h"

#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/items/explorer_sections.h"
#include "models/items/schema_tree_filter.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/project.h"
#include "widgets/common/design_intents.h"
#include "widgets/common/document.h"
#include "widgets/common/icons.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"

#include <QFileSystemWatcher>
#include <QLineEdit>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;

namespace relata {

using NodeType = SchemaTreeModel::NodeType;

ExplorerPanel::ExplorerPanel(Services &services, QWidget *parent)
    : Panel(parent)
    , m_services(services)
    , m_model(new SchemaTreeModel(this))
    , m_filtered(new SchemaTreeFilter(*m_model, this))
    , m_filter(new QLineEdit(this))
    , m_view(new QTreeView(this))
    , m_soon(new QTimer(this))
    , m_typed(new QTimer(this))
{
    setObjectName(u"explorerPanel"_s);
    setAccessibleName(tr("Explorer"));
    for (QTimer *timer : {m_soon, m_typed})
        timer->setSingleShot(true);
    m_soon->setInterval(0);
    m_typed->setInterval(60);
    buildLayout();
    if (m_services.project) {
        m_model->setProjectName(m_services.project->config().name);
        showSchemas();
        refresh();
    }
    showConnections();
    listen();
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        m_view->expand(m_filtered->index(row, 0));
}

void ExplorerPanel::buildLayout()
{
    m_filter->setObjectName(u"explorerFilter"_s);
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(m_services.theme, u"filter"_s, ColorToken::Muted), QLineEdit::LeadingPosition);
    m_view->setObjectName(u"explorerView"_s);
    m_view->setAccessibleName(tr("Explorer"));
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(new ItemDelegate(m_services.theme, m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setTextElideMode(Qt::ElideRight);
    auto *filterBox = new QVBoxLayout;
    filterBox->setContentsMargins(grid::related, grid::unit, grid::related, grid::related);
    filterBox->addWidget(m_filter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(filterBox);
    layout->addWidget(m_view);
}

void ExplorerPanel::listen()
{
    if (m_services.project)
        listenToProject();
    connect(&m_services.connections, &ConnectionBook::changed, this, &ExplorerPanel::showConnections);
    connect(m_filter, &QLineEdit::textChanged, m_typed, qOverload<>(&QTimer::start));
    connect(m_typed, &QTimer::timeout, this, [this] { filter(m_filter->text()); });
    connect(m_view, &QTreeView::activated, this, &ExplorerPanel::openRow);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (m_filtered->hasChildren(index) && spotAt(index).type != NodeType::Item)
            m_view->setExpanded(index, !m_view->isExpanded(index));
    });
    connect(m_view, &QTreeView::expanded, this, &ExplorerPanel::unfolded);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ExplorerPanel::selectRow);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ExplorerPanel::showMenu);
}

void ExplorerPanel::listenToProject()
{
    Project *project = m_services.project;
    connect(project, &Project::designedChanged, this, &ExplorerPanel::showSchemas);
    connect(project, &Project::headChanged, this, &ExplorerPanel::showSchemas);
    connect(project, &Project::timelineChanged, m_soon, qOverload<>(&QTimer::start));
    connect(
        project, &Project::configChanged, this, [this, project] { m_model->setProjectName(project->config().name); });
    connect(m_soon, &QTimer::timeout, this, &ExplorerPanel::refresh);
    auto *watcher = new QFileSystemWatcher({project->folder()}, this);
    const QStringList folders{project->diagramsFolder(), project->queries().folder()};
    watcher->addPaths(folders);
    connect(watcher, &QFileSystemWatcher::directoryChanged, this, [this, watcher, folders] {
        watcher->addPaths(folders); // they may have come just now
        m_soon->start();
    });
    connect(&project->queries(), &SavedQueries::changed, this, &ExplorerPanel::refresh);
    connect(m_model, &SchemaTreeModel::leafRenameRequested, this,
        [this, project](const QByteArray &, const QString &name, const QString &wanted) {
            if (const Result<> done = project->queries().rename(name, wanted); !done)
                m_services.navigator.notify(Tone::Danger, done.error().message.translated());
        });
    connect(m_model, &SchemaTreeModel::renameRequested, this,
        [this](ObjectId id, const QString &name) { intents::rename(m_services, id, name); });
}

QString ExplorerPanel::iconName() const { return u"explorer"_s; }

QWidget *ExplorerPanel::focusTarget() { return m_view; }

ExplorerPanel::Spot ExplorerPanel::spotAt(const QModelIndex &index) const
{
    return {.type = NodeType(index.data(SchemaTreeModel::NodeTypeRole).toInt()),
        .kind = Kind(index.data(SchemaTreeModel::KindRole).toInt()),
        .section = index.data(SchemaTreeModel::SectionRole).toByteArray(),
        .leaf = index.data(SchemaTreeModel::LeafRole).toString(),
        .object = index.data(ObjectRole).value<ObjectRef>(),
        .space = ObjectId{index.data(SchemaTreeModel::SpaceRole).toULongLong()}};
}

void ExplorerPanel::refresh()
{
    if (!m_services.project)
        return;
    m_model->setSection(explorer::migrationSection(*m_services.project));
    m_model->setSection(explorer::diagramSection(*m_services.project));
    m_model->setSection(explorer::querySection(*m_services.project));
}

void ExplorerPanel::showSchemas() { m_model->setSchemas(m_services.project->designed(), m_services.project->head()); }

void ExplorerPanel::showConnections() { m_model->setSection(explorer::connectionSection(m_services.connections)); }

/// Shows what fits: everything above it unfolded, tables only when few are left.
void ExplorerPanel::filter(const QString &text)
{
    m_filtered->setText(text);
    if (!text.trimmed().isEmpty())
        m_view->expandToDepth(1);
    if (const QModelIndex current = m_view->currentIndex(); current.isValid())
        m_view->scrollTo(current);
}

void ExplorerPanel::openRow(const QModelIndex &index)
{
    const Spot spot = spotAt(index);
    if (spot.section.isEmpty() && spot.object.id)
        m_services.navigator.open(spot.object);
    else if (spot.type == NodeType::Leaf)
        openLeaf(spot);
}

void ExplorerPanel::openLeaf(const Spot &spot)
{
    if (spot.section == explorer::connections)
        m_services.connections.setCurrent(spot.leaf);
    else if (spot.section == explorer::migrations)
        m_services.navigator.open(Document{"timeline", {}, tr("Timeline"), {{u"migration"_s, spot.leaf}}});
    else
        m_services.navigator.open(
            Document{spot.section == explorer::queries ? "query" : "diagram", spot.leaf, spot.leaf, {}});
}

void ExplorerPanel::selectRow(const QModelIndex &index)
{
    const Spot spot = spotAt(index);
    if (spot.section.isEmpty() && spot.object.id)
        m_services.navigator.select(spot.object);
}

void ExplorerPanel::unfolded(const QModelIndex &index)
{
    const Spot spot = spotAt(index);
    const bool isConnection = spot.type == NodeType::Leaf && spot.section == explorer::connections;
    if (isConnection && m_model->rowCount(m_filtered->mapToSource(index)) == 0)
        readLive(spot.leaf);
}

void ExplorerPanel::reload(const QString &connection) { readLive(connection); }

void ExplorerPanel::readLive(const QString &connection)
{
    const ConnectionProfile *profile = m_services.connections.find(connection);
    const Engine *engine = profile ? m_services.engines.find(profile->engine) : nullptr;
    if (!engine || !engine->catalogue)
        return;
    auto leased = m_services.sessions.lease(*profile);
    if (!leased)
        return live(connection, failure(leased.error()));
    auto lease = std::make_shared<SessionLease>(std::move(*leased));
    m_model->setLeafNote(explorer::connections, connection, tr("Reading…"), Tone::Muted);
    const Message title{"Explorer", QT_TRANSLATE_NOOP("Explorer", "Read what is in %1"), {connection}};
    m_services.jobs.start(
        **lease, title, this,
        [catalogue = engine->catalogue](
            Connection &database, JobContext &context) { return catalogue->read(database, {}, context); },
        [this, connection, lease](const Result<Schema> &schema) { live(connection, schema); });
}

void ExplorerPanel::live(const QString &connection, const Result<Schema> &schema)
{
    if (schema)
        return m_model->setLeafSchema(explorer::connections, connection, *schema);
    if (m_model->hasLeafSchema(explorer::connections, connection))
        return m_services.navigator.notify(Tone::Danger, schema.error().message.translated());
    m_model->setLeafNote(explorer::connections, connection, schema.error().message.translated(), Tone::Danger);
}

} // namespace relata

#include "moc_explorer_panel.cpp"
