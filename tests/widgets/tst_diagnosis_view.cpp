#include "models/sql/sql_flavour.h"
#include "tests/support/test_registry.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/sql_view.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/diagnosis_view.h"
#include "widgets/timeline/way_row.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

using namespace relata;
using namespace Qt::StringLiterals;

using Deed = Diagnosis::WayOut::Deed;

namespace {

Diagnosis::WayOut way(const char *what, Deed deed)
{
    Diagnosis::WayOut result;
    result.what = {"", what, {}};
    result.deed = deed;
    return result;
}

Diagnosis example()
{
    Diagnosis diagnosis;
    diagnosis.version = u"002"_s;
    diagnosis.title = u"pages"_s;
    diagnosis.statement = 2;
    diagnosis.statements = 3;
    diagnosis.sql = u"ALTER TABLE book ADD COLUMN pages integer"_s;
    diagnosis.error = u"column \"pages\" already exists"_s;
    diagnosis.likely = {"", "Somebody changed it.", {}};
    diagnosis.evidence = {{"", "column book.pages: not in the migrations", {}}, {"", "No migration makes that.", {}}};
    Diagnosis::Sight sight;
    sight.name = u"column book.pages"_s;
    sight.expectedSql = u"CREATE TABLE book (\n  id integer\n);"_s;
    sight.actualSql = u"CREATE TABLE book (\n  id integer,\n  pages integer\n);"_s;
    sight.history = {{"", "002 pages: failed", {}}};
    diagnosis.objects = {sight};
    Diagnosis::WayOut resume = way("Go on", Deed::Resume), back = way("Take it back", Deed::RollBack);
    resume.statements = QStringList{u"ALTER TABLE book ADD COLUMN pages integer"_s, u"DROP TABLE shelf"_s};
    resume.effect = {"", "Runs two statements.", {}};
    back.isRefused = true;
    back.effect = {"", "Something else differs.", {}};
    diagnosis.ways = {resume, back, way("Adopt it", Deed::Adopt), way("Think", Deed::Hands)};
    return diagnosis;
}

QString textOf(const QWidget &view, const QString &label)
{
    const auto *found = view.findChild<QLabel *>(label);
    return found ? found->text() : u"(none)"_s;
}

QString sqlOf(const QWidget &view, const QString &name)
{
    const auto *found = view.findChild<SqlView *>(name);
    return found ? found->toPlainText() : u"(none)"_s;
}

QString commandOf(const QString &words) { return u"relata migrate "_s + words; }

} // namespace

/// The diagnosis says what it is given, and its buttons do what they say.
class DiagnosisViewTest : public QObject {
    Q_OBJECT
private slots:
    void saysWhatItIsGiven();
    void takesWays();
    void copiesCommands();
    void waitsWhileSomethingRuns();
    void goesAway();
    void boundsWhatItShows();
    void showsWhatDiffersInLongTexts();
    void breaksLongNames();
};

