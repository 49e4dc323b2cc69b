#include "app/application.h"
#include "app/command_table.h"
#include "app/main_window.h"
#include "models/project/project.h"
#include "tests/support/test_registry.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/common/tab_area.h"
#include "widgets/editor/query_panel.h"
#include "widgets/editor/sql_editor.h"
#include "widgets/explorer/explorer_panel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace relata;
using namespace Qt::StringLiterals;

/// Queries that a project keeps, from the explorer to the file and back.
class SavedQueriesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void savedQueryOpensWithItsText();
    void editedQueryIsSavedBack();
    void queryIsSavedUnderAName();
    void queriesAreRenamedAndDeleted();
    void unsavedTextOutlivesTheWindow();
    void unsavedTextOutlivesAnotherProject();

private:
    std::unique_ptr<Application> start();
    QModelIndex find(QTreeView &view, const QString &text, const QModelIndex &parent = {});
    void clickButton(const QWidget &where, const QString &text);

    QTemporaryDir m_folder;
    QString m_project;
};

void SavedQueriesTest::initTestCase()
{
    ProjectConfig config;
    config.name = u"shop"_s;
    config.engine = "sqlite";
    m_project = m_folder.filePath(u"shop"_s);
    auto project = Project::create(m_project, config);
    QVERIFY2(project, project ? "" : qPrintable(project.error().text()));
}

std::unique_ptr<Application> SavedQueriesTest::start()
{
    StartOptions options;
    options.profile = m_folder.filePath(u"profile"_s);
    options.open = {m_project};
    auto application = std::make_unique<Application>(*qApp, options);
    application->start();
    return application;
}

void SavedQueriesTest::clickButton(const QWidget &where, const QString &text)
{
    for (QAbstractButton *button : where.findChildren<QAbstractButton *>()) {
        if (button->text() == text)
            return button->click();
    }
    QFAIL(qPrintable(u"no button "_s + text));
}

QModelIndex SavedQueriesTest::find(QTreeView &view, const QString &text, const QModelIndex &parent)
{
    QAbstractItemModel &model = *view.model();
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (index.data().toString() == text)
            return index;
        if (const QModelIndex below = find(view, text, index); below.isValid())
            return below;
    }
    return {};
}

