#include "models/diagram/diagram_file.h"
#include "models/engine/connection_profile.h"
#include "models/project/project_config.h"
#include "models/schema/schema_file.h"
#include "models/timeline/migration_file.h"
#include "tests/support/mutation.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArrayList JsonWords{"{", "}", "[", "]", "[{", "null", "true", "-1", "1e999", "\"", ",", ":", "\\u0000",
    "\\ud800", "\xef\xbb\xbf", "<<<<<<< HEAD\n", "=======\n", "\n", "99999999999999999999",
    "{\"a\":", "\"id\":", "\"kind\":", "\"name\":", "\"parent\":", "\"\"", "\xff"};

/// What cannot be read says so in words that name the file.
void verifyNamed(const Error &error, const QString &file)
{
    QVERIFY(!error.message.source().isEmpty());
    QVERIFY2(error.text().contains(file), qPrintable(error.text()));
}

QByteArrayList schemaSeeds()
{
    QRandomGenerator random(1);
    QByteArrayList seeds;
    for (int i = 0; i < 8; ++i) {
        for (const SchemaFile &file : writeSchemaFiles(randomSchema(random, 4)))
            seeds += file.content;
    }
    return seeds;
}

} // namespace

/// Files that anybody may have written: no text of them crashes, hangs, or fails without saying where; and what could
/// be read is written and read again as the same.
class FuzzFilesTest : public QObject {
    Q_OBJECT
private slots:
    void migrations();
    void schemaLines();
    void schemaFiles();
    void diagrams();
    void projectConfigs();
    void connectionUrls();
};

void FuzzFilesTest::migrations()
{
    const Mutation texts(seedsFrom(u"resources/samples/library"_s, {u"*.sql"_s}),
        {"-- relata:up\n", "-- relata:down\n", "-- relata:id ", " parent ", "-- relata:result ", "-- relata:check ",
            "-- relata:transaction none\n", "-- relata:nothing\n", "-- Migration 7: ", "--", "\n", "\r\n", "\n\n", "\r",
            "<<<<<<< HEAD\n", ";", "\xc2\x85", "\xe2\x80\xa8", "\xff", QByteArray("\0", 1)});
    for (Rounds rounds(Campaign::Fuzz, 500); rounds.next();) {
        const QByteArray text = texts.next(rounds.random());
        const auto read = parseMigration(text, u"007_some_thing.sql"_s);
        if (!read) {
            verifyNamed(read.error(), u"007_some_thing.sql"_s);
            continue;
        }
        const QByteArray written = writeMigration(*read);
        const auto again = parseMigration(written, u"007_some_thing.sql"_s);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text()));
        QCOMPARE(writeMigration(*again), written);
        QCOMPARE(again->up, read->up);
        QCOMPARE(again->down, read->down);
        QCOMPARE(again->directives.size(), read->directives.size());
    }
}

void FuzzFilesTest::schemaLines()
{
    QByteArrayList seeds;
    QRandomGenerator seedsRandom(2);
    for (int i = 0; i < 6; ++i)
        seeds += writeSchemaLines(randomSchema(seedsRandom, 3));
    const Mutation texts(seeds, JsonWords);
    for (Rounds rounds(Campaign::Fuzz, 300); rounds.next();) {
        const auto read = readSchemaLines(texts.next(rounds.random()), u"head.json"_s);
        if (!read) {
            verifyNamed(read.error(), u"head.json"_s);
            continue;
        }
        const QByteArray written = writeSchemaLines(*read);
        const auto again = readSchemaLines(written, u"head.json"_s);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text()));
        QVERIFY2(*again == *read, firstDifference(writeSchemaLines(*again), writeSchemaLines(*read)));
        QCOMPARE(writeSchemaLines(*again), written);
    }
}