void DiagnosisViewTest::saysWhatItIsGiven()
{
    const Theme theme;
    DiagnosisView view(theme);
    QVERIFY(view.isHidden());
    view.setDiagnosis(example(), postgresqlFlavour(), commandOf);
    QVERIFY(!view.isHidden());
    QCOMPARE(textOf(view, u"diagnosisCause"_s), u"Somebody changed it."_s);
    QCOMPARE(textOf(view, u"diagnosisWhere"_s), u"Migration 002 pages stopped at statement 2 of 3."_s);
    QCOMPARE(sqlOf(view, u"diagnosisSql"_s), example().sql);
    QCOMPARE(textOf(view, u"diagnosisError"_s), example().error);
    QCOMPARE(textOf(view, u"diagnosisEvidence"_s),
        u"• column book.pages: not in the migrations\n• No migration makes that."_s);
    QCOMPARE(sqlOf(view, u"sightExpected"_s), example().objects.first().expectedSql);
    QVERIFY(sqlOf(view, u"sightActual"_s).contains("pages integer"_L1));
    QCOMPARE(sqlOf(view, u"sightAfter"_s), u"-- not there"_s);
    QCOMPARE(view.findChild<ElidedLabel *>(u"sightHistory"_s)->fullText(), u"Named by 002 pages: failed"_s);
    QCOMPARE(view.findChildren<WayRow *>().size(), 4);
    const auto *first = view.findChild<WayRow *>(u"way1"_s);
    QCOMPARE(textOf(*first, u"wayWhat"_s), u"Go on"_s);
    QCOMPARE(textOf(*first, u"wayEffect"_s), u"Runs two statements."_s);
    QCOMPARE(sqlOf(*first, u"waySql"_s), u"ALTER TABLE book ADD COLUMN pages integer;\nDROP TABLE shelf;"_s);
    Diagnosis refused = example();
    refused.isBegun = false;
    DiagnosisView other(theme);
    other.setDiagnosis(refused, postgresqlFlavour(), commandOf);
    QCOMPARE(textOf(other, u"diagnosisWhere"_s), u"Migration 002 pages was not begun, because of statement 2 of 3."_s);
}

/// In the order given; one that is refused cannot be pressed, one for hands has no button.
void DiagnosisViewTest::takesWays()
{
    const Theme theme;
    DiagnosisView view(theme);
    view.setDiagnosis(example(), postgresqlFlavour(), commandOf);
    QList<Deed> taken;
    connect(&view, &DiagnosisView::taken, this, [&](const Diagnosis::WayOut &one) { taken += one.deed; });
    auto *resume = view.findChild<WayRow *>(u"way1"_s)->findChild<QPushButton *>(u"wayTake"_s);
    auto *back = view.findChild<WayRow *>(u"way2"_s)->findChild<QPushButton *>(u"wayTake"_s);
    QCOMPARE(resume->text(), u"Resume"_s);
    QVERIFY(resume->isEnabled() && !back->isEnabled());
    QVERIFY(view.findChild<WayRow *>(u"way4"_s)->findChildren<QPushButton *>().isEmpty());
    QTest::mouseClick(back, Qt::LeftButton);
    QTest::mouseClick(resume, Qt::LeftButton);
    QCOMPARE(taken, QList<Deed>{Deed::Resume});
}

