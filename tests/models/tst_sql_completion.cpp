#include "models/items/sql_completion.h"

#include "models/schema/kinds/column.h"
#include "models/schema/kinds/foreign_key.h"
#include "models/schema/kinds/namespace_.h"
#include "models/schema/kinds/table.h"
#include "models/schema/schema_builder.h"
#include "models/sql/sql_flavour.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

struct Maker {
    SchemaBuilder builder;
    ObjectId space = ObjectId::random();

    Maker() { builder.put(space, makeObject(Namespace{})); }
    ObjectId table(const QString &name, const QStringList &columns)
    {
        const ObjectId id = ObjectId::random();
        Table table;
        table.schema = space;
        table.name = name;
        builder.put(id, makeObject(table));
        int position = 0;
        for (const QString &column : columns) {
            Column made;
            made.table = id;
            made.name = column;
            made.position = ++position;
            made.type.name = u"integer"_s;
            const ObjectId columnId = ObjectId::random();
            builder.put(columnId, makeObject(made));
            ids.insert(name + u'.' + column, columnId);
        }
        ids.insert(name, id);
        return id;
    }
    void key(const QString &from, const QString &column, const QString &to, const QString &other)
    {
        ForeignKey made;
        made.table = ids.value(from);
        made.name = from + u'_' + column + u"_fk"_s;
        made.columns = {ids.value(QString(from + u'.' + column))};
        made.referencedTable = ids.value(to);
        made.referencedColumns = {ids.value(QString(to + u'.' + other))};
        builder.put(ObjectId::random(), makeObject(made));
    }
    QMap<QString, ObjectId> ids;
};

CompletionNames library()
{
    Maker maker;
    maker.table(u"members"_s, {u"id"_s, u"name"_s, u"joined"_s});
    maker.table(u"loans"_s, {u"id"_s, u"member_id"_s, u"Order"_s});
    maker.table(u"branches"_s, {u"id"_s, u"town"_s});
    maker.key(u"loans"_s, u"member_id"_s, u"members"_s, u"id"_s);
    return CompletionNames(maker.builder.build(), sqliteFlavour());
}

/// The caret stands at the |.
QStringList offered(const CompletionNames &names, QString text, qsizetype *begin = nullptr)
{
    const qsizetype caret = text.indexOf(u'|');
    text.remove(caret, 1);
    const CompletionAnswer answer = names.complete(text, caret);
    if (begin)
        *begin = answer.begin;
    QStringList result;
    for (const Completion &completion : answer.items)
        result += completion.text;
    return result;
}

} // namespace

/// What an editor offers, at every kind of place of a statement that is not finished.
class SqlCompletionTest : public QObject {
    Q_OBJECT
private slots:
    void offersTables()
    {
        const CompletionNames names = library();
        QCOMPARE(offered(names, u"select * from |"_s), (QStringList{u"branches"_s, u"loans"_s, u"members"_s}));
        qsizetype begin = 0;
        QCOMPARE(offered(names, u"select 1;\nselect * from me|"_s, &begin), QStringList{u"members"_s});
        QCOMPARE(begin, 24);
        QCOMPARE(offered(names, u"insert into lo|"_s), QStringList{u"loans"_s});
        QCOMPARE(offered(names, u"select * from ran|"_s), QStringList{u"branches"_s}); // inside the name too
    }

    void offersColumnsOfWhatTheStatementNames()
    {
        const CompletionNames names = library();
        QCOMPARE(offered(names, u"select m.| from members m"_s), (QStringList{u"id"_s, u"name"_s, u"joined"_s}));
        QCOMPARE(offered(names, u"select members.na| from members"_s), QStringList{u"name"_s});
        QCOMPARE(offered(names, u"select jo| from members"_s).first(), u"joined"_s);
        QCOMPARE(offered(names, u"select * from members m, loans as l where l.|"_s),
            (QStringList{u"id"_s, u"member_id"_s, u"\"Order\""_s}));
        QVERIFY(offered(names, u"select town| from members"_s).isEmpty());
    }

    void offersJoinsAlongForeignKeysFirst()
    {
        const CompletionNames names = library();
        QCOMPARE(offered(names, u"select * from members m join |"_s).first(), u"loans"_s);
        QCOMPARE(offered(names, u"select * from members m join loans l on |"_s).first(), u"l.member_id = m.id"_s);
        QCOMPARE(offered(names, u"select * from loans join members on |"_s).first(), u"loans.member_id = members.id"_s);
        QVERIFY(!offered(names, u"select * from branches b join members m on |"_s).first().contains(u'='));
    }

