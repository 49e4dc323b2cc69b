#include "models/diff/change_set.h"
#include "models/schema/schema_file.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestSchemaFile : public QObject {
    Q_OBJECT
private slots:
    void filesComeBackTheSame();
    void linesComeBackTheSame();
    void brokenFilesNameFileAndLine();
};

static bool sameFiles(const QList<SchemaFile> &a, const QList<SchemaFile> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const SchemaFile &x, const SchemaFile &y) { return x.path == y.path && x.content == y.content; });
}

void TestSchemaFile::filesComeBackTheSame()
{
    QRandomGenerator random(tests::testSeed());
    for (int round = 0; round < 40; ++round) {
        const Schema schema = tests::randomlyEdited(tests::randomSchema(random, 5), random, 10);
        const QList<SchemaFile> files = writeSchemaFiles(schema);
        const Result<Schema> read = readSchemaFiles(files);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
        QVERIFY(*read == schema);
        QVERIFY(sameFiles(writeSchemaFiles(*read), files));
    }
}

void TestSchemaFile::linesComeBackTheSame()
{
    QRandomGenerator random(tests::testSeed());
    for (int round = 0; round < 40; ++round) {
        const Schema schema = tests::randomlyEdited(tests::randomSchema(random, 5), random, 10);
        const QByteArray lines = writeSchemaLines(schema);
        const Result<Schema> read = readSchemaLines(lines, u"head.json"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
        QVERIFY(*read == schema);
        QCOMPARE(writeSchemaLines(*read), lines);
    }
}

void TestSchemaFile::brokenFilesNameFileAndLine()
{
    const QByteArray good = R"({"kind": "schema", "id": "00000000000000a1"})"
                            "\n";
    const auto errorOf = [&](const QByteArray &line) {
        const Result<Schema> read = readSchemaLines(good + line, u"head.json"_s);
        return read ? QString() : read.error().message.source();
    };
    QVERIFY(errorOf("{\"kind\": \"tabel\", \"id\": \"b1\"}").startsWith("head.json:2:"_L1));
    QVERIFY(errorOf("{\"kind\": \"table\"}").contains("no id"_L1));
    QVERIFY(errorOf("{\"kind\": \"table\", \"id\": \"a1\"}").contains("already"_L1));
    QVERIFY(errorOf("{\"kind\": \"table\", \"id\": \"b1\", \"schema\": \"x@b7\"}").contains("not there"_L1));
    QVERIFY(errorOf("{\"kind\": \"table\", \"id\": \"b1\", \"colour\": 1}").contains("colour"_L1));
    QVERIFY(errorOf("<<<<<<< ours").contains("conflict"_L1));
    QVERIFY(errorOf("{").contains("JSON"_L1));
}

RELATA_TEST(TestSchemaFile)
#include "tst_schema_file.moc"
