#include "models/sql/normal_text.h"
#include "models/sql/sql_lexer.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

static const SqlFlavour *const flavours[] = {
    &postgresqlFlavour(), &mysqlFlavour(), &mariadbFlavour(), &sqliteFlavour(), &sqlserverFlavour(), &oracleFlavour()};

class TestSqlLexer : public QObject {
    Q_OBJECT

    /// One letter a character: what kind of token it is in.
    static QByteArray mapped(const QString &text, const SqlFlavour &flavour, bool byLine)
    {
        QByteArray map;
        int state = 0;
        for (qsizetype from = 0; from < text.size();) {
            qsizetype to = byLine ? text.indexOf(u'\n', from) + 1 : text.size();
            to = to <= 0 ? text.size() : to;
            SqlLexer lexer(QStringView(text).mid(from, to - from), flavour, state);
            while (const auto token = lexer.next())
                map += QByteArray(token->size(), char('a' + int(token->type)));
            state = lexer.state();
            from = to;
        }
        return map;
    }
    static QString randomText(QRandomGenerator &random)
    {
        static const QStringList pieces = {u"'"_s, u"\""_s, u"`"_s, u"["_s, u"]"_s, u"$$"_s, u"$a$"_s, u"$"_s, u"/*"_s,
            u"*/"_s, u"/*!40101 "_s, u"--"_s, u"-- "_s, u"#"_s, u"\\"_s, u"\n"_s, u"\r\n"_s, u";"_s,
            u"DELIMITER ;;\n"_s, u";;"_s, u"copy t from stdin;\n"_s, u"\\.\n"_s, u"E'"_s, u"U&\""_s, u"q'["_s, u"1e"_s,
            u"1.."_s, u":a"_s, u"@b"_s, u"?"_s, u"begin"_s, u"end"_s, u" "_s, u".t\n"_s, u"go\n"_s, u"/\n"_s,
            u"\u00e9"_s, QString(QChar(0)), u"<-"_s, u"x"_s};
        QString text;
        for (int i = random.bounded(40); i >= 0; --i)
            text += pieces.at(random.bounded(int(pieces.size())));
        return text;
    }

private slots:
    void tokensTileRandomTextAndRestartAtEveryLine()
    {
        QRandomGenerator random(20240229);
        for (int round = 0; round < 20000; ++round) {
            const QString text = randomText(random);
            for (const SqlFlavour *flavour : flavours) {
                qsizetype at = 0;
                for (const SqlToken &token : SqlLexer::tokens(text, *flavour)) {
                    QCOMPARE(token.begin, at);
                    QVERIFY2(token.end > token.begin, qPrintable(text));
                    at = token.end;
                }
                QCOMPARE(at, text.size());
                if (mapped(text, *flavour, false) != mapped(text, *flavour, true)) {
                    qDebug() << flavour->key << text << mapped(text, *flavour, false) << mapped(text, *flavour, true);
                    QFAIL("restarting at line starts reads the text differently");
                }
            }
        }
    }

    void types_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("pieces");
        QTest::newRow("cast") << u"postgresql"_s << u"a::int=-1"_s << u"a|::|int|=|-|1"_s;
        QTest::newRow("escape") << u"postgresql"_s << u"E'a\\'b' 'a\\' 1"_s << u"E'a\\'b'|'a\\'|1"_s;
        QTest::newRow("dollar") << u"postgresql"_s << u"$a$ $b$ ; $a$ $1 x$y"_s << u"$a$ $b$ ; $a$|$1|x$y"_s;
        QTest::newRow("nested comment") << u"postgresql"_s << u"a/* /* */ ; */b"_s << u"a|b"_s;
        QTest::newRow("slice") << u"postgresql"_s << u"a[1:n] = :b"_s << u"a|[|1|:|n|]|=|:b"_s;
        QTest::newRow("range") << u"postgresql"_s << u"1..10 1.5e-3"_s << u"1|..|10|1.5e-3"_s;
        QTest::newRow("mysql comment") << u"mysql"_s << u"1--1 # x\n -- y\n 2"_s << u"1|-|-|1|2"_s;
        QTest::newRow("executable") << u"mysql"_s << u"/*!40101 SET a='*/;' */;"_s << u"/*!40101|SET|a|=|'*/;'|*/|;"_s;
        QTest::newRow("account") << u"mysql"_s << u"`a`@`b` @x @@y 1abc"_s << u"`a`|@|`b`|@x|@@y|1abc"_s;
        QTest::newRow("delimiter") << u"mysql"_s << u"delimiter $$\nend$$ ;"_s << u"delimiter $$|end|$$|;"_s;
        QTest::newRow("bracket") << u"sqlite"_s << u"[a b] $x @y ?1 x'00'"_s << u"[a b]|$x|@y|?1|x'00'"_s;
        QTest::newRow("q quote") << u"oracle"_s << u"q'[it's]' x"_s << u"q'[it's]'|x"_s;
    }
    void types()
    {
        QFETCH(QString, key);
        QFETCH(QString, sql);
        QStringList found;
        for (const SqlToken &token : SqlLexer::tokens(sql, *sqlFlavour(key))) {
            if (!token.isBlank())
                found += token.in(sql).toString();
        }
        QTEST(found.join(u'|'), "pieces");
    }

    void keywordTablesAreSorted()
    {
        for (const SqlFlavour *flavour : flavours) {
            QVERIFY(std::is_sorted(flavour->keywords().reserved.begin(), flavour->keywords().reserved.end()));
            QVERIFY(std::is_sorted(flavour->keywords().others.begin(), flavour->keywords().others.end()));
            QVERIFY(flavour->classified(u"Select") == SqlFlavour::Word::Reserved);
            QVERIFY(flavour->classified(u"customer") == SqlFlavour::Word::Plain);
        }
    }

    void checksumKnowsNoLayout()
    {
        const SqlFlavour &f = postgresqlFlavour();
        QCOMPARE(tokenChecksum(u"select 1 -- x\r\n, 'a\r\nb'", f), tokenChecksum(u"select 1,'a\nb'", f));
        QVERIFY(tokenChecksum(u"select 1", f) != tokenChecksum(u"select 2", f));
        QVERIFY(tokenChecksum(u"a b", f) != tokenChecksum(u"ab", f));
        QVERIFY(tokenChecksum(u"/*!1 a */", mysqlFlavour()) != tokenChecksum(u"/*!1 b */", mysqlFlavour()));
        QCOMPARE(collapsed(u"select  1 -- x\n from t", f), u"select 1 from t"_s);
    }
};

RELATA_TEST(TestSqlLexer)
#include "tst_sql_lexer.moc"
