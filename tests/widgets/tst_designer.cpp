#include "dialects/common/register_engines.h"
#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/secret_store.h"
#include "models/items/column_table_model.h"
#include "models/items/message_log.h"
#include "models/items/problem_model.h"
#include "models/items/table_design.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/new_parts.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"
#include "tests/support/test_registry.h"
#include "widgets/common/banner.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/feature.h"
#include "widgets/common/navigator.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"
#include "widgets/designer/design_grid.h"
#include "widgets/designer/designer_feature.h"
#include "widgets/designer/inspector_panel.h"
#include "widgets/designer/object_editor.h"
#include "widgets/designer/table_editor.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStyleOption>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

/// Keeps what panels asked for.
class Asked : public Navigator {
public:
    void open(const ObjectRef &object) override { opened += object; }
    void open(const Document &) override { }
    void showDock(const QByteArray &) override { }
    void notify(Tone, const QString &text, const QString &, std::function<void()>) override { said += text; }
    void refreshCommands() override { }
    QList<ObjectRef> opened;
    QStringList said;
};

class NoSecrets : public SecretStore {
public:
    void read(const QString &, Answer answer) override { answer(QString()); }
    void write(const QString &, const QString &, Done done) override { done({}); }
    void remove(const QString &, Done done) override { done({}); }
    bool outlivesSession() const override { return false; }
    Message limitation() const override { return {}; }
};

/// A project on disk and a window's services without the window.
struct Desk {
    QTemporaryDir folder;
    std::unique_ptr<Project> project;
    Theme theme;
    Asked navigator;
    QSettings settings{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
    NoSecrets secrets;
    EngineRegistry engines;
    JobCenter jobs;
    SessionPool sessions{engines};
    ConnectionBook connections;
    MessageLog messages;
    ProblemModel problems;
    std::unique_ptr<Services> services;
    ObjectId table;

    explicit Desk(const QByteArray &engine)
    {
        registerEngines(engines);
        ProjectConfig config;
        config.name = u"shop"_s;
        config.engine = engine;
        project = std::move(*Project::create(folder.filePath(u"shop"_s), config));
        const Schema &schema = project->designed();
        const Edit edit = edits::newTable(schema, schema.defaultNamespace(), u"customer"_s, QString::fromUtf8(engine));
        project->edit(edit.schema, edit.label);
        table = edit.id;
        services = std::make_unique<Services>(Services{theme, navigator, settings, secrets, engines, jobs, sessions,
            connections, messages, problems, nullptr, project.get()});
    }
    const Column *column(const QString &name) const
    {
        return project->designed().find<Column>(project->designed().child(table, Kind::Column, name));
    }
};

/// The editor shown as a tab would show it.
struct Shown {
    explicit Shown(Desk &desk)
        : editor(*desk.services, desk.table)
    {
        editor.resize(1100, 700);
        editor.show();
        grid = editor.findChild<DesignGrid *>(u"columnsGrid"_s);
    }
    /// Types into a cell as a person does: opens it, replaces what is there, leaves it with Return.
    void type(int row, int column, const QString &text)
    {
        const QModelIndex cell = grid->model()->index(row, column);
        grid->setCurrentIndex(cell);
        if (!grid->indexWidget(cell))
            grid->edit(cell);
        auto *field = qobject_cast<QLineEdit *>(grid->indexWidget(cell));
        QVERIFY(field);
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        // The delegate commits once the editor has had the key.
        QTRY_VERIFY(!grid->indexWidget(cell));
    }
    TableEditor editor;
    DesignGrid *grid = nullptr;
};

} // namespace

/// The table editor, driven by its fields and keys.
class DesignerTest : public QObject {
    Q_OBJECT
private slots:
    void typingMakesUndoableEdits();
    void typingTheNameIsOneStep();
    void rowsComeGoAndMoveByKeyboard();
    void cellsSayWhatIsWrong();
    void foreignKeyFillsItselfIn();
    void identityIsChosen();
    void sqlFollows();
    void modelsAreSound();
    void partsOpenTheirTable();
    void inspectorShowsAndChangesFields();
    void viewsAndEnumsAreEdited();
    void unmanagedSaysWhy();
    void everythingIsNamed();
    void cellsBeginWhereTheirHeadingsDo();
    void looksAreDrawn();
};

