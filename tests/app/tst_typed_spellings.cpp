#include "dialects/common/register_engines.h"
#include "models/engine/connection_book.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/secret_store.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/server_form.h"
#include "models/jobs/session_pool.h"
#include "models/project/compare_desk.h"
#include "models/project/edits.h"
#include "models/project/new_migration.h"
#include "models/project/project.h"
#include "models/project/replay_cache.h"
#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// One thing said in two ways; `same`: whether the server takes them for one.
struct Spelling {
    const char *place, *type, *made, *typed;
    bool same;
};

QList<Spelling> postgresqlSpellings()
{
    return {
        {"default", "timestamptz", "now()", "NOW( )", true},
        {"default", "timestamptz", "now()", "CURRENT_TIMESTAMP", false},
        {"default", "timestamptz", "CURRENT_TIMESTAMP", "current_timestamp", true},
        {"default", "varchar(20)", "'x'", "'x'::varchar", true},
        {"default", "varchar(20)", "'x'", "CAST('x' AS varchar)", true},
        {"default", "varchar(20)", "'x'", "'X'", false},
        {"default", "integer", "1 + 1", "((1+1))", true},
        {"default", "integer", "0", "(0)", true},
        {"default", "integer", "0", "00", true},
        {"default", "boolean", "true", "TRUE", true},
        {"default", "boolean", "true", "'t'::bool", true},
        {"default", "text[]", "ARRAY[]::text[]", "array[]::TEXT[]", true},
        {"check", "", "a IN (1, 2)", "a = ANY (ARRAY[1, 2])", true},
        {"check", "", "a IN (1, 2)", "a in (1,2)", true},
        {"check", "", "a IN (1, 2)", "a in (2, 1)", false},
        {"check", "", "a <> 1", "a!=1", true},
        {"check", "", "a <> 1", "a <> 2", false},
        {"check", "", "a > 0 AND a < 9", "((a > 0) and (a < 9))", true},
        {"check", "", "a BETWEEN 1 AND 2", "a >= 1 AND a <= 2", true},
        {"check", "", "t LIKE 'a%'", "t ~~ 'a%'", true},
        {"check", "", "NOT a IS NULL", "a IS NOT NULL", false},
        {"check", "", "t = 'x'", "t = 'x'::text", true},
        {"generated", "integer", "a * 2", "(a*2)", true},
        {"generated", "text", "lower(t)", "LOWER(t::text)", true},
        {"index", "", "lower(t)", "lower((t)::text)", true},
        {"index", "", "(a + 1), t", "(a+1), t", true},
        {"index", "", "upper(t)", "lower(t)", false},
        {"predicate", "", "a > 0", "(a)>(0)", true},
        {"predicate", "", "a IS NOT NULL", "a is not null", true},
        {"policy", "", "t = CURRENT_USER", "((t)::text = current_user)", true},
        {"policy", "", "a > 0", "0 < a", false},
        {"view", "", "SELECT id, a FROM t WHERE a <> 1", "select t.id, t.a from t where t.a != 1", true},
        {"view", "", "SELECT id, count(*) AS n FROM t GROUP BY id", "select id,COUNT(*) n from t group by 1", true},
        {"view", "", "SELECT id FROM t", "SELECT a AS id FROM t", false},
    };
}

QList<Spelling> mysqlSpellings(bool isOld)
{
    QList<Spelling> result{
        {"default", "datetime", "CURRENT_TIMESTAMP", "now()", true},
        {"default", "datetime", "CURRENT_TIMESTAMP", "current_timestamp", true},
        {"default", "int", "0", "'0'", true},
        {"default", "int", "0", "1", false},
        {"default", "varchar(20)", "'x'", "\"x\"", true},
        {"view", "", "SELECT id, a FROM t WHERE a <> 1", "select t.id, t.a from t where t.a != 1", true},
        {"view", "", "SELECT id FROM t WHERE a IN (1, 2)", "SELECT id FROM t WHERE a IN (1, 3)", false},
    };
    if (!isOld)
        result += {
            {"default", "int", "(1 + 1)", "(1+1)", true},
            {"check", "", "a <> 1", "a!=1", true},
            {"check", "", "a <> 1", "a <> 2", false},
            {"check", "", "a > 0 AND a < 9", "((a > 0) and (a < 9))", true},
            {"check", "", "a IN (1, 2)", "a in(1,2)", true},
            {"generated", "int", "a * 2", "(a*2)", true},
            {"generated", "varchar(20)", "lower(t)", "LCASE(t)", true},
        };
    return result;
}

