#include "app/application.h"
#include "app/main_window.h"
#include "models/base/job_context.h"
#include "models/diff/change_set.h"
#include "models/items/compare_model.h"
#include "models/items/roles.h"
#include "models/project/edits.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/sample.h"
#include "models/schema/all_kinds.h"
#include "tests/support/test_registry.h"
#include "widgets/common/banner.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"
#include "widgets/compare/compare_diagram.h"
#include "widgets/compare/compare_panel.h"
#include "widgets/diagram/diagram_view.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {
constexpr int Patience = 30000; // ms
} // namespace

/// Comparing, taking over and saving in part by the window's own widgets, on the sample project in SQLite.
class CompareTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void versionsAreReplayed();
    void databasesAreRead();
    void differencesAreDrawn();
    void differencesAreTaken();
    void sidesAreSwapped();
    void whatCannotBeReadIsSaid();
    void migrationsAreSavedInPart();
    void migrationsAreSavedBySteps();
    void cardsTellWhatMigrationsDo();

private:
    Project &project() { return *m_application->services().project; }
    ObjectId table(const QString &name)
    {
        const Schema &design = project().designed();
        return design.child(design.defaultNamespace(), Kind::Table, name);
    }
    ComparePanel *compare(const QString &left, const QString &right);
    TimelinePanel *timeline();
    void addColumn(const QString &table, const QString &name);
    /// The row of that name at the top of the tree.
    QModelIndex row(const ComparePanel &panel, const QString &name);

    QTemporaryDir m_place;
    int m_number = 0;
    std::unique_ptr<Application> m_application;
};

void CompareTest::initTestCase()
{
    StartOptions options;
    options.profile = m_place.filePath(u"profile"_s);
    options.restore = false;
    m_application = std::make_unique<Application>(*qApp, options);
    m_application->start();
    m_application->window().resize(1280, 800);
}

void CompareTest::init()
{
    const QString folder = m_place.filePath(u"library%1"_s.arg(++m_number));
    QuietContext context;
    SampleOptions options;
    options.scale = 0.02;
    QVERIFY(makeSample(folder, options, m_application->services().engines, context));
    QVERIFY(m_application->openProject(folder));
}

void CompareTest::cleanup() { m_application->closeProject(); }

ComparePanel *CompareTest::compare(const QString &left, const QString &right)
{
    m_application->services().navigator.open(Document{
        .kind = "compare", .id = left + u'|' + right, .title = {}, .state = {{u"left"_s, left}, {u"right"_s, right}}});
    return qobject_cast<ComparePanel *>(m_application->window().tabs().current());
}

TimelinePanel *CompareTest::timeline()
{
    m_application->services().navigator.open(Document{.kind = "timeline", .id = {}, .title = {}, .state = {}});
    return qobject_cast<TimelinePanel *>(m_application->window().tabs().current());
}

void CompareTest::addColumn(const QString &name, const QString &column)
{
    Column added;
    added.table = table(name);
    added.name = column;
    added.type.name = u"TEXT"_s;
    QVERIFY(added.table);
    project().edit(edits::addColumn(project().designed(), added).schema, {"Test", "Add a column", {}});
}

QModelIndex CompareTest::row(const ComparePanel &panel, const QString &name)
{
    const auto *view = panel.findChild<QAbstractItemView *>(u"compareTree"_s);
    for (int i = 0; i < view->model()->rowCount(); ++i) {
        if (view->model()->index(i, 0).data().toString() == name)
            return view->model()->index(i, 0);
    }
    return {};
}

