#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/project/sample.h"
#include "models/project/schema_source.h"
#include "tests/app/program.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Bad input on the real program's command line: the exit status that was promised, a message that says what and where
/// on standard error, nothing on standard output, no password anywhere, and every file as it was.
class TestBadInput : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void words_data();
    void words();
    void withoutDisplay_data();
    void withoutDisplay();
    void remarksStandInTheError();
    void connections_data();
    void connections();
    void wrongPassword_data();
    void wrongPassword();
    void corruptFile();
    void project_data();
    void project();

private:
    EngineRegistry m_registry;
    QTemporaryDir m_folder;
    QString m_sample;
};

namespace {

using Files = QMap<QString, QByteArray>;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Every file below a folder; SQLite's lock file and journals, which come and go, aside.
Files filesOf(const QString &folder)
{
    Files result;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (!path.contains(".db-"_L1))
            result.insert(path, contentOf(path));
    }
    return result;
}

void copyFolder(const QString &from, const QString &to)
{
    const Files files = filesOf(from);
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        const QString &path = it.key();
        const QByteArray &content = it.value();
        const QString target = to + path.mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        QFile file(target);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
}

bool replaceIn(const QString &path, const QByteArray &old, const QByteArray &now)
{
    QByteArray content = contentOf(path);
    if (!content.contains(old))
        return false;
    content.replace(content.indexOf(old), old.size(), now);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// The answer is a refusal of that status whose message names all of `mentions`; as JSON it is one object.
void verifyRefused(const tests::Answer &answer, int status, const QStringList &mentions)
{
    QVERIFY2(answer.status == status, qPrintable(u"%1: %2"_s.arg(answer.status).arg(answer.err)));
    QCOMPARE(answer.out, QString());
    for (const QString &mention : mentions)
        QVERIFY2(answer.err.contains(mention, Qt::CaseInsensitive), qPrintable(mention + u" | "_s + answer.err));
}

void verifyJson(const tests::Answer &answer, const QString &code)
{
    const QJsonObject json = QJsonDocument::fromJson(answer.err.toUtf8()).object();
    QVERIFY2(!json[u"message"].toString().isEmpty(), qPrintable(answer.err));
    QCOMPARE(json[u"error"].toString(), code);
}

} // namespace

void TestBadInput::initTestCase()
{
    registerEngines(m_registry);
    m_sample = m_folder.filePath(u"sample"_s);
    SampleOptions options;
    options.scale = 0.01;
    QuietContext context;
    const auto made = makeSample(m_sample, options, m_registry, context);
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
}

void TestBadInput::words_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("mentions");
    const QString database = u"sqlite:"_s + m_sample + u"/library.db"_s;
    QTest::newRow("sub-command") << QStringList{u"inspekt"_s} << QStringList{u"inspekt"_s, u"--help"_s};
    QTest::newRow("option") << QStringList{u"--nonsense"_s} << QStringList{u"--nonsense"_s, u"--help"_s};
    QTest::newRow("option of a sub-command")
        << QStringList{u"inspect"_s, u"--nonsense"_s, database} << QStringList{u"nonsense"_s, u"--help"_s};
    QTest::newRow("no source") << QStringList{u"inspect"_s} << QStringList{u"SOURCE"_s};
    QTest::newRow("one side") << QStringList{u"diff"_s, database} << QStringList{u"FROM and TO"_s};
    QTest::newRow("action") << QStringList{u"migrate"_s, u"upp"_s} << QStringList{u"upp"_s};
    QTest::newRow("format") << QStringList{u"inspect"_s, database, u"--format"_s, u"yaml"_s}
                            << QStringList{u"--format"_s, u"json"_s};
    const QStringList sample{u"--project"_s, m_sample, u"--target"_s, database};
    QTest::newRow("surplus word") << QStringList{u"migrate"_s, u"up"_s, u"001"_s} + sample
                                  << QStringList{u"001"_s, u"--to"_s};
    QTest::newRow("format of an action") << QStringList{u"migrate"_s, u"status"_s, u"--format"_s, u"yaml"_s} + sample
                                         << QStringList{u"--format"_s, u"yaml"_s};
    QTest::newRow("backup nobody takes") << QStringList{u"migrate"_s, u"resume"_s, u"--backup"_s, u"x"_s} + sample
                                         << QStringList{u"--backup"_s, u"relata backup"_s};
    QTest::newRow("scope of no backup") << QStringList{u"migrate"_s, u"up"_s, u"--backup-scope"_s, u"touched"_s}
            + sample << QStringList{u"--backup-scope"_s};
    QTest::newRow("scheme") << QStringList{u"inspect"_s, u"nosuchdb://host/x"_s} << QStringList{u"nosuchdb"_s};
    QTest::newRow("missing project") << QStringList{u"some/missing/folder"_s}
                                     << QStringList{u"some/missing/folder"_s, u"--help"_s};
    QTest::newRow("version") << QStringList{u"inspect"_s, m_sample + u"@099"_s} << QStringList{u"099"_s};
}

