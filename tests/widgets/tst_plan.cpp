#include "models/items/plan_model.h"
#include "tests/support/test_registry.h"
#include "widgets/common/theme.h"
#include "widgets/plan/plan_view.h"

#include <QApplication>
#include <QDir>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QTest>
#include <QTreeView>

using namespace relata;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

PlanTree node(const QString &operation, const QString &relation, double estimated, double actual,
    std::chrono::nanoseconds own, std::chrono::nanoseconds total, std::vector<PlanTree> children = {})
{
    PlanTree tree;
    tree.operation = operation;
    tree.relation = relation;
    tree.estimatedRows = estimated;
    tree.actualRows = actual;
    tree.ownTime = own;
    tree.totalTime = total;
    tree.totalCost = estimated * 2;
    tree.children = std::move(children);
    return tree;
}

PlanTree plan()
{
    PlanTree scan = node(u"Seq Scan"_s, u"loans"_s, 20, 12'000, 71ms, 71ms);
    scan.condition = u"(note ~~ '%late%'::text)"_s;
    scan.extras = {{u"Rows Removed by Filter"_s, u"188000"_s}, {u"Parallel Aware"_s, u"false"_s}};
    PlanTree members = node(u"Index Scan"_s, u"members"_s, 1, 1, 4ms, 4ms);
    members.index = u"members_pkey"_s;
    members.loops = 12'000;
    PlanTree join = node(u"Nested Loop"_s, {}, 20, 12'000, 8ms, 83ms, {scan, members});
    return node(u"Sort"_s, {}, 20, 12'000, 17ms, 100ms, {join});
}

} // namespace

/// A plan on the screen: tree, findings, details, text.
class PlanViewTest : public QObject {
    Q_OBJECT
private slots:
    void showsTreeFindingsAndDetails()
    {
        Theme theme;
        theme.applyTo(*qApp);
        PlanView view(theme);
        view.resize(1100, 420);
        view.show();
        view.setPlan(plan(), "postgresql", u"Sort  (cost=…)"_s);
        QVERIFY(view.tree().isColumnHidden(PlanModel::Loops) == false);
        QVERIFY(view.tree().isExpanded(view.model().indexOf({0})));
        QCOMPARE(view.findChild<QPlainTextEdit *>(u"planText"_s)->toPlainText(), u"Sort  (cost=…)"_s);
        auto *findings = view.findChild<QListWidget *>(u"planFindings"_s);
        QCOMPARE(findings->count(), int(view.model().findings().size()));
        QVERIFY(findings->count() >= 2);
        auto *details = view.findChild<QTableWidget *>(u"planDetails"_s);
        for (int row = 0; row < findings->count(); ++row) {
            findings->setCurrentRow(row);
            const PlanPath path = view.model().findings().at(row).node;
            QCOMPARE(view.tree().currentIndex(), view.model().indexOf(path));
            QStringList shown; // a node may have several
            for (int i = 0; i < details->rowCount(); ++i)
                shown += details->item(i, 1)->text();
            QVERIFY(shown.contains(view.model().findings().at(row).finding.advice.translated()));
        }
        const QString folder = qEnvironmentVariable("RELATA_PICTURES");
        view.tree().setCurrentIndex(view.model().indexOf({0, 0}));
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            theme.setMode(mode);
            QTest::qWait(50);
            const QPixmap picture = view.grab();
            if (!folder.isEmpty())
                QVERIFY(picture.save(
                    QDir(folder).filePath(mode == Theme::Mode::Light ? u"plan-light.png"_s : u"plan-dark.png"_s)));
        }
    }

    void saysThatNothingStandsOut()
    {
        const Theme theme;
        PlanView view(theme);
        view.setPlan(node(u"Result"_s, {}, 1, 1, 1ms, 1ms), "postgresql", {});
        auto *findings = view.findChild<QListWidget *>(u"planFindings"_s);
        QCOMPARE(findings->count(), 1);
        QVERIFY(!findings->item(0)->text().isEmpty());
    }
};

RELATA_TEST(PlanViewTest)
#include "tst_plan.moc"