void FuzzFilesTest::schemaFiles()
{
    const Mutation texts(schemaSeeds(), JsonWords);
    for (Rounds rounds(Campaign::Fuzz, 300); rounds.next();) {
        QList<SchemaFile> files = writeSchemaFiles(randomSchema(rounds.random(), 3));
        for (int touched = 1 + rounds.random().bounded(2); touched > 0; --touched)
            files[rounds.random().bounded(int(files.size()))].content = texts.next(rounds.random());
        const auto read = readSchemaFiles(files);
        if (!read) {
            verifyNamed(read.error(), u".json"_s);
            continue;
        }
        const QList<SchemaFile> written = writeSchemaFiles(*read);
        const auto again = readSchemaFiles(written);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text()));
        QCOMPARE(writeSchemaFiles(*again).size(), written.size());
    }
}

void FuzzFilesTest::diagrams()
{
    QByteArrayList words = JsonWords;
    words += QByteArrayList{"\"x\":", "\"tables\"", "\"areas\"", "\"notes\"", "2147483647", "-2147483649", "0.5"};
    const Mutation texts(seedsFrom(u"resources/samples/library/diagrams"_s, {u"*.json"_s}), words);
    for (Rounds rounds(Campaign::Fuzz, 500); rounds.next();) {
        const auto read = readDiagram(texts.next(rounds.random()), u"main.json"_s);
        if (!read) {
            verifyNamed(read.error(), u"main.json"_s);
            continue;
        }
        const QByteArray written = writeDiagram(*read);
        const auto again = readDiagram(written, u"main.json"_s);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text()));
        QCOMPARE(writeDiagram(*again), written);
    }
}

void FuzzFilesTest::projectConfigs()
{
    const Mutation texts(
        {R"({"name": "library", "engine": "postgresql", "targetVersion": "15", "defaultConnection": "local",
  "connections": [{"name": "local", "url": "postgresql://postgres@127.0.0.1:5432/library", "environment": "dev"},
    {"name": "file", "url": "sqlite:library.db", "readOnly": true}], "conventions": {"table": "singular"}})",
            R"({"name": "", "engine": "sqlite", "connections": []})"},
        JsonWords);
    for (Rounds rounds(Campaign::Fuzz, 500); rounds.next();) {
        const auto read = parseProjectConfig(texts.next(rounds.random()), u"relata.json"_s);
        if (!read) {
            verifyNamed(read.error(), u"relata.json"_s);
            continue;
        }
        const QByteArray written = writeProjectConfig(*read);
        const auto again = parseProjectConfig(written, u"relata.json"_s);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text()));
        QCOMPARE(writeProjectConfig(*again), written);
    }
}

void FuzzFilesTest::connectionUrls()
{
    const Mutation texts({"postgresql://me:kept-SECRET@db.example.org:5432/shop?sslmode=require",
                             "postgresql:///shop?host=/run/postgresql&port=5432&user=me&password=kept-SECRET",
                             "mysql://me:kept-SECRET@127.0.0.1/shop", "mariadb:///shop?socket=/run/mysqld.sock&user=me",
                             "sqlite:/home/me/shop.db?mode=ro", "sqlite::memory:", "sqlite:shop.db"},
        {"postgres://", "mysql:", "sqlite:", ":", "/", "//", "@", "[::1]", "?", "&", "=", "%", "%00", "%zz", "#", " ",
            "\\", "port=99999999999", "host=", "environment=prod", "readonly=1", "connect_timeout=-1", "\xff", "\n"});
    for (Rounds rounds(Campaign::Fuzz, 500); rounds.next();) {
        const QByteArray bytes = texts.next(rounds.random());
        const QString url = QString::fromUtf8(bytes);
        const auto read = profileFromUrl(url);
        if (!read) {
            QVERIFY(!read.error().text().isEmpty());
            if (bytes.contains(":kept-SECRET@") || bytes.contains("password=kept-SECRET"))
                QVERIFY2(!read.error().text().contains("kept-SECRET"_L1), bytes);
            continue;
        }
        const auto again = profileFromUrl(read->url());
        QVERIFY2(again, qPrintable(url + u" became "_s + read->url()));
        QCOMPARE(again->url(), read->url());
        QCOMPARE(again->engine, read->engine);
        QCOMPARE(again->database, read->database);
        QCOMPARE(again->host, read->host);
        QCOMPARE(again->user, read->user);
    }
}

RELATA_TEST(FuzzFilesTest)
#include "tst_fuzz_files.moc"
