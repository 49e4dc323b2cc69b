#include "app/application.h"
#include "app/command_table.h"
#include "app/main_window.h"
#include "models/engine/connection_book.h"
#include "models/items/roles.h"
#include "models/project/project.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/namespace_.h"
#include "models/schema/kinds/table.h"
#include "models/schema/schema_builder.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "widgets/common/tab_area.h"
#include "widgets/explorer/explorer_panel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <sqlite3.h>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// The explorer over a real project and a real database.
class ExplorerTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void showsProjectAndDatabase();
    void followsTheDesignAndKeepsWhatIsOpen();
    void tenThousandTablesStayWhereTheyAre();
    void filterFindsTablesByTheirColumns();
    void readingAgainKeepsWhatIsOpen();
    void menuChangesTheDesign();
    void goToObjectFindsTables();
    void projectIsOpenAgainAfterARestart();
    void newProjectIsMade();
    void sampleIsMadeAndOpened();

private:
    std::unique_ptr<Application> start();
    QModelIndex find(QTreeView &view, const QString &text, const QModelIndex &parent = {});

    QTemporaryDir m_folder;
    QString m_project;
};

void ExplorerTest::initTestCase()
{
    const QString database = m_folder.filePath(u"shop.db"_s);
    sqlite3 *connection = nullptr;
    QCOMPARE(sqlite3_open(database.toUtf8().constData(), &connection), SQLITE_OK);
    QCOMPARE(sqlite3_exec(connection, "create table customer (id integer primary key, name text not null)", nullptr,
                 nullptr, nullptr),
        SQLITE_OK);
    sqlite3_close(connection);
    ProjectConfig config;
    config.name = u"shop"_s;
    config.engine = "sqlite";
    ConnectionProfile profile;
    profile.engine = "sqlite";
    profile.name = u"local"_s;
    profile.database = database;
    profile.environment = u"dev"_s;
    config.connections = {profile};
    m_project = m_folder.filePath(u"shop"_s);
    auto project = Project::create(m_project, config);
    QVERIFY2(project, project ? "" : qPrintable(project.error().text()));
    Namespace space;
    Table table;
    table.schema = ObjectId{1};
    table.name = u"book"_s;
    (*project)->edit(Schema().with(ObjectId{1}, makeObject(space)).with(ObjectId{2}, makeObject(table)), {}, {});
    QVERIFY((*project)->save());
}

std::unique_ptr<Application> ExplorerTest::start()
{
    StartOptions options;
    options.profile = m_folder.filePath(u"profile"_s);
    options.open = {m_project};
    auto application = std::make_unique<Application>(*qApp, options);
    application->start();
    return application;
}

QModelIndex ExplorerTest::find(QTreeView &view, const QString &text, const QModelIndex &parent)
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

void ExplorerTest::showsProjectAndDatabase()
{
    const auto application = start();
    auto &view = *application->window().findChild<QTreeView *>(u"explorerView"_s);
    QVERIFY(find(view, u"Tables"_s).isValid());
    view.expand(find(view, u"Tables"_s));
    QVERIFY(find(view, u"book"_s).isValid());
    const QModelIndex local = find(view, u"local"_s);
    QCOMPARE(local.data(DetailRole).toString(), u"DEV"_s);
    view.expand(local);
    QTRY_VERIFY(find(view, u"Tables"_s, find(view, u"local"_s)).isValid());
    view.expand(find(view, u"Tables"_s, find(view, u"local"_s)));
    QVERIFY(find(view, u"customer"_s).isValid());
    QCOMPARE(namelessWidgets(application->window()).join(u'\n'), QString());
    const QString folder = qEnvironmentVariable("RELATA_PICTURES");
    for (const char *theme : {"light", "dark"}) {
        application->window().commands().action(QByteArray("theme.") + theme)->trigger();
        const QPixmap picture = application->window().grab();
        QVERIFY(folder.isEmpty() || picture.save(u"%1/explorer-%2.png"_s.arg(folder, QLatin1StringView(theme))));
    }
}

void ExplorerTest::followsTheDesignAndKeepsWhatIsOpen()
{
    const auto application = start();
    auto &view = *application->window().findChild<QTreeView *>(u"explorerView"_s);
    view.expand(find(view, u"Tables"_s));
    view.setCurrentIndex(find(view, u"book"_s));
    Project &project = *application->services().project;
    Table table;
    table.schema = project.designed().defaultNamespace();
    table.name = u"author"_s;
    project.edit(project.designed().with(ObjectId{77}, makeObject(table)), {}, {});
    QTRY_VERIFY(find(view, u"author"_s).isValid());
    QCOMPARE(Tone(find(view, u"author"_s).data(ToneRole).toInt()), Tone::Added);
    QVERIFY(view.isExpanded(find(view, u"Tables"_s)));
    QCOMPARE(view.currentIndex().data().toString(), u"book"_s);
    project.undo();
    QTRY_VERIFY(!find(view, u"author"_s).isValid());
    QCOMPARE(view.currentIndex().data().toString(), u"book"_s);
}