void TestBadInput::words()
{
    QFETCH(QStringList, words);
    QFETCH(QStringList, mentions);
    // No display, and none is needed to be told so.
    verifyRefused(
        tests::runProgram(words, {{u"QT_QPA_PLATFORM"_s, u"xcb"_s}, {u"DISPLAY"_s, u":4711"_s}}), 2, mentions);
}

void TestBadInput::withoutDisplay_data()
{
    QTest::addColumn<QString>("display");
    QTest::addColumn<QString>("mention");
    QTest::newRow("none") << QString() << u"DISPLAY"_s;
    QTest::newRow("nobody there") << u":4711"_s << u":4711"_s;
}

void TestBadInput::withoutDisplay()
{
    QFETCH(QString, display);
    QFETCH(QString, mention);
    const tests::Answer answer = tests::runProgram({u"--profile"_s, m_folder.filePath(u"profile"_s), m_sample},
        {{u"QT_QPA_PLATFORM"_s, u"xcb"_s}, {u"DISPLAY"_s, display}, {u"WAYLAND_DISPLAY"_s, QString()}});
    verifyRefused(answer, 2, {mention, u"cannot be opened"_s, u"desktop session"_s, u"--help"_s});
    QCOMPARE(answer.err.count(u'\n'), 1);
}

void TestBadInput::remarksStandInTheError()
{
    const tests::Answer answer = tests::runProgram({u"query"_s, u"postgresql://somebody:hush-4711@127.0.0.1:1/x"_s,
        u"-c"_s, u"SELECT 1"_s, u"--format"_s, u"json"_s});
    verifyRefused(answer, 3, {u"127.0.0.1:1"_s, u"RELATA_PASSWORD"_s});
    verifyJson(answer, u"connection-lost"_s);
    QVERIFY(!answer.err.contains("hush-4711"_L1));
    const QJsonObject json = QJsonDocument::fromJson(answer.err.toUtf8()).object();
    QCOMPARE(json[u"warnings"].toArray().size(), 1);
}

void TestBadInput::connections_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("place");
    for (const QString &engine : {u"postgresql"_s, u"mariadb"_s, u"mysql"_s}) {
        QTest::addRow("%s, nothing listens", qPrintable(engine))
            << engine + u"://somebody@127.0.0.1:1/x"_s << u"127.0.0.1:1"_s;
        QTest::addRow("%s, no such host", qPrintable(engine))
            << engine + u"://somebody@no-such-host.invalid/x"_s << u"no-such-host.invalid"_s;
    }
}

void TestBadInput::connections()
{
    QFETCH(QString, url);
    QFETCH(QString, place);
    const QMap<QString, QString> secret{{u"RELATA_PASSWORD"_s, u"hush-4711"_s}};
    const tests::Answer plain = tests::runProgram({u"inspect"_s, url}, secret);
    verifyRefused(plain, 3, {place});
    QVERIFY(!plain.err.contains("hush-4711"_L1));
    const tests::Answer json =
        tests::runProgram({u"query"_s, url, u"-c"_s, u"SELECT 1"_s, u"--format"_s, u"json"_s}, secret);
    verifyRefused(json, 3, {place});
    verifyJson(json, u"connection-lost"_s);
    QVERIFY(!json.err.contains("hush-4711"_L1));
}

void TestBadInput::wrongPassword_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("mariadb") << QByteArray("mariadb");
    QTest::newRow("mysql56") << QByteArray("mysql56");
}

void TestBadInput::wrongPassword()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    ConnectionProfile profile = *profileFromUrl(*tests::serverUrl(server));
    auto admin = openConnection(profile, m_registry);
    QVERIFY(admin);
    const QString user = u"guard_%1"_s.arg(QCoreApplication::applicationPid() % 100000);
    QVERIFY(perform(**admin, u"CREATE USER '%1'@'127.0.0.1' IDENTIFIED BY 'right-4712'"_s.arg(user)));
    profile.user = user;
    const QString url = profile.url();
    const QStringList words{u"query"_s, url, u"-c"_s, u"SELECT 1"_s, u"--format"_s, u"json"_s};
    const tests::Answer wrong = tests::runProgram(words, {{u"RELATA_PASSWORD"_s, u"hush-4711"_s}});
    const tests::Answer right = tests::runProgram(words, {{u"RELATA_PASSWORD"_s, u"right-4712"_s}});
    const tests::Answer shown =
        tests::runProgram({u"inspect"_s, QString(url).replace(user + u'@', user + u":hush-4711@"_s)});
    QVERIFY(perform(**admin, u"DROP USER '%1'@'127.0.0.1'"_s.arg(user)));
    verifyRefused(wrong, 3, {user, u"password"_s, QString::number(profile.port)});
    verifyJson(wrong, u"authentication"_s);
    verifyRefused(shown, 3, {user, u"RELATA_PASSWORD"_s});
    QVERIFY2(right.status == 0, qPrintable(right.err));
    for (const tests::Answer &answer : {wrong, shown, right}) {
        QVERIFY(!QString(answer.out + answer.err).contains("4711"_L1));
        QVERIFY(!QString(answer.out + answer.err).contains("4712"_L1));
    }
}

