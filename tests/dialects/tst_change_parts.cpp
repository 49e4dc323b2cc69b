#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/diff/change_part.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/compare.h"
#include "models/planner/planner.h"
#include "models/project/part_migration.h"
#include "tests/support/creation_script.h"
#include "tests/support/random_design.h"
#include "tests/support/rounds.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Random parts of random unsaved migrations: the part's plan is proved on the server, up, down and up with rows in the
/// tables, and so is the plan of the rest, which leads from the part to the whole.
class TestChangeParts : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void proved_data();
    void proved();

private:
    Result<QString> creation(const Schema &schema) const { return creationScript(schema, *m_engine, m_server); }
    Result<Schema> made(const Schema &schema);
    /// What is wrong with a migration; empty when it is proved.
    QString fault(const QString &which, const Schema &from, const Schema &to);
    /// What is wrong with the part that leaves these out, and the rest.
    QString fault(const PairedSchemas &pair, const QSet<ObjectId> &leftOut);
    /// The same for some of the plan's steps, and with what is told of steps.
    QString stepFault(const PairedSchemas &pair, const PartMigration &all, QRandomGenerator &random);
    /// What is wrong with parts of the way between the designs.
    QString fault(const DesignPair &pair, quint32 seed);

    EngineRegistry m_engines;
    QuietContext m_context;
    ScriptSchemas m_schemas;
    const Engine *m_engine = nullptr;
    ConnectionProfile m_beside;
    ServerInfo m_server;
    int m_parts = 0, m_refused = 0, m_steps = 0;
};

void TestChangeParts::proved_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("sqlite") << QByteArray("sqlite") << QByteArray();
    QTest::newRow("postgresql15") << QByteArray("postgresql") << QByteArray("postgresql15");
    QTest::newRow("mariadb") << QByteArray("mariadb") << QByteArray("mariadb");
}

void TestChangeParts::proved()
{
    QFETCH(QByteArray, engine);
    QFETCH(QByteArray, server);
    m_engine = m_engines.find(engine);
    m_beside = {};
    m_beside.engine = engine;
    m_beside.database = u":memory:"_s;
    if (!server.isEmpty()) {
        RELATA_REQUIRE_SERVER(server);
        m_beside = *profileFromUrl(*serverUrl(server));
    }
    const auto connection = m_engine->driver->open(m_beside);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().text()));
    m_server = (*connection)->server();
    m_parts = m_refused = m_steps = 0;
    for (Rounds rounds(Campaign::Random, server.isEmpty() ? 40 : 6, 3); rounds.next();) {
        DesignSeeds seeds;
        for (int i = 3 + int(rounds.random().bounded(12)); i > 0; --i)
            seeds.base += rounds.random().generate();
        for (int i = 2 + int(rounds.random().bounded(10)); i > 0; --i)
            seeds.edits += rounds.random().generate();
        const quint32 choice = rounds.random().generate();
        const QString wrong = fault(DesignPair(engine, seeds), choice);
        if (!wrong.isEmpty())
            QFAIL(qPrintable(wrong));
    }
    QVERIFY2(m_parts > 0, "no pair had a part to prove");
    QVERIFY2(m_steps > 0, "no pair had steps to choose");
    if (m_refused)
        qInfo("%d of %d migrations refused", m_refused, m_parts);
}

/// As the server has it.
Result<Schema> TestChangeParts::made(const Schema &schema)
{
    const Result<QString> script = creation(schema);
    if (!script)
        return failure(script.error());
    return m_schemas.read(*script, *m_engine, m_beside, m_context);
}

