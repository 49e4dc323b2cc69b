#include "models/diagram/diagram_file.h"
#include "models/jobs/job_center.h"
#include "models/project/project.h"
#include "tests/support/test_registry.h"
#include "tests/widgets/diagram_fixture.h"
#include "widgets/common/banner.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/diagram/diagram_document.h"
#include "widgets/diagram/diagram_panel.h"
#include "widgets/diagram/diagram_view.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

/// Remembers what a panel asked of the window.
class Listener : public Navigator {
public:
    void open(const ObjectRef &object) override { opened.append(object.id); }
    void open(const Document &) override { }
    void showDock(const QByteArray &) override { }
    void notify(Tone, const QString &, const QString &, std::function<void()>) override { }
    void refreshCommands() override { }
    QList<ObjectId> opened;
};

} // namespace

/// The diagram of a real project on disk.
class DiagramPanelTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        ProjectConfig config;
        config.name = u"shop"_s;
        auto made = Project::create(m_folder->filePath(u"shop"_s), config);
        QVERIFY(made);
        m_project = std::move(*made);
        m_project->edit(m_shop.schema, {"Test", "Start", {}});
        m_listener = std::make_unique<Listener>();
        m_jobs = std::make_unique<JobCenter>();
        openPanel();
    }

    void cleanup()
    {
        m_panel.reset();
        m_jobs.reset();
        m_project.reset();
    }

    void showsTheDesign()
    {
        QCOMPARE(view()->scene().tableCount(), 6);
        QCOMPARE(view()->scene().relationCount(), 4);
        QVERIFY(!QFile::exists(path()));
    }

    void saysWhyThereIsNothing()
    {
        const auto shown = [this] {
            QStringList names;
            for (const char *name : {"diagramEmpty", "diagramArranging", "diagramUnplaced"})
                if (!m_panel->findChild<QWidget *>(QLatin1StringView(name))->isHidden())
                    names += QLatin1StringView(name);
            return names.join(u' ');
        };
        QCOMPARE(shown(), QString());
        m_panel.reset();
        Schema many;
        const ObjectId space = m_shop.schema.defaultNamespace();
        many = many.with(space, *m_shop.schema.find(space));
        m_project->edit(many, {"Test", "None", {}});
        openPanel();
        QCOMPARE(shown(), u"diagramEmpty"_s);
        m_panel.reset();
        for (quint64 i = 0; i < 400; ++i) {
            Table table;
            table.schema = space;
            table.name = u"t%1"_s.arg(i);
            many = many.with({1000 + i}, std::make_shared<const Table>(table));
        }
        m_project->edit(many, {"Test", "Many", {}});
        openPanel();
        const bool isArranging = m_panel->document()->isArranging(); // on a quick machine it may be over
        QCOMPARE(shown(), isArranging ? u"diagramArranging"_s : QString());
        QSignalSpy built(m_panel->document(), &DiagramDocument::sceneBuilt);
        for (const JobInfo &job : m_jobs->jobs())
            m_jobs->cancel(job.id);
        QTRY_VERIFY(shown() != u"diagramArranging"_s);
        if (isArranging && built.isEmpty()) // it was stopped in time
            QCOMPARE(shown(), u"diagramUnplaced"_s);
        m_panel->layOut();
        QTRY_COMPARE_WITH_TIMEOUT(shown(), QString(), 60'000);
        QCOMPARE(view()->scene().tableCount(), 400);
    }

    void movesAreKeptInTheFile()
    {
        view()->dragTables({{0, QPoint(800, 40)}});
        view()->finishDrag({{0, QPoint()}});
        m_panel->document()->flush();
        const auto read = readDiagram(content(), u"main.json"_s);
        QVERIFY(read);
        QCOMPARE(read->boxes.size(), 6);
        const ObjectId id = view()->scene().content().tables[0].id;
        QCOMPARE(read->boxes.value(id).position, QPoint(800, 40));
        openPanel();
        QCOMPARE(view()->scene().rect(view()->scene().tableOf(id)).topLeft(), QPoint(800, 40));
    }

    void addingATableMovesNothing()
    {
        QHash<ObjectId, QPoint> before;
        for (int i = 0; i < 6; ++i)
            before.insert(view()->scene().content().tables[size_t(i)].id, view()->scene().rect(i).topLeft());
        m_panel->addTableAt(QPoint(2000, 1600));
        QCOMPARE(view()->scene().tableCount(), 7);
        for (const auto &[id, position] : before.asKeyValueRange())
            QCOMPARE(view()->scene().rect(view()->scene().tableOf(id)).topLeft(), position);
        const ObjectId added = view()->focusedTable();
        QCOMPARE(view()->scene().rect(view()->scene().tableOf(added)).topLeft(), QPoint(2000, 1600));
        // Before the first migration nothing is marked: everything would be.
        for (const DiagramTable &table : view()->scene().content().tables)
            QCOMPARE(table.mark, DiagramMark::None);
    }

    void marksCanBeSwitchedOff()
    {
        MigrationFile first;
        first.title = u"first"_s;
        first.up = u"SELECT 1;\n"_s;
        QVERIFY(m_project->addMigration(first, m_project->designed()));
        m_panel->addTableAt(QPoint(2000, 1600));
        m_panel->removeTables({m_shop.lone});
        const auto mark = [this](ObjectId id) {
            const int table = view()->scene().tableOf(id);
            return table < 0 ? DiagramMark::None : view()->scene().content().tables[size_t(table)].mark;
        };
        const ObjectId added =
            m_project->designed().child(m_project->designed().defaultNamespace(), Kind::Table, u"new_table"_s);
        QCOMPARE(mark(added), DiagramMark::Added);
        QCOMPARE(mark(m_shop.lone), DiagramMark::Removed);
        m_panel->setMarksChanges(false);
        QCOMPARE(mark(added), DiagramMark::None);
        QVERIFY(view()->scene().tableOf(m_shop.lone) < 0);
        const QJsonObject state = m_panel->state();
        m_panel->setMarksChanges(true);
        QCOMPARE(mark(m_shop.lone), DiagramMark::Removed);
        m_panel->restore(state);
        QVERIFY(!m_panel->marksChanges());
    }

    void newTableIsNamedInPlace()
    {
        m_panel->addTable();
        auto *editor = m_panel->findChild<QLineEdit *>(u"diagramNameEditor"_s);
        QVERIFY(editor);
        editor->setText(u"invoice"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(m_project->designed().child(m_project->designed().defaultNamespace(), Kind::Table, u"invoice"_s));
    }

    void undoTakesBackTheLastThingWhateverItWas()
    {
        const ObjectId id = view()->scene().content().tables[0].id;
        const QPoint before = view()->scene().rect(0).topLeft();
        view()->dragTables({{0, QPoint(800, 40)}});
        view()->finishDrag({{0, before}});
        m_panel->removeTables({m_shop.lone});
        QCOMPARE(view()->scene().tableCount(), 5);
        m_panel->undo();
        QCOMPARE(view()->scene().tableCount(), 6);
        QCOMPARE(view()->scene().rect(view()->scene().tableOf(id)).topLeft(), QPoint(800, 40));
        m_panel->undo();
        QCOMPARE(view()->scene().rect(view()->scene().tableOf(id)).topLeft(), before);
        m_panel->redo();
        QCOMPARE(view()->scene().rect(view()->scene().tableOf(id)).topLeft(), QPoint(800, 40));
        m_panel->redo();
        QCOMPARE(view()->scene().tableCount(), 5);
    }

    void relationJoinsTheSelectedTables()
    {
        view()->setFocusedTable(view()->scene().tableOf(m_shop.lone), true);
        view()->selectTables({view()->scene().tableOf(m_shop.lone), view()->scene().tableOf(m_shop.product)});
        m_panel->addRelation();
        QCOMPARE(view()->scene().relationCount(), 5);
        const DiagramRelation &relation = view()->scene().content().relations[size_t(
            view()->scene().relationsOf(view()->scene().tableOf(m_shop.lone)).front())];
        QCOMPARE(view()->scene().content().tables[size_t(relation.to)].id, m_shop.product);
        QVERIFY(relation.ends.to.optional);
    }

    void layoutIsOneStep()
    {
        view()->dragTables({{0, QPoint(5000, 5000)}});
        view()->finishDrag({{0, QPoint()}});
        m_panel->layOut();
        QVERIFY(view()->scene().rect(0).left() < 5000);
        m_panel->undo();
        QCOMPARE(view()->scene().rect(0).topLeft(), QPoint(5000, 5000));
    }

    void enterOpensTheTable()
    {
        view()->setFocusedTable(view()->scene().tableOf(m_shop.order), true);
        QTest::keyClick(view(), Qt::Key_Return);
        QCOMPARE(m_listener->opened, QList<ObjectId>{m_shop.order});
    }

    void brokenFileIsToldAndKept()
    {
        m_panel.reset();
        QDir().mkpath(m_project->diagramsFolder());
        const QByteArray broken = "<<<<<<< HEAD\n{\n";
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(broken);
        file.close();
        openPanel();
        QVERIFY(m_panel->findChild<Banner *>()->text().contains(u"line 1"_s));
        QCOMPARE(view()->scene().tableCount(), 6);
        view()->dragTables({{0, QPoint(800, 40)}});
        view()->finishDrag({{0, QPoint()}});
        m_panel->document()->flush();
        QCOMPARE(content(), broken);
    }

    void areasFrameTheirTables()
    {
        m_panel->document()->setArea({m_shop.order, m_shop.line}, u"Sales"_s);
        QCOMPARE(view()->scene().areas().size(), size_t(1));
        const QRect frame = view()->scene().areas()[0].rect;
        QVERIFY(frame.contains(view()->scene().rect(view()->scene().tableOf(m_shop.order))));
        QVERIFY(frame.contains(view()->scene().rect(view()->scene().tableOf(m_shop.line))));
    }

    void largeSchemaIsArrangedByAJob()
    {
        tests::Shop large;
        for (int i = 0; i < 80; ++i)
            large.relate(large.add(u"t%1"_s.arg(i)), large.order);
        m_project->edit(large.schema, {"Test", "More", {}});
        QTRY_COMPARE_WITH_TIMEOUT(view()->scene().tableCount(), 86, 60000);
    }

private:
    void openPanel()
    {
        m_panel.reset();
        Document document;
        document.kind = "diagram";
        m_panel = std::make_unique<DiagramPanel>(
            DiagramPanel::Context{m_theme, *m_listener, m_jobs.get(), m_project.get()}, document);
        m_panel->resize(1000, 700);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        view()->setFocus();
    }

    DiagramView *view() const { return m_panel->view(); }
    QString path() const { return m_project->diagramsFolder() + u"/main.json"_s; }
    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Theme m_theme;
    tests::Shop m_shop;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<JobCenter> m_jobs;
    std::unique_ptr<DiagramPanel> m_panel;
};

RELATA_TEST(DiagramPanelTest)
#include "tst_diagram_panel.moc"
