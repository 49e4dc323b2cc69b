#include "models/sql/sql_flavour.h"
#include "tests/support/test_registry.h"
#include "widgets/common/sql_view.h"
#include "widgets/common/theme.h"

#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace relata;
using namespace Qt::StringLiterals;

/// SQL is coloured as its engine spells it.
class SqlViewTest : public QObject {
    Q_OBJECT
private slots:
    void wordsHaveTheirColours();
    void commentsGoOnToTheNextLine();
    void flavourDecides();
    void growsWithItsText();
};

static QColor colorAt(const SqlView &view, int line, int column)
{
    const auto formats = view.document()->findBlockByNumber(line).layout()->formats();
    for (const auto &range : formats)
        if (column >= range.start && column < range.start + range.length)
            return range.format.foreground().color();
    return {};
}

void SqlViewTest::wordsHaveTheirColours()
{
    Theme theme;
    SqlView view(theme, postgresqlFlavour());
    view.setSql(u"select count(*), 42, 'x' from customer where id = $1;"_s);
    QCOMPARE(colorAt(view, 0, 0), theme.color(ColorToken::SqlKeyword));
    QCOMPARE(colorAt(view, 0, 17), theme.color(ColorToken::SqlNumber));
    QCOMPARE(colorAt(view, 0, 21), theme.color(ColorToken::SqlString));
    QCOMPARE(colorAt(view, 0, 31), QColor());
    QCOMPARE(colorAt(view, 0, 50), theme.color(ColorToken::SqlParameter));
    theme.setMode(theme.isDark() ? Theme::Mode::Light : Theme::Mode::Dark);
    QCOMPARE(colorAt(view, 0, 0), theme.color(ColorToken::SqlKeyword));
}

void SqlViewTest::commentsGoOnToTheNextLine()
{
    Theme theme;
    SqlView view(theme, postgresqlFlavour());
    view.setSql(u"select 1 /* one\ntwo */ from t"_s);
    QCOMPARE(colorAt(view, 1, 1), theme.color(ColorToken::SqlComment));
    QCOMPARE(colorAt(view, 1, 8), theme.color(ColorToken::SqlKeyword));
}

void SqlViewTest::flavourDecides()
{
    Theme theme;
    SqlView view(theme, postgresqlFlavour());
    view.setSql(u"select 1 # remark"_s);
    QVERIFY(colorAt(view, 0, 12) != theme.color(ColorToken::SqlComment));
    view.setFlavour(mysqlFlavour());
    QCOMPARE(colorAt(view, 0, 12), theme.color(ColorToken::SqlComment));
}

void SqlViewTest::growsWithItsText()
{
    Theme theme;
    SqlView view(theme, sqliteFlavour());
    view.setMaximumLines(4);
    view.setSql(u"a"_s);
    const int one = view.sizeHint().height();
    view.setSql(u"a\nb"_s);
    QVERIFY(view.sizeHint().height() > one);
    view.setSql(u"a\nb\nc\nd"_s);
    const int four = view.sizeHint().height();
    view.setSql(u"a\nb\nc\nd\ne\nf"_s);
    QCOMPARE(view.sizeHint().height(), four);
}

RELATA_TEST(SqlViewTest)
#include "tst_sql_view.moc"
