#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/rows/row_generator.h"
#include "tests/app/migrate_bench.h"
#include "tests/app/program.h"
#include "tests/support/creation_script.h"
#include "tests/support/random_design.h"
#include "tests/support/rounds.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Second = u"002"_s;

/// A database with rows at a design drawn at random, and the migration that is generated to another one.
class Passage {
public:
    Passage(const EngineRegistry &engines, const QByteArray &server)
        : bench(engines, server, u"designs"_s)
        , m_beside(bench.database.profile)
    {
        if (server.isEmpty())
            m_beside.database = u":memory:"_s;
    }

    /// Draws both designs, goes there and back once, undisturbed, and learns what each version looks like. False where
    /// there is nothing to plan between them, or where the planner refuses. What went wrong is in `trouble`.
    bool make(const EngineRegistry &engines, QRandomGenerator &random);
    /// What is not as at that version, in schema and rows.
    QString differsFrom(int version);
    bool isApplied() const { return bench.state(Second) == "applied"_L1; }
    QStringList words(const QString &action) const;
    /// The second migration as it was written.
    QString text() const { return m_up + u"-- down --\n"_s + m_down; }

    MigrateBench bench;
    QString trouble;
    int longest = 1; ///< milliseconds that the way took, either way

private:
    bool makeFirst(const Schema &design);
    bool writeSecond(const DesignPair &pair, bool isJoined);
    Answer allowing(const QString &action);
    bool go(const QString &action, int version);
    bool fails(const QString &why);

    Session m_session;
    ConnectionProfile m_beside;
    QuietContext m_context;
    ScriptSchemas m_schemas;
    QString m_up, m_down;
    QStringList m_allowed; ///< what the undisturbed ways found
    QMap<int, Schema> m_versions;
    QMap<int, QMap<QString, QByteArray>> m_rows;
};

QStringList Passage::words(const QString &action) const
{
    QStringList result{
        u"migrate"_s, action, u"--project"_s, bench.project(), u"--target"_s, bench.database.profile.url(), u"--yes"_s};
    for (const QString &code : m_allowed)
        result += {u"--allow"_s, code};
    return result;
}

/// Runs it, and allows what it is refused for; rows that stand in the way are left there.
Answer Passage::allowing(const QString &action)
{
    static const QRegularExpression codes(u"--allow ([A-Z]+[0-9]+)"_s);
    for (;;) {
        const Answer answer = runProgram(words(action));
        const QStringList before = m_allowed;
        for (auto it = codes.globalMatch(answer.err); answer.status != 0 && it.hasNext();)
            m_allowed += it.next().captured(1);
        m_allowed.removeDuplicates();
        if (answer.status == 0 || m_allowed == before)
            return answer;
    }
}

bool Passage::fails(const QString &why)
{
    trouble = why;
    return false;
}

bool Passage::make(const EngineRegistry &engines, QRandomGenerator &random)
{
    if (const Result<> opened = m_session.open(bench.database.profile, engines); !opened)
        return fails(opened.error().text());
    DesignSeeds seeds;
    for (int i = 3 + int(random.bounded(8)); i > 0; --i)
        seeds.base += random.generate();
    for (int i = 2 + int(random.bounded(6)); i > 0; --i)
        seeds.edits += random.generate();
    const DesignPair pair(m_session.engine->key, seeds);
    // A table that SQLite builds anew is never written to be built outside of a transaction.
    const bool isJoined = random.bounded(3) == 0 || m_session.engine->key == "sqlite"_ba;
    return !pair.before.isEmpty() && makeFirst(pair.before) && writeSecond(pair, isJoined) && go(u"up"_s, 2)
        && go(u"down"_s, 1);
}

bool Passage::makeFirst(const Schema &design)
{
    const Connection &connection = *m_session.connection;
    const Result<QString> script = creationScript(design, *m_session.engine, connection.server());
    if (!script)
        return fails(script.error().text());
    bench.migration(1, "designed", script->toUtf8() + '\n', {});
    if (allowing(u"up"_s).status != 0)
        return false; // dialects.random_pairs tells of designs that a server does not take
    const Result<Schema> made = m_session.schema();
    if (!made)
        return fails(made.error().text());
    const auto filled = fillTables(*m_session.connection, *made, *m_session.engine, {}, m_context);
    if (!filled)
        return fails(filled.error().text());
    const auto rows = m_session.rows(*made);
    m_versions[1] = *made;
    m_rows[1] = rows.value_or(QMap<QString, QByteArray>());
    return rows ? true : fails(rows.error().text());
}