/// The end of the timeline is the design; its beginning has nothing; between them the sides differ.
void CompareTest::versionsAreReplayed()
{
    const QString last = project().timeline().migrations.last().version;
    ComparePanel *panel = compare(u"version:"_s + last, u"design"_s);
    QVERIFY(panel);
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().pair(), Patience);
    QCOMPARE(panel->model().counts().all(), 0);
    QCOMPARE(panel->findChild<QWidget *>(u"compareEmpty"_s)->findChild<QLabel *>(u"emptyStateTitle"_s)->text(),
        u"Both sides are equal"_s);
    panel = compare(u"version:0"_s, u"design"_s);
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().pair(), Patience);
    QCOMPARE(panel->model().counts().removed, 0);
    QVERIFY(panel->model().counts().added >= project().designed().all(Kind::Table).size());
    addColumn(u"loan"_s, u"note"_s);
    panel = compare(u"version:"_s + last, u"design"_s);
    QTRY_COMPARE_WITH_TIMEOUT(panel->model().counts().added, 1, Patience);
    QCOMPARE(panel->model().counts().all(), 1);
    // The texts keep step line by line, and what only one has is marked there.
    const auto *before = panel->findChild<QPlainTextEdit *>(u"compareLeftSql"_s);
    const auto *after = panel->findChild<QPlainTextEdit *>(u"compareRightSql"_s);
    QVERIFY(after->toPlainText().contains("note"_L1) && !before->toPlainText().contains("note"_L1));
    QCOMPARE(before->blockCount(), after->blockCount());
    QVERIFY(!before->extraSelections().isEmpty());
    QCOMPARE(before->extraSelections().size(), after->extraSelections().size());
}

/// The sample's database has six of its migrations.
void CompareTest::databasesAreRead()
{
    const QString name = m_application->services().connections.current()->displayName();
    ComparePanel *panel = compare(u"version:006"_s, u"connection:"_s + name);
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().pair(), Patience);
    QCOMPARE(panel->model().counts().all(), 0);
    panel = compare(u"design"_s, u"connection:"_s + name);
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().pair(), Patience);
    QVERIFY(panel->model().counts().removed + panel->model().counts().changed > 0);
    QCOMPARE(panel->desk().takenSide(), std::optional(CompareSide::Right));
}

/// The pair as a diagram: marked, on the places of the project's own, and what is selected there is shown beside it.
void CompareTest::differencesAreDrawn()
{
    addColumn(u"loan"_s, u"note"_s);
    const QString last = project().timeline().migrations.last().version;
    ComparePanel *panel = compare(u"version:"_s + last, u"design"_s);
    QTRY_COMPARE_WITH_TIMEOUT(panel->model().counts().all(), 1, Patience);
    panel->findChild<QToolButton *>(u"compareDrawn"_s)->click();
    const CompareDiagram &diagram = panel->diagram();
    QVERIFY(diagram.isVisible());
    const auto &content = diagram.view()->scene().content();
    const auto loan = std::find_if(
        content.tables.begin(), content.tables.end(), [](const DiagramTable &one) { return one.name == "loan"_L1; });
    QVERIFY(loan != content.tables.end());
    QVERIFY(loan->rows.back().name == "note"_L1 && loan->rows.back().mark == DiagramMark::Added);
    const qsizetype all = project().designed().all(Kind::Table).size(), near = qsizetype(content.tables.size());
    QVERIFY2(near > 1 && near < all, "those that loan refers to, and no others");
    QCOMPARE(diagram.view()->selectedTables(), QList<ObjectId>{loan->id});

    const auto other = std::find_if(
        content.tables.begin(), content.tables.end(), [](const DiagramTable &one) { return one.name != "loan"_L1; });
    diagram.view()->selectTables({int(other - content.tables.begin())});
    QTRY_VERIFY(panel->findChild<QPlainTextEdit *>(u"compareRightSql"_s)->toPlainText().contains(other->name));
    panel->findChild<QToolButton *>(u"compareOnlyDifferences"_s)->click();
    QTRY_COMPARE(qsizetype(diagram.view()->scene().content().tables.size()), all);

    panel = compare(u"version:0"_s, u"design"_s);
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().pair(), Patience);
    panel->setDrawn(true);
    for (const DiagramTable &one : panel->diagram().view()->scene().content().tables)
        QVERIFY(one.mark == DiagramMark::Added);
    QCOMPARE(qsizetype(panel->diagram().view()->scene().content().tables.size()), all);
    panel->setDrawn(false);
}