QList<Spelling> sqliteSpellings()
{
    return {
        {"default", "TEXT", "CURRENT_TIMESTAMP", "current_timestamp", true},
        {"default", "INTEGER", "(1 + 1)", "(1+1)", true},
        {"default", "INTEGER", "0", "1", false},
        {"check", "", "a <> 1", "a<>1", true},
        {"check", "", "a <> 1", "a != 1", false},
        {"check", "", "a > 0 AND a < 9", "a > 0 and a < 9", true},
        {"generated", "INTEGER", "a * 2", "a*2", true},
        {"index", "", "lower(t)", "lower( t )", true},
        {"predicate", "", "a > 0", "a>0", true},
        {"index", "", "lower(t)", "LOWER(t)", false},
        {"view", "", "SELECT id, a FROM t WHERE a <> 1", "SELECT id, a FROM t WHERE a <> 1", true},
    };
}

/// What makes a table with all of them, by those words of each.
QString scriptOf(const QList<Spelling> &all, bool isTyped)
{
    QString columns, checks, others;
    for (const Spelling &one : all) {
        const QByteArray place(one.place);
        const QString text = QString::fromLatin1(isTyped ? one.typed : one.made), type = QString::fromLatin1(one.type);
        if (place == "default")
            columns += u", v %1 DEFAULT %2"_s.arg(type, text);
        else if (place == "generated")
            columns += u", g %1 GENERATED ALWAYS AS (%2) STORED"_s.arg(type, text);
        else if (place == "check")
            checks += u", CONSTRAINT c CHECK (%1)"_s.arg(text);
        else if (place == "index")
            others += u"CREATE INDEX i ON t (%1);\n"_s.arg(text);
        else if (place == "predicate")
            others += u"CREATE INDEX j ON t (a) WHERE %1;\n"_s.arg(text);
        else if (place == "policy")
            others += u"CREATE POLICY p ON t USING (%1);\n"_s.arg(text);
        else if (place == "view")
            others += u"CREATE VIEW v AS %1;\n"_s.arg(text);
    }
    return u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int, t varchar(20)"_s + columns + checks + u");\n"_s
        + others;
}

ObjectId partOf(const Schema &schema, Kind kind, const QString &name)
{
    const ObjectId space = schema.defaultNamespace();
    return schema.child(kind == Kind::View ? space : schema.child(space, Kind::Table, u"t"_s), kind, name);
}

template <class T, class Change>
Schema changed(const Schema &schema, Kind kind, const QString &name, Change change)
{
    const ObjectId id = partOf(schema, kind, name);
    T object = *schema.find<T>(id);
    change(object);
    return edits::change(schema, id, makeObject(std::move(object))).schema;
}

/// The schema with that text, put there as the designer puts what is typed into it.
Schema withTyped(const Schema &schema, const Spelling &one, const SqlFlavour &flavour)
{
    const QByteArray place(one.place);
    const QString text = QString::fromLatin1(one.typed);
    const ObjectId space = schema.defaultNamespace(), table = schema.child(space, Kind::Table, u"t"_s);
    const Expression typed = typedExpression(schema, table, text, flavour);
    if (place == "default")
        return changed<Column>(schema, Kind::Column, u"v"_s,
            [&](Column &column) { column.defaultValue = typedExpression(schema, {}, text, flavour); });
    if (place == "generated")
        return changed<Column>(schema, Kind::Column, u"g"_s, [&](Column &column) { column.generation = typed; });
    if (place == "check")
        return changed<Check>(schema, Kind::Check, u"c"_s, [&](Check &check) { check.expression = typed; });
    if (place == "view")
        return changed<View>(
            schema, Kind::View, u"v"_s, [&](View &view) { view.query = typedQuery(schema, space, text, flavour); });
    if (place == "policy")
        return edits::setField(schema, partOf(schema, Kind::Policy, u"p"_s), "using", text)->schema;
    if (place == "predicate")
        return changed<Index>(schema, Kind::Index, u"j"_s, [&](Index &index) { index.predicate = typed; });
    return changed<Index>(schema, Kind::Index, u"i"_s,
        [&](Index &index) { index.parts = typedKeyParts(schema, table, text, flavour, index.parts); });
}

