#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/run_script.h"
#include "models/schema/all_kinds.h"
#include "models/sql/statement_splitter.h"
#include "tests/dialects/case_table.h"
#include "tests/dialects/mysql_support.h"
#include "tests/support/case_file.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Every case file on every server of its engine: planned, proved up, down and up again with rows in the tables, and
/// compared with the SQL that it says. RELATA_UPDATE_CASES=1 writes the SQL that was seen into the files;
/// RELATA_ENGINE names the one engine whose cases are wanted.
class TestCases : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsUnmanaged_data();
    void keepsUnmanaged();
    void holds_data();
    void holds();
    void tableSaysWhatWasSeen();

private:
    Result<Schema> schemaOf(const QString &script, const Engine &engine, const ConnectionProfile &beside);
    Result<Comparison> compare(const CaseFile &file, const Engine &engine, const ConnectionProfile &beside);
    void readsAsWritten(const CaseFile &file, const Comparison &seen, const Engine &which) const;
    static QStringList statements(const QString &script, const Engine &engine);
    static QString script(const Plan &plan);
    static QStringList findings(const Plan &plan);

    EngineRegistry m_engines;
    QList<const Engine *> m_wanted; ///< whose cases run in this process
    std::unique_ptr<CaseTable> m_table;
    QMap<QByteArray, QSet<QString>> m_held; ///< by engine: what ran on any of its servers
    QuietContext m_context;
    ScriptSchemas m_schemas;
    ServerInfo m_server;
};

/// The servers that an engine's cases run on.
static QList<QByteArray> serversOf(const QByteArray &engine)
{
    static const QMap<QByteArray, QList<QByteArray>> servers{
        {"postgresql", {"postgresql15", "postgresql18"}}, {"mysql", {"mysql56"}}};
    return servers.value(engine, {engine});
}

/// "1": everything that was seen; "table": the table alone.
static bool isUpdating(const char *what = "1")
{
    const QByteArray wanted = qgetenv("RELATA_UPDATE_CASES");
    return wanted == "1" || wanted == what;
}

static QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Scripts that make one thing which is not managed, each named as the reader calls such a thing.
static QStringList unmanagedPaths(const QByteArray &engine)
{
    QStringList paths;
    for (const QString &name : caseFolders(engine)) {
        const QDir folder(name + u"/unmanaged"_s);
        for (const QString &file : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name))
            paths += folder.filePath(file);
    }
    return paths;
}

void TestCases::initTestCase()
{
    registerEngines(m_engines);
    QList<const Engine *> engines;
    const QByteArray wanted = qgetenv("RELATA_ENGINE");
    for (const Engine *engine : m_engines.all()) {
        if (engine->writer)
            engines += engine;
        if (wanted.isEmpty() || wanted == engine->key)
            m_wanted += engine;
    }
    m_table = std::make_unique<CaseTable>(engines);
}

void TestCases::keepsUnmanaged_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QString>("path");
    for (const Engine *engine : m_wanted) {
        for (const QString &path : unmanagedPaths(engine->key))
            QTest::addRow("%s %s", engine->key, qPrintable(path.section(u'/', -1))) << QByteArray(engine->key) << path;
    }
}

/// It is read as unmanaged, and two readings of it do not differ.
void TestCases::keepsUnmanaged()
{
    if (!QTest::currentDataTag())
        QSKIP("No engine keeps anything that it does not manage.");
    QFETCH(QByteArray, engine);
    QFETCH(QString, path);
    ConnectionProfile beside;
    beside.engine = engine;
    beside.database = u":memory:"_s;
    const QByteArray server = serversOf(engine).first();
    if (engine != "sqlite") {
        RELATA_REQUIRE_SERVER(server);
        beside = *profileFromUrl(*serverUrl(server));
    }
    const Engine &which = *m_engines.find(engine);
    const QString kind = path.section(u'/', -1).chopped(4).replace(u'_', u' ');
    const Result<Schema> first = schemaOf(contentOf(path), which, beside);
    const Result<Schema> second = schemaOf(contentOf(path), which, beside);
    QVERIFY2(first && second, first ? "" : qPrintable(first.error().text() + first.error().detail));
    const QList<ObjectId> unmanaged = first->all(Kind::Opaque);
    QVERIFY(std::any_of(
        unmanaged.begin(), unmanaged.end(), [&](ObjectId id) { return first->find<Opaque>(id)->engineKind == kind; }));
    const Schema same = matched(*second, *first, which.nameRule);
    QVERIFY(ChangeSet::between(*first, same, which.diffPolicy()).isEmpty());
    m_table->addUnmanaged(engine, kind);
    m_held[engine] += path;
}