/// What is checked comes into the design as one step, with what it needs; undo takes it back.
void CompareTest::differencesAreTaken()
{
    const Schema before = project().designed();
    ComparePanel *panel = compare(u"design"_s, u"version:0"_s);
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().pair(), Patience);
    auto *take = panel->findChild<QPushButton *>(u"compareTake"_s);
    QVERIFY(!take->isEnabled());
    const QModelIndex member = row(*panel, u"member"_s);
    QVERIFY(member.isValid());
    auto *view = panel->findChild<QAbstractItemView *>(u"compareTree"_s);
    QVERIFY(view->model()->setData(member, Qt::Checked, Qt::CheckStateRole));
    QVERIFY(take->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!panel->findChild<QLabel *>(u"compareAlong"_s)->text().isEmpty(), Patience);
    QTest::mouseClick(take, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!table(u"member"_s), Patience);
    QVERIFY(!table(u"loan"_s)); // it refers to members
    QVERIFY(table(u"publisher"_s));
    bool whole = true;
    project().designed().forEach([&](ObjectId, const Object &object) {
        eachReference(object, [&](ObjectId named) { whole = whole && (!named || project().designed().find(named)); });
    });
    QVERIFY(whole);
    QTRY_VERIFY_WITH_TIMEOUT(!row(*panel, u"member"_s).isValid(), Patience); // both sides are without it now
    project().undo();
    QVERIFY(project().designed() == before);
    QTRY_VERIFY_WITH_TIMEOUT(row(*panel, u"member"_s).isValid(), Patience);
}

void CompareTest::sidesAreSwapped()
{
    ComparePanel *panel = compare(u"version:003"_s, u"design"_s);
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().pair(), Patience);
    const CompareModel::Counts before = panel->model().counts();
    QVERIFY(before.added > 0);
    QTest::mouseClick(panel->findChild<QToolButton *>(u"compareSwap"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(panel->model().counts().removed, before.added, Patience);
    QCOMPARE(panel->model().counts().added, before.removed);
    QCOMPARE(panel->desk().source(CompareSide::Left).key(), u"design"_s);
    QCOMPARE(panel->state()[u"right"].toString(), u"version:003"_s);
    QCOMPARE(panel->findChild<QComboBox *>(u"compareRight"_s)->currentData().toString(), u"version:003"_s);
    QCOMPARE(panel->desk().takenSide(), std::optional(CompareSide::Right));
}

void CompareTest::whatCannotBeReadIsSaid()
{
    ComparePanel *panel = compare(u"design"_s, u"script:/nowhere/shop.sql"_s);
    auto *banner = panel->findChild<Banner *>(u"banner"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), Patience);
    QVERIFY(banner->text().contains(u"shop.sql"_s));
    QVERIFY(!panel->desk().pair());
    panel->desk().setSource(CompareSide::Right, {CompareSource::Type::Connection, u"no such"_s});
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"no such"_s), Patience);
    panel->desk().setSource(CompareSide::Right, {CompareSource::Type::Version, u"0"_s});
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().pair(), Patience);
}

/// One of two changes is saved, the other stays; then it is saved too, and both are proved.
void CompareTest::migrationsAreSavedInPart()
{
    const Schema head = project().head();
    addColumn(u"loan"_s, u"note"_s);
    addColumn(u"member"_s, u"nickname"_s);
    TimelinePanel *panel = timeline();
    auto *list = panel->findChild<QAbstractItemView *>(u"unsavedChanges"_s);
    QTRY_VERIFY_WITH_TIMEOUT((list = panel->findChild<QAbstractItemView *>(u"unsavedChanges"_s))
            && list->model()->rowCount() == 2 && panel->desk().draft(),
        Patience);
    QCOMPARE(list->model()->index(1, 0).data().toString(), u"member.nickname"_s);
    list->model()->setData(list->model()->index(1, 0), Qt::Unchecked, Qt::CheckStateRole);
    auto *save = panel->findChild<QPushButton *>(u"saveMigration"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!panel->desk().draft()->file.up.contains(u"nickname"_s), Patience);
    QVERIFY(save->text().contains(u'1') && save->text().contains(u'2'));
    const auto saved = project().timeline().migrations.size();
    QTest::mouseClick(save, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(project().timeline().migrations.size(), saved + 1, Patience);
    const QString version = project().timeline().migrations.last().version;
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().proof(version), Patience);
    QVERIFY2(panel->desk().proof(version)->proved, qPrintable(panel->desk().proof(version)->detail));
    QVERIFY(!(project().head() == head) && !(project().head() == project().designed()));
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().draft() && panel->desk().draft()->file.up.contains(u"nickname"_s), Patience);
    panel->saveDraft();
    QTRY_COMPARE_WITH_TIMEOUT(project().timeline().migrations.size(), saved + 2, Patience);
    const QString last = project().timeline().migrations.last().version;
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().proof(last), Patience);
    QVERIFY2(panel->desk().proof(last)->proved, qPrintable(panel->desk().proof(last)->detail));
    QVERIFY(project().head() == project().designed());
    QTRY_VERIFY_WITH_TIMEOUT(!panel->desk().draft(), Patience);
}

