#include "models/engine/page_writer.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <optional>

using namespace relata;
using namespace relata::tests;

namespace {

using Cell = std::optional<QByteArray>;

struct Kept : RowSink {
    std::vector<RowPage> pages;
    std::size_t most = 1'000'000;
    void columns(const QList<ResultColumn> &) override { }
    bool page(RowPage page) override
    {
        pages.push_back(std::move(page));
        return pages.size() < most;
    }
    void notice(const QString &) override { }
    void finished(const ResultSummary &) override { }
};

Cell someCell(QRandomGenerator &random)
{
    if (random.bounded(4) == 0)
        return {};
    const int size = random.bounded(2000) ? random.bounded(60) : random.bounded(600'000);
    return QByteArray(size, char('a' + random.bounded(26)));
}

/// Whether the page's row is these cells; the storage class of a cell is its size here.
bool holds(const RowPage &page, qsizetype row, const QList<Cell> &cells)
{
    for (int column = 0; column < cells.size(); ++column) {
        const Cell &cell = cells.at(column);
        if (page.isNull(row, column) != !cell || (cell && page.view(row, column) != *cell)
            || page.storage[std::size_t(row * cells.size() + column)] != quint8(cell.value_or(QByteArray()).size()))
            return false;
    }
    return true;
}

} // namespace

/// Rows cut into pages: nothing lost, none too large, the first at once.
class PageWriterTest : public QObject {
    Q_OBJECT
private slots:
    void keepsEveryCell()
    {
        for (Rounds rounds(Campaign::Random, 20); rounds.next();) {
            QRandomGenerator &random = rounds.random();
            Kept kept;
            const int columns = 1 + random.bounded(7);
            PageWriter writer(kept, columns);
            QList<QList<Cell>> rows;
            for (int row = random.bounded(20'000); row >= 0; --row) {
                QList<Cell> cells;
                for (int column = 0; column < columns; ++column) {
                    cells += someCell(random);
                    writer.setStorage(quint8(cells.last().value_or(QByteArray()).size()));
                    if (cells.last())
                        writer.append(*cells.last());
                    else
                        writer.appendNull();
                }
                writer.endRow();
                rows += cells;
            }
            writer.flush();
            QCOMPARE(writer.rows(), rows.size());
            qsizetype at = 0;
            for (const RowPage &page : kept.pages) {
                QCOMPARE(page.firstRow, at);
                QVERIFY(page.bytes.size() <= RowPage::MaximumBytes || page.rowCount() == 1);
                for (qsizetype row = 0; row < page.rowCount(); ++row, ++at)
                    QVERIFY(holds(page, row, rows.at(at)));
            }
            QCOMPARE(at, rows.size());
        }
    }

    void sendsTheFirstRowsAtOnce()
    {
        Kept kept;
        PageWriter writer(kept, 1);
        for (int row = 0; row < RowPage::FirstPageRows; ++row) {
            QVERIFY(kept.pages.empty());
            writer.append("x");
            writer.endRow();
        }
        QCOMPARE(kept.pages.size(), std::size_t(1));
        QCOMPARE(kept.pages.front().rowCount(), RowPage::FirstPageRows);
    }

    void onlyCountsWhatNobodyWants()
    {
        Kept kept;
        kept.most = 1;
        PageWriter writer(kept, 1);
        for (int row = 0; row < 1000; ++row) {
            if (writer.wanted())
                writer.append("x");
            writer.endRow();
        }
        writer.flush();
        QCOMPARE(writer.rows(), 1000);
        QCOMPARE(kept.pages.size(), std::size_t(1));
    }
};

RELATA_TEST(PageWriterTest)
#include "tst_page_writer.moc"
