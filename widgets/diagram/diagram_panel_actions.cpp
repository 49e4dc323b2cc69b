#include "models/diagram/diagram_edits.h"
#include "models/project/project.h"
#include "widgets/common/banner.h"
#include "widgets/common/navigator.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_export.h"
#include "widgets/diagram/diagram_panel.h"
#include "widgets/diagram/diagram_search.h"
#include "widgets/diagram/diagram_view.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSaveFile>
#include <QShortcut>

#include <cmath>

// The part of DiagramPanel that does what people ask for.
namespace relata {

namespace {

Message label(const char *text, const QStringList &arguments = {}) { return {"Diagram", text, arguments}; }

PictureFormat formatOf(const QString &fileName)
{
    if (fileName.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return PictureFormat::Pdf;
    return fileName.endsWith(QLatin1String(".png"), Qt::CaseInsensitive) ? PictureFormat::Png : PictureFormat::Svg;
}

} // namespace

void DiagramPanel::layOut() { document()->layOut(); }

void DiagramPanel::fit() { m_view->fit(); }

void DiagramPanel::find() { m_search->open(); }

void DiagramPanel::addTable() { addTableAt(m_view->visiblePaper().center().toPoint()); }

void DiagramPanel::addTableAt(QPoint position)
{
    if (!m_project)
        return;
    const SchemaAddition added = withNewTable(m_project->designed(), tr("new_table", "the name of a new table"));
    document()->reservePlace(added.id, QPoint(position.x() / 8 * 8, position.y() / 8 * 8));
    m_project->edit(added.schema, label(QT_TRANSLATE_NOOP("Diagram", "Add table")));
    if (const int table = m_view->scene().tableOf(added.id); table >= 0) {
        m_view->setFocusedTable(table, true);
        renameTable(added.id);
    }
}

void DiagramPanel::addRelation()
{
    const QList<ObjectId> selected = m_view->selectedTables();
    if (!m_project || selected.isEmpty() || selected.size() > 2) {
        m_banner->show(Tone::Warning, tr("Select the two tables that the relation shall join, or one for itself."));
        return;
    }
    const ObjectId from = m_view->focusedTable() ? m_view->focusedTable() : selected.first();
    const ObjectId to = selected.size() == 1 ? from : selected.first() == from ? selected.last() : selected.first();
    const Result<SchemaAddition> added = withNewRelation(m_project->designed(), from, to);
    if (!added) {
        m_banner->show(added.error());
        return;
    }
    m_banner->dismiss();
    m_project->edit(added->schema, label(QT_TRANSLATE_NOOP("Diagram", "Add relation")));
}

void DiagramPanel::renameTable(ObjectId id)
{
    const int table = m_view->scene().tableOf(id);
    if (!m_project || table < 0 || !m_project->designed().find(id))
        return;
    delete m_nameEditor;
    m_nameEditor = new QLineEdit(nameOf(*m_project->designed().find(id)), m_view->viewport());
    m_nameEditor->setObjectName(QStringLiteral("diagramNameEditor"));
    m_nameEditor->setAccessibleName(tr("Name of the table"));
    const QRect header = m_view->scene().rowRect(table, -1);
    const QPoint corner = m_view->fromPaper(header.topLeft()).toPoint();
    const QSize wanted((QSizeF(header.size()) * m_view->zoom()).toSize());
    m_nameEditor->setGeometry(QRect(corner, wanted.expandedTo(QSize(160, m_nameEditor->sizeHint().height()))));
    m_nameEditor->selectAll();
    m_nameEditor->show();
    m_nameEditor->setFocus();
    connect(m_view, &DiagramView::viewChanged, m_nameEditor, &QObject::deleteLater);
    auto *escape = new QShortcut(Qt::Key_Escape, m_nameEditor);
    escape->setContext(Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, m_nameEditor, &QObject::deleteLater);
    connect(m_nameEditor, &QLineEdit::editingFinished, this, [this, id] { takeName(id); });
}

void DiagramPanel::takeName(ObjectId id)
{
    if (!m_nameEditor)
        return;
    const QString name = m_nameEditor->text().trimmed();
    m_nameEditor->deleteLater();
    m_nameEditor = nullptr;
    m_view->setFocus();
    const Object *object = m_project->designed().find(id);
    if (object && !name.isEmpty() && name != nameOf(*object)) {
        m_project->edit(m_project->designed().with(id, renamed(*object, name)),
            label(QT_TRANSLATE_NOOP("Diagram", "Rename table %1"), {nameOf(*object)}));
    }
}

void DiagramPanel::removeTables(const QList<ObjectId> &tables)
{
    if (!m_project || tables.isEmpty())
        return;
    m_project->edit(withoutTables(m_project->designed(), tables),
        label(QT_TRANSLATE_NOOP("Diagram", "Remove %1 tables"), {QString::number(tables.size())}));
}

void DiagramPanel::pinSelected(bool pinned) { document()->setPinned(m_view->selectedTables(), pinned); }

void DiagramPanel::askForArea()
{
    const QList<ObjectId> tables = m_view->selectedTables();
    if (tables.isEmpty())
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("diagramAreaDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Area"));
    dialog->setLabelText(tr("Name of the area; empty takes the tables out:"));
    QStringList names;
    for (const Diagram::Area &area : document()->diagram().areas)
        names << area.name;
    dialog->setComboBoxItems(names);
    dialog->setComboBoxEditable(true);
    connect(dialog, &QInputDialog::textValueSelected, this,
        [this, tables](const QString &name) { document()->setArea(tables, name.trimmed()); });
    dialog->open();
}

void DiagramPanel::exportPicture()
{
    auto *dialog = new QFileDialog(this, tr("Export Picture"));
    dialog->setObjectName(QStringLiteral("diagramExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("SVG drawing (*.svg)"), tr("PDF page (*.pdf)"), tr("PNG picture (*.png)")});
    dialog->setDefaultSuffix(QStringLiteral("svg"));
    connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(u'.', 1).chopped(1)); });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &name) {
        QSaveFile file(name);
        Result<void> done;
        if (file.open(QIODevice::WriteOnly))
            done = exportDiagram(m_view->scene(), m_theme, formatOf(name), file, 2);
        if (!done)
            m_banner->show(done.error());
        else if (!file.flush() || !file.commit())
            m_banner->show(Tone::Danger, tr("%1 cannot be written.").arg(name), file.errorString());
        else
            m_navigator.notify(Tone::Ok, tr("Diagram exported to %1").arg(name));
    });
    dialog->open();
}

