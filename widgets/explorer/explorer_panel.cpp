#include "widgets/explorer/explorer_panel.h"
#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/project.h"
#include "models/schema/schema.h"
#include "widgets/common/design_intents.h"
#include "widgets/common/document.h"
#include "widgets/common/icons.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"

#include <QFileSystemWatcher>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;

namespace relata {

ExplorerPanel::ExplorerPanel(Services &services, QWidget *parent)
    : Panel(parent)
    , m_services(services)
    , m_lines(services.project, services.connections)
    , m_model(new NodeTreeModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit(this))
    , m_view(new QTreeView(this))
    , m_soon(new QTimer(this))
{
    setObjectName(u"explorerPanel"_s);
    setAccessibleName(tr("Explorer"));
    m_model->setSource([this](const TreeLine *line) { return m_lines(line); });
    m_filtered->setSourceModel(m_model);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    buildLayout();
    listen();
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        m_view->expand(m_filtered->index(row, 0));
    refresh();
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
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
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
    connect(m_soon, &QTimer::timeout, this, &ExplorerPanel::refresh);
    const auto soon = [this] { m_soon->start(); };
    if (Project *project = m_services.project) {
        connect(project, &Project::designedChanged, this, soon);
        connect(project, &Project::headChanged, this, soon);
        connect(project, &Project::timelineChanged, this, soon);
        auto *watcher = new QFileSystemWatcher({project->folder()}, this);
        for (const QString &folder : {project->diagramsFolder(), project->queriesFolder()})
            watcher->addPath(folder);
        connect(watcher, &QFileSystemWatcher::directoryChanged, this, soon);
    }
    connect(&m_services.connections, &ConnectionBook::changed, this, soon);
    connect(m_filter, &QLineEdit::textChanged, this, &ExplorerPanel::filter);
    connect(m_view, &QTreeView::activated, this, &ExplorerPanel::openLine);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        const TreeLine &line = lineAt(index);
        if (line.expandable && !line.object.isValid())
            m_view->setExpanded(index, !m_view->isExpanded(index));
    });
    connect(m_view, &QTreeView::expanded, this, &ExplorerPanel::unfolded);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ExplorerPanel::selectLine);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ExplorerPanel::showMenu);
}

QString ExplorerPanel::iconName() const { return u"explorer"_s; }

QWidget *ExplorerPanel::focusTarget() { return m_view; }

const TreeLine &ExplorerPanel::lineAt(const QModelIndex &index) const
{
    return m_model->line(m_filtered->mapToSource(index));
}

void ExplorerPanel::refresh()
{
    if (m_services.project)
        m_lines.setTones(tonesBetween(m_services.project->head(), m_services.project->designed()));
    m_model->refresh();
}

void ExplorerPanel::filter(const QString &text)
{
    m_filtered->setFilterFixedString(text);
    if (!text.isEmpty())
        m_view->expandToDepth(2);
}

void ExplorerPanel::openLine(const QModelIndex &index)
{
    const TreeLine line = lineAt(index);
    if (line.object.isValid() && ExplorerLines::connectionOf(line).isEmpty())
        return m_services.navigator.open(line.object.value<ObjectRef>());
    const ExplorerTarget target = ExplorerLines::target(line);
    if (target.what == ExplorerTarget::What::Connection)
        m_services.connections.setCurrent(target.id);
    if (target.what != ExplorerTarget::What::Document)
        return;
    Document document{target.kind, target.id, target.id, {}};
    if (target.kind == "timeline")
        document = {target.kind, {}, tr("Timeline"), {{u"migration"_s, target.id}}};
    m_services.navigator.open(document);
}

void ExplorerPanel::selectLine(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const TreeLine &line = lineAt(index);
    if (line.object.isValid() && ExplorerLines::connectionOf(line).isEmpty())
        m_services.navigator.select(line.object.value<ObjectRef>());
}

void ExplorerPanel::unfolded(const QModelIndex &index)
{
    const ExplorerTarget target = ExplorerLines::target(lineAt(index));
    if (target.what == ExplorerTarget::What::Connection && !m_lines.hasLive(target.id))
        readLive(target.id);
}

void ExplorerPanel::reload(const QString &connection)
{
    m_lines.forgetLive(connection);
    readLive(connection);
}

void ExplorerPanel::readLive(const QString &connection)
{
    const auto say = [this, connection](const Error &error) {
        m_lines.setLive(connection, {false, {}, error.message.translated()});
        m_model->refresh();
    };
    const ConnectionProfile *profile = m_services.connections.find(connection);
    const Engine *engine = profile ? m_services.engines.find(profile->engine) : nullptr;
    if (!engine || !engine->catalogue)
        return;
    auto leased = m_services.sessions.lease(*profile);
    if (!leased)
        return say(leased.error());
    auto lease = std::make_shared<SessionLease>(std::move(*leased));
    m_lines.setLive(connection, {true, {}, {}});
    m_model->refresh();
    const Message title{"Explorer", QT_TRANSLATE_NOOP("Explorer", "Read what is in %1"), {connection}};
    m_services.jobs.start(
        **lease, title, this,
        [catalogue = engine->catalogue](
            Connection &database, JobContext &context) { return catalogue->read(database, {}, context); },
        [this, connection, lease, say](const Result<Schema> &schema) {
            if (!schema)
                return say(schema.error());
            m_lines.setLive(connection, {false, *schema, {}});
            m_model->refresh();
        });
}

void ExplorerPanel::addDesignActions(QMenu &menu, ObjectId id)
{
    const Theme &theme = m_services.theme;
    menu.addSeparator();
    menu.addAction(icon(theme, u"table"_s), tr("New Table"), this, [this] { intents::newTable(m_services); });
    if (!m_services.project->designed().find(id))
        return;
    menu.addAction(icon(theme, u"edit"_s), tr("Rename…"), this, [this, id] { askForName(id); });
    menu.addAction(icon(theme, u"trash"_s), tr("Drop"), this, [this, id] { intents::drop(m_services, {id}); });
}

void ExplorerPanel::askForName(ObjectId id)
{
    const Object *object = m_services.project->designed().find(id);
    if (!object)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"renameDialog"_s);
    dialog->setAccessibleName(tr("Rename"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename"));
    dialog->setLabelText(tr("New name of %1").arg(nameOf(*object)));
    dialog->setTextValue(nameOf(*object));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, id](const QString &name) {
        if (!name.trimmed().isEmpty() && m_services.project->designed().find(id))
            intents::rename(m_services, id, name.trimmed());
    });
    dialog->open();
}

void ExplorerPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    const QString connection = ExplorerLines::connectionOf(lineAt(index));
    auto *menu = new QMenu(this);
    menu->setObjectName(u"explorerMenu"_s);
    menu->setAccessibleName(tr("Explorer"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex kept(index);
    menu->addAction(tr("Open"), this, [this, kept] { openLine(kept); });
    if (connection.isEmpty() && m_services.project)
        addDesignActions(*menu, lineAt(index).object.value<ObjectRef>().id);
    if (!connection.isEmpty())
        menu->addAction(
            icon(m_services.theme, u"refresh"_s), tr("Read Again"), this, [this, connection] { reload(connection); });
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

} // namespace relata

#include "moc_explorer_panel.cpp"
