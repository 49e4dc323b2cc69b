#include "app/application.h"
#include "app/features.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/diff/change_set.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/items/column_table_model.h"
#include "models/items/part_table_model.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/row_digest.h"
#include "models/jobs/recipes/run_script.h"
#include "models/project/baseline.h"
#include "models/project/project.h"
#include "models/project/schema_source.h"
#include "models/schema/all_kinds.h"
#include "tests/support/test_registry.h"
#include "widgets/common/navigator.h"
#include "widgets/common/tab_area.h"
#include "widgets/designer/design_grid.h"
#include "widgets/designer/table_editor.h"
#include "widgets/editor/query_panel.h"
#include "widgets/editor/query_session.h"
#include "widgets/editor/sql_editor.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30000; // ms

/// Chinook as an SQLite file, and what stands in it.
class Chinook {
public:
    explicit Chinook(const QString &folder)
    {
        registerEngines(m_registry);
        profile.engine = "sqlite";
        profile.name = u"chinook"_s;
        profile.database = folder + u"/chinook.db"_s;
        profile.parameters.insert(u"mode"_s, u"rwc"_s);
    }

    static QString script()
    {
        const QString named = qEnvironmentVariable("RELATA_DATA_DIR");
        const QString folder =
            named.isEmpty() ? qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/../shared/data"_s : named;
        QFile file(folder + u"/chinook/Chinook_Sqlite.sql"_s);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).remove(QChar(0xfeff)) : QString();
    }

    QString load(const QString &sql)
    {
        const auto connection = openConnection(profile, m_registry);
        if (!connection)
            return connection.error().text();
        const auto statements = scriptStatements(sql, engine(), (*connection)->server(), false);
        const Result<> done = runScript(**connection, engine(), statements, 0, {}, m_context);
        return done ? QString() : done.error().text();
    }

    QString makeProject(const QString &folder)
    {
        const auto made = makeBaseline(folder, profile, m_registry, m_context);
        return made ? QString() : made.error().text();
    }

    QString read(Schema &schema, QMap<QString, QByteArray> &rows)
    {
        const auto connection = openConnection(profile, m_registry);
        if (!connection)
            return connection.error().text();
        const auto found = engine().catalogue->read(**connection, {.schemas = {}, .defaultSchema = {}}, m_context);
        if (!found)
            return found.error().text();
        const auto digests = rowDigests(**connection, *found, engine());
        if (!digests)
            return digests.error().text();
        schema = *found;
        for (auto it = digests->cbegin(); it != digests->cend(); ++it)
            rows.insert(schema.displayName(it.key()), it.value());
        return {};
    }

    const Engine &engine() const { return *m_registry.find("sqlite"); }

    ConnectionProfile profile;

private:
    EngineRegistry m_registry;
    QuietContext m_context;
};

} // namespace

/// The main job by the window's own widgets, keys and clicks, on Chinook in SQLite.
class WindowJobTest : public QObject {
    Q_OBJECT
private slots:
    void chinook();

private:
    void change();
    void nameColumns();
    void makeRoles();
    void saveAndApply();
    void query();
    void rollBack();

    MainWindow &window() { return m_application->window(); }
    Project &project() { return *m_application->services().project; }
    template <class T>
    T *find(const QString &name)
    {
        Panel *panel = window().tabs().current();
        return panel ? panel->findChild<T *>(name) : nullptr;
    }
    ObjectId table(const QString &name);
    void type(const QString &grid, int row, int column, const QString &text);
    void addRow(Kind kind);
    void press(const QString &button);
    void showTimeline();
    QStringList cardSays(const QString &card);

    std::unique_ptr<Application> m_application;
};

ObjectId WindowJobTest::table(const QString &name)
{
    for (const ObjectId id : project().designed().all(Kind::Table)) {
        if (nameOf(*project().designed().find(id)) == name)
            return id;
    }
    return {};
}

/// Replaces what a cell of a grid of the editor in front says, as a person does.
void WindowJobTest::type(const QString &gridName, int row, int column, const QString &text)
{
    auto *grid = find<DesignGrid>(gridName);
    QVERIFY2(grid, qPrintable(gridName));
    const QModelIndex cell = grid->model()->index(row, column);
    QVERIFY(cell.isValid());
    grid->setCurrentIndex(cell);
    if (!grid->indexWidget(cell))
        grid->edit(cell);
    auto *field = qobject_cast<QLineEdit *>(grid->indexWidget(cell));
    QVERIFY(field);
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!grid->indexWidget(cell), Patience);
    QCOMPARE(cell.data(Qt::EditRole).toString(), text);
}

