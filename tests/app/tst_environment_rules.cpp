#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/project/project_config.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What relata.json asks for before a migration runs, and on which environments: backups and approvals alike.
class EnvironmentRulesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void readsNoRuleForNone();
    void meansTheEnvironment_data();
    void meansTheEnvironment();

private:
    EngineRegistry m_engines;
};

/// A rule that cannot be read is an error, and not the rule that there is none.
void EnvironmentRulesTest::readsNoRuleForNone()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE note (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    for (const char *member : {"requireBackup", "requireApproval"}) {
        for (const char *rule : {R"("always")", R"([1])", R"([" "])", R"({"prod": true})"}) {
            QVERIFY(writeFile(place.projectFolder() + u"/relata.json"_s,
                QByteArray(R"({"engine": "sqlite", ")") + member + "\": " + rule + '}'));
            const Answer answer = runProgram(place.words({u"up"_s}));
            QVERIFY2(answer.status == 2 && answer.err.contains(QLatin1StringView(member)), qPrintable(answer.err));
        }
    }
}

void EnvironmentRulesTest::meansTheEnvironment_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("environment");
    QTest::addColumn<bool>("isAsked");
    QTest::newRow("by its long name") << u"production"_s << u"prod"_s << true;
    QTest::newRow("by its short one") << u"prod"_s << u"Production-eu"_s << true;
    QTest::newRow("blank") << u"prod "_s << u" PROD"_s << true;
    QTest::newRow("staging") << u"staging"_s << u"stage"_s << true;
    QTest::newRow("of its own name") << u"qa"_s << u"QA-2"_s << true;
    QTest::newRow("another") << u"prod"_s << u"staging"_s << false;
}

/// As people write it, in the rule and on the connection; for both rules.
void EnvironmentRulesTest::meansTheEnvironment()
{
    QFETCH(const QString, asked);
    QFETCH(const QString, environment);
    QFETCH(const bool, isAsked);
    ProjectConfig config;
    config.other = {{u"requireBackup"_s, QJsonArray{asked}}, {u"requireApproval"_s, QJsonArray{asked}}};
    ConnectionProfile target;
    target.environment = environment;
    QCOMPARE(mustBeBackedUp(config, target), isAsked);
    QCOMPARE(mustBeApproved(config, target), isAsked);
    QVERIFY(usesApprovals(config));
}

RELATA_TEST(EnvironmentRulesTest)
#include "tst_environment_rules.moc"
