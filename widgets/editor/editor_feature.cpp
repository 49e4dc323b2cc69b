#include "widgets/editor/editor_feature.h"

#include "models/project/project.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/editor/find_bar.h"
#include "widgets/editor/query_file.h"
#include "widgets/editor/query_panel.h"
#include "widgets/editor/query_session.h"
#include "widgets/editor/sql_editor.h"

#include <QCoreApplication>
#include <QUuid>

#include <memory>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

QString said(const char *text) { return QCoreApplication::translate("EditorFeature", text); }

void openNew(Services &services, int number)
{
    Document document;
    document.kind = "query";
    document.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    document.title = said(QT_TRANSLATE_NOOP("EditorFeature", "Query %1")).arg(number);
    services.navigator.open(document);
}

/// A query that is saved in the project begins with its file's text, under its file's name.
Panel *makeQuery(Services &services, const Document &document, QWidget *parent)
{
    const QString title = document.title.isEmpty() ? said(QT_TRANSLATE_NOOP("EditorFeature", "Query")) : document.title;
    auto *panel = new QueryPanel(services, title, parent);
    if (services.project && services.project->queries().contains(document.id))
        panel->file().open(document.id);
    return panel;
}

QList<Command> fileCommands()
{
    const auto canSave = inPanel<QueryPanel>([](QueryPanel &panel) { return panel.file().canSave(); });
    return {
        {.id = "query.save",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Save Query")),
            .icon = u"save"_s,
            .shortcut = QKeySequence(Qt::CTRL | Qt::Key_S),
            .menu = Menu::Query,
            .enabled = canSave,
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.file().save(); })},
        {.id = "query.save_as",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Save Query As…")),
            .menu = Menu::Query,
            .enabled = canSave,
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.file().saveAs(); })},
    };
}

QList<Command> runCommands()
{
    const auto idle = inPanel<QueryPanel>([](QueryPanel &panel) { return !panel.session().isRunning(); });
    return {
        {.id = "query.run",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Run Statement")),
            .icon = u"run"_s,
            .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Return),
            .menu = Menu::Query,
            .enabled = idle,
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.runStatement(); })},
        {.id = "query.run_script",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Run Script")),
            .icon = u"run_all"_s,
            .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return),
            .menu = Menu::Query,
            .enabled = idle,
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.runScript(); })},
        {.id = "query.explain",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Explain")),
            .icon = u"explain"_s,
            .shortcut = QKeySequence(Qt::CTRL | Qt::Key_E),
            .menu = Menu::Query,
            .enabled = idle,
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.explain(false); })},
        {.id = "query.analyze",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Explain and Run")),
            .icon = u"plan"_s,
            .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
            .menu = Menu::Query,
            .enabled = idle,
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.explain(true); })},
    };
}

QList<Command> transactionCommands()
{
    const auto open = inPanel<QueryPanel>(
        [](QueryPanel &panel) { return !panel.session().isRunning() && panel.session().hasOpenTransaction(); });
    return {
        {.id = "query.cancel",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Cancel Query")),
            .icon = u"cancel"_s,
            .menu = Menu::Query,
            .enabled = inPanel<QueryPanel>([](QueryPanel &panel) { return panel.session().isRunning(); }),
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.cancel(); })},
        {.id = "query.commit",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Commit")),
            .icon = u"commit"_s,
            .menu = Menu::Query,
            .enabled = open,
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.session().commitTransaction(); })},
        {.id = "query.roll_back",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Roll Back")),
            .icon = u"rollback"_s,
            .menu = Menu::Query,
            .enabled = open,
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.session().rollBackTransaction(); })},
    };
}

QList<Command> textCommands()
{
    return {
        {.id = "query.find",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Find…")),
            .icon = u"search"_s,
            .menu = Menu::Edit,
            .enabled = panelIs<QueryPanel>(),
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.findBar().open(false); })},
        {.id = "query.replace",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Replace…")),
            .shortcut = QKeySequence(Qt::CTRL | Qt::Key_H),
            .menu = Menu::Edit,
            .enabled = panelIs<QueryPanel>(),
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.findBar().open(true); })},
        {.id = "query.comment",
            .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Comment Lines")),
            .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Slash),
            .menu = Menu::Edit,
            .enabled = panelIs<QueryPanel>(),
            .run = inPanel<QueryPanel>([](QueryPanel &panel) { panel.editor().toggleComment(); })},
    };
}

} // namespace

Feature editorFeature(Services &services)
{
    Feature feature{.id = "editor"};
    feature.panels = {{.kind = "query",
        .title = said(QT_TRANSLATE_NOOP("EditorFeature", "Query")),
        .icon = u"query"_s,
        .make = [&services](
                    const Document &document, QWidget *parent) { return makeQuery(services, document, parent); }}};
    feature.commands = {{.id = "query.new",
        .title = said(QT_TRANSLATE_NOOP("EditorFeature", "New Query")),
        .icon = u"query"_s,
        .shortcut = QKeySequence(Qt::CTRL | Qt::Key_T),
        .menu = Menu::Query,
        .run = [&services, number = std::make_shared<int>(0)](Panel *) { openNew(services, ++*number); }}};
    feature.commands += fileCommands();
    feature.commands += runCommands();
    feature.commands += transactionCommands();
    feature.commands += textCommands();
    return feature;
}

} // namespace relata