void WindowJobTest::addRow(Kind kind)
{
    auto *editor = qobject_cast<TableEditor *>(window().tabs().current());
    QVERIFY(editor);
    editor->showSection(kind);
    QTest::mouseClick(find<QToolButton>(u"addRow"_s), Qt::LeftButton);
}

void WindowJobTest::press(const QString &name)
{
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(name) && find<QPushButton>(name)->isEnabled(), Patience);
    QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton);
}

void WindowJobTest::showTimeline()
{
    auto *action = window().findChild<QAction *>(u"timeline.open"_s);
    QVERIFY(action);
    action->trigger();
    QCOMPARE(window().tabs().current()->objectName(), u"timeline"_s);
}

QStringList WindowJobTest::cardSays(const QString &name)
{
    QStringList said;
    if (auto *card = find<QWidget>(name)) {
        for (const auto *label : card->findChildren<QLabel *>())
            said += label->text();
    }
    return said;
}

/// A new column and a new name in the table that is there.
void WindowJobTest::nameColumns()
{
    const ObjectId customer = table(u"Customer"_s);
    QVERIFY(customer);
    window().open(project().designed().ref(customer));
    auto *columns = find<DesignGrid>(u"columnsGrid"_s);
    QVERIFY(columns);
    columns->setCurrentIndex(columns->model()->index(columns->model()->rowCount() - 1, ColumnTableModel::Name));
    addRow(Kind::Column);
    const int last = columns->model()->rowCount() - 1;
    type(u"columnsGrid"_s, last, ColumnTableModel::Name, u"last_login"_s);
    QCOMPARE(window().findChild<QAction *>(u"design.undo"_s)->text().section(u' ', 0, 1), u"Undo Rename"_s);
    type(u"columnsGrid"_s, last, ColumnTableModel::Type, u"TEXT"_s);
    const int company = columns->parts().rowOf(project().designed().child(customer, Kind::Column, u"Company"_s));
    QVERIFY(company >= 0);
    type(u"columnsGrid"_s, company, ColumnTableModel::Name, u"Employer"_s);
}

/// A new table, its key made by the command that makes tables, all else typed.
void WindowJobTest::makeRoles()
{
    window().findChild<QAction *>(u"design.table"_s)->trigger();
    auto *name = find<QLineEdit>(u"objectName"_s);
    QVERIFY(name);
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, u"customer_roles"_s);
    const auto add = [this](const QString &column, const QString &dataType) {
        addRow(Kind::Column);
        auto *columns = find<DesignGrid>(u"columnsGrid"_s);
        const int row = columns->currentIndex().row();
        type(u"columnsGrid"_s, row, ColumnTableModel::Name, column);
        type(u"columnsGrid"_s, row, ColumnTableModel::Type, dataType);
    };
    add(u"customer_id"_s, u"INTEGER"_s);
    add(u"role"_s, u"TEXT"_s);
    addRow(Kind::ForeignKey);
    type(u"foreignKeysGrid"_s, 0, 2, u"Customer"_s);
    type(u"foreignKeysGrid"_s, 0, 1, u"customer_id"_s);
    type(u"foreignKeysGrid"_s, 0, 3, u"CustomerId"_s);
    addRow(Kind::Index);
    type(u"indexesGrid"_s, 0, 0, u"customer_roles_role_idx"_s);
    type(u"indexesGrid"_s, 0, 1, u"role"_s);
}

void WindowJobTest::change()
{
    nameColumns();
    makeRoles();
    const ObjectId roles = table(u"customer_roles"_s);
    QVERIFY(roles);
    const Schema &schema = project().designed();
    QCOMPARE(schema.children(roles, Kind::PrimaryKey).size(), 1);
    QCOMPARE(schema.children(roles, Kind::ForeignKey).size(), 1);
    QCOMPARE(schema.children(roles, Kind::Index).size(), 1);
}