void DiagnosisViewTest::copiesCommands()
{
    const Theme theme;
    DiagnosisView view(theme);
    view.setDiagnosis(example(), postgresqlFlavour(), commandOf);
    auto *row = view.findChild<WayRow *>(u"way3"_s);
    QVERIFY(!row->findChild<QPushButton *>(u"wayTake"_s));
    QCOMPARE(row->findChild<ElidedLabel *>(u"wayCommand"_s)->fullText(), u"relata migrate drift --adopt NAME"_s);
    QTest::mouseClick(row->findChild<QPushButton *>(u"wayCopy"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"relata migrate drift --adopt NAME"_s);
}

void DiagnosisViewTest::waitsWhileSomethingRuns()
{
    const Theme theme;
    DiagnosisView view(theme);
    view.setReady(false);
    view.setDiagnosis(example(), postgresqlFlavour(), commandOf);
    auto *resume = view.findChild<WayRow *>(u"way1"_s)->findChild<QPushButton *>(u"wayTake"_s);
    auto *back = view.findChild<WayRow *>(u"way2"_s)->findChild<QPushButton *>(u"wayTake"_s);
    QVERIFY(!resume->isEnabled());
    view.setReady(true);
    QVERIFY(resume->isEnabled() && !back->isEnabled());
}

void DiagnosisViewTest::goesAway()
{
    const Theme theme;
    DiagnosisView view(theme);
    view.setDiagnosis(example(), postgresqlFlavour(), commandOf);
    bool isClosed = false;
    connect(&view, &DiagnosisView::closed, this, [&] {
        isClosed = true;
        view.clear(); // from within its own button
    });
    QTest::mouseClick(view.findChild<QToolButton *>(u"closeDiagnosis"_s), Qt::LeftButton);
    QVERIFY(isClosed && view.isHidden());
    view.setDiagnosis(example(), postgresqlFlavour(), commandOf);
    QVERIFY(!view.isHidden());
}

/// A hundred objects, evidence without end, long statements: the rest is counted, and texts scroll.
void DiagnosisViewTest::boundsWhatItShows()
{
    const Theme theme;
    DiagnosisView view(theme);
    Diagnosis much = example();
    much.sql = QStringList(500, u"SELECT 1"_s).join(u'\n');
    much.evidence = QList<Message>(100, Message{"", "one of many", {}});
    much.objects.clear();
    for (int i = 0; i < 100; ++i) {
        Diagnosis::Sight sight;
        sight.name = u"table t%1"_s.arg(i);
        sight.actualSql = u"CREATE TABLE t%1 (id integer);"_s.arg(i);
        much.objects += {sight, sight}; // two with one text are one
    }
    view.setDiagnosis(much, postgresqlFlavour(), commandOf);
    QVERIFY(textOf(view, u"diagnosisEvidence"_s).count(u'\n') == 12);
    QCOMPARE(view.findChildren<QWidget *>(u"diagnosisSight"_s).size(), 6);
    QCOMPARE(textOf(view, u"moreObjects"_s), u"and 94 more"_s);
    QVERIFY(view.findChild<SqlView *>(u"diagnosisSql"_s)->sizeHint().height() < 300);
}

/// The column that differs stands far below: all three texts are scrolled to it, and go together.
void DiagnosisViewTest::showsWhatDiffersInLongTexts()
{
    const Theme theme;
    DiagnosisView view(theme);
    Diagnosis wide = example();
    QStringList lines(200, u"  a_column_of_which_there_are_many integer,"_s);
    Diagnosis::Sight &sight = wide.objects.first();
    sight.expectedSql = lines.join(u'\n');
    lines.insert(150, u"  pages integer,"_s);
    sight.actualSql = sight.afterSql = lines.join(u'\n');
    view.resize(900, 900);
    view.show();
    view.setDiagnosis(wide, postgresqlFlavour(), commandOf);
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QList<QScrollBar *> bars;
    for (const QString &name : {u"sightExpected"_s, u"sightActual"_s, u"sightAfter"_s})
        bars += view.findChild<SqlView *>(name)->verticalScrollBar();
    QTRY_VERIFY(bars.at(1)->value() > 130 && bars.at(1)->value() <= 150);
    QCOMPARE(bars.at(0)->value(), bars.at(1)->value());
    bars.at(2)->setValue(20);
    QCOMPARE(bars.at(0)->value(), 20);
    QCOMPARE(bars.at(1)->value(), 20);
}

/// Names as long as names may be ask for no more room than a panel has, and are read to their end.
void DiagnosisViewTest::breaksLongNames()
{
    const Theme theme;
    DiagnosisView view(theme);
    Diagnosis named = example();
    const QString name = QString(63, u'x') + u'.' + QString(63, u'y');
    named.title = named.error = named.objects.first().name = name;
    named.evidence = {{"", "%1", {name}}};
    named.ways.first().what = {"", "%1", {name}};
    view.setDiagnosis(named, postgresqlFlavour(), commandOf);
    QVERIFY(view.minimumSizeHint().width() < 600);
    view.resize(600, 900);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    for (const QString &label : {u"diagnosisWhere"_s, u"diagnosisError"_s, u"diagnosisEvidence"_s, u"wayWhat"_s}) {
        const auto *found = view.findChild<QLabel *>(label);
        QVERIFY2(found->height() >= 2 * found->fontMetrics().height(), qPrintable(label));
        QVERIFY2(found->width() <= 600, qPrintable(label));
    }
}

RELATA_TEST(DiagnosisViewTest)
#include "tst_diagnosis_view.moc"