/// Answers that there is no password.
class NoSecrets : public SecretStore {
public:
    void read(const QString &, Answer answer) override { answer(QString()); }
    void write(const QString &, const QString &, Done done) override { done({}); }
    void remove(const QString &, Done done) override { done({}); }
    bool outlivesSession() const override { return false; }
    Message limitation() const override { return {}; }
};

} // namespace

/// What people type into a design is equal to what a server has if the server takes both for the same.
class TypedSpellingsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void areWhatTheServerMakesOfThem_data();
    void areWhatTheServerMakesOfThem();
    void areComparedByTokensWithoutAServer();
    void areNotMixedWithoutNames();
    void areSavedAppliedAndCompared_data();
    void areSavedAppliedAndCompared();
    void areComparedInTheWindow();

private:
    Schema read(const QString &script);
    void choose(const QByteArray &server);
    void saveAndApply(const RunnerPlace &place, const Schema &design);

    EngineRegistry m_engines;
    QuietContext m_context;
    ScriptSchemas m_schemas;
    ConnectionProfile m_beside;
    const Engine *m_engine = nullptr;
};

void TypedSpellingsTest::areWhatTheServerMakesOfThem_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QList<const char *>>("words");
    QTest::addColumn<bool>("same");
    const auto add = [](const QByteArray &server, const QList<Spelling> &all) {
        for (const Spelling &one : all)
            QTest::addRow("%s %s %s: %s", server.constData(), one.place, one.made, one.typed)
                << server << QList<const char *>{one.place, one.type, one.made, one.typed} << one.same;
    };
    add("postgresql15", postgresqlSpellings());
    add("mariadb", mysqlSpellings(false));
    add("mysql56", mysqlSpellings(true));
    add("sqlite", sqliteSpellings());
}

Schema TypedSpellingsTest::read(const QString &script)
{
    Result<Schema> schema = m_schemas.read(script, *m_engine, m_beside, m_context);
    if (!schema)
        qWarning("%s: %s", qPrintable(script), qPrintable(schema.error().text()));
    return schema.value_or(Schema());
}

void TypedSpellingsTest::choose(const QByteArray &server)
{
    m_beside = {};
    if (server == "sqlite") {
        m_beside.engine = server;
        m_beside.database = u":memory:"_s;
    } else {
        m_beside = *profileFromUrl(*serverUrl(server));
    }
    m_engine = m_engines.find(m_beside.engine);
}

void TypedSpellingsTest::areWhatTheServerMakesOfThem()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QList<const char *>, words);
    QFETCH(const bool, same);
    if (server != "sqlite")
        RELATA_REQUIRE_SERVER(server);
    choose(server);
    const Spelling one{words.at(0), words.at(1), words.at(2), words.at(3), same};
    const Schema live = read(scriptOf({one}, false)), file = read(scriptOf({one}, true));
    QVERIFY(!live.isEmpty() && !file.isEmpty());
    const Schema design = withTyped(live, one, *m_engine->flavour);
    CompareOptions options;
    options.proof = false;
    options.scratch = m_beside;
    const ServerInfo info{.engine = m_engine->key, .version = 0, .versionText = {}, .product = {}, .settings = {}};
    const auto differs = [&](const Schema &from, const Schema &to, TypedSides typed) {
        options.typed = typed;
        const Result<Comparison> seen = compareSchemas(from, to, *m_engine, info, options, m_context);
        if (!seen || seen->unproved)
            qWarning("%s", qPrintable(seen ? seen->unproved->source() : seen.error().text()));
        return !seen || seen->unproved || !seen->isEmpty();
    };
    QCOMPARE(!differs(live, file, {}), same);
    qInfo("without asking: %s", differs(live, design, {}) ? "differs" : "same");
    QCOMPARE(!differs(live, design, {.from = false, .to = true}), same);
    QCOMPARE(!differs(design, live, {.from = true, .to = false}), same);
}

