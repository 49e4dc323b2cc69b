#include "app/application.h"
#include "app/main_window.h"
#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/jobs/job_center.h"
#include "models/project/project.h"
#include "tests/app/bad_input_window.h"
#include "tests/app/small_disk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"
#include "widgets/editor/query_panel.h"
#include "widgets/editor/query_session.h"
#include "widgets/editor/sql_editor.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Bad input in the real window: the message stands in sight and says what, where and what to do; files and edits are
/// as they were; the next good step works.
class WindowBadInputTest : public tests::BadInputWindow {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void connecting_data();
    void connecting();
    void wrongPassword_data();
    void wrongPassword();
    void corruptDatabase_data();
    void corruptDatabase();
    void brokenProject_data();
    void brokenProject();
    void brokenMigration_data();
    void brokenMigration();
    void fullDisk();
};

void WindowBadInputTest::initTestCase() { QCOMPARE(makeSample(), QString()); }
void WindowBadInputTest::init() { start(); }
void WindowBadInputTest::cleanup() { stop(); }

void WindowBadInputTest::connecting_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("place");
    for (const auto &[engine, server] : {std::pair<QByteArray, QByteArray>{"postgresql", "postgresql15"},
             {"mariadb", "mariadb"}, {"mysql", "mysql56"}}) {
        QTest::addRow("%s, nothing listens", engine.constData())
            << engine << server << u"127.0.0.1"_s << 1 << u"127.0.0.1:1"_s;
        QTest::addRow("%s, no such host", engine.constData())
            << engine << server << u"no-such-host.invalid"_s << 0 << u"no-such-host.invalid"_s;
    }
}

/// The dialog stays with what was typed, says which place does not answer, and connects once the place is right.
void WindowBadInputTest::connecting()
{
    QFETCH(QByteArray, engine);
    QFETCH(QByteArray, server);
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QString, place);
    RELATA_REQUIRE_SERVER(server.constData());
    const ConnectionProfile right = *profileFromUrl(*tests::serverUrl(server));
    ConnectionProfile wrong = right;
    wrong.host = host;
    wrong.port = port;
    wrong.password = Secret(u"hush-4711"_s);
    QDialog *dialog = connectionDialog();
    QVERIFY(dialog);
    fillIn(*dialog, wrong);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"keepConnection"_s), Qt::LeftButton);
    QTRY_VERIFY2_WITH_TIMEOUT(mentions(banner(dialog), {place}), qPrintable(banner(dialog)), Patience);
    QVERIFY(dialog->isVisible());
    QVERIFY(services().connections.profiles().isEmpty());
    QCOMPARE(dialog->findChild<QLineEdit *>(u"host"_s)->text(), host);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"password"_s)->text(), u"hush-4711"_s);
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        QVERIFY(!label->text().contains("4711"_L1));
    QPointer<QDialog> open(dialog);
    fillIn(*dialog, right);
    QCOMPARE(banner(dialog), QString());
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"keepConnection"_s), Qt::LeftButton);
    QTRY_VERIFY2_WITH_TIMEOUT(!open, qPrintable(open ? banner(open) : QString()), Patience);
    QVERIFY(services().connections.current());
    QCOMPARE(services().connections.current()->displayName(), u"wanted"_s);
}

void WindowBadInputTest::wrongPassword_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "postgresql18", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

void WindowBadInputTest::wrongPassword()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    Account account(*profileFromUrl(*tests::serverUrl(server)), m_registry);
    ConnectionProfile wrong = account.profile;
    wrong.password = Secret(u"hush-4711"_s);
    QDialog *dialog = connectionDialog();
    QVERIFY(dialog);
    fillIn(*dialog, wrong);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"testConnection"_s), Qt::LeftButton);
    const QStringList said{wrong.user, u"password"_s, QString::number(wrong.port)};
    QTRY_VERIFY2_WITH_TIMEOUT(mentions(banner(dialog), said), qPrintable(banner(dialog)), Patience);
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        QVERIFY(!label->text().contains("4711"_L1));
    QPointer<QDialog> open(dialog);
    auto *password = dialog->findChild<QLineEdit *>(u"password"_s);
    password->clear();
    QTest::keyClicks(password, u"right-4712"_s);
    QTest::keyClick(password, Qt::Key_Return); // the default button
    QTRY_VERIFY2_WITH_TIMEOUT(!open, qPrintable(open ? banner(open) : QString()), Patience);
    QVERIFY(services().connections.find(u"wanted"_s));
    QueryPanel *panel = ask(u"wanted"_s, u"SELECT 4713"_s);
    QVERIFY(panel);
    QTRY_VERIFY_WITH_TIMEOUT(panel->findChild<QTableView *>(u"resultGrid"_s), Patience);
    panel->session().setConnection({}); // let go of the session before its account is dropped
}