void DesignerTest::typingMakesUndoableEdits()
{
    Desk desk("postgresql");
    Shown shown(desk);
    QTest::keyClick(shown.grid, Qt::Key_Return, Qt::ControlModifier);
    auto *field = shown.grid->findChild<QLineEdit *>(u"cellEditor"_s);
    QVERIFY(field);
    QTest::keyClicks(field, u"email"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(desk.column(u"email"_s));
    shown.type(1, ColumnTableModel::Type, u"varchar(120)"_s);
    QCOMPARE(desk.column(u"email"_s)->type.name, u"character varying(120)"_s);
    shown.grid->setCurrentIndex(shown.grid->model()->index(1, ColumnTableModel::NotNull));
    QTest::keyClick(shown.grid, Qt::Key_Space);
    QVERIFY(!desk.column(u"email"_s)->nullable);
    desk.project->undo();
    QVERIFY(desk.column(u"email"_s)->nullable);
    QCOMPARE(
        shown.grid->model()->index(1, ColumnTableModel::NotNull).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    desk.project->undo();
    desk.project->undo();
    desk.project->undo();
    QCOMPARE(shown.grid->model()->rowCount(), 1);
}

void DesignerTest::typingTheNameIsOneStep()
{
    Desk desk("sqlite");
    Shown shown(desk);
    auto *name = shown.editor.findChild<QLineEdit *>(u"objectName"_s);
    QCOMPARE(name->text(), u"customer"_s);
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, u"client"_s);
    QCOMPARE(desk.project->designed().find<Table>(desk.table)->name, u"client"_s);
    QCOMPARE(shown.editor.windowTitle(), u"client"_s);
    desk.project->undo();
    QCOMPARE(name->text(), u"customer"_s);
}

void DesignerTest::rowsComeGoAndMoveByKeyboard()
{
    Desk desk("sqlite");
    Shown shown(desk);
    shown.editor.addRow();
    shown.editor.addRow();
    shown.type(1, ColumnTableModel::Name, u"first"_s);
    shown.type(2, ColumnTableModel::Name, u"second"_s);
    const auto names = [&shown] {
        QStringList result;
        for (int row = 0; row < shown.grid->model()->rowCount(); ++row)
            result += shown.grid->model()->index(row, ColumnTableModel::Name).data().toString();
        return result;
    };
    QCOMPARE(names(), (QStringList{u"id"_s, u"first"_s, u"second"_s}));
    shown.grid->setCurrentIndex(shown.grid->model()->index(2, ColumnTableModel::Name));
    QTest::keyClick(shown.grid, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(names(), (QStringList{u"id"_s, u"second"_s, u"first"_s}));
    QCOMPARE(shown.grid->currentIndex().row(), 1);
    QTest::keyClick(shown.grid, Qt::Key_Delete);
    QCOMPARE(names(), (QStringList{u"id"_s, u"first"_s}));
    QTest::keyClick(shown.grid, Qt::Key_Tab);
    QCOMPARE(shown.grid->currentIndex().column(), int(ColumnTableModel::Type));
}

void DesignerTest::cellsSayWhatIsWrong()
{
    Desk desk("postgresql");
    Shown shown(desk);
    shown.editor.addRow();
    shown.type(1, ColumnTableModel::Name, u"ID"_s);
    const QModelIndex cell = shown.grid->model()->index(1, ColumnTableModel::Name);
    QVERIFY(!cell.data(IssueRole).toString().isEmpty());
    QCOMPARE(cell.data(Qt::ToolTipRole), cell.data(IssueRole));
    QVERIFY(shown.editor.findChild<QWidget *>(u"tableIssues"_s)->isVisible());
    shown.type(1, ColumnTableModel::Name, u"other"_s);
    QVERIFY(cell.data(IssueRole).toString().isEmpty());
    shown.type(1, ColumnTableModel::Type, u"no_such_type"_s);
    QVERIFY(!shown.grid->model()->index(1, ColumnTableModel::Type).data(IssueRole).toString().isEmpty());
    QVERIFY(shown.editor.findChild<QWidget *>(u"tableIssues"_s)->isVisible());
    desk.project->undo();
    QVERIFY(!shown.editor.findChild<QWidget *>(u"tableIssues"_s)->isVisible());
}

void DesignerTest::foreignKeyFillsItselfIn()
{
    Desk desk("postgresql");
    const Schema &schema = desk.project->designed();
    const Edit other = edits::newTable(schema, schema.defaultNamespace(), u"role"_s, u"postgresql"_s);
    desk.project->edit(other.schema, other.label);
    Shown shown(desk);
    shown.editor.showSection(Kind::ForeignKey);
    shown.editor.addRow();
    DesignGrid *grid = shown.editor.grid();
    QCOMPARE(grid->objectName(), u"foreignKeysGrid"_s);
    QVERIFY(grid->model()->setData(grid->model()->index(0, 2), u"role"_s, Qt::EditRole));
    QVERIFY(desk.column(u"role_id"_s));
    QCOMPARE(grid->model()->index(0, 1).data().toString(), u"role_id"_s);
    QCOMPARE(grid->model()->index(0, 3).data().toString(), u"id"_s);
    QVERIFY(!grid->model()->setData(grid->model()->index(0, 2), u"nowhere"_s, Qt::EditRole));
    QVERIFY(shown.editor.findChild<QWidget *>(u"tableRefusal"_s)->isVisible());
    QVERIFY(shown.editor.findChild<QTabBar *>(u"tableTabs"_s)->tabText(2).endsWith(u"1"_s));
}

void DesignerTest::identityIsChosen()
{
    Desk desk("postgresql");
    Shown shown(desk);
    const QModelIndex cell = shown.grid->model()->index(0, ColumnTableModel::Identity);
    shown.grid->setCurrentIndex(cell);
    shown.grid->edit(cell);
    auto *box = shown.grid->findChild<QComboBox *>(u"cellEditor"_s);
    QVERIFY(box);
    QCOMPARE(box->count(), 3);
    box->setCurrentIndex(2);
    emit box->activated(2);
    QCOMPARE(desk.column(u"id"_s)->identity, Column::Identity::Always);
}

void DesignerTest::sqlFollows()
{
    Desk desk("sqlite");
    Shown shown(desk);
    auto *text = shown.editor.findChild<QPlainTextEdit *>(u"ddlText"_s);
    QVERIFY(text->isVisible());
    QVERIFY(text->toPlainText().contains(u"customer"_s));
    shown.editor.addRow();
    shown.type(1, ColumnTableModel::Name, u"last_login"_s);
    QVERIFY(text->toPlainText().contains(u"last_login"_s));
}

void DesignerTest::modelsAreSound()
{
    Desk desk("postgresql");
    Shown shown(desk);
    QList<QAbstractItemModelTester *> testers;
    for (auto *model : shown.editor.findChildren<PartTableModel *>())
        testers +=
            new QAbstractItemModelTester(model, QAbstractItemModelTester::FailureReportingMode::QtTest, &shown.editor);
    QCOMPARE(testers.size(), 6);
    const QString engine = u"postgresql"_s;
    for (const Kind kind : {Kind::Column, Kind::Unique, Kind::ForeignKey, Kind::Check, Kind::Index, Kind::Column}) {
        const Edit edit = edits::newPart(desk.project->designed(), kind, desk.table, engine);
        desk.project->edit(edit.schema, edit.label);
    }
    while (desk.project->history().canUndo())
        desk.project->undo();
    while (desk.project->history().canRedo())
        desk.project->redo();
    QCOMPARE(shown.grid->model()->rowCount(), 3);
}

void DesignerTest::partsOpenTheirTable()
{
    Desk desk("postgresql");
    Feature feature = designerFeature(*desk.services);
    const Schema &schema = desk.project->designed();
    const auto document = feature.documentFor(schema.ref(schema.children(desk.table, Kind::Column).first()));
    QVERIFY(document);
    QCOMPARE(document->kind, QByteArray("table"));
    const std::unique_ptr<Panel> panel(feature.panels.first().make(*document, nullptr));
    QVERIFY(qobject_cast<TableEditor *>(panel.get()));
    QSignalSpy closing(panel.get(), &Panel::closeRequested);
    desk.project->undo();
    QCOMPARE(closing.size(), 1);
}

void DesignerTest::inspectorShowsAndChangesFields()
{
    Desk desk("postgresql");
    InspectorPanel inspector(*desk.services);
    inspector.show();
    const Schema before = desk.project->designed();
    const ObjectId id = before.children(desk.table, Kind::Column).first();
    desk.navigator.select(before.ref(id));
    auto *name = inspector.findChild<QLineEdit *>(u"field_name"_s);
    QVERIFY(name);
    QCOMPARE(name->text(), u"id"_s);
    name->selectAll();
    QTest::keyClicks(name, u"number"_s);
    QVERIFY(desk.column(u"number"_s));
    inspector.findChild<QCheckBox *>(u"field_nullable"_s)->click();
    QVERIFY(desk.column(u"number"_s)->nullable);
    desk.project->undo();
    QVERIFY(!inspector.findChild<QCheckBox *>(u"field_nullable"_s)->isChecked());
    desk.project->undo();
    QCOMPARE(name->text(), u"id"_s);
    auto *related = inspector.findChild<QTreeWidget *>(u"inspectorRelated"_s);
    QCOMPARE(related->topLevelItemCount(), 1);
    QCOMPARE(related->topLevelItem(0)->childCount(), 1);
    const ObjectId key = before.children(desk.table, Kind::PrimaryKey).first();
    desk.project->edit(edits::rename(before, key, {}).schema, {});
    inspector.showObject(key);
    QCOMPARE(inspector.findChild<ElidedLabel *>(u"inspectorKind"_s)->fullText(), u"Primary key of customer"_s);
    for (int kind = 0; kind < KindCount; ++kind) {
        const MutableObject fresh = makeMutable(Kind(kind));
        const Edit edit = edits::add(before, fresh.object);
        desk.project->edit(edit.schema, edit.label);
        inspector.showObject(edit.id);
        QVERIFY(!inspector.findChild<QWidget *>(u"field_name"_s)->accessibleName().isEmpty());
    }
}

void DesignerTest::viewsAndEnumsAreEdited()
{
    Desk desk("postgresql");
    const ObjectId space = desk.project->designed().defaultNamespace();
    const Edit view = edits::newObject(desk.project->designed(), Kind::View, space);
    desk.project->edit(view.schema, view.label);
    ObjectEditor editor(*desk.services, view.id);
    editor.show();
    auto *text = editor.findChild<QPlainTextEdit *>(u"objectDefinition"_s);
    text->setPlainText(u"select id from customer"_s);
    desk.project->edit(edits::rename(desk.project->designed(), desk.table, u"client"_s).schema, {"Test", "Rename", {}});
    QCOMPARE(text->toPlainText(), u"select id from client"_s);
    const Edit mood = edits::newObject(desk.project->designed(), Kind::EnumType, space);
    desk.project->edit(mood.schema, mood.label);
    ObjectEditor moods(*desk.services, mood.id);
    moods.show();
    auto *labels = moods.findChild<QLineEdit *>(u"field_labels"_s);
    labels->selectAll();
    QTest::keyClicks(labels, u"sad, glad"_s);
    QCOMPARE(desk.project->designed().find<EnumType>(mood.id)->labels, (QStringList{u"sad"_s, u"glad"_s}));
    QSignalSpy closing(&moods, &Panel::closeRequested);
    desk.project->edit(edits::drop(desk.project->designed(), {mood.id})->schema, {"Test", "Drop", {}});
    QCOMPARE(closing.size(), 1);
}

void DesignerTest::unmanagedSaysWhy()
{
    Desk desk("postgresql");
    Opaque opaque;
    opaque.parent = desk.project->designed().defaultNamespace();
    opaque.name = u"summary"_s;
    opaque.engineKind = u"materialized view"_s;
    const Edit edit = edits::add(desk.project->designed(), makeObject(opaque));
    desk.project->edit(edit.schema, edit.label);
    ObjectEditor editor(*desk.services, edit.id);
    editor.show();
    QVERIFY(editor.findChild<Banner *>(u"objectReason"_s)->text().contains(u"materialized view"_s));
    QVERIFY(!editor.findChild<QLineEdit *>(u"objectName"_s)->isEnabled());
    QVERIFY(editor.findChild<QPlainTextEdit *>(u"objectDefinition"_s)->isReadOnly());
}

void DesignerTest::everythingIsNamed()
{
    Desk desk("postgresql");
    Shown shown(desk);
    QStringList nameless;
    for (const QWidget *widget : shown.editor.findChildren<QWidget *>()) {
        const bool own = !widget->objectName().startsWith(u"qt_"_s) && widget->isVisible();
        if (own && (widget->objectName().isEmpty() || widget->accessibleName().isEmpty()))
            nameless += QString::fromUtf8(widget->metaObject()->className()) + u' ' + widget->objectName();
    }
    // Qt's own insides have no accessible names of ours.
    nameless.removeIf([](const QString &name) { return name.startsWith(u"Q"_s) && name.endsWith(u' '); });
    QCOMPARE(nameless.join(u'\n'), QString());
}

void DesignerTest::cellsBeginWhereTheirHeadingsDo()
{
    Desk desk("postgresql");
    desk.theme.applyTo(*qApp);
    const Shown shown(desk);
    QStyleOptionViewItem cell;
    cell.initFrom(shown.grid);
    cell.rect = QRect(100, 0, 200, 24);
    cell.text = u"email"_s;
    cell.features = QStyleOptionViewItem::HasDisplay;
    const QStyle *style = shown.grid->style();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &cell, shown.grid) + 1;
    QCOMPARE(style->subElementRect(QStyle::SE_ItemViewItemText, &cell, shown.grid).left() + margin,
        cell.rect.left() + grid::related);
    QApplication::setStyle(u"Fusion"_s); // the theme's own style goes with the theme
}

/// Both themes differ; with RELATA_PICTURES set the pictures are kept there to be looked at.
void DesignerTest::looksAreDrawn()
{
    Desk desk("postgresql");
    const QString engine = u"postgresql"_s;
    const auto take = [&desk](const Edit &edit) { desk.project->edit(edit.schema, edit.label); };
    for (const char16_t *name : {u"email", u"display_name", u"created_at",
             u"a_column_with_a_name_of_sixty_three_characters_which_is_the_most_x", u"email"}) {
        Column column;
        column.table = desk.table;
        column.name = QString::fromUtf16(name);
        column.type.name = u"character varying(120)"_s;
        column.defaultValue = Expression::of(u"now()"_s);
        take(edits::addColumn(desk.project->designed(), column));
    }
    take(edits::newPart(desk.project->designed(), Kind::Index, desk.table, engine));
    Shown shown(desk);
    InspectorPanel inspector(*desk.services);
    inspector.resize(300, 700);
    inspector.show();
    shown.grid->setCurrentIndex(shown.grid->model()->index(1, ColumnTableModel::Type));
    QList<QImage> pictures;
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        desk.theme.setMode(mode);
        desk.theme.applyTo(*qApp);
        QCoreApplication::processEvents();
        pictures += shown.editor.grab().toImage();
        pictures += inspector.grab().toImage();
    }
    QApplication::setStyle(u"Fusion"_s); // the theme's own style goes with the theme
    QVERIFY(pictures.at(0) != pictures.at(2));
    const QString folder = qEnvironmentVariable("RELATA_PICTURES");
    for (int i = 0; i < pictures.size() && !folder.isEmpty(); ++i)
        QVERIFY(pictures.at(i).save(folder + u"/designer_"_s + QString::number(i) + u".png"_s));
}

RELATA_TEST(DesignerTest)
#include "tst_designer.moc"
