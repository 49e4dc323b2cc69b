#include "widgets/designer/design_commands.h"
#include "models/project/project.h"
#include "models/schema/schema.h"
#include "widgets/common/design_intents.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/designer/design_selection.h"
#include "widgets/designer/table_editor.h"

#include <QAbstractItemView>
#include <QApplication>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString said(const char *text) { return QCoreApplication::translate("Design", text); }

/// The table that a new part goes to: of the editor in front, else of the selection.
ObjectId tableFor(Panel *panel, const DesignSelection &selection)
{
    const auto *editor = dynamic_cast<TableEditor *>(panel);
    return editor ? editor->table() : selection.table();
}

Command partCommand(Services &services, DesignSelection *selection, const char *id, const QString &title,
    const QString &icon, Kind kind)
{
    return {.id = id,
        .title = title,
        .icon = icon,
        .menu = Menu::Design,
        .enabled = [&services, selection](Panel *panel) { return services.project && tableFor(panel, *selection); },
        .run = [&services, selection, kind](
                   Panel *panel) { intents::newPart(services, kind, tableFor(panel, *selection)); }};
}

Command objectCommand(Services &services, const char *id, const QString &title, const QString &icon, Kind kind,
    const QKeySequence &shortcut = {})
{
    return {.id = id,
        .title = title,
        .icon = icon,
        .shortcut = shortcut,
        .menu = Menu::Design,
        .enabled =
            [&services, kind](Panel *) {
                const bool everywhere = kind == Kind::Table || kind == Kind::View;
                return services.project && (everywhere || services.project->config().engine == "postgresql");
            },
        .run = [&services, kind](Panel *) { intents::newObject(services, kind); }};
}

/// In a tree or grid the current cell is edited, in a table's own editor its name; elsewhere that editor is opened.
void renameSelected(Services &services, const DesignSelection &selection, Panel *panel)
{
    if (auto *view = qobject_cast<QAbstractItemView *>(QApplication::focusWidget())) {
        if (view->currentIndex().flags().testFlag(Qt::ItemIsEditable))
            return view->edit(view->currentIndex());
    }
    if (auto *editor = dynamic_cast<TableEditor *>(panel)) {
        editor->editName();
        return;
    }
    services.navigator.open(services.project->designed().ref(selection.object()));
}

/// The command with the name of the edit it would take back or do again; `&` would underline what follows.
QString withLabel(const QString &pattern, const QString &otherwise, const Message &label)
{
    return label.isEmpty() ? otherwise : pattern.arg(label.translated().replace(u'&', u"&&"_s));
}

QString undoTitle(const Services &services)
{
    return withLabel(said(QT_TRANSLATE_NOOP("Design", "Undo %1")), said("Undo Design Change"),
        services.project ? services.project->history().undoLabel() : Message());
}

QString redoTitle(const Services &services)
{
    return withLabel(said(QT_TRANSLATE_NOOP("Design", "Redo %1")), said("Redo Design Change"),
        services.project ? services.project->history().redoLabel() : Message());
}

QList<Command> historyCommands(Services &services)
{
    const auto undo = [&services](Panel *) { services.project->undo(); };
    const auto redo = [&services](Panel *) { services.project->redo(); };
    return {{.id = "design.undo",
                .title = said(QT_TRANSLATE_NOOP("Design", "Undo Design Change")),
                .icon = u"undo"_s,
                .shortcut = QKeySequence::Undo,
                .menu = Menu::Edit,
                .enabled = [&services](Panel *) { return services.project && services.project->history().canUndo(); },
                .run = undo,
                .titleNow = [&services](Panel *) { return undoTitle(services); }},
        {.id = "design.redo",
            .title = said(QT_TRANSLATE_NOOP("Design", "Redo Design Change")),
            .icon = u"redo"_s,
            .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
            .menu = Menu::Edit,
            .enabled = [&services](Panel *) { return services.project && services.project->history().canRedo(); },
            .run = redo,
            .titleNow = [&services](Panel *) { return redoTitle(services); }}};
}

QList<Command> selectionCommands(Services &services, DesignSelection *selection)
{
    const auto chosen = [selection](Panel *) { return bool(selection->object()); };
    return {{.id = "design.rename",
                .title = said(QT_TRANSLATE_NOOP("Design", "Rename")),
                .icon = u"edit"_s,
                .shortcut = QKeySequence(Qt::Key_F2),
                .menu = Menu::Design,
                .enabled = chosen,
                .run = [&services, selection](Panel *panel) { renameSelected(services, *selection, panel); }},
        {.id = "design.duplicate",
            .title = said(QT_TRANSLATE_NOOP("Design", "Duplicate")),
            .icon = u"copy"_s,
            .menu = Menu::Design,
            .enabled = chosen,
            .run = [&services, selection](Panel *) { intents::duplicate(services, selection->object()); }},
        {.id = "design.drop",
            .title = said(QT_TRANSLATE_NOOP("Design", "Drop")),
            .icon = u"trash"_s,
            .menu = Menu::Design,
            .enabled = chosen,
            .run = [&services, selection](Panel *) { intents::drop(services, {selection->object()}); }},
        {.id = "design.key",
            .title = said(QT_TRANSLATE_NOOP("Design", "Primary Key On or Off")),
            .icon = u"primary_key"_s,
            .shortcut = Qt::CTRL | Qt::Key_K,
            .menu = Menu::Design,
            .enabled = panelIs<TableEditor>(),
            .run = inPanel<TableEditor>([](TableEditor &editor) { editor.toggleKey(); })}};
}

} // namespace

QList<Command> designCommands(Services &services, DesignSelection *selection)
{
    QList<Command> commands{objectCommand(services, "design.table", said(QT_TRANSLATE_NOOP("Design", "New Table")),
                                u"table"_s, Kind::Table, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)),
        objectCommand(services, "design.view", said(QT_TRANSLATE_NOOP("Design", "New View")), u"view"_s, Kind::View),
        objectCommand(services, "design.sequence", said(QT_TRANSLATE_NOOP("Design", "New Sequence")), u"sequence"_s,
            Kind::Sequence),
        objectCommand(services, "design.enum", said(QT_TRANSLATE_NOOP("Design", "New Enum Type")), u"enum_type"_s,
            Kind::EnumType),
        objectCommand(
            services, "design.schema", said(QT_TRANSLATE_NOOP("Design", "New Schema")), u"schema"_s, Kind::Namespace),
        partCommand(services, selection, "design.column", said(QT_TRANSLATE_NOOP("Design", "New Column")), u"column"_s,
            Kind::Column),
        partCommand(services, selection, "design.foreign_key", said(QT_TRANSLATE_NOOP("Design", "New Foreign Key")),
            u"foreign_key"_s, Kind::ForeignKey),
        partCommand(services, selection, "design.unique", said(QT_TRANSLATE_NOOP("Design", "New Unique Constraint")),
            u"unique"_s, Kind::Unique),
        partCommand(services, selection, "design.check", said(QT_TRANSLATE_NOOP("Design", "New Check")), u"check"_s,
            Kind::Check),
        partCommand(services, selection, "design.index", said(QT_TRANSLATE_NOOP("Design", "New Index")), u"index"_s,
            Kind::Index)};
    commands += selectionCommands(services, selection);
    commands += historyCommands(services);
    return commands;
}

} // namespace relata