void WindowBadInputTest::corruptDatabase_data()
{
    QTest::addColumn<bool>("header");
    QTest::newRow("the first page is garbage") << true;
    QTest::newRow("text, not a database") << false;
}

/// The query stays in its tab, the file as it was, and the tab goes on with another connection.
void WindowBadInputTest::corruptDatabase()
{
    QFETCH(bool, header);
    QByteArray content = contentOf(m_pristine.filePath(u"sample/library.db"_s));
    QVERIFY(content.size() > 8192);
    content = header ? content.replace(100, 3900, QByteArray(3900, 'x')) : QByteArray("no database at all, but text");
    const QString path = m_folder->filePath(u"corrupt.db"_s);
    QVERIFY(writeTo(path, content));
    const QString folder = sample(u"sample"_s);
    ConnectionProfile corrupt, whole;
    corrupt.engine = whole.engine = "sqlite";
    corrupt.name = u"corrupt"_s;
    corrupt.database = path;
    whole.name = u"whole"_s;
    whole.database = folder + u"/library.db"_s;
    services().connections.put(corrupt);
    services().connections.put(whole);
    const QString sql = u"SELECT count(*) FROM loan"_s;
    QueryPanel *panel = ask(u"corrupt"_s, sql);
    QVERIFY(panel);
    QTRY_VERIFY2_WITH_TIMEOUT(mentions(banner(panel), {u"corrupt.db"_s}), qPrintable(banner(panel)), Patience);
    QVERIFY(!panel->session().isRunning());
    QCOMPARE(panel->editor().text(), sql);
    QCOMPARE(contentOf(path), content);
    queryWorks(*panel, u"whole"_s);
}

void WindowBadInputTest::brokenProject_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("old");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QStringList>("words");
    const QString event = u"/migrations/008_events.sql"_s;
    QTest::newRow("relata.json is no JSON") << u"/relata.json"_s << QByteArray("\"connections\"")
                                            << QByteArray("connections") << QStringList{u"relata.json"_s};
    QTest::newRow("conflict in a table") << u"/schema/default/table/loan.json"_s << QByteArray("{\n")
                                         << QByteArray("<<<<<<< HEAD\n{\n=======\n>>>>>>> other\n")
                                         << QStringList{u"loan.json"_s, u"conflict"_s};
    QTest::newRow("broken header of a migration")
        << event << QByteArray("-- relata:up\n") << QByteArray("-- relata:nonsense\n-- relata:up\n")
        << QStringList{u"008_events.sql"_s, u"nonsense"_s};
    QTest::newRow("half a schema file") << u"/schema/default/table/loan.json"_s << QByteArray("\"name\"")
                                        << QByteArray("\"na") << QStringList{u"loan.json"_s};
}

/// The project that is open stays open, its edits with it; the broken one opens as soon as it is mended.
void WindowBadInputTest::brokenProject()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, old);
    QFETCH(QByteArray, now);
    QFETCH(QStringList, words);
    const QString good = sample(u"good"_s), bad = sample(u"bad"_s);
    QVERIFY(m_application->openProject(bad));
    QVERIFY(m_application->openProject(good));
    const ObjectId added = addColumn(u"kept_edit"_s);
    services().navigator.select(project().designed().ref(added)); // heard by nothing of the windows before
    const QByteArray whole = contentOf(bad + file);
    QVERIFY(replaceIn(bad + file, old, now));
    const Files before = filesOf(bad);
    openFromMenu(bad);
    QVERIFY2(mentions(toasts(), words), qPrintable(toasts()));
    QCOMPARE(project().folder(), good);
    QVERIFY(project().designed().find(added));
    QVERIFY(project().isDirty());
    QCOMPARE(filesOf(bad), before);
    trigger("file.save_project");
    QVERIFY(!project().isDirty());
    QVERIFY(writeTo(bad + file, whole));
    openFromMenu(bad);
    QCOMPARE(project().folder(), bad);
}

