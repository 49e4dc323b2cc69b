#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/project/edits.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"
#include "tests/app/phases_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/common/services.h"
#include "widgets/common/sql_view.h"
#include "widgets/timeline/timeline_panel.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// A column's new name or type in the design becomes a change in phases, from the timeline.
class PhasesWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void renames_data();
    void renames();
    void abandons();
    void changesAType();
    void splits_data() { renames_data(); }
    void splits();
    void wantsOneChangeAlone();
    void tellsWhatCannotBeRead();

private:
    static constexpr int Patience = 90'000; // ms

    void start(const QByteArray &server, const QString &script = itemScript({}, {u"1"_s, u"2"_s, u"3"_s}, 5));
    TimelinePanel *panel() { return qobject_cast<TimelinePanel *>(m_shown->panel()); }
    MigrationDesk &desk() { return panel()->desk(); }
    Project &project() { return *m_shown->application().services().project; }
    QPushButton *button(const QString &name) { return panel()->findChild<QPushButton *>(name); }
    ObjectId column(const QString &name);
    void edit(const Column &column, ObjectId id) { edit(project().designed().with(id, makeObject(column))); }
    void edit(const Schema &schema) { project().edit(schema, {"Test", "Edit", {}}); }
    void rename();
    QTabWidget *pages();
    /// Agrees to the phase that is shown; so many migrations are there then.
    void agree(int migrations);
    void applyAll();
    QStringList evolutions() const
    {
        return QDir(m_place->projectFolder() + u"/evolutions"_s).entryList({u"*.json"_s}, QDir::Files);
    }

    EngineRegistry m_engines;
    std::unique_ptr<PhasesPlace> m_place;
    std::unique_ptr<ShownTimeline> m_shown;
};

