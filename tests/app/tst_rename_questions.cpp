#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "tests/app/program.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What looks renamed is asked: until somebody answers it is taken for renamed, a "no" drops and creates.
class TestRenameQuestions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void answers_data();
    void answers();
    void chains();
    void valuesStay_data();
    void valuesStay();
    void twoGoneTwoCome();
    void oneQuestionForOverloads();
    void whatIsMadeAnewIsNotAsked();

private:
    Answer compared(
        const QByteArray &server, const QByteArray &from, const QByteArray &to, const QStringList &words = {}) const;
    QJsonObject json(
        const QByteArray &server, const QByteArray &from, const QByteArray &to, const QStringList &words = {}) const;
    static QStringList questions(const QJsonObject &json);
    static QString up(const QJsonObject &json);

    EngineRegistry m_registry;
    QTemporaryDir m_folder;
};

Answer TestRenameQuestions::compared(
    const QByteArray &server, const QByteArray &from, const QByteArray &to, const QStringList &words) const
{
    const QString one = m_folder.filePath(u"from.sql"_s), other = m_folder.filePath(u"to.sql"_s);
    if (!writeFile(one, from) || !writeFile(other, to))
        return {};
    QStringList all{u"diff"_s, one, other};
    if (server.isEmpty())
        all += {u"--dialect"_s, u"sqlite"_s};
    else
        all += {u"--dev"_s, serverUrl(server).value_or(QString())};
    return runProgram(all + words);
}

QJsonObject TestRenameQuestions::json(
    const QByteArray &server, const QByteArray &from, const QByteArray &to, const QStringList &words) const
{
    const Answer answer = compared(server, from, to, words + QStringList{u"--format"_s, u"json"_s});
    if (answer.status != 0)
        qWarning("%s", qPrintable(answer.err));
    return QJsonDocument::fromJson(answer.out.toUtf8()).object();
}

QStringList TestRenameQuestions::questions(const QJsonObject &json)
{
    QStringList result;
    for (const QJsonValue &one : json[u"questions"].toArray())
        result += one[u"object"].toString() + u':' + one[u"from"].toString() + u'=' + one[u"to"].toString();
    return result;
}

QString TestRenameQuestions::up(const QJsonObject &json)
{
    QStringList result;
    for (const QJsonValue &step : json[u"steps"].toArray()) {
        for (const QJsonValue &sql : step[u"up"].toArray())
            result += sql.toString();
    }
    return result.join(u"\n"_s);
}

static void row(const char *name, const char *server, const QByteArray &from, const QByteArray &to,
    const QString &question, const QString &renaming)
{
    QTest::newRow(name) << QByteArray(server) << from << to << question << renaming;
}

void TestRenameQuestions::answers_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("renaming");
    const QByteArray t = "CREATE TABLE t (a int, b int);\n";
    row("view", "postgresql15", t + "CREATE VIEW v AS SELECT a FROM t;", t + "CREATE VIEW w AS SELECT a FROM t;",
        u"view:v=w"_s, u"RENAME TO w"_s);
    row("materialized view", "postgresql15", t + "CREATE MATERIALIZED VIEW v AS SELECT a FROM t;",
        t + "CREATE MATERIALIZED VIEW w AS SELECT a FROM t;", u"materialized_view:v=w"_s, u"RENAME TO w"_s);
    row("sequence", "postgresql15", "CREATE SEQUENCE numbers;", "CREATE SEQUENCE number;", u"sequence:numbers=number"_s,
        u"RENAME TO number"_s);
    row("enum", "postgresql15", "CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TABLE p (m mood);",
        "CREATE TYPE humour AS ENUM ('sad', 'glad'); CREATE TABLE p (m humour);", u"enum:mood=humour"_s,
        u"RENAME TO humour"_s);
    row("enum with one more", "postgresql15", "CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TABLE p (m mood);",
        "CREATE TYPE moods AS ENUM ('sad', 'fine', 'glad'); CREATE TABLE p (m moods);", u"enum:mood=moods"_s,
        u"ADD VALUE"_s);
    row("domain", "postgresql15", "CREATE DOMAIN mail AS text CHECK (VALUE <> '');",
        "CREATE DOMAIN email AS text CHECK (VALUE <> '');", u"domain:mail=email"_s, u"RENAME TO email"_s);
    row("composite type", "postgresql15", "CREATE TYPE place AS (x int, y int);",
        "CREATE TYPE point_of AS (x int, y int);", u"composite_type:place=point_of"_s, u"RENAME TO point_of"_s);
    row("range type", "postgresql15", "CREATE TYPE span AS RANGE (SUBTYPE = float8);",
        "CREATE TYPE spans AS RANGE (SUBTYPE = float8);", u"range_type:span=spans"_s, u"RENAME TO spans"_s);
    row("routine", "postgresql15", "CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 2';",
        "CREATE FUNCTION doubled(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 2';", u"routine:twice=doubled"_s,
        u"RENAME TO doubled"_s);
    row("view, mariadb", "mariadb", t + "CREATE VIEW v AS SELECT a FROM t;", t + "CREATE VIEW w AS SELECT a FROM t;",
        u"view:v=w"_s, u"RENAME TABLE"_s);
    row("sequence, mariadb", "mariadb", "CREATE SEQUENCE numbers;", "CREATE SEQUENCE number;",
        u"sequence:numbers=number"_s, u"RENAME TABLE"_s);
    row("event, mariadb", "mariadb", t + "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01' DO DELETE FROM t;",
        t + "CREATE EVENT f ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01' DO DELETE FROM t;", u"event:e=f"_s,
        u"RENAME TO"_s);
}

