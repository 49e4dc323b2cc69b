#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/project/sample.h"
#include "tests/app/program.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Every way in which the command line can name one schema leads to the same one.
class TestSources : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void same_data();
    void same();
    void unfinishedSave();

private:
    EngineRegistry m_registry;
    QTemporaryDir m_folder;
};

void TestSources::initTestCase()
{
    registerEngines(m_registry);
    QDir::setCurrent(m_folder.path()); // so that relative names lead there
    SampleOptions options;
    options.scale = 0.01;
    QuietContext context;
    const auto made = makeSample(m_folder.filePath(u"sample"_s), options, m_registry, context);
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    const tests::Answer plan = tests::runProgram({u"migrate"_s, u"plan"_s, u"--project"_s, u"sample"_s});
    QVERIFY2(plan.status == 0 && plan.out.contains("\n-- 1. locks "_L1), qPrintable(plan.out + plan.err));
    const tests::Answer applied = tests::runProgram({u"migrate"_s, u"up"_s, u"--project"_s, u"sample"_s});
    QVERIFY2(applied.status == 0, qPrintable(applied.err));
    const tests::Answer script = tests::runProgram({u"inspect"_s, u"sample"_s, u"--format"_s, u"sql"_s});
    QVERIFY2(script.status == 0, qPrintable(script.err));
    QFile file(u"script.sql"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(script.out.toUtf8());
}

void TestSources::same_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("project") << m_folder.filePath(u"sample"_s);
    QTest::newRow("project, relative") << u"sample"_s;
    QTest::newRow("project, slash") << u"./sample/"_s;
    QTest::newRow("version") << u"sample@008"_s;
    QTest::newRow("URL") << QString(u"sqlite:"_s + m_folder.filePath(u"sample/library.db"_s));
    QTest::newRow("URL, relative") << u"sqlite:sample/library.db"_s;
    QTest::newRow("database file") << u"sample/library.db"_s;
    QTest::newRow("script") << u"script.sql"_s;
}

void TestSources::same()
{
    QFETCH(QString, source);
    const QStringList dialect{u"--dialect"_s, u"sqlite"_s};
    const tests::Answer answer =
        tests::runProgram(QStringList{u"diff"_s, u"sample@008"_s, source, u"--check"_s} + dialect);
    QVERIFY2(answer.status == 0, qPrintable(answer.out + answer.err));
    const tests::Answer older =
        tests::runProgram(QStringList{u"diff"_s, u"sample@007"_s, source, u"--check"_s} + dialect);
    QVERIFY2(older.status == 1, qPrintable(older.out + older.err));
}

/// A crash has left the files of a save half replaced: the list of them is finished before the project is read.
void TestSources::unfinishedSave()
{
    QDirIterator tables(u"sample/schema"_s, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(tables.hasNext());
    QFile lost(tables.next());
    QVERIFY(lost.open(QIODevice::ReadOnly));
    const QJsonObject entry{{u"path"_s, lost.fileName().sliced(qsizetype(qstrlen("sample/")))},
        {u"content"_s, QString::fromUtf8(lost.readAll())}};
    QVERIFY(lost.remove());
    QFile list(u"sample/.relata/pending"_s);
    QVERIFY(QDir().mkpath(u"sample/.relata"_s) && list.open(QIODevice::WriteOnly));
    list.write(QJsonDocument(QJsonObject{{u"files"_s, QJsonArray{entry}}}).toJson());
    list.close();
    const tests::Answer answer = tests::runProgram({u"diff"_s, u"sample@008"_s, u"sample"_s, u"--check"_s});
    QVERIFY2(answer.status == 0, qPrintable(answer.out + answer.err));
    QVERIFY(lost.exists() && !list.exists());
}

RELATA_TEST(TestSources)
#include "tst_sources.moc"
