#include "dialects/common/register_engines.h"
#include "models/engine/completion.h"
#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/planner/planner.h"
#include "models/sql/statement_splitter.h"
#include "tests/dialects/unverified_case.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Versions without a server here: each case is planned for each of them as its manual tells, and read as the file
/// says. Nothing runs, so nothing is proved. RELATA_UPDATE_CASES=1 writes what was seen into the files, to be held
/// against the manuals before it is kept.
class TestUnverifiedCases : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void readsAsWritten_data();
    void readsAsWritten();
    void areEnough_data();
    void areEnough();

private:
    static UnverifiedPlan planned(const UnverifiedCase &file, const Engine &engine, const ServerInfo &server);

    EngineRegistry m_engines;
};

void TestUnverifiedCases::readsAsWritten_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QString>("path");
    for (const Engine *engine : m_engines.all()) {
        for (const QString &path : unverifiedPaths(engine->key))
            QTest::addRow("%s %s", engine->key, qPrintable(path.section(u'/', -1))) << QByteArray(engine->key) << path;
    }
}

static QString script(const Plan &plan)
{
    QString text;
    for (const QString &statement : plan.statements())
        text += statement + u";\n"_s;
    return text.trimmed();
}

UnverifiedPlan TestUnverifiedCases::planned(const UnverifiedCase &file, const Engine &engine, const ServerInfo &server)
{
    const auto [before, after] = completedPair(file.from, file.to, engine);
    const Target target{.server = server, .rows = {}, .naive = false, .defaultSchema = {}};
    const Result<PlanPair> plan = planBetween(before, after, target, engine);
    return plan ? UnverifiedPlan{script(plan->up), script(plan->down), {}}
                : UnverifiedPlan{{}, {}, plan.error().message.source()};
}

void TestUnverifiedCases::readsAsWritten()
{
    QFETCH(QByteArray, engine);
    QFETCH(QString, path);
    const Engine &which = *m_engines.find(engine);
    const UnverifiedCase file = readUnverified(path);
    QVERIFY2(file.error.isEmpty(), qPrintable(file.error));
    UnverifiedCase seen = file;
    for (const QString &version : file.versions) {
        const Result<ServerInfo> server = plannedServer(which, version);
        QVERIFY2(server, server ? "" : qPrintable(server.error().text()));
        QVERIFY2(isUnverified(which, *server), qPrintable(version));
        seen.plans[version] = planned(file, which, *server);
    }
    if (qgetenv("RELATA_UPDATE_CASES") == "1") {
        QVERIFY(writeUnverified(seen));
        return;
    }
    for (const QString &version : file.versions) {
        const UnverifiedPlan wanted = file.plans.value(version), found = seen.plans.value(version);
        QVERIFY2(found.refusal == wanted.refusal, qPrintable(QString(version + u": "_s + found.refusal)));
        QCOMPARE(QString(version + u'\n' + found.up), QString(version + u'\n' + wanted.up));
        QCOMPARE(QString(version + u'\n' + found.down), QString(version + u'\n' + wanted.down));
    }
}

void TestUnverifiedCases::areEnough_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QString>("version");
    const QList<std::pair<QByteArray, QStringList>> wanted{{"mysql", {u"5.7"_s, u"8.0.11"_s, u"8.0.34"_s, u"8.4"_s}},
        {"mariadb", {u"11.4"_s}}, {"postgresql", {u"12"_s, u"14"_s, u"16"_s, u"17"_s}}};
    for (const auto &[engine, versions] : wanted) {
        for (const QString &version : versions)
            QTest::addRow("%s %s", engine.constData(), qPrintable(version)) << engine << version;
    }
}

/// Eight plans at the least tell each version; one that is refused tells nothing of how it would be done.
void TestUnverifiedCases::areEnough()
{
    QFETCH(QByteArray, engine);
    QFETCH(QString, version);
    int count = 0;
    for (const QString &path : unverifiedPaths(engine)) {
        const UnverifiedCase file = readUnverified(path);
        count += file.plans.contains(version) && file.plans.value(version).refusal.isEmpty() ? 1 : 0;
    }
    QVERIFY2(count >= 8, qPrintable(QString::number(count)));
}

RELATA_TEST(TestUnverifiedCases)
#include "tst_unverified_cases.moc"
