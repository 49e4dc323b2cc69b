#include "dialects/common/expression_cutter.h"
#include "dialects/sqlite/token_rules.h"
#include "models/schema/schema.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Names resolve to small numbers here: tables 1 (person: 11 id, 12 name, 13 boss) and 2 (job: 21 id, 22 owner,
/// 23 title); references are shown as <number>.
class ExpressionCutterTest : public QObject {
    Q_OBJECT

private:
    static NameScope scope()
    {
        NameScope result(NameRule::CaseInsensitive, u"main"_s);
        result.addRelation(u"main"_s, u"person"_s, {1});
        result.addRelation({}, u"job"_s, {2});
        const QStringList person{u"id"_s, u"name"_s, u"boss"_s}, job{u"id"_s, u"owner"_s, u"the title"_s};
        for (int i = 0; i < 3; ++i) {
            result.addColumn({1}, person.at(i), {quint64(11 + i)});
            result.addColumn({2}, job.at(i), {quint64(21 + i)});
        }
        return result;
    }
    static QString cut(const QString &text, const CutPlace &place)
    {
        const Expression expression = cutExpression(text, sqlite::tokenRules(), scope(), place);
        QString shown =
            written(expression, [](ObjectId id) { return QString(u'<' + QString::number(id.value) + u'>'); });
        return expression.resolved ? shown : u"? "_s + shown;
    }

private slots:
    void findsColumnsOfItsTable_data();
    void findsColumnsOfItsTable();
    void followsQueries_data();
    void followsQueries();
    void keepsLayoutOfTriggers();
};

void ExpressionCutterTest::findsColumnsOfItsTable_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("white space") << u"id>0\n  and   name<>''"_s << u"<11> > 0 AND <12> <> ''"_s;
    QTest::newRow("quotes") << u"\"ID\" + [id] + `Id`"_s << u"<11> + <11> + <11>"_s;
    QTest::newRow("function") << u"length( name )>= abs(-1)"_s << u"length(<12>) >= abs(-1)"_s;
    QTest::newRow("not a call") << u"name(id)"_s << u"name(<11>)"_s;
    QTest::newRow("string") << u"name = 'id'"_s << u"<12> = 'id'"_s;
    QTest::newRow("qualified") << u"person.name || main.person . id"_s << u"<12> || <11>"_s;
    QTest::newRow("list") << u"id IN(1,2, 3)"_s << u"<11> IN (1, 2, 3)"_s;
    QTest::newRow("signs") << u"id - -1 > - 2"_s << u"<11> - -1 > -2"_s;
    QTest::newRow("numbers") << u"1.5e-3+.5 + 0x1e-id"_s << u"1.5e-3 + .5 + 0x1e - <11>"_s;
    QTest::newRow("blob") << u"name=x'00'"_s << u"<12> = x'00'"_s;
    QTest::newRow("comment") << u"id /* the name */ > 0 -- name"_s << u"<11> > 0"_s;
    QTest::newRow("case") << u"case when id then name else 'x' end"_s << u"CASE WHEN <11> THEN <12> ELSE 'x' END"_s;
    QTest::newRow("cast") << u"cast(id as name)"_s << u"CAST (<11> AS name)"_s;
    QTest::newRow("other table") << u"the_title > owner"_s << u"the_title > owner"_s;
}

void ExpressionCutterTest::findsColumnsOfItsTable()
{
    QFETCH(QString, text);
    QTEST(cut(text, {.subject = {1}, .self = {}}), "expected");
}

void ExpressionCutterTest::followsQueries_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one table") << u"select name from person"_s << u"SELECT <12> FROM <1>"_s;
    QTest::newRow("alias") << u"select p.name n from person as p where p.id = 1"_s
                           << u"SELECT p.<12> n FROM <1> AS p WHERE p.<11> = 1"_s;
    QTest::newRow("bare alias") << u"select p.name from main.person p"_s << u"SELECT p.<12> FROM <1> p"_s;
    QTest::newRow("join") << u"select boss, [the title] from person join job on owner=person.id"_s
                          << u"SELECT <13>, <23> FROM <1> JOIN <2> ON <22> = <1>.<11>"_s;
    QTest::newRow("comma") << u"select j.id from person,job j"_s << u"SELECT j.<21> FROM <1>, <2> j"_s;
    QTest::newRow("ambiguous") << u"select id from person, job"_s << u"? SELECT id FROM <1>, <2>"_s;
    QTest::newRow("sub-query") << u"select (select id from job where owner = p.id) from person p"_s
                               << u"SELECT (SELECT <21> FROM <2> WHERE <22> = p.<11>) FROM <1> p"_s;
    QTest::newRow("union") << u"select id from person union select id from job"_s
                           << u"SELECT <11> FROM <1> UNION SELECT <21> FROM <2>"_s;
    QTest::newRow("parentheses") << u"select j.id from (person p join job j on p.id = j.owner)"_s
                                 << u"SELECT j.<21> FROM (<1> p JOIN <2> j ON p.<11> = j.<22>)"_s;
    QTest::newRow("name after AS") << u"select id as name from person"_s << u"SELECT <11> AS name FROM <1>"_s;
    QTest::newRow("self join") << u"select a.id, b.name from person a left join person b on a.boss = b.id"_s
                               << u"SELECT a.<11>, b.<12> FROM <1> a LEFT JOIN <1> b ON a.<13> = b.<11>"_s;
}

void ExpressionCutterTest::followsQueries()
{
    QFETCH(QString, text);
    QTEST(cut(text, {}), "expected");
}

void ExpressionCutterTest::keepsLayoutOfTriggers()
{
    const QString text = u"CREATE TRIGGER main.\"tr\" AFTER UPDATE OF name ON person\n  WHEN new.id > old.id BEGIN\n"
                         "  UPDATE job SET \"the title\" = new.name WHERE owner = new.id; -- the id\n"
                         "  INSERT INTO person(id, name) SELECT id, 'x' FROM job;\nEND"_s;
    const QString expected = u"CREATE TRIGGER main.<7> AFTER UPDATE OF <12> ON <1>\n  WHEN new.<11> > old.<11> BEGIN\n"
                             "  UPDATE <2> SET <23> = new.<12> WHERE <22> = new.<11>; -- the id\n"
                             "  INSERT INTO <1>(<11>, <12>) SELECT <21>, 'x' FROM <2>;\nEND"_s;
    QCOMPARE(cut(text, {.subject = {1}, .self = {7}, .layout = CutLayout::Keep}), expected);
}

RELATA_TEST(ExpressionCutterTest)
#include "tst_expression_cutter.moc"
