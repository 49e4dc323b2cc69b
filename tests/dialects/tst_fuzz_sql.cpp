#include "dialects/common/expression_cutter.h"
#include "dialects/common/register_engines.h"
#include "dialects/mysql/body_cutter.h"
#include "dialects/mysql/definition_cutter.h"
#include "dialects/sqlite/definitions.h"
#include "dialects/sqlite/schema_reader.h"
#include "dialects/sqlite/token_rules.h"
#include "models/diff/change_set.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/engine/server_info.h"
#include "models/items/sql_completion.h"
#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema_file.h"
#include "models/sql/normal_text.h"
#include "models/sql/sql_lexer.h"
#include "models/sql/statement_splitter.h"
#include "tests/support/mutation.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const SqlFlavour *const Flavours[] = {
    &postgresqlFlavour(), &mysqlFlavour(), &mariadbFlavour(), &sqliteFlavour(), &sqlserverFlavour(), &oracleFlavour()};

const QByteArrayList SqlWords{"'", "\"", "`", "[", "]", "$$", "$a$", "/*", "*/", "/*!40101 ", "--", "-- ", "#", "\\",
    "\n", "\r\n", ";", "DELIMITER ;;\n", ";;", "copy t from stdin;\n", "\\.\n", "E'", "U&\"", "q'[", "(", ")", ",",
    "begin ", "end ", "case ", "if ", "loop ", "declare ", " from ", " join ", " as ", "with a as (", "select ",
    "create trigger t before insert on a begin ", "new.", "old.", " union ", " default ", " references ", " check (",
    " constraint ", " collate ", "generated always as (", QByteArray("\0", 1), "\xc3\xa9", "\xf0\x9d\x84\x9e", "\xff",
    "1e", "1..", ":a", "@b", "?", "go\n", "/\n", ".t\n"};

QByteArrayList sqlSeeds()
{
    return seedsFrom(u"tests/cases"_s, {u"*.case"_s}) + seedsFrom(u"resources/samples"_s, {u"*.sql"_s});
}

void verifyTokens(const QString &text, const SqlFlavour &flavour)
{
    qsizetype at = 0;
    for (const SqlToken &token : SqlLexer::tokens(text, flavour)) {
        QCOMPARE(token.begin, at);
        QVERIFY(token.end > token.begin);
        at = token.end;
    }
    QCOMPARE(at, text.size());
}

/// What is in no statement is blank, ends one, or is the client's.
void verifyCovered(const QString &text, const SqlFlavour &flavour, const QList<SqlStatementRange> &ranges)
{
    using Type = SqlToken::Type;
    auto range = ranges.cbegin();
    for (const SqlToken &token : SqlLexer::tokens(text, flavour)) {
        while (range != ranges.cend() && range->next <= token.begin)
            ++range;
        const bool isInside = range != ranges.cend() && range->lead <= token.begin && token.end <= range->next;
        QVERIFY2(isInside || token.isBlank() || token.type == Type::Delimiter || token.type == Type::CopyData
                || token.type == Type::MetaCommand,
            qPrintable(token.in(text).toString()));
    }
}

/// In order, without overlap, inside of the text; the same when it comes line by line.
void verifyStatements(const QString &text, const SqlFlavour &flavour)
{
    const QList<SqlStatementRange> whole = splitStatements(text, flavour);
    qsizetype at = 0;
    for (const SqlStatementRange &range : whole) {
        QVERIFY(at <= range.lead && range.lead <= range.begin && range.begin <= range.end && range.end <= range.next);
        QVERIFY(range.next <= text.size());
        QVERIFY(!range.in(text).isEmpty());
        QCOMPARE(range.line, 1 + QStringView(text).first(range.begin).count(u'\n'));
        at = range.next;
    }
    verifyCovered(text, flavour, whole);
    StatementSplitter pieces(flavour);
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype to = text.indexOf(u'\n', from) + 1;
        pieces.feed(QStringView(text).mid(from, to > 0 ? to - from : -1));
        from = to > 0 ? to : text.size();
    }
    pieces.finish();
    QCOMPARE(pieces.take(), whole);
}