/// White space, case and parentheses around the whole tell nothing apart; for all else it takes a server, and that is
/// said.
void TypedSpellingsTest::areComparedByTokensWithoutAServer()
{
    choose("sqlite");
    Engine alone = *m_engine;
    alone.scratch = nullptr;
    const Schema live = read(scriptOf({{"check", "", "a <> 1 AND t = 'A'", "", true}}, false));
    ServerForms forms;
    for (const auto &[typed, same] : {std::pair("a<>1 and  t='A'", true), {"((a <> 1 AND T = 'A'))", true},
             {"(a <> 1) AND (t = 'A')", false}, {"a <> 1 AND t = 'a'", false}, {"a != 1 AND t = 'A'", false}}) {
        const Schema design = withTyped(live, {"check", "", "", typed, same}, *m_engine->flavour);
        const auto settled = settledBeside(design, live, alone, m_beside, forms, m_context);
        QVERIFY(settled && settled->unproved);
        QVERIFY2(settled->unproved->source().startsWith("Not proved: "_L1), qPrintable(settled->unproved->source()));
        QVERIFY2((settled->schema == live) == same, typed);
    }
}

/// Of several constraints without a name none is taken for another.
void TypedSpellingsTest::areNotMixedWithoutNames()
{
    choose("sqlite");
    const Schema live = read(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, t TEXT, CHECK (a <> 1), "
                             "CHECK (t <> 'x y'), CHECK (a < 9))"_s);
    const ObjectId table = live.child(live.defaultNamespace(), Kind::Table, u"t"_s);
    const SqlFlavour &flavour = *m_engine->flavour;
    Schema design = live;
    for (const ObjectId id : live.children(table, Kind::Check)) {
        Check check = *live.find<Check>(id);
        QString text = expressionText(live, check.expression, flavour);
        check.expression = typedExpression(live, table, text.contains(u'\'') ? text : text.remove(u' '), flavour);
        design = edits::change(design, id, makeObject(std::move(check))).schema;
    }
    CompareOptions options;
    options.scratch = m_beside;
    options.typed.to = true;
    const ServerInfo info{.engine = m_engine->key, .version = 0, .versionText = {}, .product = {}, .settings = {}};
    const Result<Comparison> seen = compareSchemas(live, design, *m_engine, info, options, m_context);
    QVERIFY2(seen, seen ? "" : qPrintable(seen.error().text()));
    QCOMPARE(seen->to.fingerprint(), design.fingerprint());
}

void TypedSpellingsTest::areSavedAppliedAndCompared_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QList<int>>("chosen");
    QTest::newRow("sqlite") << QByteArray() << QList<int>{1, 5, 6, 7, 8, 10};
    QTest::newRow("postgresql15") << QByteArray("postgresql15") << QList<int>{3, 12, 22, 24, 27, 29, 31};
    QTest::newRow("mariadb") << QByteArray("mariadb") << QList<int>{0, 5, 8, 12};
    QTest::newRow("mysql56") << QByteArray("mysql56") << QList<int>{0, 5};
}

static QStringList checking(const RunnerPlace &place)
{
    return {u"migrate"_s, u"check"_s, u"--project"_s, place.projectFolder(), u"--dev"_s,
        place.isSqlite() ? u"sqlite::memory:"_s : place.profile().url()};
}

