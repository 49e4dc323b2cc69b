#include "app/cli/screenshot_scenes.h"

#include "app/application.h"
#include "app/main_window.h"
#include "models/base/file_text.h"
#include "models/engine/connection_book.h"
#include "models/jobs/job_center.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>

// Every state is the window's own: things are typed, pressed and refused as they are by people and servers.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int LongEnough = 1500; // ms, to see a job's progress

QWidget *dialog()
{
    for (QWidget *one : QApplication::topLevelWidgets()) {
        if (one->isVisible() && one->windowType() == Qt::Dialog)
            return one;
    }
    return nullptr;
}

void press(const QWidget *place, const QString &name)
{
    if (auto *button = place ? place->findChild<QAbstractButton *>(name) : nullptr)
        button->click();
}

void write(const QWidget *place, const QString &field, const QString &text)
{
    if (auto *edit = place ? place->findChild<QLineEdit *>(field) : nullptr)
        edit->setText(text);
}

class Stage {
public:
    Stage(Application &application, const QString &folder)
        : app(application)
        , m_folder(folder)
    { }

    Panel *panel() const { return app.window().tabs().current(); }
    void run(const QByteArray &command) const { trigger(app, command); }
    void pressIn(const QString &name) const { press(panel(), name); }
    void show(const QByteArray &kind, const QString &id = {}, const QJsonObject &state = {}) const
    {
        app.services().navigator.open(Document{.kind = kind, .id = id, .title = {}, .state = state});
        settle(app);
    }
    /// A new tab with that text, run.
    void query(const QString &sql) const
    {
        show("query", sql.left(24), {{u"text"_s, sql}});
        run("query.run");
    }
    void select(const QString &table) const;
    void label(const QString &environment) const;
    void palette(const QByteArray &command, const QString &text) const;
    /// The timeline of the project as its files are now.
    void timeline() const;
    void edit(const QString &name, const QString &from, const QString &to) const;
    void addFailing() const;
    void addDropping() const;
    void fillConnection() const;
    void fillProject(const QString &folder) const;
    void openEmpty() const;

    Application &app;

private:
    QString m_folder;
};

void Stage::select(const QString &table) const
{
    const Schema &schema = app.services().project->designed();
    for (const ObjectId id : schema.all(Kind::Table)) {
        if (nameOf(*schema.find(id)) == table)
            app.services().navigator.select(schema.ref(id));
    }
}

void Stage::label(const QString &environment) const
{
    ConnectionProfile profile = *app.services().connections.current();
    profile.environment = environment;
    app.services().connections.put(profile);
    timeline();
}

void Stage::palette(const QByteArray &command, const QString &text) const
{
    run(command);
    write(&app.window(), u"commandPaletteInput"_s, text);
}

void Stage::timeline() const
{
    std::ignore = app.openProject(m_folder);
    show("timeline");
    settle(app);
}

void Stage::edit(const QString &name, const QString &from, const QString &to) const
{
    const QString path = m_folder + u"/migrations/"_s + name;
    if (Result<QByteArray> text = readFile(path))
        std::ignore = writeFile(path, text->replace(from.toUtf8(), to.toUtf8()));
    timeline();
}

/// Its first statement works, its second finds two loans of one member, and no transaction holds them together.
void Stage::addFailing() const
{
    std::ignore = writeFile(m_folder + u"/migrations/009_one_loan.sql"_s,
        "-- Migration 009: one loan a member\n-- relata:id 6c1f0a09 parent 6c1f0a08\n-- relata:transaction none\n"
        "-- relata:up\nCREATE TABLE shelf (id INTEGER PRIMARY KEY, room TEXT NOT NULL);\n"
        "CREATE UNIQUE INDEX loan_once_idx ON loan (member_id);\nUPDATE loan SET due_on = due_on WHERE id = 0;\n"
        "-- relata:down\nDROP INDEX loan_once_idx;\nDROP TABLE shelf;\n");
    timeline();
    pressIn(u"applyMigrations"_s);
}