    void seesQueriesOfWith()
    {
        const CompletionNames names = library();
        const QString with = u"with late as (select l.id as loan, m.name from loans l join members m on true), "
                             "n (a, b) as (select 1, 2) "_s;
        QCOMPARE(offered(names, with + u"select * from la|"_s), QStringList{u"late"_s});
        QCOMPARE(offered(names, with + u"select * from late where late.|"_s), (QStringList{u"loan"_s, u"name"_s}));
        QCOMPARE(offered(names, with + u"select x.| from n x"_s), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(offered(names, with + u"select * from late, n where |"_s),
            (QStringList{u"late.loan"_s, u"late.name"_s, u"n.a"_s, u"n.b"_s}));
        QCOMPARE(offered(names, u"with recursive t as (select id from loans union all select t.| from t) select 1"_s),
            QStringList{u"id"_s});
        QCOMPARE(offered(names, u"with m as (select * from members) select m.jo| from m"_s), QStringList{u"joined"_s});
    }

    void seesWhatTheQueryAtTheCaretSees()
    {
        const CompletionNames names = library();
        QCOMPARE(offered(names, u"select q.| from (select id, count(*) as n, town t from branches) as q"_s),
            (QStringList{u"id"_s, u"n"_s, u"t"_s}));
        QCOMPARE(offered(names, u"select * from members m where exists (select 1 from loans l where |)"_s),
            (QStringList{u"l.id"_s, u"l.member_id"_s, u"l.\"Order\""_s, u"m.id"_s, u"m.name"_s, u"m.joined"_s}));
        QCOMPARE(offered(names, u"select * from (select town from branches) b where |"_s), QStringList{u"town"_s});
        QCOMPARE(offered(names, u"select name from members union select t| from branches"_s).first(), u"town"_s);
        QCOMPARE(offered(names, u"select na| from members union select town from branches"_s).first(), u"name"_s);
        QCOMPARE(offered(names, u"select town as place from branches order by |"_s).first(), u"place"_s);
        QCOMPARE(offered(names, u"select * from members, lo|"_s), QStringList{u"loans"_s});
    }

    void expandsStars()
    {
        const CompletionNames names = library();
        qsizetype begin = 0;
        QCOMPARE(offered(names, u"select *| from members"_s, &begin), QStringList{u"id, name, joined"_s});
        QCOMPARE(begin, 7);
        QCOMPARE(offered(names, u"select l.*| from loans l join members m on true"_s, &begin),
            QStringList{u"id, l.member_id, l.\"Order\""_s});
        QCOMPARE(begin, 9);
        QCOMPARE(
            offered(names, u"select *| from branches b, (select 1 as one) o"_s), QStringList{u"b.id, b.town, o.one"_s});
        QVERIFY(offered(names, u"select 2 *| from members"_s).filter(u", "_s).isEmpty());
    }

    void fillsColumnListsAndAssignments()
    {
        const CompletionNames names = library();
        QCOMPARE(offered(names, u"insert into members (|"_s),
            (QStringList{u"id, name, joined"_s, u"id"_s, u"name"_s, u"joined"_s}));
        QCOMPARE(offered(names, u"insert into members (id, |"_s), (QStringList{u"name"_s, u"joined"_s}));
        QCOMPARE(offered(names, u"insert into loans (id, \"Or|"_s), QStringList{u"\"Order\""_s});
        QCOMPARE(offered(names, u"insert into members (id) select t| from branches"_s).first(), u"town"_s);
        QCOMPARE(offered(names, u"update loans set |"_s), (QStringList{u"id"_s, u"member_id"_s, u"\"Order\""_s}));
        QCOMPARE(offered(names, u"select * from loans join members using (|)"_s), QStringList{u"id"_s});
    }

    void offersKeywords()
    {
        const CompletionNames names = library();
        QVERIFY(offered(names, u"sel|"_s).contains(u"select"_s));
        QVERIFY(offered(names, u"|"_s).isEmpty());
    }

    void staysQuickOnTenThousandTables()
    {
        Maker maker;
        QStringList columns;
        for (int i = 0; i < 10; ++i)
            columns += u"column_%1"_s.arg(i);
        for (int i = 0; i < 10'000; ++i)
            maker.table(u"table_%1"_s.arg(i, 5, 10, QChar(u'0')), columns);
        const CompletionNames names(maker.builder.build(), postgresqlFlavour());
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(offered(names, u"select * from t|"_s).size(), 100);
        QCOMPARE(offered(names, u"select * from table_09999 t join table_00042 u on t.col|"_s).size(), 10);
        QCOMPARE(offered(names, u"select * from 9_99|"_s).isEmpty(), true);
        qInfo("Three answers took %lld ms.", clock.elapsed());
    }
};

RELATA_TEST(SqlCompletionTest)
#include "tst_sql_completion.moc"
