#include "models/base/persistent_map.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <map>

using namespace relata;

class TestPersistentMap : public QObject {
    Q_OBJECT
private slots:
    void agreesWithStdMap();
    void comparesAsTheNaiveWay();
    void oldVersionsStay();
    void insertInPlaceLeavesCopiesAlone();
};

using Map = PersistentMap<int>;
using Reference = std::map<quint64, int>;

static Reference contentOf(const Map &map)
{
    Reference result;
    map.forEach([&](quint64 key, int value) { result[key] = value; });
    return result;
}

/// Few distinct keys, sharing long runs of low bits, so that deep nodes and collapses occur.
static quint64 awkwardKey(QRandomGenerator &random)
{
    const quint64 base = random.bounded(4u);
    return base | (quint64(random.bounded(8u)) << (5 * random.bounded(12u)));
}

void TestPersistentMap::agreesWithStdMap()
{
    QRandomGenerator random(tests::testSeed());
    Map map;
    Reference reference;
    for (int i = 0; i < 20000; ++i) {
        const quint64 key = awkwardKey(random);
        if (random.bounded(3)) {
            map = map.with(key, i);
            reference[key] = i;
        } else {
            map = map.without(key);
            reference.erase(key);
        }
        QCOMPARE(map.size(), qsizetype(reference.size()));
        QCOMPARE(map.find(key) != nullptr, reference.count(key) == 1);
    }
    QCOMPARE(contentOf(map), reference);
}

void TestPersistentMap::comparesAsTheNaiveWay()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 500); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        Map a;
        for (int i = random.bounded(30); i > 0; --i)
            a = a.with(awkwardKey(random), random.bounded(5));
        Map b = random.bounded(2) ? a : Map();
        for (int i = random.bounded(30); i > 0; --i)
            b = random.bounded(2) ? b.with(awkwardKey(random), random.bounded(5)) : b.without(awkwardKey(random));
        std::map<quint64, std::pair<int, int>> seen, expected;
        Map::compare(a, b, [&](quint64 key, const int *x, const int *y) {
            QVERIFY2(!seen.count(key), "a key is reported once");
            seen[key] = {x ? *x : -1, y ? *y : -1};
        });
        const Reference ra = contentOf(a), rb = contentOf(b);
        for (const auto &[key, value] : ra)
            expected[key] = {value, rb.count(key) ? rb.at(key) : -1};
        for (const auto &[key, value] : rb)
            expected.try_emplace(key, std::pair(-1, value));
        std::erase_if(expected, [](const auto &e) { return e.second.first == e.second.second; });
        std::erase_if(seen, [](const auto &e) { return e.second.first == e.second.second; });
        QVERIFY(seen == expected);
    }
}

void TestPersistentMap::oldVersionsStay()
{
    QRandomGenerator random(tests::testSeed());
    std::vector<std::pair<Map, Reference>> versions(1);
    for (int i = 0; i < 300; ++i) {
        auto [map, reference] = versions.back();
        const quint64 key = awkwardKey(random);
        versions.emplace_back(map.with(key, i), reference);
        versions.back().second[key] = i;
    }
    for (const auto &[map, reference] : versions)
        QCOMPARE(contentOf(map), reference);
}

void TestPersistentMap::insertInPlaceLeavesCopiesAlone()
{
    QRandomGenerator random(tests::testSeed());
    Map map;
    for (int i = 0; i < 100; ++i)
        map.insert(awkwardKey(random), i);
    const Map copy = map;
    const Reference before = contentOf(copy);
    for (int i = 0; i < 100; ++i)
        map.insert(awkwardKey(random), 1000 + i);
    QCOMPARE(contentOf(copy), before);
}

RELATA_TEST(TestPersistentMap)
#include "tst_persistent_map.moc"