bool Passage::writeSecond(const DesignPair &pair, bool isJoined)
{
    const ServerInfo &server = m_session.connection->server();
    const Engine &engine = *m_session.engine;
    const auto goal = creationScript(pair.after, engine, server).and_then([&](const QString &script) {
        return m_schemas.read(script, engine, m_beside, m_context);
    });
    if (!goal)
        return fails(goal.error().text());
    CompareOptions options;
    options.renames = pair.renames();
    options.notRenamed = pair.notRenamed();
    options.keep = true;
    options.proof = false;
    const auto way = compareSchemas(m_versions[1], *goal, engine, server, options, m_context);
    if (!way || way->isEmpty())
        return false;
    m_up = planSection(way->plan.up, engine);
    m_down = planSection(way->plan.down, engine);
    bench.migration(2, "changed", m_up.toUtf8() + '\n', m_down.toUtf8() + '\n',
        isJoined ? QByteArray() : QByteArray("-- relata:transaction none\n"));
    return true;
}

bool Passage::go(const QString &action, int version)
{
    QElapsedTimer clock;
    clock.start();
    const Answer gone = allowing(action);
    longest = std::max(longest, int(clock.elapsed()));
    if (gone.err.contains("Settle them first"_L1))
        return false;
    if (gone.status != 0)
        return fails(action + u": "_s + gone.err);
    if (m_versions.contains(version)) {
        trouble = differsFrom(version);
        return trouble.isEmpty();
    }
    const Result<Schema> schema = m_session.schema();
    const auto rows = schema ? m_session.rows(*schema) : failure(schema.error());
    if (!rows)
        return fails(rows.error().text());
    m_versions[version] = *schema;
    m_rows[version] = *rows;
    return true;
}

QString Passage::differsFrom(int version)
{
    const Result<Schema> live = m_session.schema();
    const auto rows = live ? m_session.rows(*live) : failure(live.error());
    if (!rows)
        return rows.error().text();
    const Schema &wanted = m_versions[version];
    const Engine &engine = *m_session.engine;
    QStringList left = differences(wanted, matched(*live, wanted, engine.nameRule), engine);
    for (auto it = m_rows[version].cbegin(); it != m_rows[version].cend(); ++it) {
        if (rows->value(it.key()) != it.value())
            left += u"other values in "_s + it.key();
    }
    return left.isEmpty() ? QString() : u"not version %1: "_s.arg(version) + left.join(u'\n');
}

} // namespace

/// The program killed at any moment of a migration that it generated for designs drawn at random: it is at one version
/// or the other behind the way out, with every row.
class CrashDesignsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void killedAtAnyMoment_data() { engineRows(); }
    void killedAtAnyMoment();

private:
    static QString settle(const Passage &passage, QRandomGenerator &random);
    static QString disturb(Passage &passage, QRandomGenerator &random);

    EngineRegistry m_engines;
};

/// Out of what was killed, being killed on the way out too; what went wrong.
QString CrashDesignsTest::settle(const Passage &passage, QRandomGenerator &random)
{
    for (int tries = 0; tries < 20; ++tries) {
        const QString state = passage.bench.state(Second);
        if (state != "partial"_L1 && state != "failed"_L1)
            return {};
        const bool resumes = random.bounded(2);
        const QStringList words = passage.words(resumes ? u"resume"_s : u"rollback"_s);
        if (random.bounded(3) == 0) {
            runAndKill(words, random.bounded(passage.longest));
            continue;
        }
        const Answer one = runProgram(words);
        if (one.status == 0)
            continue;
        const Answer other = runProgram(passage.words(resumes ? u"rollback"_s : u"resume"_s));
        if (other.status != 0)
            return words.at(1) + u": "_s + one.err + u"\nthe other way: "_s + other.err;
    }
    return u"no way out"_s;
}

QString CrashDesignsTest::disturb(Passage &passage, QRandomGenerator &random)
{
    const bool isUp = !passage.isApplied();
    runAndKill(passage.words(isUp ? u"up"_s : u"down"_s), random.bounded(passage.longest));
    if (const QString wrong = settle(passage, random); !wrong.isEmpty())
        return wrong;
    return passage.differsFrom(passage.isApplied() ? 2 : 1);
}

void CrashDesignsTest::killedAtAnyMoment()
{
    constexpr int Kills = 4;
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    int passages = 0;
    for (Rounds rounds(Campaign::Crash, 2, 4); rounds.next();) {
        Passage passage(m_engines, server);
        const bool isMade = passage.make(m_engines, rounds.random());
        if (!passage.trouble.isEmpty())
            qWarning().noquote() << passage.text(); // a failure's own words are cut
        QVERIFY2(passage.trouble.isEmpty(), qPrintable(passage.trouble));
        for (int i = 0; isMade && i < Kills; ++i) {
            const QString wrong = disturb(passage, rounds.random());
            if (!wrong.isEmpty())
                qWarning().noquote() << passage.text();
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
        passages += isMade;
    }
    qInfo("%d passages, %d kills", passages, passages * Kills);
}

RELATA_TEST(CrashDesignsTest)
#include "tst_crash_designs.moc"