/// What nobody should apply without having read it; the file edited before is as it was.
void Stage::addDropping() const
{
    std::ignore = writeFile(m_folder + u"/migrations/009_one_loan.sql"_s,
        "-- Migration 009: no more fines\n-- relata:id 6c1f0a10 parent 6c1f0a08\n-- relata:up\nDROP TABLE payment;\n"
        "DROP TABLE fine;\n-- relata:down\n");
    edit(u"006_search_indexes.sql"_s, u"upper("_s, u"lower("_s);
    pressIn(u"applyMigrations"_s);
}

/// A server that is not there.
void Stage::fillConnection() const
{
    run("file.connect");
    QWidget *form = dialog();
    if (auto *engine = form ? form->findChild<QComboBox *>(u"engine"_s) : nullptr)
        engine->setCurrentIndex(engine->findData(QByteArray("postgresql")));
    write(form, u"name"_s, u"shop"_s);
    write(form, u"host"_s, u"127.0.0.1"_s);
    write(form, u"database"_s, u"shop"_s);
    write(form, u"user"_s, u"ada"_s);
    write(form, u"password"_s, u"secret"_s);
    if (auto *port = form ? form->findChild<QSpinBox *>(u"port"_s) : nullptr)
        port->setValue(1);
}

void Stage::fillProject(const QString &folder) const
{
    run("file.new_project");
    write(dialog(), u"newProjectName"_s, u"Web Shop"_s);
    write(dialog(), u"newProjectFolder"_s, folder);
}

void Stage::openEmpty() const
{
    const QString folder = QFileInfo(m_folder).path() + u"/empty"_s;
    ProjectConfig config;
    config.name = u"Empty"_s;
    config.engine = "sqlite";
    if (!QFileInfo::exists(folder))
        std::ignore = Project::create(folder, config);
    std::ignore = app.openProject(folder);
}

QList<Scene> queryScenes(const Stage &stage)
{
    return {{"query_new", [=] { stage.run("query.new"); }},
        {"query_no_rows", [=] { stage.query(u"SELECT id, title\nFROM work\nWHERE id < 0;\n"_s); }},
        {"query_many_results",
            [=] {
                stage.show("query", u"many"_s, {{u"text"_s, u"SELECT * FROM work;\nSELECT * FROM no_such_table;\n"_s}});
                stage.run("query.run_script");
            }},
        {"query_running",
            [=] {
                stage.query(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\n"
                            "SELECT i, 'row ' || i AS name\nFROM n;\n"_s);
                stage.app.window().showDock("jobs");
                linger(LongEnough);
            },
            false},
        {"quit_while_running", [=] { stage.run("window.quit"); }, false},
        {"query_cancelled", [=] { stage.run("jobs.cancel_all"); }}};
}

QList<Scene> designScenes(const Stage &stage)
{
    return {{"new_table", [=] { stage.run("design.table"); }},
        {"table_problem",
            [=] {
                stage.run("design.column");
                stage.run("design.column");
                if (auto *name = stage.panel()->findChild<QLineEdit *>(u"objectName"_s)) {
                    const QString taken = u"loan"_s;
                    name->setText(taken);
                    emit name->textEdited(taken);
                }
                stage.app.window().showDock("problems");
            }},
        {"drop_toast",
            [=] {
                stage.show("diagram");
                stage.select(u"publisher"_s);
                stage.run("design.drop");
                linger(LongEnough / 5);
            },
            false},
        {"draft_warns",
            [=] {
                stage.show("timeline");
                stage.app.window().showDock("problems");
            }},
        {"palette_commands", [=] { stage.palette("go.command", u"mig"_s); }},
        {"palette_places", [=] { stage.palette("go.object", u"mem"_s); }},
        {"palette_nothing", [=] { stage.palette("go.command", u"zzz"_s); }}};
}