/// Only an engine all of whose cases ran in this very process is judged.
void TestCases::tableSaysWhatWasSeen()
{
    QSet<QByteArray> whole;
    for (const Engine *engine : m_wanted) {
        const QStringList wanted = casePaths(engine->key) + unmanagedPaths(engine->key);
        const QSet<QString> held = m_held.value(engine->key);
        if (!wanted.isEmpty() && held.size() == wanted.size())
            whole += engine->key;
    }
    if (whole.isEmpty())
        QSKIP("No engine's cases ran all.");
    const QString written = contentOf(CaseTable::path()), seen = m_table->text(whole, written);
    if (isUpdating("table")) {
        QFile file(CaseTable::path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(seen.toUtf8()) > 0);
    } else {
        QCOMPARE(written, seen);
    }
    QCOMPARE(m_table->emptyCells(whole).join(u'\n'), QString());
}

void TestCases::holds_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("path");
    bool any = false;
    for (const Engine *engine : m_wanted) {
        if (!engine->catalogue || !engine->writer || !engine->scratch || !engine->runner)
            continue;
        for (const QByteArray &server : serversOf(engine->key)) {
            for (const QString &path : casePaths(engine->key)) {
                any = true;
                QTest::addRow("%s %s", server.constData(), qPrintable(path.section(u'/', -1)))
                    << QByteArray(engine->key) << server << path;
            }
        }
    }
    if (!any)
        QSKIP("No engine is complete.");
}

void TestCases::holds()
{
    QFETCH(QByteArray, engine);
    QFETCH(QByteArray, server);
    QFETCH(QString, path);
    ConnectionProfile beside;
    beside.engine = engine;
    beside.database = u":memory:"_s;
    if (engine != "sqlite") {
        RELATA_REQUIRE_SERVER(server);
        beside = *profileFromUrl(*serverUrl(server));
    }
    const Engine &which = *m_engines.find(engine);
    const CaseFile file = readCase(path);
    QVERIFY2(file.error.isEmpty(), qPrintable(file.error));
    auto connection = which.driver->open(beside);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().text()));
    m_server = (*connection)->server();
    if (!file.appliesTo(engine, m_server.versionText)) {
        if (file.requiredEngine != engine && !file.requiredEngine.isEmpty())
            m_held[engine] += path;
        QSKIP("This server is older than what the case requires.");
    }
    if (engine == "mysql" || engine == "mariadb")
        makeAccounts(**connection);
    const Result<Comparison> seen = compare(file, which, beside);
    QVERIFY2(seen, seen ? "" : qPrintable(seen.error().text()));
    QVERIFY2(seen->proof.proved, qPrintable(QString(seen->proof.summary().source() + u'\n' + seen->proof.detail)));
    if (!file.keep) // its change is another case's, too
        m_table->count(engine, path, *seen);
    m_held[engine] += path;
    QVERIFY(!seen->isEmpty());
    if (path.section(u'/', -2, -2) == QLatin1StringView(engine))
        readsAsWritten(file, *seen, which);
}

/// Where the case tells the SQL, the plan is just that.
void TestCases::readsAsWritten(const CaseFile &file, const Comparison &seen, const Engine &which) const
{
    if (isUpdating()) {
        CaseFile written = file;
        written.up = script(seen.plan.up);
        written.down = script(seen.plan.down);
        written.findings = findings(seen.plan.up);
        QVERIFY(writeSeen(written));
        return;
    }
    if (!file.tells(m_server.versionText))
        return;
    QCOMPARE(statements(script(seen.plan.up), which), statements(file.up, which));
    QCOMPARE(statements(script(seen.plan.down), which), statements(file.down, which));
    QCOMPARE(findings(seen.plan.up), file.findings);
}

Result<Schema> TestCases::schemaOf(const QString &script, const Engine &engine, const ConnectionProfile &beside)
{
    return m_schemas.read(script, engine, beside, m_context);
}

Result<Comparison> TestCases::compare(const CaseFile &file, const Engine &engine, const ConnectionProfile &beside)
{
    const Result<Schema> from = schemaOf(file.from, engine, beside);
    if (!from)
        return failure(from.error());
    const Result<Schema> to = schemaOf(file.to, engine, beside);
    if (!to)
        return failure(to.error());
    CompareOptions options;
    options.renames = file.renames;
    options.keep = file.keep;
    options.fills = file.fills;
    options.scratch = beside;
    return compareSchemas(*from, *to, engine, m_server, options, m_context);
}

QStringList TestCases::statements(const QString &script, const Engine &engine)
{
    static const QRegularExpression tag(u"_relata_kept_[0-9a-f]{8}_"_s); // made of what each server says
    QStringList result;
    for (const SqlStatementRange &range : splitStatements(script, *engine.flavour))
        result += range.in(script).toString().simplified().replace(tag, u"_relata_kept_"_s);
    return result;
}

QString TestCases::script(const Plan &plan)
{
    QString text;
    for (const QString &statement : plan.statements())
        text += statement + u";\n"_s;
    return text.trimmed();
}

QStringList TestCases::findings(const Plan &plan)
{
    static const QString words[] = {u"note"_s, u"warning"_s, u"danger"_s};
    QStringList result;
    for (const Step &step : plan.steps) {
        for (const Finding &finding : step.findings)
            result += QString(QString::fromLatin1(finding.code) + u' ' + words[int(finding.severity)]);
    }
    return result;
}

RELATA_TEST(TestCases)
#include "tst_cases.moc"