void TestRenameQuestions::answers()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, question);
    QFETCH(QString, renaming);
    const QJsonObject open = json(server, from, to);
    QCOMPARE(questions(open), QStringList(question));
    QVERIFY2(up(open).contains(renaming), qPrintable(up(open)));
    QVERIFY2(!up(open).contains("DROP"_L1), qPrintable(up(open)));
    QVERIFY(open[u"proved"].toBool());
    const QJsonObject yes = json(server, from, to, {u"--rename"_s, question});
    QCOMPARE(questions(yes), QStringList());
    QCOMPARE(up(yes), up(open));
    const QString old = question.section(u'=', 0, 0);
    for (const QString &one : {old, QString(old.section(u':', 0, 0) + u':' + question.section(u'=', 1))}) {
        const QJsonObject no = json(server, from, to, {u"--not-renamed"_s, one});
        QCOMPARE(questions(no), QStringList());
        QVERIFY2(up(no).contains("DROP "_L1) && up(no).contains("CREATE "_L1), qPrintable(up(no)));
    }
}

/// What stands on what was renamed is told once that is known.
void TestRenameQuestions::chains()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const QJsonObject all = json("postgresql15",
        "CREATE TABLE person (id serial PRIMARY KEY, name text, born date, mail text);\n"
        "CREATE VIEW young AS SELECT id, name FROM person WHERE born > '2000-01-01';\n"
        "CREATE VIEW young_names AS SELECT name FROM young;",
        "CREATE TABLE persons (id serial PRIMARY KEY, name text, born date, mail text);\n"
        "CREATE VIEW youth AS SELECT id, name FROM persons WHERE born > '2000-01-01';\n"
        "CREATE VIEW youth_names AS SELECT name FROM youth;");
    const QStringList asked = questions(all);
    for (const QString &one : {u"table:person=persons"_s, u"sequence:person_id_seq=persons_id_seq"_s,
             u"view:young=youth"_s, u"view:young_names=youth_names"_s})
        QVERIFY2(asked.contains(one), qPrintable(asked.join(u' ')));
    QVERIFY2(!up(all).contains("DROP"_L1) && !up(all).contains("CREATE"_L1), qPrintable(up(all)));
    QVERIFY(all[u"proved"].toBool());
}

void TestRenameQuestions::valuesStay_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb"})
        QTest::newRow(server) << QByteArray(server);
}