void TestBadInput::corruptFile()
{
    const QString path = m_folder.filePath(u"corrupt.db"_s);
    QByteArray content = contentOf(m_sample + u"/library.db"_s);
    QVERIFY(content.size() > 8192);
    content.replace(100, 3900, QByteArray(3900, 'x')); // the header is whole, the first page is not
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    verifyRefused(tests::runProgram({u"inspect"_s, u"sqlite:"_s + path}), 2, {u"corrupt.db"_s});
    QCOMPARE(contentOf(path), content);

    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no database at all, but text") > 0);
    file.close();
    const tests::Answer text =
        tests::runProgram({u"query"_s, u"sqlite:"_s + path, u"-c"_s, u"SELECT 1"_s, u"--format"_s, u"json"_s});
    verifyRefused(text, 2, {u"corrupt.db"_s});
    verifyJson(text, u"file"_s);
    const QString missing = m_folder.filePath(u"missing.db"_s);
    verifyRefused(tests::runProgram({u"inspect"_s, u"sqlite:"_s + missing}), 2, {u"missing.db"_s});
    QVERIFY(!QFile::exists(missing));
}

void TestBadInput::project_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("old");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("mentions");
    const QString event = u"migrations/008_events.sql"_s;
    QTest::newRow("relata.json is no JSON") << u"relata.json"_s << QByteArray("\"connections\"")
                                            << QByteArray("connections") << 2 << QStringList{u"relata.json"_s};
    QTest::newRow("conflict in relata.json") << u"relata.json"_s << QByteArray("{\n") << QByteArray("<<<<<<< HEAD\n{\n")
                                             << 2 << QStringList{u"relata.json"_s, u"conflict"_s};
    QTest::newRow("conflict in a table") << u"schema/default/table/loan.json"_s << QByteArray("{\n")
                                         << QByteArray("<<<<<<< HEAD\n{\n=======\n>>>>>>> other\n") << 2
                                         << QStringList{u"loan.json"_s, u"conflict"_s};
    QTest::newRow("conflict in a migration")
        << event << QByteArray("-- relata:up\n") << QByteArray("-- relata:up\n<<<<<<< HEAD\n") << 2
        << QStringList{u"008_events.sql"_s, u"conflict"_s};
    QTest::newRow("unknown directive") << event << QByteArray("-- relata:up\n")
                                       << QByteArray("-- relata:nonsense\n-- relata:up\n") << 2
                                       << QStringList{u"008_events.sql"_s, u"nonsense"_s};
    QTest::newRow("syntax error") << event << QByteArray("CREATE TABLE") << QByteArray("CREATE TABEL") << 3
                                  << QStringList{u"008"_s, u"TABEL"_s};
}

void TestBadInput::project()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, old);
    QFETCH(QByteArray, now);
    QFETCH(int, status);
    QFETCH(QStringList, mentions);
    const QTemporaryDir place;
    const QString folder = place.filePath(u"project"_s);
    copyFolder(m_sample, folder);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(replaceIn(folder + u'/' + file, old, now));
    const bool runs = status == 3;
    Files before = filesOf(folder);
    const QStringList words{u"migrate"_s, u"up"_s, u"--project"_s, folder};
    const tests::Answer plain = tests::runProgram(words + (runs ? QStringList{u"--to"_s, u"008"_s} : QStringList()));
    QVERIFY2(plain.status == status, qPrintable(u"%1: %2"_s.arg(plain.status).arg(plain.err)));
    for (const QString &mention : mentions)
        QVERIFY2(plain.err.contains(mention, Qt::CaseInsensitive), qPrintable(mention + u" | "_s + plain.err));
    QVERIFY2(!plain.err.contains(u".. "_s), qPrintable(plain.err));
    Files after = filesOf(folder);
    if (runs) { // what came before the mistake was applied
        before.remove(folder + u"/library.db"_s);
        after.remove(folder + u"/library.db"_s);
    }
    QCOMPARE(after, before);
    const tests::Answer json = tests::runProgram(words + QStringList{u"--format"_s, u"json"_s});
    QCOMPARE(json.status, status);
    verifyJson(json, runs ? u"sql"_s : u"file"_s);
}

RELATA_TEST(TestBadInput)
#include "tst_bad_input.moc"
