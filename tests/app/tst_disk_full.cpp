#include "tests/app/program.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>

using namespace relata;
using namespace Qt::StringLiterals;

/// No room on the disk: the real program says so, with the file, leaves every file as it was, and does its work as soon
/// as there is room. The disk is a small file system of our own where that may be mounted; otherwise files that may not
/// be written longer than nothing.
class TestDiskFull : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void sampleLeavesNothingBehind();
    void filesStay_data();
    void filesStay();
    void migrationsStandOrFall();
    void answersAreWhole_data();
    void answersAreWhole();

private:
    tests::Answer run(const QStringList &words) const { return tests::runProgram(words); }
    void setFull(bool full);
    QMap<QString, QByteArray> files() const;

    QTemporaryDir m_folder;
    QString m_project;
    bool m_mounted = false;
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void limitFiles(rlim_t bytes)
{
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    setrlimit(RLIMIT_FSIZE, &limit); // programs that are started inherit it
}

/// A refusal that says which file and what to do.
void verifyTold(const tests::Answer &answer, const QString &place)
{
    QVERIFY2(answer.status == 2, qPrintable(u"%1: %2"_s.arg(answer.status).arg(answer.err)));
    QVERIFY2(answer.err.contains(place), qPrintable(answer.err));
    QVERIFY2(!answer.err.contains("QCommandLineParser"_L1), qPrintable(answer.err));
    QCOMPARE(answer.out, QString());
}

} // namespace

void TestDiskFull::initTestCase()
{
    std::signal(SIGXFSZ, SIG_IGN);
    const QByteArray disk = m_folder.path().toLocal8Bit();
    m_mounted = ::mount("tmpfs", disk.constData(), "tmpfs", 0, "size=12m") == 0;
    m_project = m_folder.filePath(u"library"_s);
    const tests::Answer made = run({u"sample"_s, m_project, u"--scale"_s, u"0.01"_s});
    QVERIFY2(made.status == 0, qPrintable(made.err));
}

void TestDiskFull::cleanupTestCase()
{
    setFull(false);
    if (m_mounted)
        ::umount2(m_folder.path().toLocal8Bit().constData(), MNT_DETACH);
}

void TestDiskFull::setFull(bool full)
{
    const QString filler = m_folder.filePath(u"filler"_s);
    if (!m_mounted)
        return limitFiles(full ? 0 : RLIM_INFINITY);
    QFile::remove(filler);
    QFile file(filler);
    if (!full || !file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return;
    const QByteArray block(64 * 1024, 'x');
    for (qsizetype size = block.size(); size > 0; size /= 2) { // to the last byte
        while (file.write(block.constData(), size) == size) { }
    }
}

QMap<QString, QByteArray> TestDiskFull::files() const
{
    QMap<QString, QByteArray> result;
    QDirIterator it(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (!path.endsWith("-relata-lock"_L1) && !path.endsWith("/filler"_L1))
            result.insert(path, contentOf(path));
    }
    return result;
}

void TestDiskFull::sampleLeavesNothingBehind()
{
    const QStringList words{u"sample"_s, m_folder.filePath(u"other"_s), u"--scale"_s, u"0.01"_s};
    const auto before = files();
    setFull(true);
    const tests::Answer full = run(words);
    setFull(false);
    verifyTold(full, u"other"_s);
    QCOMPARE(files(), before);
    const tests::Answer again = run(words);
    QVERIFY2(again.status == 0, qPrintable(again.err));
    QDir(m_folder.filePath(u"other"_s)).removeRecursively();
}

void TestDiskFull::filesStay_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("file");
    const QString database = u"sqlite:"_s + m_project + u"/library.db"_s;
    const auto out = [&](const char *name) { return m_folder.filePath(QString::fromLatin1(name)); };
    QTest::newRow("few rows") << QStringList{u"query"_s, database, u"-c"_s, u"SELECT 1 AS one"_s, u"-o"_s,
        out("few.csv")} << out("few.csv");
    QTest::newRow("many rows") << QStringList{u"query"_s, database, u"-c"_s, u"SELECT * FROM copy, branch"_s,
        u"--format"_s, u"json"_s, u"-o"_s, out("many.json")}
                               << out("many.json");
    QTest::newRow("drawing") << QStringList{u"diagram"_s, m_project, u"-o"_s, out("a.svg")} << out("a.svg");
    QTest::newRow("text") << QStringList{u"diagram"_s, m_project, u"-o"_s, out("a.mmd")} << out("a.mmd");
    QTest::newRow("database") << QStringList{u"query"_s, database, u"-c"_s,
        u"CREATE TABLE more AS SELECT * FROM copy"_s}
                              << m_project + u"/library.db"_s;
}

void TestDiskFull::filesStay()
{
    QFETCH(QStringList, words);
    QFETCH(QString, file);
    const bool isNew = !QFile::exists(file);
    if (isNew) {
        QFile old(file);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old content") == 11);
    }
    const auto before = files();
    setFull(true);
    const tests::Answer full = run(words);
    setFull(false);
    verifyTold(full, file);
    QCOMPARE(files(), before);
    const tests::Answer again = run(words);
    QVERIFY2(again.status == 0, qPrintable(again.err));
    QVERIFY(contentOf(file) != before.value(file));
    if (isNew)
        QFile::remove(file);
}

void TestDiskFull::migrationsStandOrFall()
{
    for (const QStringList &words : {QStringList{u"migrate"_s, u"up"_s, u"--project"_s, m_project},
             {u"migrate"_s, u"down"_s, u"--project"_s, m_project, u"--yes"_s}}) {
        const auto before = files();
        setFull(true);
        const tests::Answer full = run(words);
        setFull(false);
        QVERIFY2(full.status == 2, qPrintable(u"%1: %2"_s.arg(full.status).arg(full.err)));
        QVERIFY2(full.err.contains("library.db"_L1), qPrintable(full.err));
        QCOMPARE(files(), before);
        const tests::Answer again = run(words);
        QVERIFY2(again.status == 0, qPrintable(again.err));
    }
}

void TestDiskFull::answersAreWhole_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("schema") << QStringList{u"inspect"_s, m_project, u"--format"_s, u"json"_s};
    QTest::newRow("rows") << QStringList{u"query"_s, QString(u"sqlite:"_s + m_project + u"/library.db"_s), u"-c"_s,
        u"SELECT * FROM branch"_s, u"--format"_s, u"csv"_s};
}

/// An answer that is sent to a full disk is no success.
void TestDiskFull::answersAreWhole()
{
    QFETCH(QStringList, words);
    QProcess program;
    program.setStandardOutputFile(u"/dev/full"_s);
    program.start(relata::tests::programPath(), words);
    QVERIFY(program.waitForFinished());
    const QByteArray told = program.readAllStandardError();
    QVERIFY2(program.exitCode() == 2, told);
    QVERIFY2(told.contains("standard output"), told);
}

RELATA_TEST(TestDiskFull)
#include "tst_disk_full.moc"