/// The design's migration is proved and applied, and what is there then is what was typed; so it is beforehand for a
/// database that has it already.
void TypedSpellingsTest::areSavedAppliedAndCompared()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QList<int>, chosen);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    choose(server.isEmpty() ? QByteArray("sqlite") : server);
    const QList<Spelling> all = server.isEmpty() ? sqliteSpellings()
        : server == "postgresql15"               ? postgresqlSpellings()
                                                 : mysqlSpellings(server == "mysql56");
    QList<Spelling> some;
    for (const int i : chosen)
        some += all.at(i);
    const RunnerPlace place(m_engines, server, {u"CREATE TABLE first (id int NOT NULL PRIMARY KEY);"_s}, {});
    QCOMPARE(place.error, QString());
    const QStringList check = checking(place) + QStringList{u"--write-head"_s};
    QCOMPARE(runProgram(check).status, 0);
    QCOMPARE(runProgram(place.words({u"up"_s})).status, 0);
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(scriptOf(some, false)), QString());
    auto project = std::move(*Project::open(place.projectFolder()));
    Schema design = matched(*session.schema(), project->head(), m_engine->nameRule);
    for (const Spelling &one : std::as_const(some))
        design = withTyped(design, one, *m_engine->flavour);
    project->edit(design, {"Test", "Type it", {}});
    QVERIFY(project->save());
    const QStringList live{u"diff"_s, u"--check"_s, place.profile().url(), place.projectFolder()};
    const Answer before = runProgram(live);
    QVERIFY2(before.status == 0, qPrintable(before.out + before.err));
    QCOMPARE(session.run(u"DROP VIEW v; DROP TABLE t"_s), QString());
    saveAndApply(place, design);
    const Answer after = runProgram(live), back = runProgram({live.at(0), live.at(1), live.at(3), live.at(2)});
    QVERIFY2(after.status == 0, qPrintable(after.out + after.err));
    QVERIFY2(back.status == 0, qPrintable(back.out + back.err));
}

void TypedSpellingsTest::saveAndApply(const RunnerPlace &place, const Schema &design)
{
    auto project = std::move(*Project::open(place.projectFolder()));
    const ServerInfo info{.engine = m_engine->key, .version = 0, .versionText = {}, .product = {}, .settings = {}};
    const Result<NewMigration> made = newMigration(*project, *m_engine, info, {}, place.profile(), m_context);
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    QVERIFY2(made->proof.proved, qPrintable(made->proof.summary().source()));
    QVERIFY(project->addMigration(made->file, design));
    const Answer applied = runProgram(place.words({u"up"_s}));
    QVERIFY2(applied.status == 0, qPrintable(applied.err));
    const Answer checked = runProgram(checking(place));
    QVERIFY2(!checked.out.contains("MC106"_L1) && checked.status == 0, qPrintable(checked.out + checked.err));
}

/// The window shows at once what the words tell, and then what the server says of them.
void TypedSpellingsTest::areComparedInTheWindow()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    choose("postgresql15");
    const Spelling one{"check", "", "a IN (1, 2)", "a in (1,2)", true};
    const RunnerPlace place(m_engines, "postgresql15", {}, {});
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(scriptOf({one}, false)), QString());
    const Schema live = *session.schema();
    auto project = std::move(*Project::open(place.projectFolder()));
    JobCenter jobs;
    SessionPool sessions(m_engines);
    ConnectionBook book;
    ConnectionProfile profile = place.profile();
    profile.name = u"shop"_s;
    book.reset({profile}, profile.name);
    NoSecrets secrets;
    CompareDesk desk({project.get(), m_engines, jobs, sessions, book, secrets, std::make_shared<ReplayCache>()});
    QStringList seen;
    connect(&desk, &CompareDesk::pairChanged, this, [&] {
        if (desk.pair())
            seen += (desk.pair()->from == desk.pair()->to ? u"equal"_s : u"different"_s)
                + (desk.pair()->unproved ? u", unproved"_s : u""_s);
    });
    project->edit(withTyped(live, one, *m_engine->flavour), {"Test", "Type it", {}});
    desk.setSource(CompareSide::Left, {CompareSource::Type::Connection, u"shop"_s});
    desk.setSource(CompareSide::Right, {CompareSource::Type::Design});
    QTRY_VERIFY2_WITH_TIMEOUT(seen.contains(u"equal"_s), qPrintable(seen.join(u"; "_s)), 30000);
    QCOMPARE(seen.first(), u"different, unproved"_s);
    project->edit(withTyped(live, {"check", "", "", "a <> 5", false}, *m_engine->flavour), {"Test", "Type it", {}});
    QTRY_COMPARE_WITH_TIMEOUT(seen.last(), u"different"_s, 30000);
}

RELATA_TEST(TypedSpellingsTest)
#include "tst_typed_spellings.moc"
