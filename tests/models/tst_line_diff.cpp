#include "models/base/line_diff.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestLineDiff : public QObject {
    Q_OBJECT
private slots:
    void holdsBothTextsInOrder();
    void pairsWhatIsEqual();
};

/// Whatever the texts: each line stands once and in order, equal rows are equal, and a text against itself is all
/// equal.
void TestLineDiff::holdsBothTextsInOrder()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 300); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const auto text = [&] {
            QStringList lines;
            for (int i = int(random.bounded(12)); i > 0; --i)
                lines += QString(QChar(u'a' + int(random.bounded(4))));
            return lines;
        };
        const QStringList left = text(), right = text();
        QStringList seenLeft, seenRight;
        for (const LinePair &pair : lineDiff(left, right)) {
            QVERIFY(pair.left >= 0 || pair.right >= 0);
            if (pair.left >= 0)
                seenLeft += left.at(pair.left);
            if (pair.right >= 0)
                seenRight += right.at(pair.right);
            if (pair.equal)
                QCOMPARE(left.at(pair.left), right.at(pair.right));
        }
        QCOMPARE(seenLeft, left);
        QCOMPARE(seenRight, right);
        for (const LinePair &pair : lineDiff(left, left))
            QVERIFY(pair.equal && pair.left == pair.right);
    }
}

void TestLineDiff::pairsWhatIsEqual()
{
    const QStringList left{u"create table t ("_s, u"  a int,"_s, u"  b int,"_s, u"  c int"_s, u");"_s};
    const QStringList right{u"create table t ("_s, u"  a text,"_s, u"  b int,"_s, u"  x int,"_s, u"  c int"_s, u");"_s};
    const auto rows = lineDiff(left, right);
    QStringList seen;
    for (const LinePair &row : rows)
        seen += u"%1%2%3"_s.arg(row.left).arg(row.equal ? u"="_s : u"~"_s).arg(row.right);
    QCOMPARE(seen, (QStringList{u"0=0"_s, u"1~1"_s, u"2=2"_s, u"-1~3"_s, u"3=4"_s, u"4=5"_s}));
}

RELATA_TEST(TestLineDiff)
#include "tst_line_diff.moc"
