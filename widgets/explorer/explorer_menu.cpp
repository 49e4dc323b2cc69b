#include "models/items/explorer_sections.h"
#include "models/items/schema_words.h"
#include "models/project/compare_source.h"
#include "models/project/project.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/design_intents.h"
#include "widgets/common/document.h"
#include "widgets/common/icons.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/explorer/explorer_panel.h"

#include <QDir>
#include <QMenu>
#include <QTreeView>

namespace relata {
using namespace Qt::StringLiterals;

using NodeType = SchemaTreeModel::NodeType;

/// What can be made where the menu was asked for.
QList<Kind> ExplorerPanel::newKinds(const Spot &spot)
{
    if (spot.type == NodeType::Project || spot.type == NodeType::Namespace)
        return {Kind::Table, Kind::View};
    const bool canBeMade = spot.type == NodeType::Group && spot.kind != Kind::Opaque && spot.kind != Kind::Routine;
    return canBeMade ? QList<Kind>{spot.kind} : QList<Kind>{Kind::Table};
}

void ExplorerPanel::addDesignActions(QMenu &menu, const Spot &spot, const QModelIndex &index)
{
    const Theme &theme = m_services.theme;
    menu.addSeparator();
    for (const Kind kind : newKinds(spot)) {
        const QString text = kind == Kind::Table ? tr("New Table") : tr("New %1").arg(kindTitle(kind));
        menu.addAction(icon(theme, kindIcon(kind)), text, this,
            [this, kind, space = spot.space] { intents::newObject(m_services, kind, space); });
    }
    const ObjectId id = spot.object.id;
    if (!id)
        return;
    if (m_model->isRemoved(id)) {
        menu.addAction(
            icon(theme, u"undo"_s), tr("Bring Back"), this, [this, id] { intents::restore(m_services, id); });
        return;
    }
    const QPersistentModelIndex kept(index);
    menu.addAction(icon(theme, u"edit"_s), tr("Rename"), this, [this, kept] { m_view->edit(kept); });
    menu.addAction(icon(theme, u"trash"_s), tr("Drop"), this, [this, id] { intents::drop(m_services, {id}); });
}

void ExplorerPanel::addQueryActions(QMenu &menu, const Spot &spot, const QModelIndex &index)
{
    const QPersistentModelIndex kept(index);
    menu.addAction(icon(m_services.theme, u"edit"_s), tr("Rename"), this, [this, kept] { m_view->edit(kept); });
    menu.addAction(
        icon(m_services.theme, u"trash"_s), tr("Delete…"), this, [this, name = spot.leaf] { removeQuery(name); });
}

/// The design beside a connection's database, or beside the timeline at a migration.
void ExplorerPanel::addCompareAction(QMenu &menu, const Spot &spot)
{
    using Type = CompareSource::Type;
    const bool isMigration = spot.section == explorer::migrations;
    if (!isMigration && spot.section != explorer::connections)
        return;
    const QString other = CompareSource{isMigration ? Type::Version : Type::Connection, spot.leaf}.key();
    const QString design = CompareSource{Type::Design}.key();
    menu.addAction(icon(m_services.theme, u"compare"_s), tr("Compare with the Design"), this, [this, design, other] {
        m_services.navigator.open(Document{.kind = "compare",
            .id = design + u'|' + other,
            .title = tr("Compare"),
            .state = {{u"left"_s, design}, {u"right"_s, other}}});
    });
}

void ExplorerPanel::removeQuery(const QString &name)
{
    SavedQueries &queries = m_services.project->queries();
    const Confirmation what{.title = tr("Delete the query “%1”?").arg(name),
        .text = tr("Its file %1 will be gone.").arg(QDir::toNativeSeparators(queries.path(name))),
        .action = tr("Delete “%1”").arg(name)};
    confirm(this, what, [this, &queries, name] {
        if (const Result<> done = queries.remove(name); !done)
            m_services.navigator.notify(Tone::Danger, done.error().message.translated());
    });
}

void ExplorerPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    const Spot spot = spotAt(index);
    auto *menu = new QMenu(this);
    menu->setObjectName(u"explorerMenu"_s);
    menu->setAccessibleName(tr("Explorer"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex kept(index);
    if (spot.section == explorer::connections && !spot.leaf.isEmpty()) {
        if (spot.type == NodeType::Leaf)
            menu->addAction(tr("Use for New Queries"), this, [this, kept] { openRow(kept); });
        menu->addAction(
            icon(m_services.theme, u"refresh"_s), tr("Read Again"), this, [this, spot] { reload(spot.leaf); });
    } else if (spot.type == NodeType::Leaf || spot.object.id) {
        menu->addAction(tr("Open"), this, [this, kept] { openRow(kept); });
    }
    if (spot.type == NodeType::Leaf && m_services.project)
        addCompareAction(*menu, spot);
    if (spot.type == NodeType::Leaf && spot.section == explorer::queries)
        addQueryActions(*menu, spot, index);
    if (m_services.project && spot.section.isEmpty())
        addDesignActions(*menu, spot, index);
    if (menu->isEmpty())
        return delete menu;
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

} // namespace relata