/// The value of a sequence is what a drop would have cost.
void TestRenameQuestions::valuesStay()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    const OwnDatabase database(m_registry, server, m_folder.path(), u"rename_questions"_s);
    Session session;
    QVERIFY(session.open(database.profile, m_registry));
    QCOMPARE(session.run(u"CREATE SEQUENCE numbers START WITH 5; CREATE TABLE seen (n bigint);"
                         "INSERT INTO seen SELECT nextval(%1); INSERT INTO seen SELECT nextval(%1);"_s.arg(
                             server == "mariadb" ? u"numbers"_s : u"'numbers'"_s)),
        QString());
    const QString wanted = m_folder.filePath(u"wanted.sql"_s);
    QVERIFY(writeFile(wanted, "CREATE SEQUENCE number START WITH 5; CREATE TABLE seen (n bigint);"));
    const Answer answer = runProgram({u"diff"_s, database.profile.url(), wanted, u"--no-proof"_s, u"--dev"_s,
        serverUrl(server).value_or(QString())});
    QVERIFY2(answer.out.contains("RENAME"_L1), qPrintable(answer.out + answer.err));
    QCOMPARE(session.run(answer.out), QString());
    QCOMPARE(session.run(u"CREATE TABLE later (n bigint CHECK (n > 6)); INSERT INTO later SELECT nextval(%1);"_s.arg(
                 server == "mariadb" ? u"number"_s : u"'number'"_s)),
        QString());
}

void TestRenameQuestions::twoGoneTwoCome()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const QByteArray from = "CREATE SEQUENCE bill_numbers; CREATE SEQUENCE order_numbers;",
                     to = "CREATE SEQUENCE order_number; CREATE SEQUENCE bill_no;";
    const QJsonObject open = json("postgresql15", from, to);
    QCOMPARE(
        questions(open), QStringList({u"sequence:order_numbers=order_number"_s, u"sequence:bill_numbers=bill_no"_s}));
    const QJsonObject crossed = json("postgresql15", from, to, {u"--rename"_s, u"sequence:order_numbers=bill_no"_s});
    QCOMPARE(questions(crossed), QStringList(u"sequence:bill_numbers=order_number"_s));
    QVERIFY2(up(crossed).contains("order_numbers RENAME TO bill_no"_L1), qPrintable(up(crossed)));
    // "No" to the one that came leaves the other to be asked.
    const QJsonObject no = json("postgresql15", "CREATE SEQUENCE numbers;",
        "CREATE SEQUENCE number; CREATE SEQUENCE num;", {u"--not-renamed"_s, u"sequence:number"_s});
    QCOMPARE(questions(no), QStringList(u"sequence:numbers=num"_s));
}

void TestRenameQuestions::oneQuestionForOverloads()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const auto routines = [](const QByteArray &name) {
        return QByteArray("CREATE FUNCTION " + name + "(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 2';\n"
            + "CREATE FUNCTION " + name + "(n text) RETURNS text LANGUAGE sql AS 'SELECT n || n';\n");
    };
    const QJsonObject open = json("postgresql15", routines("twice"), routines("doubled"));
    QCOMPARE(questions(open), QStringList(u"routine:twice=doubled"_s));
    QCOMPARE(up(open).count("RENAME TO doubled"_L1), 2);
    QVERIFY2(!up(open).contains("DROP"_L1), qPrintable(up(open)));
}

/// SQLite has no word for a view of another name, and an index is the same one, renamed or not.
void TestRenameQuestions::whatIsMadeAnewIsNotAsked()
{
    const QByteArray t = "CREATE TABLE t (a INTEGER);\n";
    const QJsonObject view = json({}, t + "CREATE VIEW v AS SELECT a FROM t;", t + "CREATE VIEW w AS SELECT a FROM t;");
    QCOMPARE(questions(view), QStringList());
    QVERIFY2(up(view).contains("DROP VIEW"_L1), qPrintable(up(view)));
    RELATA_REQUIRE_SERVER("postgresql15");
    const QByteArray p = "CREATE TABLE t (a int, b int);\n";
    const QJsonObject index =
        json("postgresql15", p + "CREATE INDEX one ON t (a);", p + "CREATE INDEX other ON t (a);");
    QCOMPARE(questions(index), QStringList());
    QVERIFY2(up(index).contains("RENAME TO other"_L1) && !up(index).contains("DROP"_L1), qPrintable(up(index)));
    QCOMPARE(up(json("postgresql15", p + "CREATE INDEX one ON t (a);", p + "CREATE INDEX other ON t (a);",
                    {u"--not-renamed"_s, u"index:t.one"_s}))
                 .count("DROP INDEX"_L1),
        1);
}

RELATA_TEST(TestRenameQuestions)
#include "tst_rename_questions.moc"