void DiagramPanel::showMenu(const DiagramScene::Hit &hit, QPoint globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("diagramMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<ObjectId> selected = m_view->selectedTables();
    if (hit.table >= 0) {
        const ObjectId id = m_view->scene().content().tables[size_t(hit.table)].id;
        menu->addAction(tr("Open"), this, [this, id] { open(id); });
        menu->addAction(tr("Rename"), this, [this, id] { renameTable(id); });
        menu->addAction(tr("Add Relation"), this, &DiagramPanel::addRelation);
        menu->addSeparator();
        const bool pinned = document()->diagram().boxes.value(id).pinned;
        menu->addAction(pinned ? tr("Unpin") : tr("Pin"), this, [this, pinned] { pinSelected(!pinned); });
        menu->addAction(tr("Area…"), this, &DiagramPanel::askForArea);
        menu->addSeparator();
        menu->addAction(tr("Remove"), this, [this, selected] { removeTables(selected); });
    } else if (hit.relation >= 0) {
        const ObjectId id = m_view->scene().content().relations[size_t(hit.relation)].foreignKey;
        menu->addAction(tr("Open"), this, [this, id] { open(id); });
    } else {
        const QPoint paper = m_view->toPaper(m_view->viewport()->mapFromGlobal(globalPosition)).toPoint();
        menu->addAction(tr("Add Table"), this, [this, paper] { addTableAt(paper); });
        m_sheet->addActions(*menu);
    }
    menu->popup(globalPosition);
}

void DiagramPanel::undo()
{
    if (m_done.empty())
        return;
    const bool onPaper = m_done.back();
    m_done.pop_back();
    m_undone.push_back(onPaper);
    m_undoing = true;
    if (onPaper)
        document()->undo();
    else if (m_project)
        m_project->undo();
    m_undoing = false;
}

void DiagramPanel::redo()
{
    if (m_undone.empty())
        return;
    const bool onPaper = m_undone.back();
    m_undone.pop_back();
    m_done.push_back(onPaper);
    m_undoing = true;
    if (onPaper)
        document()->redo();
    else if (m_project)
        m_project->redo();
    m_undoing = false;
}

} // namespace relata