static Schema withTenThousandTables(const Schema &schema)
{
    SchemaBuilder builder;
    schema.forEach([&builder](ObjectId id, const Object &object) { builder.put(id, object); });
    for (quint64 i = 0; i < 10'000; ++i) {
        Table table;
        table.schema = schema.defaultNamespace();
        table.name = u"table_%1"_s.arg(i, 5, 10, QChar(u'0'));
        Column column;
        column.table = ObjectId{1'000'000 + i};
        column.name = u"value"_s;
        builder.put(column.table, makeObject(table));
        builder.put(ObjectId{2'000'000 + i}, makeObject(column));
    }
    return builder.build();
}

/// An edit of a large design makes one row; what is unfolded, chosen and scrolled to stays.
void ExplorerTest::tenThousandTablesStayWhereTheyAre()
{
    const auto application = start();
    auto &view = *application->window().findChild<QTreeView *>(u"explorerView"_s);
    Project &project = *application->services().project;
    project.edit(withTenThousandTables(project.designed()), {}, {});
    const QPersistentModelIndex tables = find(view, u"Tables"_s);
    view.expand(tables);
    QCOMPARE(view.model()->rowCount(tables), 10'001);
    const QPersistentModelIndex chosen = find(view, u"table_07000"_s, tables);
    view.setCurrentIndex(chosen);
    view.expand(chosen);
    view.scrollTo(chosen, QAbstractItemView::PositionAtTop);
    const QRect place = view.visualRect(chosen);
    QSignalSpy inserted(view.model(), &QAbstractItemModel::rowsInserted);
    QSignalSpy changed(view.model(), &QAbstractItemModel::dataChanged);
    QSignalSpy resets(view.model(), &QAbstractItemModel::modelReset);
    Table table;
    table.schema = project.designed().defaultNamespace();
    table.name = u"zebra"_s;
    project.edit(project.designed().with(ObjectId{77}, makeObject(table)), {}, {});
    QTRY_COMPARE(view.model()->rowCount(tables), 10'002);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(resets.size(), 0);
    QVERIFY(changed.size() < 5);
    QCOMPARE(view.currentIndex(), QModelIndex(chosen));
    QVERIFY(view.isExpanded(chosen) && view.isExpanded(tables));
    QCOMPARE(view.visualRect(chosen), place);
    QSignalSpy removed(view.model(), &QAbstractItemModel::rowsRemoved);
    while (project.history().canUndo())
        project.undo();
    QCOMPARE(view.model()->rowCount(tables), 1);
    QCOMPARE(removed.size(), 2); // neighbours go together
}

void ExplorerTest::filterFindsTablesByTheirColumns()
{
    const auto application = start();
    MainWindow &window = application->window();
    auto &view = *window.findChild<QTreeView *>(u"explorerView"_s);
    Project &project = *application->services().project;
    Table table;
    table.schema = project.designed().defaultNamespace();
    table.name = u"author"_s;
    Column column;
    column.table = ObjectId{77};
    column.name = u"pen_name"_s;
    project.edit(
        project.designed().with(ObjectId{77}, makeObject(table)).with(ObjectId{78}, makeObject(column)), {}, {});
    auto *filter = window.findChild<QLineEdit *>(u"explorerFilter"_s);
    QTest::keyClicks(filter, u"pen_n"_s);
    QTRY_VERIFY(!find(view, u"book"_s).isValid());
    QVERIFY(find(view, u"author"_s).isValid());
    QVERIFY(view.isExpanded(find(view, u"Tables"_s)));
    QVERIFY(!find(view, u"Migrations"_s).isValid());
    filter->clear();
    QTRY_VERIFY(find(view, u"book"_s).isValid());
    project.undo();
}

void ExplorerTest::readingAgainKeepsWhatIsOpen()
{
    const auto application = start();
    MainWindow &window = application->window();
    auto &view = *window.findChild<QTreeView *>(u"explorerView"_s);
    view.expand(find(view, u"local"_s));
    QTRY_VERIFY(find(view, u"customer"_s).isValid());
    const QPersistentModelIndex customer = find(view, u"customer"_s);
    view.expand(customer.parent());
    view.expand(customer);
    view.setCurrentIndex(customer);
    sqlite3 *connection = nullptr;
    const QString database = application->services().connections.find(u"local"_s)->database;
    QCOMPARE(sqlite3_open(database.toUtf8().constData(), &connection), SQLITE_OK);
    QCOMPARE(sqlite3_exec(connection, "create table address (id integer primary key)", nullptr, nullptr, nullptr),
        SQLITE_OK);
    sqlite3_close(connection);
    window.findChild<ExplorerPanel *>(u"explorerPanel"_s)->reload(u"local"_s);
    QTRY_VERIFY(find(view, u"address"_s).isValid());
    QVERIFY(customer.isValid() && view.isExpanded(customer));
    QCOMPARE(view.currentIndex(), QModelIndex(customer));
    QCOMPARE(customer.row(), 1);
}

void ExplorerTest::menuChangesTheDesign()
{
    const auto application = start();
    MainWindow &window = application->window();
    Project &project = *application->services().project;
    auto &view = *window.findChild<QTreeView *>(u"explorerView"_s);
    view.expand(find(view, u"Tables"_s));
    const auto choose = [&](const QString &line, const QString &entry) {
        emit view.customContextMenuRequested(view.visualRect(find(view, line)).center());
        auto *menu = window.findChild<QMenu *>(u"explorerMenu"_s);
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() == entry)
                action->trigger();
        }
        delete menu;
    };
    choose(u"book"_s, u"Rename"_s);
    auto *name = view.viewport()->findChild<QLineEdit *>();
    QVERIFY(name);
    name->selectAll();
    QTest::keyClicks(name, u"volume"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(find(view, u"volume"_s).isValid());
    choose(u"volume"_s, u"New Table"_s);
    QCOMPARE(project.designed().all(Kind::Table).size(), 2);
    choose(u"volume"_s, u"Drop"_s);
    QCOMPARE(project.designed().all(Kind::Table).size(), 1);
    QTRY_VERIFY(!find(view, u"volume"_s).isValid());
    while (project.history().canUndo())
        project.undo();
}

void ExplorerTest::goToObjectFindsTables()
{
    const auto application = start();
    application->window().commands().action("go.object")->trigger();
    auto *input = application->window().findChild<QLineEdit *>(u"commandPaletteInput"_s);
    QTest::keyClicks(input, u"bok"_s);
    const auto *list = application->window().findChild<QListView *>(u"commandPaletteList"_s);
    QCOMPARE(list->model()->index(0, 0).data().toString(), u"book"_s);
}

void ExplorerTest::projectIsOpenAgainAfterARestart()
{
    start()->window().close();
    StartOptions options;
    options.profile = m_folder.filePath(u"profile"_s);
    Application application(*qApp, options);
    application.start();
    QVERIFY(application.services().project);
    QCOMPARE(application.services().project->config().name, u"shop"_s);
    QVERIFY(application.window().windowTitle().startsWith(u"shop"_s));
}

void ExplorerTest::newProjectIsMade()
{
    StartOptions options;
    options.profile = m_folder.filePath(u"fresh"_s);
    Application application(*qApp, options);
    application.start();
    application.window().commands().action("file.new_project")->trigger();
    auto *dialog = application.window().findChild<QDialog *>(u"newProjectDialog"_s);
    QVERIFY(dialog);
    QCOMPARE(namelessWidgets(*dialog).join(u'\n'), QString());
    auto *create = dialog->findChild<QPushButton *>(u"newProjectCreate"_s);
    QVERIFY(!create->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"newProjectName"_s), u"Shop"_s);
    auto *folder = dialog->findChild<QLineEdit *>(u"newProjectFolder"_s);
    QVERIFY(folder->text().endsWith(u"Shop"_s));
    folder->selectAll();
    QTest::keyClicks(folder, m_project);
    create->click();
    QVERIFY(dialog->isVisible()); // there is a project already: said in the dialog, which stays
    QVERIFY(dialog->findChild<QWidget *>(u"banner"_s)->isVisible());
    folder->selectAll();
    QTest::keyClicks(folder, m_folder.filePath(u"new shop"_s));
    create->click();
    QVERIFY(application.services().project);
    QCOMPARE(application.services().project->config().name, u"Shop"_s);
}

void ExplorerTest::sampleIsMadeAndOpened()
{
    StartOptions options;
    options.profile = m_folder.filePath(u"sampler"_s);
    Application application(*qApp, options);
    application.start();
    auto *row = application.window().findChild<QAbstractButton *>(u"start_sample"_s);
    QVERIFY(row);
    row->click();
    QTRY_VERIFY_WITH_TIMEOUT(application.services().project, 300'000);
    QVERIFY(application.services().project->timeline().migrations.size() >= 8);
    QCOMPARE(application.window().tabs().count(), 1);
    const QString folder = qEnvironmentVariable("RELATA_PICTURES");
    auto &view = *application.window().findChild<QTreeView *>(u"explorerView"_s);
    view.expand(find(view, u"Tables"_s));
    view.expand(find(view, u"Migrations"_s));
    QTest::qWait(300);
    QVERIFY(folder.isEmpty() || application.window().grab().save(folder + u"/sample.png"_s));
}

RELATA_TEST(ExplorerTest)
#include "tst_explorer.moc"