QList<Scene> dialogScenes(const Stage &stage, const QString &folder)
{
    return {{"connect_filled", [=] { stage.fillConnection(); }},
        {"connect_unreachable",
            [=] {
                stage.fillConnection();
                press(dialog(), u"keepConnection"_s);
            }},
        {"import_filled",
            [=] {
                stage.run("file.import");
                write(dialog(), u"importSourceText"_s, u"postgresql://ada@db.example.org/shop"_s);
            }},
        {"import_script",
            [=] {
                stage.run("file.import");
                write(dialog(), u"importSourceText"_s, u"/home/ada/dumps/shop.sql"_s);
            }},
        {"import_failed",
            [=] {
                stage.run("file.import");
                write(dialog(), u"importSourceText"_s, u"/home/ada/dumps/shop.sql"_s);
                press(dialog(), u"importStart"_s);
            }},
        {"new_project_filled", [=] { stage.fillProject(u"/home/ada/Documents/Web Shop"_s); }},
        {"new_project_refused", [=] {
             stage.fillProject(folder);
             press(dialog(), u"newProjectCreate"_s);
         }}};
}

QList<Scene> timelineScenes(const Stage &stage)
{
    return {{"proved",
                [=] {
                    stage.run("design.undo");
                    stage.timeline();
                    stage.pressIn(u"provePending"_s);
                }},
        {"apply_to_production",
            [=] {
                stage.label(u"prod"_s);
                stage.pressIn(u"applyMigrations"_s);
            }},
        {"roll_back_question",
            [=] {
                stage.label(u"stage"_s);
                stage.pressIn(u"rollBackMigration"_s);
            }},
        {"applied",
            [=] {
                stage.label(u"dev"_s);
                stage.pressIn(u"applyMigrations"_s);
            }},
        {"diagnosis", [=] { stage.addFailing(); }}, {"diagnosis_question", [=] { stage.pressIn(u"wayTake"_s); }},
        {"migration_partial", [=] { stage.pressIn(u"closeDiagnosis"_s); }},
        {"migration_resumed", [=] { stage.pressIn(u"bannerAction1"_s); }},
        {"migration_taken_back",
            [=] {
                stage.pressIn(u"closeDiagnosis"_s);
                stage.pressIn(u"bannerAction2"_s);
            }},
        {"migration_edited", [=] { stage.edit(u"006_search_indexes.sql"_s, u"lower("_s, u"upper("_s); }},
        {"edited_refuses", [=] { stage.pressIn(u"applyMigrations"_s); }},
        {"apply_refused", [=] { stage.addDropping(); }}};
}

QList<Scene> watchScenes(const Stage &stage)
{
    return {{"apply_at_a_time",
                [=] {
                    stage.label(u"stage"_s);
                    stage.run("timeline.applyLater");
                }},
        {"watch",
            [=] {
                stage.run("timeline.watch");
                linger(LongEnough);
            },
            false}};
}

QList<Scene> emptyScenes(const Stage &stage)
{
    return {{"empty_home", [=] { stage.openEmpty(); }}, {"empty_diagram", [=] { stage.show("diagram", u"main"_s); }},
        {"empty_timeline", [=] { stage.show("timeline"); }}, {"empty_query", [=] { stage.query(u"SELECT 1;\n"_s); }},
        {"no_project", [=] { stage.app.closeProject(); }}, {"no_messages", [=] {
                                                                stage.run("messages.clear");
                                                                stage.run("jobs.forget");
                                                                stage.app.window().showDock("messages");
                                                            }}};
}

} // namespace

QList<Scene> stateScenes(Application &application, const QString &folder)
{
    const Stage stage(application, folder);
    return queryScenes(stage) + designScenes(stage) + dialogScenes(stage, folder) + timelineScenes(stage)
        + watchScenes(stage) + emptyScenes(stage);
}

} // namespace relata
