#include "models/jobs/job_center.h"
#include "tests/support/test_registry.h"
#include "tests/widgets/diagram_fixture.h"
#include "widgets/common/empty_state.h"
#include "widgets/compare/compare_diagram.h"
#include "widgets/diagram/diagram_view.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const DiagramTable *find(const DiagramContent &content, ObjectId id)
{
    const auto found = std::find_if(
        content.tables.begin(), content.tables.end(), [id](const DiagramTable &one) { return one.id == id; });
    return found == content.tables.end() ? nullptr : &*found;
}

DiagramMark markOf(const DiagramContent &content, ObjectId id)
{
    const DiagramTable *table = find(content, id);
    return table ? table->mark : DiagramMark::None;
}

} // namespace

/// Two schemas laid over each other: which tables are there, how they are marked, and what stands meanwhile.
class CompareDiagramTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_shop = Shop();
        m_diagram = std::make_unique<CompareDiagram>(m_theme, &m_jobs, QString());
    }
    void cleanup() { m_diagram.reset(); }
    void leavesOutWhatIsFar();
    void marksWhatHasNoRow();
    void marksAllBesideNothing();
    void saysThatNoTableDiffers();
    void arrangesManyInAJob();
    void keepsPlacesUnlessMostAreNew();

private:
    const DiagramContent &content() const { return m_diagram->view()->scene().content(); }
    QString said() const
    {
        for (const auto *state : m_diagram->findChildren<EmptyState *>()) {
            if (!state->isHidden())
                return state->objectName();
        }
        return {};
    }

    Theme m_theme;
    JobCenter m_jobs;
    Shop m_shop;
    std::unique_ptr<CompareDiagram> m_diagram;
};

/// Neighbours of what differs, and no neighbours of these.
void CompareDiagramTest::leavesOutWhatIsFar()
{
    Shop gone = m_shop;
    gone.schema = withoutTables(m_shop.schema, {m_shop.product});
    m_diagram->showPair(m_shop.schema, gone.schema, true);
    QVERIFY(markOf(content(), m_shop.product) == DiagramMark::Removed);
    QVERIFY(find(content(), m_shop.line)); // whose relation to it is gone
    QVERIFY(find(content(), m_shop.order)); // a neighbour of order_line, which differs
    QVERIFY(!find(content(), m_shop.customer) && !find(content(), m_shop.lone));
    for (const DiagramRelation &one : content().relations)
        QVERIFY(size_t(one.from) < content().tables.size() && size_t(one.to) < content().tables.size());
    m_diagram->showPair(m_shop.schema, gone.schema, false);
    QCOMPARE(content().tables.size(), 6U);
}

/// An index is no row of the diagram: its table has the mark, whichever side has it.
void CompareDiagramTest::marksWhatHasNoRow()
{
    Index index;
    index.table = m_shop.lone;
    index.name = u"by_name"_s;
    const Schema indexed = m_shop.schema.with({900}, makeObject(index));
    m_diagram->showPair(m_shop.schema, indexed, true);
    QCOMPARE(content().tables.size(), 1U);
    QVERIFY(markOf(content(), m_shop.lone) == DiagramMark::Changed);
    m_diagram->showPair(indexed, m_shop.schema, true);
    QVERIFY(markOf(content(), m_shop.lone) == DiagramMark::Changed);
    index.unique = true;
    m_diagram->showPair(indexed, indexed.with({900}, makeObject(index)), true);
    QVERIFY(markOf(content(), m_shop.lone) == DiagramMark::Changed);
}

void CompareDiagramTest::marksAllBesideNothing()
{
    m_diagram->showPair(Schema(), m_shop.schema, true);
    QCOMPARE(content().tables.size(), 6U);
    QVERIFY(std::all_of(content().tables.begin(), content().tables.end(),
        [](const DiagramTable &one) { return one.mark == DiagramMark::Added; }));
    m_diagram->showPair(m_shop.schema, Schema(), true);
    QVERIFY(std::all_of(content().tables.begin(), content().tables.end(),
        [](const DiagramTable &one) { return one.mark == DiagramMark::Removed; }));
}

void CompareDiagramTest::saysThatNoTableDiffers()
{
    m_diagram->showPair(m_shop.schema, m_shop.schema, true);
    QCOMPARE(said(), u"compareDiagramEmpty"_s);
    m_diagram->showPair(Schema(), m_shop.schema, true);
    QCOMPARE(said(), QString());
}

/// What is to be selected is once it has its place, and nobody is told of it.
void CompareDiagramTest::arrangesManyInAJob()
{
    for (int i = 0; i < 200; ++i)
        m_shop.add(u"table_%1"_s.arg(i));
    const QSignalSpy told(m_diagram.get(), &CompareDiagram::tableChosen);
    m_diagram->showPair(Schema(), m_shop.schema, true);
    m_diagram->selectTable(m_shop.line);
    QVERIFY2(said() != "compareDiagramEmpty"_L1, "it says that nothing differs while that is arranged");
    QTRY_COMPARE(content().tables.size(), 206U);
    QCOMPARE(m_diagram->view()->selectedTables(), QList<ObjectId>{m_shop.line});
    QCOMPARE(said(), QString());
    QCOMPARE(told.size(), 0);
}

/// A few that were shown by themselves do not hold the whole, which is laid out as if it had been shown first.
void CompareDiagramTest::keepsPlacesUnlessMostAreNew()
{
    const auto places = [this] {
        QMap<QString, QPoint> result;
        for (int i = 0; i < m_diagram->view()->scene().tableCount(); ++i)
            result.insert(content().tables[size_t(i)].name, m_diagram->view()->scene().rect(i).topLeft());
        return result;
    };
    Index index;
    index.table = m_shop.lone;
    index.name = u"by_name"_s;
    const Schema indexed = m_shop.schema.with({900}, makeObject(index));
    m_diagram->showPair(m_shop.schema, indexed, false);
    const auto first = places();
    m_diagram->showPair(m_shop.schema, indexed, true);
    QCOMPARE(places().value(u"setting"_s), first.value(u"setting"_s)); // it was known
    m_diagram = std::make_unique<CompareDiagram>(m_theme, &m_jobs, QString());
    m_diagram->showPair(m_shop.schema, indexed, true);
    m_diagram->showPair(m_shop.schema, indexed, false);
    QCOMPARE(places(), first);
}

RELATA_TEST(CompareDiagramTest)
#include "tst_compare_diagram.moc"
