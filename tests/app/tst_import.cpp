#include "app/application.h"
#include "app/command_table.h"
#include "app/main_window.h"
#include "models/project/project.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "widgets/explorer/import_dialog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Projects made of what is there, by the window's own dialog.
class ImportTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void databaseFileBecomesAProject();
    void sqlFileBecomesAProject();
    void isAsHighAsItsRows();
    void problemsAreSaidInTheDialog();

private:
    std::unique_ptr<Application> start();
    ImportDialog *openDialog(Application &application);
    void fill(ImportDialog &dialog, const QString &source, const QString &folder);

    QTemporaryDir m_folder;
};

void ImportTest::initTestCase()
{
    sqlite3 *connection = nullptr;
    QCOMPARE(sqlite3_open(m_folder.filePath(u"shop.db"_s).toUtf8().constData(), &connection), SQLITE_OK);
    QCOMPARE(sqlite3_exec(connection,
                 "create table customer (id integer primary key, name text not null);"
                 "create table purchase (id integer primary key, customer_id integer references customer (id));",
                 nullptr, nullptr, nullptr),
        SQLITE_OK);
    sqlite3_close(connection);
    QFile script(m_folder.filePath(u"library.sql"_s));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("create table book (id integer primary key, title text);\n"
                 "create index book_title on book (title);\n"
                 "insert into book (title) values ('one; two');\n");
    QFile broken(m_folder.filePath(u"broken.sql"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("create table book (id integer primary key);\ncreate tabel author (id integer);\n");
}

std::unique_ptr<Application> ImportTest::start()
{
    StartOptions options;
    options.profile = m_folder.filePath(u"profile"_s);
    options.restore = false;
    auto application = std::make_unique<Application>(*qApp, options);
    application->start();
    return application;
}

ImportDialog *ImportTest::openDialog(Application &application)
{
    if (auto *row = application.window().findChild<QAbstractButton *>(u"start_import"_s))
        row->click();
    return application.window().findChild<ImportDialog *>(u"importDialog"_s);
}

void ImportTest::fill(ImportDialog &dialog, const QString &source, const QString &folder)
{
    dialog.setSource(source);
    auto *field = dialog.findChild<QLineEdit *>(u"importFolder"_s);
    field->selectAll();
    QTest::keyClicks(field, folder);
}

void ImportTest::databaseFileBecomesAProject()
{
    const auto application = start();
    ImportDialog *dialog = openDialog(*application);
    QVERIFY(dialog);
    QCOMPARE(namelessWidgets(*dialog).join(u'\n'), QString());
    auto *import = dialog->findChild<QPushButton *>(u"importStart"_s);
    QVERIFY(!import->isEnabled());
    QStringList tabbed;
    for (const QWidget *at = dialog->findChild<QWidget *>(u"importSource"_s); at && !tabbed.contains(at->objectName());
         at = at->nextInFocusChain()) {
        tabbed += at->objectName();
    }
    qsizetype last = -1;
    for (const char *name : {"importSource", "importBrowse", "importPassword", "importEngine", "importName",
             "importFolder", "importBrowseFolder", "importCancel", "importStart"}) {
        const qsizetype place = tabbed.indexOf(QLatin1String(name));
        QVERIFY2(place > last, qPrintable(tabbed.join(u' ')));
        last = place;
    }
    fill(*dialog, m_folder.filePath(u"shop.db"_s), m_folder.filePath(u"from database"_s));
    QCOMPARE(dialog->findChild<QLineEdit *>(u"importName"_s)->text(), u"shop"_s);
    QVERIFY(!dialog->findChild<QComboBox *>(u"importEngine"_s)->isVisible());
    const QString pictures = qEnvironmentVariable("RELATA_PICTURES");
    QVERIFY(pictures.isEmpty() || dialog->grab().save(pictures + u"/import.png"_s));
    import->click();
    QTRY_VERIFY_WITH_TIMEOUT(application->services().project, 60'000);
    const Project &project = *application->services().project;
    QCOMPARE(project.config().name, u"shop"_s);
    QCOMPARE(project.designed().all(Kind::Table).size(), 2);
    QVERIFY(project.unsavedChanges().isEmpty());
    QCOMPARE(project.timeline().migrations.size(), 1);
    QVERIFY(project.timeline().migrations.first().up.contains(u"purchase"_s));
    QVERIFY(project.connection(project.config().defaultConnection));
}

void ImportTest::sqlFileBecomesAProject()
{
    const auto application = start();
    ImportDialog *dialog = openDialog(*application);
    fill(*dialog, m_folder.filePath(u"library.sql"_s), m_folder.filePath(u"from file"_s));
    auto *engine = dialog->findChild<QComboBox *>(u"importEngine"_s);
    QVERIFY(engine->isVisible());
    engine->setCurrentIndex(engine->findData(QByteArray("sqlite")));
    dialog->findChild<QPushButton *>(u"importStart"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(application->services().project, 60'000);
    const Project &project = *application->services().project;
    QCOMPARE(project.config().name, u"library"_s);
    QVERIFY(project.head().idOf(Kind::Table, {QString(), u"book"_s}));
    QCOMPARE(project.head().all(Kind::Index).size(), 1);
    QCOMPARE(project.timeline().migrations.size(), 1);
}

/// Nothing is left behind, and the dialog stays for another try.
void ImportTest::isAsHighAsItsRows()
{
    const auto application = start();
    ImportDialog *dialog = openDialog(*application);
    auto *engine = dialog->findChild<QComboBox *>(u"importEngine"_s);
    fill(*dialog, m_folder.filePath(u"one.sql"_s), m_folder.filePath(u"one"_s));
    QTRY_VERIFY(engine->isVisible());
    const int withRow = dialog->height();
    fill(*dialog, m_folder.filePath(u"one.db"_s), m_folder.filePath(u"one"_s));
    QTRY_VERIFY(!engine->isVisible());
    QTRY_VERIFY(dialog->height() < withRow);
    dialog->resize(dialog->width(), withRow + 100); // by hand
    fill(*dialog, m_folder.filePath(u"two.db"_s), m_folder.filePath(u"two"_s));
    QCOMPARE(dialog->height(), withRow + 100);
}

void ImportTest::problemsAreSaidInTheDialog()
{
    const auto application = start();
    ImportDialog *dialog = openDialog(*application);
    auto *import = dialog->findChild<QPushButton *>(u"importStart"_s);
    auto *banner = dialog->findChild<QWidget *>(u"banner"_s);
    const QString folder = m_folder.filePath(u"nothing"_s);
    fill(*dialog, m_folder.filePath(u"missing.db"_s), folder);
    import->click();
    QTRY_VERIFY(banner->isVisible() && import->isEnabled());
    fill(*dialog, m_folder.filePath(u"broken.sql"_s), folder);
    QVERIFY(!banner->isVisible()); // it spoke of the other file
    auto *engine = dialog->findChild<QComboBox *>(u"importEngine"_s);
    engine->setCurrentIndex(engine->findData(QByteArray("sqlite")));
    import->click();
    QVERIFY(!import->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), 60'000);
    QVERIFY(dialog->isVisible() && banner->isVisible());
    QVERIFY(!QDir(folder).exists());
    QVERIFY(!application->services().project);
}

RELATA_TEST(ImportTest)
#include "tst_import.moc"