void WindowJobTest::saveAndApply()
{
    showTimeline();
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>(u"migration_unsaved"_s), Patience);
    const auto sql = [this](const QString &side) {
        auto *card = find<QWidget>(u"migration_unsaved"_s);
        auto *view = card ? card->findChild<QPlainTextEdit *>(side) : nullptr;
        return view ? view->toPlainText() : QString();
    };
    for (const QString &word : {u"last_login"_s, u"customer_roles"_s, u"Employer"_s, u"customer_roles_role_idx"_s})
        QTRY_VERIFY2_WITH_TIMEOUT(sql(u"upSql"_s).contains(word), qPrintable(word), Patience);
    QVERIFY(sql(u"downSql"_s).contains(u"DROP TABLE"_s));
    QVERIFY(sql(u"downSql"_s).contains(u"Company"_s));
    find<QLineEdit>(u"migrationTitle"_s)->setFocus();
    QTest::keyClicks(find<QLineEdit>(u"migrationTitle"_s), u"customer roles"_s);
    press(u"saveMigration"_s);
    const QString version = project().timeline().migrations.last().version;
    const QString card = u"migration_"_s + version;
    QTRY_VERIFY2_WITH_TIMEOUT(cardSays(card).join(u'\n').contains(u"✓ proved"_s, Qt::CaseInsensitive),
        qPrintable(cardSays(card).join(u'\n')), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(cardSays(card).contains(u"Pending"_s), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!find<QWidget>(u"migration_unsaved"_s), Patience);
    press(u"applyMigrations"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(
        cardSays(card).join(u'\n').contains(u"\nApplied "_s), qPrintable(cardSays(card).join(u'\n')), Patience);
}

void WindowJobTest::query()
{
    window().findChild<QAction *>(u"query.new"_s)->trigger();
    auto *panel = qobject_cast<QueryPanel *>(window().tabs().current());
    QVERIFY(panel);
    panel->editor().setText(u"SELECT CustomerId, Employer, last_login FROM Customer ORDER BY CustomerId"_s);
    QTRY_VERIFY_WITH_TIMEOUT(find<QToolButton>(u"runStatement"_s)->isEnabled(), Patience);
    QTest::mouseClick(find<QToolButton>(u"runStatement"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(find<QTableView>(u"resultGrid"_s), Patience);
    auto *grid = find<QTableView>(u"resultGrid"_s);
    QTRY_COMPARE_WITH_TIMEOUT(grid->model()->rowCount(), 59, Patience);
    QCOMPARE(grid->model()->columnCount(), 3);
    QTRY_VERIFY_WITH_TIMEOUT(find<QToolButton>(u"explainQuery"_s)->isEnabled(), Patience);
    QTest::mouseClick(find<QToolButton>(u"explainQuery"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(find<QTreeView>(u"planTree"_s), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(find<QTreeView>(u"planTree"_s)->model()->rowCount() > 0, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!panel->session().isRunning(), Patience);
}

void WindowJobTest::rollBack()
{
    showTimeline();
    const QString card = u"migration_"_s + project().timeline().migrations.last().version;
    press(u"rollBackMigration"_s);
    auto *agree = find<QPushButton>(u"confirmAgree"_s);
    QVERIFY(agree && agree->isEnabled());
    QTest::mouseClick(agree, Qt::LeftButton);
    QTRY_VERIFY2_WITH_TIMEOUT(cardSays(card).contains(u"Pending"_s), qPrintable(cardSays(card).join(u'\n')), Patience);
}

void WindowJobTest::chinook()
{
    const QString sql = Chinook::script();
    if (sql.isEmpty())
        QSKIP("Chinook is not beside the source: set RELATA_DATA_DIR to run this test");
    const QTemporaryDir folder;
    Chinook database(folder.path());
    QCOMPARE(database.load(sql), QString());
    Schema before, after;
    QMap<QString, QByteArray> rowsBefore, rowsAfter;
    QCOMPARE(database.read(before, rowsBefore), QString());
    QCOMPARE(database.makeProject(folder.filePath(u"project"_s)), QString());
    StartOptions options;
    options.profile = folder.filePath(u"profile"_s);
    m_application = std::make_unique<Application>(*qApp, options);
    m_application->start();
    const Result<> opened = m_application->openProject(folder.filePath(u"project"_s));
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().text()));
    for (const auto step :
        {&WindowJobTest::change, &WindowJobTest::saveAndApply, &WindowJobTest::query, &WindowJobTest::rollBack}) {
        (this->*step)();
        if (QTest::currentTestFailed())
            return m_application.reset();
    }
    m_application.reset();
    QCOMPARE(database.read(after, rowsAfter), QString());
    const Schema same = matched(after, before, database.engine().nameRule);
    QCOMPARE(differences(before, same, database.engine()).join(u'\n'), QString());
    QVERIFY(!rowsBefore.isEmpty());
    QCOMPARE(rowsAfter, rowsBefore);
}

RELATA_TEST(WindowJobTest)
#include "tst_window_job.moc"
