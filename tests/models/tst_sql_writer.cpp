#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

template <class T>
constexpr bool writes = requires(SqlWriter writer, const T &value)
{
    writer << value;
};
static_assert(
    !writes<QString> && !writes<QStringView> && !writes<const char *> && !writes<bool> && !writes<QByteArray>);
static_assert(
    writes<
        Identifier> && writes<QualifiedIdentifier> && writes<SqlText> && writes<SqlString> && writes<int> && writes<qsizetype>);

class TestSqlWriter : public QObject {
    Q_OBJECT
private slots:
    void writesEachKindOfThing()
    {
        SqlWriter w(postgresqlFlavour());
        w << "insert into " << QualifiedIdentifier{{u""_s, u"s"_s, u"Order"_s}} << " ";
        w.bracketed({u"a"_s, u"select"_s, u"b\"c"_s})
            << " values (" << 1 << ", " << SqlString{u"it's"_s} << ", " << SqlText{u"now()"_s} << ")";
        QCOMPARE(w.sql(), u"insert into s.\"Order\" (a, \"select\", \"b\"\"c\") values (1, 'it''s', now())"_s);
    }

    void quotesOnlyWhereNeeded()
    {
        QVERIFY(isPlain(u"film_id"_s, postgresqlFlavour()));
        for (const QString &odd : {u""_s, u"1a"_s, u"Film"_s, u"a b"_s, u"user"_s, u"a$b"_s, u"\u00e9"_s})
            QVERIFY2(!isPlain(odd, postgresqlFlavour()), qPrintable(odd));
        QVERIFY(isPlain(u"Film"_s, sqliteFlavour()));
        QVERIFY(isPlain(u"FILM"_s, oracleFlavour()) && !isPlain(u"film"_s, oracleFlavour()));
        QCOMPARE(quoted(Identifier{u"a`b"_s}, mysqlFlavour()), u"`a``b`"_s);
        QCOMPARE(quoted(Identifier{u"a]b"_s}, sqlserverFlavour()), u"[a]]b]"_s);
    }

    void stringsSurviveBackslashes()
    {
        QCOMPARE(quotedString(u"a\\'b", postgresqlFlavour()), u"E'a\\\\''b'"_s);
        QCOMPARE(quotedString(u"a\\'b", mysqlFlavour()), u"'a\\\\''b'"_s);
        QCOMPARE(quotedString(u"a\\'b", sqliteFlavour()), u"'a\\''b'"_s);
    }
};

RELATA_TEST(TestSqlWriter)
#include "tst_sql_writer.moc"
