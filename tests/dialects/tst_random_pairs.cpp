#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/compare.h"
#include "models/planner/planner.h"
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

/// Random designs and random edits of them on every server: both are made there and read back, and the plan between
/// them is proved up, down and up with rows in the tables. A pair that fails shrinks, and prints itself as a case file.
class TestRandomPairs : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void proved_data();
    void proved();

private:
    Result<QString> creation(const Schema &schema) const { return creationScript(schema, *m_engine, m_server); }
    Result<Schema> made(const QString &script) { return m_schemas.read(script, *m_engine, m_beside, m_context); }
    /// What is wrong with the plan between the pair's designs; empty when all is well.
    QString fault(const DesignPair &pair);
    DesignSeeds shrunk(DesignSeeds seeds);
    QString caseText(const DesignPair &pair) const;

    EngineRegistry m_engines;
    QuietContext m_context;
    ScriptSchemas m_schemas;
    const Engine *m_engine = nullptr;
    ConnectionProfile m_beside;
    ServerInfo m_server;
    int m_refused = 0;
};

void TestRandomPairs::proved_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("sqlite") << QByteArray("sqlite") << QByteArray();
    QTest::newRow("postgresql15") << QByteArray("postgresql") << QByteArray("postgresql15");
    QTest::newRow("postgresql18") << QByteArray("postgresql") << QByteArray("postgresql18");
    QTest::newRow("mariadb") << QByteArray("mariadb") << QByteArray("mariadb");
    QTest::newRow("mysql56") << QByteArray("mysql") << QByteArray("mysql56");
}

void TestRandomPairs::proved()
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
    for (Rounds rounds(Campaign::Random, server.isEmpty() ? 40 : 4); rounds.next();) {
        DesignSeeds seeds;
        for (int i = 3 + int(rounds.random().bounded(12)); i > 0; --i)
            seeds.base += rounds.random().generate();
        for (int i = 1 + int(rounds.random().bounded(8)); i > 0; --i)
            seeds.edits += rounds.random().generate();
        if (fault(DesignPair(engine, seeds)).isEmpty())
            continue;
        const DesignPair least(engine, shrunk(seeds));
        QFAIL(qPrintable(QString(fault(least) + u"\n\n"_s + caseText(least))));
    }
    if (m_refused)
        qInfo("%d pairs refused as two migrations", std::exchange(m_refused, 0));
}

QString TestRandomPairs::fault(const DesignPair &pair)
{
    if (pair.before.isEmpty())
        return {};
    const auto from = creation(pair.before).and_then([&](const QString &script) { return made(script); });
    if (!from)
        return u"before: "_s + from.error().text();
    const auto to = creation(pair.after).and_then([&](const QString &script) { return made(script); });
    if (!to)
        return u"after: "_s + to.error().text();
    CompareOptions options;
    options.renames = pair.renames();
    options.notRenamed = pair.notRenamed();
    options.scratch = m_beside;
    const auto seen = compareSchemas(*from, *to, *m_engine, m_server, options, m_context);
    if (!seen && seen.error().message.source().contains("wait for each other"_L1)) {
        ++m_refused; // an answer too: nobody's rows are at stake
        return {};
    }
    if (!seen)
        return u"plan: "_s + seen.error().text();
    if (seen->isEmpty())
        return seen->from.fingerprint() == seen->to.fingerprint() ? QString() : u"nothing is planned"_s;
    if (!seen->proof.proved)
        return seen->proof.summary().source() + u'\n' + seen->proof.detail + u"\nup:\n"_s
            + seen->plan.up.statements().join(u";\n"_s) + u"\ndown:\n"_s + seen->plan.down.statements().join(u";\n"_s);
    return {};
}

/// Leaves out what can be left out, the edits first, as long as something is still wrong.
DesignSeeds TestRandomPairs::shrunk(DesignSeeds seeds)
{
    for (bool again = true; again;) {
        again = false;
        for (QList<quint32> *list : {&seeds.edits, &seeds.base}) {
            for (qsizetype i = list->size() - 1; i >= 0; --i) {
                const quint32 one = list->takeAt(i);
                if (fault(DesignPair(m_engine->key, seeds)).isEmpty())
                    list->insert(i, one);
                else
                    again = true;
            }
        }
    }
    return seeds;
}

QString TestRandomPairs::caseText(const DesignPair &pair) const
{
    QString text = u"# table-random\n-- from --\n"_s + creation(pair.before).value_or(QString()) + u"\n-- to --\n"_s
        + creation(pair.after).value_or(QString()) + u'\n';
    const QList<RenameNote> renames = pair.renames();
    if (!renames.isEmpty())
        text += u"-- renamed --\n"_s;
    for (const RenameNote &note : renames)
        text += QLatin1StringView(catalogue(note.kind).info->key) + u' ' + note.from.mid(1).join(u'.') + u" -> "_s
            + note.to.mid(1).join(u'.') + u'\n';
    return text;
}

RELATA_TEST(TestRandomPairs)
#include "tst_random_pairs.moc"
