#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/project/known_connection.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// A URL is known as the connection of the project that it leads to.
class KnownConnectionTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void leadsToSame_data();
    void leadsToSame();
    void productionIsRecognised();
    void filesByWhateverPath();

private:
    EngineRegistry m_engines;
};

void KnownConnectionTest::leadsToSame_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *name, const QString &one, const QString &other, bool same) {
        QTest::newRow(name) << one << other << same;
    };
    row("users", u"postgresql://ada@db1/shop"_s, u"postgresql://bob@db1/shop"_s, true);
    row("own port", u"postgresql://ada@db1/shop"_s, u"postgresql://ada@db1:5432/shop"_s, true);
    row("port", u"postgresql://ada@db1/shop"_s, u"postgresql://ada@db1:5433/shop"_s, false);
    row("host", u"postgresql://ada@db1/shop"_s, u"postgresql://ada@db2/shop"_s, false);
    row("capitals", u"postgresql://ada@DB1/shop"_s, u"postgresql://ada@db1/shop"_s, true);
    row("database", u"postgresql://ada@db1/shop"_s, u"postgresql://ada@db1/shop2"_s, false);
    row("here", u"postgresql://ada@localhost/shop"_s, u"postgresql://ada@127.0.0.1/shop"_s, true);
    row("not here", u"postgresql://ada@localhost/shop"_s, u"postgresql://ada@db1/shop"_s, false);
    row("a socket's port", u"postgresql:///shop?host=/run/pg&port=5433&user=ada"_s,
        u"postgresql://ada@127.0.0.1:5433/shop"_s, true);
    row("another socket's port", u"postgresql:///shop?host=/run/pg&port=5433&user=ada"_s,
        u"postgresql://ada@127.0.0.1:5432/shop"_s, false);
    row("relatives", u"mysql://ada@db1/shop"_s, u"mariadb://ada@db1:3306/shop"_s, true);
    row("strangers", u"mysql://ada@db1/shop"_s, u"postgresql://ada@db1/shop"_s, false);
    row("maybe", u"mysql:///shop?socket=/run/my.sock&user=ada"_s, u"mysql://ada@127.0.0.1:3307/shop"_s, true);
    row("sockets", u"mysql:///shop?socket=/run/my.sock&user=ada"_s, u"mysql:///shop?socket=/run/other.sock&user=ada"_s,
        false);
    row("memory", u"sqlite::memory:"_s, u"sqlite::memory:"_s, false);
}

void KnownConnectionTest::leadsToSame()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    const auto a = profileFromUrl(one), b = profileFromUrl(other);
    QVERIFY(a && b);
    QTEST(leadToSame(*a, *b, m_engines), "same");
    QTEST(leadToSame(*b, *a, m_engines), "same");
}

void KnownConnectionTest::productionIsRecognised()
{
    ProjectConfig config;
    for (const char *environment : {"dev", "prod", "stage"}) {
        ConnectionProfile one = *profileFromUrl(u"postgresql://ada@db1/shop"_s);
        one.name = QString::fromLatin1(environment);
        one.environment = one.name;
        config.connections += one;
    }
    ConnectionProfile given = *profileFromUrl(u"postgresql://bob@db1:5432/shop"_s);
    recognise(given, config, {}, m_engines);
    QCOMPARE(given.environment, u"prod"_s);
    QCOMPARE(given.user, u"bob"_s);
    ConnectionProfile stranger = *profileFromUrl(u"postgresql://bob@db1:5432/other"_s);
    recognise(stranger, config, {}, m_engines);
    QCOMPARE(stranger.environment, QString());
}

void KnownConnectionTest::filesByWhateverPath()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"shop.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(file.fileName(), folder.filePath(u"link.db"_s)));
    ProjectConfig config;
    ConnectionProfile live = *profileFromUrl(u"sqlite:shop.db"_s);
    live.environment = u"production"_s;
    config.connections = {live};
    for (const QString &path : {u"shop.db"_s, u"link.db"_s, u"./x/../shop.db"_s}) {
        ConnectionProfile given = *profileFromUrl(u"sqlite:"_s + folder.filePath(path));
        recognise(given, config, folder.path(), m_engines);
        QCOMPARE(given.environment, u"production"_s);
    }
}

RELATA_TEST(KnownConnectionTest)
#include "tst_known_connection.moc"