void PhasesWindowTest::start(const QByteArray &server, const QString &script)
{
    m_shown.reset();
    m_place = std::make_unique<PhasesPlace>(m_engines, server, script);
    QCOMPARE(m_place->error, QString());
    m_shown = std::make_unique<ShownTimeline>(m_place->projectFolder(), m_place->database.profile);
    QCOMPARE(m_shown->error(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(desk().lastApplied(), u"001"_s, Patience);
}

ObjectId PhasesWindowTest::column(const QString &name)
{
    const Schema &design = project().designed();
    for (const ObjectId table : design.all(Kind::Table)) {
        if (nameOf(*design.find(table)) == "item"_L1)
            return design.child(table, Kind::Column, name);
    }
    return {};
}

void PhasesWindowTest::rename()
{
    Column label = *project().designed().find<Column>(column(u"label"_s));
    label.name = u"tag"_s;
    edit(label, column(u"label"_s));
    QTRY_VERIFY_WITH_TIMEOUT(button(u"makeAsPhases"_s) && button(u"makeAsPhases"_s)->isVisible(), Patience);
}

QTabWidget *PhasesWindowTest::pages()
{
    QTabWidget *found = nullptr;
    std::ignore = QTest::qWaitFor(
        [&] { return (found = panel()->findChild<QTabWidget *>(u"phasePages"_s)) != nullptr; }, Patience);
    return found;
}

void PhasesWindowTest::agree(int migrations)
{
    QTest::mouseClick(button(u"confirmAgree"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(int(project().timeline().migrations.size()), migrations, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!pages() || !pages()->isVisible(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk().pendingCount(), 1, Patience);
}

/// Allows what is found, and confirms what is waited for.
void PhasesWindowTest::applyAll()
{
    const QObject until;
    connect(&desk(), &MigrationDesk::refused, &until,
        [this](const Error &, const QStringList &codes) { desk().apply({}, codes); });
    connect(&desk(), &MigrationDesk::waits, &until, [this](const ConnectionProfile &target, const Message &what) {
        if (!what.isEmpty())
            desk().confirmStep(target, what);
    });
    desk().apply();
    QTRY_COMPARE_WITH_TIMEOUT(desk().pendingCount(), 0, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!desk().isRunning(), Patience);
}

void PhasesWindowTest::renames_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void PhasesWindowTest::renames()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server);
    rename();
    button(u"makeAsPhases"_s)->click();
    QVERIFY(pages());
    QCOMPARE(pages()->count(), 3);
    QVERIFY(pages()->findChild<SqlView *>(u"phase1Sql"_s)->toPlainText().contains("TRIGGER"_L1, Qt::CaseInsensitive));
    const QString todo = pages()->findChild<QLabel *>(u"phase3ToDo"_s)->text();
    QVERIFY2(todo.contains("Deploy the version that reads and writes tag of item only"_L1), qPrintable(todo));
    QCOMPARE(namelessWidgets(*panel()->window()).join(u'\n'), QString());
    QCOMPARE(int(project().timeline().migrations.size()), 1); // it is only shown
    agree(2);
    QCOMPARE(evolutions().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(desk().unsaved().isEmpty(), Patience);
    QVERIFY(column(u"label"_s) && column(u"tag"_s));

    QTRY_VERIFY_WITH_TIMEOUT(button(u"nextPhase"_s) && button(u"nextPhase"_s)->isVisible(), Patience);
    button(u"nextPhase"_s)->click();
    QVERIFY2(panel()->findChild<Banner *>()->text().contains("not applied on shop yet"_L1),
        qPrintable(panel()->findChild<Banner *>()->text()));
    for (int migrations = 3; migrations <= 4; ++migrations) { // backfill, contract
        applyAll();
        button(u"nextPhase"_s)->click();
        QVERIFY(pages());
        QCOMPARE(pages()->count(), 5 - migrations);
        agree(migrations);
    }
    QCOMPARE(evolutions(), QStringList());
    QVERIFY(!button(u"nextPhase"_s));
    applyAll();
    QVERIFY(!column(u"label"_s) && column(u"tag"_s));
    QVERIFY(!m_place->session.run(u"SELECT label FROM item"_s).isEmpty());
    QCOMPARE(m_place->count(u"tag IS NOT NULL"_s) > 0, true);
}

void PhasesWindowTest::abandons()
{
    start({});
    rename();
    button(u"makeAsPhases"_s)->click();
    QVERIFY(pages());
    agree(2);
    applyAll();
    QTRY_VERIFY_WITH_TIMEOUT(button(u"abandonPhases"_s), Patience);
    button(u"abandonPhases"_s)->click();
    QVERIFY(pages());
    QCOMPARE(pages()->count(), 1);
    agree(3);
    QCOMPARE(evolutions(), QStringList());
    applyAll();
    QVERIFY(column(u"label"_s) && !column(u"tag"_s));
}

/// The new type comes in a column of its own, which has a name.
void PhasesWindowTest::changesAType()
{
    start({});
    Column label = *project().designed().find<Column>(column(u"label"_s));
    label.type.name = u"INTEGER"_s;
    edit(label, column(u"label"_s));
    QTRY_VERIFY_WITH_TIMEOUT(button(u"makeAsPhases"_s) && button(u"makeAsPhases"_s)->isVisible(), Patience);
    button(u"makeAsPhases"_s)->click();
    auto *name = panel()->findChild<QLineEdit *>(u"phaseColumn"_s);
    QVERIFY(name);
    QCOMPARE(name->text(), u"label_new"_s);
    name->setText(u"number"_s);
    QTest::mouseClick(button(u"confirmAgree"_s), Qt::LeftButton);
    QVERIFY(pages());
    agree(2);
    QVERIFY(column(u"label"_s) && column(u"number"_s));
}

/// How the values come of each other is asked; without that nothing is made.
void PhasesWindowTest::splits()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server, // without an index, which would go with the column
        u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(40));\n"
        "INSERT INTO item VALUES (1, 'a1'), (2, NULL), (3, '');"_s);
    const Column label = *project().designed().find<Column>(column(u"label"_s));
    Schema design = project().designed().without(column(u"label"_s));
    for (const QString &name : {u"head"_s, u"tail"_s}) {
        Column part;
        part.table = label.table;
        part.name = name;
        part.position = 7 + int(name == "tail"_L1);
        part.type = label.type;
        design = design.with(ObjectId::random(), makeObject(part));
    }
    edit(design);
    QTRY_VERIFY_WITH_TIMEOUT(button(u"makeAsPhases"_s) && button(u"makeAsPhases"_s)->isVisible(), Patience);
    button(u"makeAsPhases"_s)->click();
    QVERIFY(panel()->findChild<QLineEdit *>(u"phaseTo2"_s));
    QTest::mouseClick(button(u"confirmAgree"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!panel()->findChild<Banner *>()->text().isEmpty(), Patience);
    QCOMPARE(int(project().timeline().migrations.size()), 1);
    QTRY_VERIFY_WITH_TIMEOUT(!panel()->findChild<QLineEdit *>(u"phaseTo2"_s), Patience);

    button(u"makeAsPhases"_s)->click();
    const bool isMysql = server == "mariadb";
    panel()->findChild<QLineEdit *>(u"phaseTo1"_s)->setText(u"substr(label, 1, 1)"_s);
    panel()->findChild<QLineEdit *>(u"phaseTo2"_s)->setText(u"substr(label, 2)"_s);
    panel()->findChild<QLineEdit *>(u"phaseBack1"_s)->setText(isMysql ? u"concat(head, tail)"_s : u"head || tail"_s);
    QTest::mouseClick(button(u"confirmAgree"_s), Qt::LeftButton);
    QVERIFY(pages());
    QCOMPARE(pages()->count(), 3);
    agree(2);
    QVERIFY(column(u"label"_s) && column(u"head"_s) && column(u"tail"_s));
}

/// Other changes are saved first, or the phases would take them along.
void PhasesWindowTest::wantsOneChangeAlone()
{
    start({});
    rename();
    Table other;
    other.schema = project().designed().defaultNamespace();
    other.name = u"other"_s;
    edit(project().designed().with(ObjectId::random(), makeObject(other)));
    QTRY_VERIFY_WITH_TIMEOUT(!button(u"makeAsPhases"_s) || !button(u"makeAsPhases"_s)->isVisible(), Patience);
    panel()->askForPhases();
    QVERIFY(panel()->findChild<Banner *>()->text().contains("must be that alone"_L1));
}

/// From the beginning.
void PhasesWindowTest::tellsWhatCannotBeRead()
{
    m_shown.reset();
    m_place = std::make_unique<PhasesPlace>(m_engines, QByteArray(), itemScript({}, {u"1"_s, u"2"_s, u"3"_s}, 5));
    QCOMPARE(m_place->error, QString());
    QVERIFY(writeFile(m_place->projectFolder() + u"/evolutions/torn.json"_s, "{"));
    m_shown = std::make_unique<ShownTimeline>(m_place->projectFolder(), m_place->database.profile);
    QCOMPARE(m_shown->error(), QString());
    const auto *banner = panel()->findChild<Banner *>(u"banner"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(banner->text().contains("torn.json"_L1), qPrintable(banner->text()), Patience);
}

RELATA_TEST(PhasesWindowTest)
#include "tst_phases_window.moc"