QString TestChangeParts::fault(const QString &which, const Schema &from, const Schema &to)
{
    ++m_parts;
    const PartMigration whole = draftPart(from, to, {}, *m_engine, m_server, {});
    if (!whole.draft && whole.draft.error().code == Error::Code::Usage)
        return {}; // nothing that the engine can tell apart
    if (!whole.draft && whole.draft.error().message.source().contains("wait for each other"_L1)) {
        ++m_refused;
        return {};
    }
    if (!whole.draft)
        return which + u": "_s + whole.draft.error().text();
    const PlanPair &plan = whole.draft->plan;
    const auto proof = prove(from, to, plan.up.statements(), plan.down.statements(), *m_engine, m_beside, m_context);
    if (!proof)
        return which + u": "_s + proof.error().text();
    if (proof->proved)
        return {};
    return which + u": "_s + proof->summary().source() + u'\n' + proof->detail + u"\nup:\n"_s
        + plan.up.statements().join(u";\n"_s) + u"\ndown:\n"_s + plan.down.statements().join(u";\n"_s) + u"\nfrom:\n"_s
        + creation(from).value_or(QString());
}

QString TestChangeParts::fault(const PairedSchemas &pair, const QSet<ObjectId> &leftOut)
{
    const PartMigration part = draftPart(pair.from, pair.to, leftOut, *m_engine, m_server, {});
    if (part.takenCount() == 0 || part.isWhole())
        return {};
    QString wrong = fault(u"part"_s, part.before, part.after);
    if (wrong.isEmpty())
        wrong = fault(u"rest"_s, part.after, pair.to);
    // A pair whose whole way cannot be proved tells nothing of its parts.
    return wrong.isEmpty() || !fault(u"whole"_s, pair.from, pair.to).isEmpty() ? QString() : wrong;
}

QString TestChangeParts::stepFault(const PairedSchemas &pair, const PartMigration &all, QRandomGenerator &random)
{
    QList<int> numbers;
    for (int i = 1; i <= all.steps.size(); ++i) {
        if (!all.steps.at(i - 1).changes.isEmpty() && random.bounded(3) == 0)
            numbers += i;
    }
    const auto leftOut = leftOutBeside(numbers, all.steps, all.changes);
    if (!leftOut)
        return leftOut.error().text();
    const PartMigration part = draftPart(pair.from, pair.to, *leftOut, *m_engine, m_server, {});
    if (part.takenCount() == 0 || part.steps.isEmpty())
        return {};
    if (part.steps.size() != all.steps.size())
        return u"the steps are others when a part is chosen"_s;
    QSet<ObjectId> taken;
    for (qsizetype i = 0; i < part.steps.size(); ++i) {
        const UnsavedStep &step = part.steps.at(i);
        if (numbers.contains(int(i + 1)) && (step.taken != UnsavedStep::Taken::All || step.needed))
            return u"a step that was chosen is not in the part: "_s + step.title.source();
        if (step.taken == UnsavedStep::Taken::All)
            taken.unite({step.changes.begin(), step.changes.end()});
    }
    for (const UnsavedChange &one : part.changes) {
        if (taken.contains(one.object.id) && !one.taken)
            return u"a step is in the part and its change is not"_s;
    }
    m_steps += int(numbers.size());
    return fault(pair, *leftOut);
}

QString TestChangeParts::fault(const DesignPair &pair, quint32 seed)
{
    if (pair.before.isEmpty())
        return {};
    const auto before = made(pair.before), after = made(pair.after);
    if (!before || !after)
        return {}; // dialects.random_pairs tells of designs that a server does not take
    CompareOptions options;
    options.renames = pair.renames();
    options.notRenamed = pair.notRenamed();
    const PairedSchemas paired = pairedSchemas(*before, *after, *m_engine, options);
    const PartMigration all = draftPart(paired.from, paired.to, {}, *m_engine, m_server, {});
    if (all.changes.size() < 2)
        return {};
    QRandomGenerator random(seed);
    QSet<ObjectId> leftOut;
    for (const UnsavedChange &one : all.changes) {
        if (random.bounded(2))
            leftOut += one.object.id;
    }
    const QString wrong = fault(paired, leftOut);
    return wrong.isEmpty() ? stepFault(paired, all, random) : wrong;
}

RELATA_TEST(TestChangeParts)
#include "tst_change_parts.moc"