void WindowBadInputTest::brokenMigration_data()
{
    QTest::addColumn<QByteArray>("old");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("mistyped word") << QByteArray("CREATE TABLE") << QByteArray("CREATE TABEL")
                                   << QStringList{u"008"_s, u"TABEL"_s};
    QTest::newRow("string without its end")
        << QByteArray("CREATE TABLE") << QByteArray("SELECT 'open;\nCREATE TABLE") << QStringList{u"008"_s};
}

/// The timeline says which migration and where; the files stay; what is mended is applied.
void WindowBadInputTest::brokenMigration()
{
    QFETCH(QByteArray, old);
    QFETCH(QByteArray, now);
    QFETCH(QStringList, words);
    const QString folder = sample(u"project"_s), file = folder + u"/migrations/008_events.sql"_s;
    const QByteArray whole = contentOf(file);
    QVERIFY(replaceIn(file, old, now));
    const Files before = filesOf(folder);
    const Result<> opened = m_application->openProject(folder);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().text()));
    trigger("timeline.open");
    QTRY_VERIFY_WITH_TIMEOUT(
        cardButton(u"applyMigrations"_s) && cardButton(u"applyMigrations"_s)->isEnabled(), Patience);
    QTest::mouseClick(cardButton(u"applyMigrations"_s), Qt::LeftButton);
    const auto said = [this] { return banner(window().tabs().current()); };
    QTRY_VERIFY2_WITH_TIMEOUT(mentions(said(), words), qPrintable(said()), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(services().jobs.activeCount(), 0, Patience);
    QCOMPARE(filesOf(folder), before);
    trigger("file.close_project");
    QVERIFY(writeTo(file, whole));
    QVERIFY(m_application->openProject(folder));
    trigger("timeline.open");
    QTRY_VERIFY_WITH_TIMEOUT(
        cardButton(u"applyMigrations"_s) && cardButton(u"applyMigrations"_s)->isEnabled(), Patience);
    QTest::mouseClick(cardButton(u"applyMigrations"_s), Qt::LeftButton);
    QTRY_VERIFY2_WITH_TIMEOUT(cardButton(u"applyMigrations"_s)->text() == "Nothing to Apply"_L1,
        qPrintable(said() + cardButton(u"applyMigrations"_s)->text()), Patience);
}

/// Neither saving the design nor saving its migration changes a file on a full disk; both work when there is room.
void WindowBadInputTest::fullDisk()
{
    const tests::SmallDisk disk(m_folder->filePath(u"disk"_s));
    const QString folder = sample(u"disk/project"_s);
    QVERIFY(!folder.isEmpty());
    QVERIFY(m_application->openProject(folder));
    const ObjectId added = addColumn(u"kept_edit"_s);
    const Files before = filesOf(folder);
    trigger("timeline.open");
    QTRY_VERIFY_WITH_TIMEOUT(cardButton(u"saveMigration"_s) && cardButton(u"saveMigration"_s)->isEnabled(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(services().jobs.activeCount(), 0, Patience);
    disk.fill();
    trigger("file.save_project");
    QVERIFY2(mentions(toasts(), {folder, disk.words(), u"untouched"_s}), qPrintable(toasts()));
    QTest::mouseClick(cardButton(u"saveMigration"_s), Qt::LeftButton);
    const auto said = [this] { return banner(window().tabs().current()); };
    QVERIFY2(mentions(said(), {folder, disk.words()}), qPrintable(said()));
    QCOMPARE(filesOf(folder), before);
    QVERIFY(project().isDirty());
    QVERIFY(project().designed().find(added));
    disk.free();
    auto *again = window().findChild<QPushButton *>(u"toastAction"_s);
    QVERIFY(again);
    QTest::mouseClick(again, Qt::LeftButton);
    QVERIFY(!project().isDirty());
    QTest::mouseClick(cardButton(u"saveMigration"_s), Qt::LeftButton);
    QCOMPARE(project().timeline().migrations.size(), 9);
    QVERIFY(contentOf(folder + u"/schema/default/table/loan.json"_s).contains("kept_edit"));
    QTRY_COMPARE_WITH_TIMEOUT(services().jobs.activeCount(), 0, Patience);
    trigger("file.close_project");
}

RELATA_TEST(WindowBadInputTest)
#include "tst_window_bad_input.moc"
