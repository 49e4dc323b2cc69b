#include "models/sql/statement_splitter.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestStatementSplitter : public QObject {
    Q_OBJECT

    static QStringList parts(const QString &script, const SqlFlavour &flavour)
    {
        QStringList result;
        for (const SqlStatementRange &range : splitStatements(script, flavour))
            result += range.in(script).toString();
        return result;
    }

private slots:
    void splits_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QStringList>("wanted");
        const auto row = [](const char *name, const QString &key, const QStringList &wanted) {
            QTest::newRow(name) << key << wanted;
        };
        row("strings", u"postgresql"_s, {u"select ';'"_s, u"select \";\" /* ; */"_s.left(10), u"do $a$ ; $$ ; $a$"_s});
        row("transaction", u"postgresql"_s, {u"begin"_s, u"select 1"_s, u"end"_s});
        row("atomic", u"postgresql"_s,
            {u"create or replace function f() returns int begin atomic select case when a then 1 end as end; select 2; end"_s,
                u"select 1"_s});
        row("rule", u"postgresql"_s, {u"create rule r as on insert to t do (select 1; select 2)"_s, u"select 1"_s});
        row("sqlite trigger", u"sqlite"_s,
            {u"create temp trigger t after insert on a begin update b set c = case when 1 then 2 end; select 1; end"_s,
                u"begin"_s, u"end"_s});
        row("mysql routine", u"mysql"_s,
            {u"create definer=`a`@`b` procedure p() begin declare x int; declare continue handler for not found set x "
             u"= 1; "
             u"if x then select case when a then if(b,1,2) else 3 end; elseif y then select 1; else begin end; end if; "
             u"l: loop leave l; end loop l; while a do set b = 1; end while; repeat set a = 1; until a end repeat; "
             u"case x when 1 then select 1; end case; end"_s,
                u"select if(1,2,3)"_s, u"begin"_s, u"commit"_s});
        row("mysql trigger", u"mariadb"_s,
            {u"create trigger t before insert on a for each row if new.a then set new.b = 1; end if"_s,
                u"create trigger t before insert on a for each row set new.b = 1"_s,
                u"begin not atomic select 1; end"_s,
                u"create function if not exists f() returns int return if(1,2,3)"_s, u"select 1"_s});
        row("mysql names", u"mysql"_s,
            {u"create procedure p() begin update t set begin = 1, end = 2; select t.end, 1 as end from t; end"_s,
                u"select 1"_s});
    }
    void splits()
    {
        QFETCH(QString, key);
        QFETCH(QStringList, wanted);
        const SqlFlavour &flavour = *sqlFlavour(key);
        QCOMPARE(parts(wanted.join(u";\n-- c\n"_s), flavour), wanted);
        QCOMPARE(parts(wanted.join(u";"_s) + u';', flavour), wanted);
        for (const QString &one : wanted)
            QCOMPARE(parts(one, flavour), QStringList(one));
    }

    void clientsLines()
    {
        QCOMPARE(parts(u"DELIMITER //\ncreate procedure p() begin select 1; end//\nDELIMITER ;\nselect 1;"_s,
                     mysqlFlavour()),
            QStringList(
                {u"DELIMITER //"_s, u"create procedure p() begin select 1; end"_s, u"DELIMITER ;"_s, u"select 1"_s}));
        QCOMPARE(parts(u"\\c x\ncopy t from stdin;\n1\t';\n\\.\nselect 1 \\gset\nselect 2"_s, postgresqlFlavour()),
            QStringList({u"\\c x"_s, u"copy t from stdin"_s, u"1\t';\n"_s, u"select 1"_s, u"\\gset"_s, u"select 2"_s}));
        QCOMPARE(parts(u".tables\nselect 1\n.5;"_s, sqliteFlavour()), QStringList({u".tables"_s, u"select 1\n.5"_s}));
        QCOMPARE(parts(u"select 1\ngo\nselect 2\nGO 5\n"_s, sqlserverFlavour()),
            QStringList({u"select 1"_s, u"select 2"_s}));
        QCOMPARE(parts(u"begin a; b; end;\n/\nselect 1;"_s, oracleFlavour()),
            QStringList({u"begin a; b; end;"_s, u"select 1"_s}));
    }

    void places()
    {
        const QString script = u"\n-- a\nselect 1;  \n\nselect 2"_s;
        const auto found = splitStatements(script, postgresqlFlavour());
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.at(0), (SqlStatementRange{SqlStatementRange::Kind::Statement, 1, 6, 14, 15, 3, true}));
        QCOMPARE(found.at(1).line, 5);
        QVERIFY(!found.at(1).terminated);
        QCOMPARE(statementAt(script, 2, postgresqlFlavour()), std::optional(found.at(0)));
        QCOMPARE(statementAt(script, 16, postgresqlFlavour()), std::optional(found.at(0)));
        QCOMPARE(statementAt(script, script.size(), postgresqlFlavour()), std::optional(found.at(1)));
    }

    void realScripts_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("table");
        QTest::addColumn<int>("tables");
        QTest::newRow("pagila") << u"pagila/pagila-schema.sql"_s << u"postgresql"_s << u"CREATE TABLE"_s << 22;
        QTest::newRow("pagila data") << u"pagila/pagila-data.sql"_s << u"postgresql"_s << u"COPY"_s << 21;
        QTest::newRow("sakila") << u"sakila/sakila-schema.sql"_s << u"mysql"_s << u"CREATE TRIGGER"_s << 3;
        QTest::newRow("sakila lite") << u"sakila/sqlite-sakila-schema.sql"_s << u"sqlite"_s << u"CREATE TABLE"_s << 16;
        QTest::newRow("musicbrainz") << u"musicbrainz/musicbrainz.sql"_s << u"postgresql"_s << u"CREATE TABLE"_s << 516;
        QTest::newRow("openmrs") << u"openmrs/openmrs.sql"_s << u"mysql"_s << u"CREATE TABLE"_s << 116;
        QTest::newRow("chinook") << u"chinook/Chinook_Sqlite.sql"_s << u"sqlite"_s << u"CREATE TABLE"_s << 11;
    }
    void realScripts()
    {
        QFETCH(QString, file);
        QFETCH(QString, key);
        QFETCH(QString, table);
        const QString folder =
            qEnvironmentVariable("RELATA_DATA_DIR", qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/../shared/data");
        QFile source(folder + u'/' + file);
        if (!source.open(QIODevice::ReadOnly))
            QSKIP("the public schemas are not beside the source; set RELATA_DATA_DIR");
        const QString text = QString::fromUtf8(source.readAll());
        const SqlFlavour &flavour = *sqlFlavour(key);
        const auto whole = splitStatements(text, flavour);
        int count = 0;
        StatementSplitter pieces(flavour);
        for (qsizetype from = 0; from < text.size();) {
            const qsizetype to = text.indexOf(u'\n', from) + 1;
            pieces.feed(QStringView(text).mid(from, to > 0 ? to - from : -1));
            from = to > 0 ? to : text.size();
        }
        pieces.finish();
        QCOMPARE(pieces.take(), whole);
        for (const SqlStatementRange &range : whole) {
            count += range.in(text).startsWith(table, Qt::CaseInsensitive);
            if (range.kind == SqlStatementRange::Kind::Statement)
                QVERIFY(range.in(text).startsWith(u"/*!") || range.in(text).front().isLetter());
        }
        QTEST(count, "tables");
    }
};

RELATA_TEST(TestStatementSplitter)
#include "tst_statement_splitter.moc"
