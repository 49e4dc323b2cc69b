#include "tests/support/test_registry.h"
#include "widgets/timeline/fill_list.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// The list that asks what rows get: it tells each answer once, and keeps what was typed.
class FillListTest : public QObject {
    Q_OBJECT
private slots:
    void tellsAnswers();
    void keepsWhatWasTyped();
};

void FillListTest::tellsAnswers()
{
    FillList list;
    QList<FillAnswer> told;
    connect(&list, &FillList::filled, &list, [&](const FillAnswer &answer) { told += answer; });
    list.setColumns({u"customer.state"_s});
    auto *field = list.findChild<QLineEdit *>(u"fill_customer.state"_s);
    auto *kind = list.findChild<QCheckBox *>(u"fillKind_customer.state"_s);
    QVERIFY(field && kind && !list.isHidden());
    QTest::keyClicks(field, u"new"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().column, u"customer.state"_s);
    QCOMPARE(told.first().text, u"new"_s);
    QVERIFY(!told.first().isExpression);
    kind->click();
    QCOMPARE(told.size(), 2);
    QVERIFY(told.last().isExpression);
}

void FillListTest::keepsWhatWasTyped()
{
    FillList list;
    list.setColumns({u"a.b"_s});
    auto *field = list.findChild<QLineEdit *>(u"fill_a.b"_s);
    QTest::keyClicks(field, u"x"_s);
    list.setColumns({u"a.b"_s}); // planned again meanwhile: nobody's cursor goes
    QCOMPARE(list.findChild<QLineEdit *>(u"fill_a.b"_s), field);
    QTest::keyClick(field, Qt::Key_Return);
    list.setColumns({});
    QVERIFY(list.isHidden());
    list.setColumns({u"a.b"_s, u"a.c"_s});
    QCOMPARE(list.findChild<QLineEdit *>(u"fill_a.b"_s)->text(), u"x"_s);
    QCOMPARE(list.findChild<QLineEdit *>(u"fill_a.c"_s)->text(), QString());
}

RELATA_TEST(FillListTest)
#include "tst_fill_list.moc"
