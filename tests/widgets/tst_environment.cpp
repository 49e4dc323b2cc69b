#include "models/engine/environment_key.h"
#include "tests/support/test_registry.h"
#include "widgets/common/environment.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What people write for an environment: a production that is not seen as one would be changed unasked.
class EnvironmentTest : public QObject {
    Q_OBJECT
private slots:
    void knowsItsWords_data();
    void knowsItsWords();
};

void EnvironmentTest::knowsItsWords_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<Environment>("environment");
    for (const auto key : {"prod", "production", "Production", " PROD-eu"})
        QTest::newRow(key) << QString::fromLatin1(key) << Environment::Production;
    for (const auto key : {"stage", "staging"})
        QTest::newRow(key) << QString::fromLatin1(key) << Environment::Staging;
    for (const auto key : {"dev", "development"})
        QTest::newRow(key) << QString::fromLatin1(key) << Environment::Development;
    for (const auto key : {"", "test", "reproduction"})
        QTest::newRow(*key ? key : "none") << QString::fromLatin1(key) << Environment::None;
}

void EnvironmentTest::knowsItsWords()
{
    QFETCH(const QString, key);
    QFETCH(const Environment, environment);
    QVERIFY(environmentFromKey(key) == environment);
    QCOMPARE(isProduction(key), environment == Environment::Production);
    QVERIFY(environmentFromKey(environmentKey(environment)) == environment);
}

RELATA_TEST(EnvironmentTest)
#include "tst_environment.moc"