QString fieldsThatDiffer(const Schema &one, const Schema &other)
{
    QStringList result;
    const ChangeSet changes = ChangeSet::between(one, other);
    for (const Change &change : changes.changes()) {
        result += one.displayName(idOf(change));
        if (const auto *altered = std::get_if<Altered>(&change))
            result += QString::fromLatin1(altered->fields.join(' '));
    }
    return result.join(u'\n');
}

sqlite::StoredSchema storedSchema()
{
    sqlite::StoredSchema stored;
    stored.objects = {
        {u"table"_s, u"a"_s, u"a"_s,
            u"CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, \"b c\" TEXT NOT NULL DEFAULT 'x' COLLATE "
            "NOCASE, d REAL CHECK (d > 0), e INT GENERATED ALWAYS AS (id + 1) STORED, CONSTRAINT u UNIQUE "
            "(\"b c\", d))"_s},
        {u"table"_s, u"f"_s, u"f"_s,
            u"CREATE TABLE f (g INT REFERENCES a (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, h, PRIMARY KEY "
            u"(g, "
            "h)) WITHOUT ROWID, STRICT"_s},
        {u"index"_s, u"i"_s, u"a"_s, u"CREATE UNIQUE INDEX i ON a (lower(\"b c\"), d DESC) WHERE d IS NOT NULL"_s},
        {u"view"_s, u"v"_s, u"v"_s, u"CREATE VIEW v (x, y) AS SELECT a.id, f.h FROM a JOIN f ON f.g = a.id"_s},
        {u"trigger"_s, u"t"_s, u"a"_s,
            u"CREATE TRIGGER t AFTER UPDATE OF d ON a FOR EACH ROW WHEN NEW.d > 1 BEGIN UPDATE f SET h = NEW.d WHERE g "
            u"= "
            "OLD.id; SELECT 1; END"_s}};
    stored.tableKinds = {{u"a"_s, u"table"_s}, {u"f"_s, u"table"_s}};
    stored.columns[u"a"_s] = {{u"id"_s, u"INTEGER"_s, false, 1, 0}, {u"b c"_s, u"TEXT"_s, true, 0, 0},
        {u"d"_s, u"REAL"_s, false, 0, 0}, {u"e"_s, u"INT"_s, false, 0, 3}};
    stored.columns[u"f"_s] = {{u"g"_s, u"INT"_s, false, 1, 0}, {u"h"_s, {}, false, 2, 0}};
    return stored;
}

} // namespace

/// SQL that anybody may have written, or a database may hold: no text crashes or hangs what reads it.
class FuzzSqlTest : public QObject {
    Q_OBJECT
private slots:
    void lexersAndSplitters();
    void storedSchemas();
    void cutDefinitions();
    void whatPeopleType();
    void whatStatementsDo();
};

void FuzzSqlTest::lexersAndSplitters()
{
    const Mutation texts(sqlSeeds(), SqlWords);
    for (Rounds rounds(Campaign::Fuzz, 150); rounds.next();) {
        const QString text = QString::fromUtf8(texts.next(rounds.random()));
        for (const SqlFlavour *flavour : Flavours) {
            verifyTokens(text, *flavour);
            verifyStatements(text, *flavour);
            tokenChecksum(text, *flavour);
            QVERIFY(collapsed(text, *flavour, 80).size() <= 81);
            statementAt(text, rounds.random().bounded(int(text.size()) + 1), *flavour);
        }
    }
}

void FuzzSqlTest::storedSchemas()
{
    const sqlite::StoredSchema good = storedSchema();
    QByteArrayList seeds;
    for (const sqlite::StoredObject &object : good.objects)
        seeds += object.sql.toUtf8();
    const Mutation texts(seeds, SqlWords);
    QVERIFY(sqlite::readSchema(good).all(Kind::Opaque).isEmpty());
    for (Rounds rounds(Campaign::Fuzz, 500); rounds.next();) {
        sqlite::StoredSchema stored = good;
        for (int touched = 1 + rounds.random().bounded(3); touched > 0; --touched)
            stored.objects[rounds.random().bounded(int(stored.objects.size()))].sql =
                QString::fromUtf8(texts.next(rounds.random()));
        const Schema schema = sqlite::readSchema(stored);
        const QByteArray written = writeSchemaLines(schema);
        const auto again = readSchemaLines(written, u"head.json"_s);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text()));
        QVERIFY2(*again == schema, qPrintable(fieldsThatDiffer(schema, *again)));
        for (const sqlite::StoredObject &object : stored.objects) {
            sqlite::parseTable(object.sql);
            sqlite::parseIndex(object.sql);
            sqlite::parseView(object.sql);
        }
    }
}

