#include "app/application.h"
#include "app/translation.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection_book.h"
#include "models/engine/environment_key.h"
#include "models/project/known_connection.h"
#include "models/project/migration_desk.h"
#include "models/project/project_config.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/support/test_registry.h"
#include "widgets/common/services.h"
#include "widgets/connect/connection_dialog.h"
#include "widgets/timeline/timeline_panel.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

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
    void lastIsProduction_data();
    void lastIsProduction();
    void lastIsAskedFor();
    void windowAsksForTheLast();

private:
    static constexpr int Patience = 30'000; // ms
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

void EnvironmentRulesTest::lastIsProduction_data()
{
    QTest::addColumn<QStringList>("order");
    QTest::addColumn<QString>("environment");
    QTest::addColumn<bool>("is");
    const QStringList two{u"dev"_s, u"live"_s};
    QTest::newRow("the last") << two << u"live"_s << true;
    QTest::newRow("begins so") << two << u" LIVE-eu"_s << true;
    QTest::newRow("another") << two << u"dev"_s << false;
    QTest::newRow("none") << two << QString() << false;
    QTest::newRow("not in the order") << two << u"lab"_s << false;
    QTest::newRow("production all the same") << two << u"prod"_s << true;
    QTest::newRow("before the last") << QStringList{u"prod"_s, u"live"_s} << u"production"_s << true;
    QTest::newRow("the only one") << QStringList{u"live"_s} << u"live"_s << false;
    QTest::newRow("the only one with a name") << QStringList{QString(), u"live"_s, u" "_s} << u"live"_s << false;
    QTest::newRow("before an empty one") << QStringList{u"dev"_s, u"live"_s, QString()} << u"live"_s << true;
    QTest::newRow("no order") << QStringList() << u"live"_s << false;
}

/// By its place in the order; the rules for production hold for it, and for a URL that leads to it.
void EnvironmentRulesTest::lastIsProduction()
{
    QFETCH(const QStringList, order);
    QFETCH(const QString, environment);
    QFETCH(const bool, is);
    QJsonObject json{{u"engine"_s, u"sqlite"_s}, {u"requireBackup"_s, true},
        {u"requireApproval"_s, QJsonArray{u"production"_s}},
        {u"connections"_s,
            QJsonArray{QJsonObject{
                {u"name"_s, u"shop"_s}, {u"url"_s, u"sqlite:/shop.db"_s}, {u"environment"_s, environment}}}}};
    if (!order.isEmpty())
        json.insert(u"environments"_s, QJsonArray::fromStringList(order));
    const auto config = parseProjectConfig(QJsonDocument(json).toJson(), {});
    QVERIFY(config);
    const ConnectionProfile &shop = config->connections.first();
    QCOMPARE(isProduction(shop.environment), is);
    QCOMPARE(mustBeBackedUp(*config, shop), is);
    QCOMPARE(mustBeApproved(*config, shop), is);
    const auto written = QJsonDocument::fromJson(writeProjectConfig(*config)).object();
    QCOMPARE(written.value("connections"_L1)[0]["environment"_L1].toString(), environment); // under its own name
    for (const QString &url : {u"sqlite:/shop.db"_s, QString(u"sqlite:/other.db"_s)}) {
        ConnectionProfile given = *profileFromUrl(url);
        given.environment = environment; // which a URL may say, too
        recognise(given, *config, {}, m_engines);
        QCOMPARE(isProduction(given.environment), is);
    }
}

/// The command line: --yes, and that the environment before has had it.
void EnvironmentRulesTest::lastIsAskedFor()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE note (id INTEGER);"_s}, {}, true, [](ProjectConfig &config) {
        config.other.insert(u"environments"_s, QJsonArray{u"stage"_s, u"live"_s});
        for (const QString &name : {u"stage"_s, u"live"_s}) {
            ConnectionProfile one = *profileFromUrl(u"sqlite:%1.db"_s.arg(name));
            one.name = one.environment = name;
            config.connections += one;
        }
    });
    QCOMPARE(place.error, QString());
    const auto up = [&](const QString &target, const QStringList &more = {}) {
        const QStringList words{
            u"migrate"_s, u"up"_s, u"--project"_s, place.projectFolder(), u"--target"_s, u'@' + target};
        for (const QString &name : {u"stage.db"_s, u"live.db"_s}) {
            QFile file(place.projectFolder() + u'/' + name);
            if (!file.open(QIODevice::Append))
                return Answer{-1, {}, file.errorString()};
        }
        return runProgram(words + more);
    };
    const Answer unmeant = up(u"live"_s);
    QVERIFY2(unmeant.status == 4 && unmeant.err.contains("live is production: say --yes"_L1), qPrintable(unmeant.err));
    const Answer untried = up(u"live"_s, {u"--yes"_s});
    QVERIFY2(untried.status == 4 && untried.err.contains("for stage has not had it"_L1), qPrintable(untried.err));
    const Answer stage = up(u"stage"_s);
    QVERIFY2(stage.status == 0, qPrintable(stage.err));
    const Answer live = up(u"live"_s, {u"--yes"_s});
    QVERIFY2(live.status == 0, qPrintable(live.err));
}

/// The name of the connection is typed before anything runs, and the form leaves the environment's own in the file.
void EnvironmentRulesTest::windowAsksForTheLast()
{
    installTranslations(QLocale::c()); // plurals
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE note (id INTEGER);"_s}, {}, true, [](ProjectConfig &config) {
        config.other.insert(u"environments"_s, QJsonArray{u"stage"_s, u"live"_s});
        ConnectionProfile live = *profileFromUrl(u"sqlite:live.db"_s);
        live.name = live.environment = u"live"_s;
        config.connections = {live};
    });
    QCOMPARE(place.error, QString());
    ShownTimeline shown(place, u"shop"_s);
    QCOMPARE(shown.error(), QString());
    ConnectionBook &book = shown.application().services().connections;
    QFile file(place.projectFolder() + u"/live.db"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    book.setCurrent(u"live"_s);
    auto *dialog = new ConnectionDialog(shown.application().services(), *book.current());
    QSignalSpy kept(dialog, &QDialog::accepted);
    dialog->open();
    dialog->connectAndKeep();
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, Patience);
    QVERIFY(readFile(place.projectFolder() + u"/relata.json"_s)->contains("\"environment\": \"live\""));
    auto *panel = qobject_cast<TimelinePanel *>(shown.panel());
    QTRY_COMPARE_WITH_TIMEOUT(panel->desk().pendingCount(), 1, Patience);
    panel->applyPending();
    const auto *agree = panel->findChild<QPushButton *>(u"confirmAgree"_s);
    QVERIFY(agree && !agree->isEnabled());
    QVERIFY2(agree->text().contains("live (PROD)"_L1), qPrintable(agree->text()));
    qDeleteAll(qApp->findChildren<QTranslator *>());
}

RELATA_TEST(EnvironmentRulesTest)
#include "tst_environment_rules.moc"
