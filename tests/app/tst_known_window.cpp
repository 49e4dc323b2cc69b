#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection_book.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "widgets/common/services.h"
#include "widgets/connect/connection_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// A database that the window is given by its URL or file is what it is known as, with all that is asked of that.
class KnownWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void init();
    void cleanup();
    void opensAsKnown();
    void keepsEachByItsName();
    void dialogConnectsToKnown();
    void dialogTakesTheLabel();
    void labelMayBeTakenAway();

private:
    static constexpr int Patience = 30'000; // ms

    void start(const QStringList &arguments);
    QString config() { return m_place->projectFolder() + u"/relata.json"_s; }
    QString live() { return m_place->profile().database; }
    /// A database beside, in its own file.
    QString another(const QString &name);
    QStringList names();
    void keepInDialog(const ConnectionProfile &before, const QString &name, const QString &file, int environment = -1);
    ConnectionBook &book() { return m_application->services().connections; }

    EngineRegistry m_engines;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RunnerPlace> m_place;
    std::unique_ptr<Application> m_application;
};

void KnownWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_place = std::make_unique<RunnerPlace>(
        m_engines, QByteArray(), QStringList{u"CREATE TABLE one (id INTEGER);"_s}, QStringList{});
    QCOMPARE(m_place->error, QString());
    const auto project = Project::open(m_place->projectFolder());
    QVERIFY(project);
    ProjectConfig config = (*project)->config();
    ConnectionProfile profile = m_place->profile();
    profile.name = u"live"_s;
    profile.environment = u"prod"_s;
    config.connections = {profile};
    QVERIFY((*project)->setConfig(config));
}

void KnownWindowTest::cleanup()
{
    m_application.reset();
    m_place.reset();
    m_folder.reset();
}

void KnownWindowTest::start(const QStringList &arguments)
{
    m_application.reset();
    StartOptions options;
    options.profile = m_folder->filePath(u"profile"_s);
    options.restore = false;
    options.open = arguments;
    m_application = std::make_unique<Application>(*qApp, options);
    m_application->start();
    QVERIFY(m_application->services().project);
}

QString KnownWindowTest::another(const QString &name)
{
    const QString path = m_folder->filePath(name);
    return QFile::copy(live(), path) ? path : QString();
}

QStringList KnownWindowTest::names()
{
    QStringList result;
    for (const ConnectionProfile &one : book().profiles())
        result += one.name + u" "_s + one.environment + u" "_s + one.database.section(u'/', -1);
    return result;
}

/// Whichever way leads to its file; and relata.json stays as it is.
void KnownWindowTest::opensAsKnown()
{
    const QByteArray before = *readFile(config());
    const QString link = m_folder->filePath(u"link.db"_s);
    QVERIFY(QFile::link(live(), link));
    for (const QString &argument : QStringList{live(), u"sqlite:"_s + live(), link}) {
        start({m_place->projectFolder(), argument});
        QVERIFY(book().current());
        QCOMPARE(book().current()->name, u"live"_s);
        QCOMPARE(book().current()->environment, u"prod"_s);
        QCOMPARE(*readFile(config()), before);
    }
}

void KnownWindowTest::keepsEachByItsName()
{
    const QString a = another(u"a.db"_s), b = another(u"b.db"_s), c = another(u"c.db"_s);
    QVERIFY(QDir(m_folder->path()).mkdir(u"x"_s));
    const QString twin = another(u"x/a.db"_s);
    start({m_place->projectFolder(), a, b});
    QCOMPARE(book().current()->name, u"b.db"_s);
    start({m_place->projectFolder(), c, twin, a});
    QCOMPARE(book().current()->name, u"a.db"_s);
    const auto project = Project::open(m_place->projectFolder());
    QVERIFY(project);
    QStringList kept;
    for (const ConnectionProfile &one : (*project)->config().connections)
        kept += one.name + u' ' + one.database;
    QCOMPARE(
        kept, (QStringList{u"live "_s + live(), u"a.db "_s + a, u"b.db "_s + b, u"c.db "_s + c, u"a.db 2 "_s + twin}));
}

void KnownWindowTest::keepInDialog(
    const ConnectionProfile &before, const QString &name, const QString &file, int environment)
{
    QPointer<ConnectionDialog> dialog(new ConnectionDialog(m_application->services(), before));
    dialog->open();
    auto *engine = dialog->findChild<QComboBox *>(u"engine"_s);
    engine->setCurrentIndex(engine->findData(QByteArray("sqlite")));
    dialog->findChild<QLineEdit *>(u"name"_s)->setText(name);
    dialog->findChild<QLineEdit *>(u"file"_s)->setText(file);
    if (environment >= 0)
        dialog->findChild<QComboBox *>(u"environment"_s)->setCurrentIndex(environment);
    dialog->connectAndKeep();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog, Patience);
}

void KnownWindowTest::dialogConnectsToKnown()
{
    start({m_place->projectFolder(), another(u"a.db"_s)});
    keepInDialog({}, {}, live());
    QCOMPARE(names(), (QStringList{u"live prod runner.db"_s, u"a.db  a.db"_s}));
    QCOMPARE(book().current()->name, u"live"_s);
}

/// Under a name of its own, too, it is production; and no name that is taken is given to another.
void KnownWindowTest::dialogTakesTheLabel()
{
    start({m_place->projectFolder(), another(u"a.db"_s)});
    keepInDialog({}, u"mine"_s, live());
    QCOMPARE(book().current()->name, u"mine"_s);
    QCOMPARE(book().current()->environment, u"prod"_s);
    QVERIFY(QDir(m_folder->path()).mkdir(u"x"_s));
    keepInDialog({}, {}, another(u"x/a.db"_s));
    QCOMPARE(book().current()->name, u"a.db 2"_s);
    QCOMPARE(book().profiles().size(), 4);
}

/// By a person, from the connection itself.
void KnownWindowTest::labelMayBeTakenAway()
{
    start({m_place->projectFolder()});
    keepInDialog(*book().current(), u"live"_s, live(), 0);
    QCOMPARE(names(), (QStringList{u"live  runner.db"_s}));
}

RELATA_TEST(KnownWindowTest)
#include "tst_known_window.moc"