void FuzzSqlTest::cutDefinitions()
{
    const Mutation texts(sqlSeeds(), SqlWords);
    const ObjectId table{1}, column{2}, self{3};
    relata::NameScope scope(NameRule::CaseInsensitive, u"main"_s);
    mysql::NameScope names;
    names.relation = [&](const QString &name) { return name.size() % 2 ? table : ObjectId(); };
    names.routine = [&](const QString &name) { return name.size() % 3 ? ObjectId() : self; };
    names.column = [&](ObjectId, const QString &name) { return name.size() % 2 ? column : ObjectId(); };
    names.ownTable = table;
    for (const QString &name : {u"member"_s, u"loan"_s, u"work"_s, u"t"_s}) {
        scope.addRelation({}, name, table);
        scope.addColumn(table, u"id"_s, column);
    }
    for (Rounds rounds(Campaign::Fuzz, 150); rounds.next();) {
        const QString text = QString::fromUtf8(texts.next(rounds.random()));
        for (const CutLayout layout : {CutLayout::Normal, CutLayout::Keep})
            cutExpression(text, sqlite::tokenRules(), scope, {.subject = table, .self = self, .layout = layout});
        mysql::cutDefinition(text, names);
        mysql::cutBody(text, names, mariadbFlavour());
    }
}

/// What the editor and the designer make of half-written text.
void FuzzSqlTest::whatPeopleType()
{
    const Mutation texts(sqlSeeds(), SqlWords);
    for (Rounds rounds(Campaign::Fuzz, 60); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema schema = randomSchema(random, 3);
        const QString text = QString::fromUtf8(texts.next(random)).left(20'000);
        const SqlFlavour &flavour = *Flavours[random.bounded(4)];
        const CompletionNames completion(schema, flavour);
        for (int i = 0; i < 5; ++i) {
            const qsizetype caret = random.bounded(int(text.size()) + 1);
            const CompletionAnswer answer = completion.complete(text, caret);
            QVERIFY(answer.begin >= 0 && answer.begin <= caret);
        }
        const QList<ObjectId> tables = schema.all(Kind::Table);
        const ObjectId table = tables.value(0);
        expressionText(schema, typedExpression(schema, table, text, flavour), flavour);
        typedQuery(schema, {}, text, flavour);
        typedKeyParts(schema, table, text, flavour);
        typedColumns(schema, table, text);
        typedType(schema, {}, text, QString(flavour.key));
    }
}

/// By PostgreSQL's own parser, and by the words: what nobody knows is taken for the strongest.
void FuzzSqlTest::whatStatementsDo()
{
    EngineRegistry engines;
    registerEngines(engines);
    const Mutation texts(sqlSeeds(), SqlWords);
    for (Rounds rounds(Campaign::Fuzz, 60); rounds.next();) {
        const QString text = QString::fromUtf8(texts.next(rounds.random()));
        for (const Engine *engine : engines.all()) {
            const ServerInfo server{
                .engine = engine->key, .version = 0, .versionText = {}, .product = {}, .settings = {}};
            for (const SqlStatementRange &range : splitStatements(text, *engine->flavour)) {
                const QStringView statement = range.in(text);
                const StatementFacts facts = engine->analyst->facts(statement, server);
                const bool isSqlite = QLatin1StringView(engine->key) == "sqlite"_L1; // where readers never wait
                const bool isStrongest = std::any_of(facts.locks.begin(), facts.locks.end(), [&](const Lock &lock) {
                    return lock.level == (isSqlite ? LockLevel::BlocksWrites : LockLevel::BlocksAll);
                });
                QVERIFY2(
                    !facts.opaque || isStrongest, qPrintable(QLatin1StringView(engine->key) + u": "_s + statement));
                engine->runner->modeOf(statement, server);
                engine->runner->setsSession(statement);
                engine->runner->fillsSession(statement);
                engine->runner->settingFor(statement, server);
                engine->runner->watch()->setsTimeouts(statement);
                engine->runner->watch()->waitsPatiently(statement);
            }
        }
    }
}

RELATA_TEST(FuzzSqlTest)
#include "tst_fuzz_sql.moc"