/// A step is left for later in the list of the plan's steps, which tells what an index brings along.
void CompareTest::migrationsAreSavedBySteps()
{
    addColumn(u"loan"_s, u"note"_s);
    addColumn(u"member"_s, u"nickname"_s);
    Index index;
    index.table = table(u"member"_s);
    index.name = u"member_nickname_idx"_s;
    KeyPart part;
    part.column = project().designed().child(index.table, Kind::Column, u"nickname"_s);
    index.parts = {part};
    project().edit(edits::add(project().designed(), makeObject(index)).schema, {"Test", "Add an index", {}});
    TimelinePanel *panel = timeline();
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().unsavedSteps().size() == 3 && panel->desk().draft(), Patience);
    auto *by = panel->findChild<QComboBox *>(u"choosePartBy"_s);
    auto *list = panel->findChild<QAbstractItemView *>(u"unsavedSteps"_s);
    QVERIFY(!by->parentWidget()->isHidden() && list->isHidden());
    QTest::keyClick(by, Qt::Key_Down);
    QVERIFY(!list->isHidden() && panel->findChild<QAbstractItemView *>(u"unsavedChanges"_s)->isHidden());
    const auto step = [list](const QString &word) {
        QModelIndex at = list->model()->index(0, 0);
        while (at.isValid() && !at.data(Qt::ToolTipRole).toString().contains(word))
            at = at.siblingAtRow(at.row() + 1);
        return at;
    };
    for (const QString &word : {u"note"_s, u"ADD COLUMN nickname"_s})
        QVERIFY2(list->model()->setData(step(word), Qt::Unchecked, Qt::CheckStateRole), qPrintable(word));
    const QModelIndex column = step(u"ADD COLUMN nickname"_s), made = step(u"member_nickname_idx"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        column.data(DetailRole).toString().contains(u"step "_s + QString::number(made.row() + 1)), Patience);
    QCOMPARE(column.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QVERIFY(!column.flags().testFlag(Qt::ItemIsUserCheckable));
    QTRY_VERIFY_WITH_TIMEOUT(!panel->desk().draft()->file.up.contains(u"note"_s), Patience);
    panel->saveDraft();
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().unsaved().size() == 1, Patience);
    const QString version = project().timeline().migrations.last().version;
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().proof(version), Patience);
    QVERIFY2(panel->desk().proof(version)->proved, qPrintable(panel->desk().proof(version)->detail));
    QVERIFY(by->parentWidget()->isHidden() && list->isHidden());
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().draft() && panel->desk().draft()->file.up.contains(u"note"_s), Patience);
}

/// Each card says what its text does, soon after it is shown, and who applied it when.
void CompareTest::cardsTellWhatMigrationsDo()
{
    TimelinePanel *panel = timeline();
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().facts(u"001"_s), Patience);
    QCOMPARE(panel->desk().facts(u"001"_s)->wayDown, true);
    QVERIFY(panel->desk().facts(u"001"_s)->statements > 0);
    const auto *card = panel->findChild<QWidget *>(u"migration_001"_s);
    QVERIFY(card);
    const auto texts = [card] {
        QStringList found;
        for (const QLabel *label : card->findChildren<QLabel *>(u"cardFact"_s))
            found += label->accessibleName();
        return found;
    };
    const QString statements = QString::number(panel->desk().facts(u"001"_s)->statements);
    QTRY_VERIFY_WITH_TIMEOUT(!texts().isEmpty() && texts().first().startsWith(statements), Patience);
    const auto *state = card->findChild<QLabel *>(u"cardState"_s);
    QTRY_VERIFY_WITH_TIMEOUT(state->text().startsWith("Applied"_L1), Patience);
    QVERIFY2(state->text().contains("just now"_L1) || state->text().contains("ago"_L1), qPrintable(state->text()));
}

RELATA_TEST(CompareTest)
#include "tst_compare.moc"