void SavedQueriesTest::savedQueryOpensWithItsText()
{
    const auto application = start();
    MainWindow &window = application->window();
    QFile file(application->services().project->queries().path(u"all_books"_s));
    QVERIFY(QDir().mkpath(application->services().project->queries().folder()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("SELECT * FROM book\n") > 0);
    file.close();
    auto &view = *window.findChild<QTreeView *>(u"explorerView"_s);
    window.findChild<ExplorerPanel *>(u"explorerPanel"_s)->refresh();
    view.expand(find(view, u"Queries"_s));
    QVERIFY(find(view, u"all_books"_s).isValid());
    emit view.activated(find(view, u"all_books"_s));
    auto *panel = qobject_cast<QueryPanel *>(window.tabs().current());
    QVERIFY(panel);
    QCOMPARE(panel->editor().text(), u"SELECT * FROM book\n"_s);
    QCOMPARE(panel->windowTitle(), u"all_books"_s);
    window.tabs().closeCurrent();
}

void SavedQueriesTest::editedQueryIsSavedBack()
{
    const auto application = start();
    MainWindow &window = application->window();
    SavedQueries &queries = application->services().project->queries();
    QVERIFY(queries.write(u"report"_s, u"SELECT 1\n"_s));
    application->services().navigator.open(Document{"query", u"report"_s, u"report"_s, {}});
    auto *panel = qobject_cast<QueryPanel *>(window.tabs().current());
    QVERIFY(panel);
    QCOMPARE(panel->windowTitle(), u"report"_s);
    panel->editor().setText(u"SELECT 2\n"_s);
    QCOMPARE(panel->windowTitle(), u"report •"_s);
    window.commands().action("query.save")->trigger();
    QCOMPARE(panel->windowTitle(), u"report"_s);
    QCOMPARE(*queries.read(u"report"_s), u"SELECT 2\n"_s);

    // Somebody else wrote the file: nobody's text goes without being asked for.
    panel->editor().setText(u"SELECT 3\n"_s);
    QFile file(queries.path(u"report"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("SELECT 9\n") > 0);
    file.close();
    window.commands().action("query.save")->trigger();
    QCOMPARE(*queries.read(u"report"_s), u"SELECT 9\n"_s);
    QVERIFY(panel->findChild<QWidget *>(u"banner"_s)->isVisible());
    clickButton(*panel, u"Keep My Text"_s);
    QCOMPARE(*queries.read(u"report"_s), u"SELECT 3\n"_s);

    panel->editor().setText(u"SELECT 4\n"_s);
    window.tabs().closeCurrent();
    auto *dialog = window.findChild<QDialog *>(u"confirmDialog"_s);
    QVERIFY(dialog);
    dialog->findChild<QPushButton *>(u"confirmBetter"_s)->click();
    QCOMPARE(*queries.read(u"report"_s), u"SELECT 4\n"_s);
    QVERIFY(window.tabs().current() != panel);
}

void SavedQueriesTest::queryIsSavedUnderAName()
{
    const auto application = start();
    MainWindow &window = application->window();
    SavedQueries &queries = application->services().project->queries();
    window.commands().action("query.new")->trigger();
    auto *panel = qobject_cast<QueryPanel *>(window.tabs().current());
    QVERIFY(panel);
    panel->editor().setText(u"SELECT 5\n"_s);
    window.commands().action("query.save")->trigger();
    auto *dialog = window.findChild<QInputDialog *>(u"saveQueryDialog"_s);
    QVERIFY(dialog);
    dialog->setTextValue(u"fives"_s);
    dialog->accept();
    QCOMPARE(*queries.read(u"fives"_s), u"SELECT 5\n"_s);
    QCOMPARE(panel->windowTitle(), u"fives"_s);
    const int tabs = window.tabs().count();
    application->services().navigator.open(Document{"query", u"fives"_s, u"fives"_s, {}});
    QCOMPARE(window.tabs().count(), tabs);
    QCOMPARE(window.tabs().current(), panel);
    window.tabs().closeCurrent();
}

void SavedQueriesTest::queriesAreRenamedAndDeleted()
{
    const auto application = start();
    MainWindow &window = application->window();
    SavedQueries &queries = application->services().project->queries();
    QVERIFY(queries.write(u"older"_s, u"SELECT 1\n"_s) && queries.write(u"taken"_s, u"SELECT 7\n"_s));
    application->services().navigator.open(Document{"query", u"older"_s, u"older"_s, {}});
    auto *panel = qobject_cast<QueryPanel *>(window.tabs().current());
    auto &view = *window.findChild<QTreeView *>(u"explorerView"_s);
    view.expand(find(view, u"Queries"_s));
    const QModelIndex older = find(view, u"older"_s);
    QVERIFY(view.model()->setData(older, u"taken"_s, Qt::EditRole));
    QCOMPARE(*queries.read(u"taken"_s), u"SELECT 7\n"_s);
    QVERIFY(view.model()->setData(find(view, u"older"_s), u"newer"_s, Qt::EditRole));
    QVERIFY(find(view, u"newer"_s).isValid() && !find(view, u"older"_s).isValid());
    QCOMPARE(panel->windowTitle(), u"newer"_s);
    emit view.customContextMenuRequested(view.visualRect(find(view, u"newer"_s)).center());
    auto *menu = window.findChild<QMenu *>(u"explorerMenu"_s);
    QVERIFY(menu);
    menu->actions().last()->trigger();
    delete menu;
    window.findChild<QDialog *>(u"confirmDialog"_s)->findChild<QPushButton *>(u"confirmAgree"_s)->click();
    QVERIFY(!queries.contains(u"newer"_s) && !find(view, u"newer"_s).isValid());
    QCOMPARE(panel->editor().text(), u"SELECT 1\n"_s);
    QCOMPARE(panel->windowTitle(), u"newer •"_s);
    window.commands().action("query.save")->trigger();
    QCOMPARE(*queries.read(u"newer"_s), u"SELECT 1\n"_s);
}

/// The text comes back with its mark; the file keeps what was saved.
void SavedQueriesTest::unsavedTextOutlivesTheWindow()
{
    {
        const auto application = start();
        QVERIFY(application->services().project->queries().write(u"kept"_s, u"SELECT 1\n"_s));
        application->services().navigator.open(Document{"query", u"kept"_s, u"kept"_s, {}});
        qobject_cast<QueryPanel *>(application->window().tabs().current())->editor().setText(u"SELECT 8\n"_s);
        application->window().close();
    }
    StartOptions options;
    options.profile = m_folder.filePath(u"profile"_s);
    Application application(*qApp, options);
    application.start();
    QVERIFY(application.services().project);
    application.services().navigator.open(Document{"query", u"kept"_s, u"kept"_s, {}});
    auto *panel = qobject_cast<QueryPanel *>(application.window().tabs().current());
    QVERIFY(panel);
    QCOMPARE(panel->editor().text(), u"SELECT 8\n"_s);
    QCOMPARE(panel->windowTitle(), u"kept •"_s);
    QCOMPARE(*application.services().project->queries().read(u"kept"_s), u"SELECT 1\n"_s);
    application.window().close();
}

void SavedQueriesTest::unsavedTextOutlivesAnotherProject()
{
    const auto application = start();
    QVERIFY(application->services().project->queries().write(u"away"_s, u"SELECT 1\n"_s));
    application->services().navigator.open(Document{"query", u"away"_s, u"away"_s, {}});
    qobject_cast<QueryPanel *>(application->window().tabs().current())->editor().setText(u"SELECT 9\n"_s);
    const int tabs = application->window().tabs().count();
    application->closeProject();
    for (int i = 0; i < application->window().tabs().count(); ++i)
        QVERIFY(application->window().tabs().panel(i)->windowTitle() != u"away •"_s);
    QVERIFY(application->openProject(m_project));
    QCOMPARE(application->window().tabs().count(), tabs);
    auto *panel = qobject_cast<QueryPanel *>(application->window().tabs().current());
    QVERIFY(panel);
    QCOMPARE(panel->editor().text(), u"SELECT 9\n"_s);
    QCOMPARE(panel->windowTitle(), u"away •"_s);
    application->window().close();
}

RELATA_TEST(SavedQueriesTest)
#include "tst_saved_queries.moc"
