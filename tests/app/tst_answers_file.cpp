#include "models/base/file_text.h"
#include "tests/app/program.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Answers that a comparison reads from a file: all of them are heard, or it says why not.
class AnswersFileTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void areHeard();
    void mistakes_data();
    void mistakes();

private:
    Answer compared(const QByteArray &answers) const;

    QTemporaryDir m_folder;
};

void AnswersFileTest::initTestCase()
{
    const auto write = [&](const QString &name, const QByteArray &text) {
        QVERIFY(writeFile(m_folder.filePath(name), text));
    };
    write(u"old.sql"_s, "CREATE TABLE orders (id INTEGER PRIMARY KEY, mail TEXT);\n");
    write(u"new.sql"_s,
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, email TEXT, state TEXT NOT NULL, size INTEGER NOT NULL);\n");
}

Answer AnswersFileTest::compared(const QByteArray &answers) const
{
    const QString path = m_folder.filePath(u"answers.json"_s);
    if (!writeFile(path, answers))
        return {};
    return runProgram({u"diff"_s, m_folder.filePath(u"old.sql"_s), m_folder.filePath(u"new.sql"_s), u"--dialect"_s,
        u"sqlite"_s, u"--no-proof"_s, u"--answers"_s, path});
}

void AnswersFileTest::areHeard()
{
    const Answer answer =
        compared("{\"rename\": [\"column:orders.mail=email\"], \"not_renamed\": [], \"fill\": "
                 "{\"orders.state\": \"open\"}, \"fill_with\": {\"orders.size\": \"length(email)\"}}");
    QCOMPARE(answer.err, QString());
    QVERIFY2(answer.out.contains("RENAME COLUMN"_L1), qPrintable(answer.out));
    QVERIFY2(answer.out.contains("'open'"_L1) && answer.out.contains("(length(email))"_L1), qPrintable(answer.out));
    const Answer plain = compared("{\"fill\": {\"orders.state\": true, \"orders.size\": 12}}");
    QVERIFY2(plain.out.contains("'true'"_L1) && plain.out.contains("'12'"_L1), qPrintable(plain.out + plain.err));
}

void AnswersFileTest::mistakes_data()
{
    QTest::addColumn<QByteArray>("answers");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *answers, const QString &says) {
        QTest::newRow(name) << QByteArray(answers) << QString(u"answers.json"_s + says);
    };
    row("cut off", "{\"rename\": [],\n\"fill\": {", u":2: This is not valid JSON"_s);
    row("comma", "{\"fill\": {\"orders.state\": \"open\",}}", u":1: This is not valid JSON"_s);
    row("empty", "", u":1: This is not valid JSON"_s);
    row("list", "[\"column:orders.mail=email\"]", u":1: Answers are one JSON object"_s);
    row("null", "{\n\"fill\": {\"orders.state\": null}}", u":2: \"orders.state\" can be filled with"_s);
    row("array", "{\"fill_with\": {\"orders.state\": [1]}}", u":1: \"orders.state\" can be filled with"_s);
    row("object", "{\"fill\": {\"orders.state\": {}}}", u":1: \"orders.state\" can be filled with"_s);
    row("fill is a text", "{\"fill\": \"orders.state=open\"}", u":1: \"fill\" takes an object"_s);
    row("rename is a text", "{\"rename\": \"column:orders.mail=email\"}", u":1: \"rename\" takes a list"_s);
    row("rename of a number", "{\"not_renamed\": [1]}", u":1: \"not_renamed\" takes a list"_s);
    row("misspelt", "{\"renames\": []}", u":1: \"renames\" is no answer"_s);
}

void AnswersFileTest::mistakes()
{
    QFETCH(const QByteArray, answers);
    QFETCH(const QString, says);
    const Answer answer = compared(answers);
    QCOMPARE(answer.status, 2);
    QCOMPARE(answer.out, QString());
    QVERIFY2(answer.err.contains(says), qPrintable(answer.err));
}

RELATA_TEST(AnswersFileTest)
#include "tst_answers_file.moc"
