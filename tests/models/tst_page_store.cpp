#include "models/base/page_store.h"

#include "models/rows/result_buffer.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace relata;

namespace {

QByteArray noise(QRandomGenerator &random, int size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &c : bytes)
        c = char(random.generate());
    return bytes;
}

RowPage randomPage(QRandomGenerator &random, int columns, int rows)
{
    RowPage page;
    page.columnCount = columns;
    for (int cell = 0; cell < columns * rows; ++cell) {
        page.storage.push_back(quint8(1 + random.bounded(5)));
        if (random.bounded(5) == 0)
            page.appendNull();
        else
            page.append(noise(random, random.bounded(60)), random.bounded(4) == 0);
    }
    return page;
}

void compareCells(const PackedPage &packed, const RowPage &page, qsizetype firstRow)
{
    QCOMPARE(packed.firstRow(), firstRow);
    QCOMPARE(packed.rowCount(), page.rowCount());
    for (qsizetype row = 0; row < page.rowCount(); ++row) {
        for (int column = 0; column < page.columnCount; ++column) {
            QCOMPARE(packed.isNull(row, column), page.isNull(row, column));
            QCOMPARE(packed.isBytes(row, column), page.isBytes(row, column));
            QCOMPARE(packed.view(row, column), page.view(row, column));
            QCOMPARE(packed.storage(row, column), page.storage[std::size_t(row * page.columnCount + column)]);
        }
    }
}

} // namespace

/// What goes in comes out, from memory or from the file, whatever order, budget and number of threads.
class PageStoreTest : public QObject {
    Q_OBJECT
private slots:
    void givesBackWhatItWasGiven()
    {
        QRandomGenerator random(20);
        QTemporaryDir folder;
        PageStore store(500'000, folder.path());
        QMap<PageId, QByteArray> kept;
        for (int step = 0; step < 4000; ++step) {
            const int act = random.bounded(10);
            if (act < 5 || kept.isEmpty()) {
                const QByteArray page = noise(random, 1 + random.bounded(60'000));
                kept.insert(store.add(page).value(), page);
            } else {
                const auto at = std::next(kept.begin(), random.bounded(int(kept.size())));
                if (act < 8) {
                    const QByteArray resident = store.resident(at.key());
                    QVERIFY(resident.isNull() || resident == at.value());
                    QCOMPARE(store.read(at.key()).value(), at.value());
                    QCOMPARE(store.resident(at.key()), at.value());
                } else {
                    store.remove(std::array{at.key()});
                    kept.erase(at);
                }
            }
            QVERIFY(store.usage().memory <= 500'000 + 60'000);
        }
        QVERIFY(store.usage().file > 0);
        for (const auto &[id, page] : kept.asKeyValueRange())
            QCOMPARE(store.read(id).value(), page);
        const QList<PageId> ids = kept.keys();
        store.remove(std::span(ids.constData(), std::size_t(ids.size())));
        QCOMPARE(store.usage().memory, 0);
        QCOMPARE(store.usage().file, 0);
    }

    void reusesThePlacesOfRemovedPages()
    {
        QTemporaryDir folder;
        PageStore store(100'000, folder.path());
        for (int round = 0; round < 50; ++round) {
            std::vector<PageId> ids;
            for (int i = 0; i < 20; ++i)
                ids.push_back(store.add(QByteArray(50'000, char(i))).value());
            QVERIFY(store.usage().file <= 20 * 64 * 1024);
            store.remove(ids);
        }
    }

    void saysThatItCannotWrite()
    {
        PageStore store(100'000, QStringLiteral("/nonexistent/folder"));
        const Result<PageId> first = store.add(QByteArray(90'000, 'a'));
        QVERIFY(first.has_value());
        const Result<PageId> second = store.add(QByteArray(90'000, 'b'));
        QVERIFY(!second);
        QCOMPARE(second.error().code, Error::Code::File);
        QVERIFY(second.error().message.source().contains(QStringLiteral("/nonexistent/folder")));
        QCOMPARE(store.read(*first).value(), QByteArray(90'000, 'a')); // what was there stays
    }

    void servesManyThreads()
    {
        QTemporaryDir folder;
        PageStore store(200'000, folder.path());
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (quint32 seed = 0; seed < 4; ++seed) {
            threads.emplace_back([&, seed] {
                QRandomGenerator random(seed);
                QMap<PageId, QByteArray> kept;
                for (int i = 0; i < 300; ++i) {
                    const QByteArray page = noise(random, 1 + random.bounded(20'000));
                    kept.insert(store.add(page).value(), page);
                    const auto at = std::next(kept.begin(), random.bounded(int(kept.size())));
                    wrong += store.read(at.key()).value() != at.value();
                    if (random.bounded(3) == 0) {
                        store.remove(std::array{at.key()});
                        kept.erase(at);
                    }
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong, 0);
    }

    void packsRowsAndFindsThem()
    {
        QRandomGenerator random(7);
        QTemporaryDir folder;
        PageStore store(30'000, folder.path()); // far less than the rows take
        ResultBuffer buffer(store, {});
        std::vector<RowPage> pages;
        qint64 rows = 0;
        for (int i = 0; i < 60; ++i) {
            pages.push_back(randomPage(random, 3, 1 + random.bounded(80)));
            QVERIFY(buffer.append(pages.back()).has_value());
            rows += pages.back().rowCount();
            QCOMPARE(buffer.rowCount(), rows);
        }
        qint64 first = 0;
        for (const RowPage &page : pages) {
            const qint64 row = first + random.bounded(int(page.rowCount()));
            QCOMPARE(buffer.pageRange(row), std::pair(first, first + qint64(page.rowCount())));
            compareCells(buffer.read(row).value(), page, first);
            if (QTest::currentTestFailed())
                return;
            first += page.rowCount();
        }
        QVERIFY(!buffer.resident(-1).isValid());
        QVERIFY(!buffer.resident(rows).isValid());
    }

    void leavesNothingWhenResultsGo()
    {
        PageStore store;
        {
            QRandomGenerator random(1);
            ResultBuffer buffer(store, {});
            QVERIFY(buffer.append(randomPage(random, 2, 100)).has_value());
            QVERIFY(store.usage().memory > 0);
        }
        QCOMPARE(store.usage().memory, 0);
    }
};

RELATA_TEST(PageStoreTest)
#include "tst_page_store.moc"
