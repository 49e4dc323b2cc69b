#include "dialects/mariadb/engine.h"
#include "dialects/mysql/alter_form.h"
#include "dialects/mysql/engine.h"
#include "models/base/job_context.h"
#include "models/diff/matcher.h"
#include "models/engine/engine.h"
#include "models/planner/planner.h"
#include "tests/dialects/mysql_support.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace relata {

using namespace relata::tests;

/// How a server goes about an ALTER TABLE is known from a table of ours: here it is held against servers. Each
/// statement of a plan runs in the form that it names, and no better form would.
class MysqlAlterFormsTest : public QObject {
    Q_OBJECT

private:
    static void rows();
    static const Engine &engineOf(const QByteArray &server)
    {
        return server == "mariadb" ? mariadbEngine() : mysqlEngine();
    }
    static Schema read(MysqlDatabase &database, const QString &script)
    {
        for (const QString &statement : script.split(u';', Qt::SkipEmptyParts))
            runs(database.connection(), statement);
        QuietContext context;
        return engineOf(database.connection().server().engine)
            .catalogue->read(database.connection(), {}, context)
            .value_or(Schema());
    }
    static QStringList words(const QStringList &statements);

private slots:
    void isWhatTheServerTakes_data() { rows(); }
    void isWhatTheServerTakes();
    void saysWhatManualsSay_data();
    void saysWhatManualsSay();
    void unknownVersionSaysLittle();
    void plainFormSaysNothing();
};

namespace {

const QString Script =
    u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (%1) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"_s;
const QString Columns = u"id int NOT NULL, a int, b varchar(20), c int NOT NULL, e enum('x','y'), s set('a','b'), "
                        "d datetime, n decimal(8,2), x text, r int"_s;
const QString Keys = u", PRIMARY KEY (id), KEY i (a), UNIQUE KEY u (b)"_s;

struct Row {
    const char *name;
    QString from, to; ///< what stands between the parentheses of t
    const char *mariaDb; ///< the forms of the statements, in order; empty: not for this server
    const char *mysql56;
};

QString changed(const QString &from, const QString &to)
{
    QString result = Columns + Keys;
    return result.replace(from, to);
}

constexpr const char *Instant = "INSTANT/NONE", *NoCopy = "NOCOPY/NONE", *InPlace = "INPLACE/NONE",
                     *Shared = "INPLACE/SHARED", *Copy = "COPY/SHARED", *None = "";

QString all() { return Columns + Keys; }
QString add(const QString &what) { return all() + u", "_s + what; }
QString column(const QString &what) { return Columns + u", "_s + what + Keys; }

QList<Row> columnRows()
{
    return {
        {"add column last", all(), column(u"z int"_s), Instant, InPlace},
        {"add column first", all(), QString(u"z int, "_s + all()), Instant, InPlace},
        {"add required column", all(), column(u"z varchar(9) NOT NULL DEFAULT 'q'"_s), Instant, InPlace},
        {"add column with time", all(), column(u"z datetime DEFAULT current_timestamp"_s), Instant, InPlace},
        {"add counted column", Columns, QString(Columns + u", z int AUTO_INCREMENT, KEY (z)"_s), Shared, Shared},
        {"add computed default", all(), column(u"z int DEFAULT (a + 1)"_s), Copy, None},
        {"add virtual column", all(), column(u"z int AS (a + 1) VIRTUAL"_s), Instant, None},
        {"add stored column", all(), column(u"z int AS (a + 1) STORED"_s), Copy, None},
        {"drop column", all(), changed(u"x text, "_s, u""_s), Instant, InPlace},
        {"drop virtual column", column(u"z int AS (a + 1) VIRTUAL"_s), all(), Instant, None},
        {"drop stored column", column(u"z int AS (a + 1) STORED"_s), all(), Instant, None},
        {"move column", all(), changed(u"a int, b varchar(20)"_s, u"b varchar(20), a int"_s), Instant, InPlace},
        {"set default", all(), changed(u"r int"_s, u"r int DEFAULT 5"_s), Instant, InPlace},
        {"change comment", all(), changed(u"r int"_s, u"r int COMMENT 'q'"_s), Instant, InPlace},
        {"update by itself", all(), changed(u"d datetime"_s, u"d datetime ON UPDATE current_timestamp"_s), Instant,
            InPlace},
    };
}

QList<Row> valueRows()
{
    return {
        {"require column", all(), changed(u"r int"_s, u"r int NOT NULL"_s), InPlace, Copy},
        {"let column be null", all(), changed(u"c int NOT NULL"_s, u"c int"_s), InPlace, InPlace},
        {"wider number", all(), changed(u"r int"_s, u"r bigint"_s), Copy, Copy},
        {"unsigned number", all(), changed(u"r int"_s, u"r int unsigned"_s), Copy, Copy},
        {"wider decimal", all(), changed(u"n decimal(8,2)"_s, u"n decimal(10,2)"_s), Copy, Copy},
        {"longer text", all(), changed(u"x text"_s, u"x mediumtext"_s), Copy, Copy},
        {"longer varchar", all(), changed(u"b varchar(20)"_s, u"b varchar(30)"_s), Instant, Copy},
        {"much longer varchar", all(), changed(u"b varchar(20)"_s, u"b varchar(180)"_s), Instant, Copy},
        {"shorter varchar", all(), changed(u"b varchar(20)"_s, u"b varchar(10)"_s), Copy, Copy},
        {"finer time", all(), changed(u"d datetime"_s, u"d datetime(3)"_s), Copy, Copy},
        {"label at the end", all(), changed(u"e enum('x','y')"_s, u"e enum('x','y','z')"_s), Instant, InPlace},
        {"label in the middle", all(), changed(u"e enum('x','y')"_s, u"e enum('x','z','y')"_s), Copy, Copy},
        {"member at the end", all(), changed(u"s set('a','b')"_s, u"s set('a','b','c')"_s), Instant, InPlace},
        {"member past a byte", all(), changed(u"s set('a','b')"_s, u"s set('a','b','c','d','e','f','g','h','i')"_s),
            Copy, Copy},
        {"other character set", all(), changed(u"x text"_s, u"x text CHARACTER SET latin1"_s), Copy, Copy},
    };
}

QList<Row> keyRows()
{
    return {
        {"add index", all(), add(u"KEY j (c)"_s), NoCopy, InPlace},
        {"add unique", all(), add(u"UNIQUE KEY j (c)"_s), NoCopy, InPlace},
        {"drop index", all(), Columns + u", PRIMARY KEY (id), UNIQUE KEY u (b)"_s, NoCopy, InPlace},
        {"change index", all(), changed(u"KEY i (a)"_s, u"KEY i (a, c)"_s), NoCopy, InPlace},
        {"comment of index", all(), changed(u"KEY i (a)"_s, u"KEY i (a) COMMENT 'q'"_s), Instant, None},
        {"rename index", all(), changed(u"KEY i (a)"_s, u"KEY i2 (a)"_s), Instant, InPlace},
        {"ignore index", all(), changed(u"KEY i (a)"_s, u"KEY i (a) IGNORED"_s), Instant, None},
        {"add fulltext", all(), add(u"FULLTEXT KEY f (x)"_s), Shared, Shared},
        {"add second fulltext", add(u"FULLTEXT KEY f (x)"_s), add(u"FULLTEXT KEY f (x), FULLTEXT KEY g (b)"_s),
            "NOCOPY/SHARED", Shared},
        {"drop fulltext", add(u"FULLTEXT KEY f (x)"_s), all(), NoCopy, InPlace},
        {"add column beside fulltext", add(u"FULLTEXT KEY f (x)"_s), column(u"z int"_s) + u", FULLTEXT KEY f (x)"_s,
            Shared, Copy},
        {"require column beside spatial", u"id int NOT NULL PRIMARY KEY, r int, p point NOT NULL, SPATIAL KEY k (p)"_s,
            u"id int NOT NULL PRIMARY KEY, r int NOT NULL, p point NOT NULL, SPATIAL KEY k (p)"_s, Shared, None},
        {"default beside fulltext", add(u"FULLTEXT KEY f (x)"_s),
            changed(u"r int"_s, u"r int DEFAULT 5"_s) + u", FULLTEXT KEY f (x)"_s, Instant, InPlace},
    };
}

QList<Row> constraintRows()
{
    return {
        {"add primary key", Columns + u", KEY i (a)"_s, Columns + u", KEY i (a), PRIMARY KEY (id)"_s, InPlace, InPlace},
        {"change primary key", all(), changed(u"PRIMARY KEY (id)"_s, u"PRIMARY KEY (c)"_s), InPlace, InPlace},
        {"drop primary key", all(), Columns + u", KEY i (a), UNIQUE KEY u (b)"_s, Copy, Copy},
        {"add check", all(), add(u"CONSTRAINT k CHECK (a > 0)"_s), Copy, None},
        {"drop check", add(u"CONSTRAINT k CHECK (a > 0)"_s), all(), Instant, None},
        {"add foreign key", add(u"KEY f (r)"_s), add(u"KEY f (r), CONSTRAINT f FOREIGN KEY (r) REFERENCES p (id)"_s),
            Copy, Copy},
        {"drop foreign key", add(u"KEY f (r), CONSTRAINT f FOREIGN KEY (r) REFERENCES p (id)"_s), add(u"KEY f (r)"_s),
            Instant, InPlace},
    };
}

QList<Row> mixedRows()
{
    return {
        {"add column and index", all(), column(u"z int"_s) + u", KEY j (z)"_s, "INSTANT/NONE NOCOPY/NONE", InPlace},
        {"drop column, add index", all(), changed(u"x text, "_s, u""_s) + u", KEY j (c)"_s, "INSTANT/NONE NOCOPY/NONE",
            InPlace},
        {"add column, change index", all(),
            changed(u"r int, PRIMARY KEY (id), KEY i (a)"_s, u"r int, z int, PRIMARY KEY (id), KEY i (a, c)"_s),
            "NOCOPY/NONE INSTANT/NONE", InPlace},
        {"index beside a copy", all(), changed(u"r int"_s, u"r bigint"_s) + u", KEY j (c)"_s, "NOCOPY/NONE COPY/SHARED",
            "INPLACE/NONE COPY/SHARED"},
        {"index on what is copied", all(), changed(u"r int"_s, u"r bigint"_s) + u", KEY j (r)"_s, Copy, Copy},
        {"column beside a fulltext", all(), column(u"z int"_s) + u", FULLTEXT KEY f (x)"_s,
            "INSTANT/NONE INPLACE/SHARED", "INPLACE/NONE INPLACE/SHARED"},
        {"two columns, one copied", all(), changed(u"r int"_s, u"r bigint, z int"_s), Copy, Copy},
    };
}

QList<Row> tableOfRows() { return columnRows() + valueRows() + keyRows() + constraintRows() + mixedRows(); }

/// The forms that ask for no more than this one, but are not it.
QList<std::pair<QString, QString>> better(const QString &algorithm, const QString &lock, bool mariaDb)
{
    const QStringList ways = mariaDb ? QStringList{u"INSTANT"_s, u"NOCOPY"_s, u"INPLACE"_s, u"COPY"_s}
                                     : QStringList{u"INPLACE"_s, u"COPY"_s};
    const QStringList locks{u"NONE"_s, u"SHARED"_s};
    QList<std::pair<QString, QString>> result;
    for (qsizetype way = 0; way <= ways.indexOf(algorithm); ++way) {
        for (qsizetype held = 0; held <= locks.indexOf(lock); ++held) {
            if (ways.at(way) != algorithm || locks.at(held) != lock)
                result += {ways.at(way), locks.at(held)};
        }
    }
    return result;
}

const QRegularExpression &formPattern()
{
    static const QRegularExpression pattern(u"ALGORITHM=(\\w+),\\s+LOCK=(\\w+)"_s);
    return pattern;
}

} // namespace

void MysqlAlterFormsTest::rows()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("forms");
    for (const Row &row : tableOfRows()) {
        for (const auto &[server, forms] : {std::pair("mariadb", row.mariaDb), std::pair("mysql56", row.mysql56)}) {
            if (*forms)
                QTest::addRow("%s: %s", server, row.name)
                    << QByteArray(server) << Script.arg(row.from) << Script.arg(row.to) << QByteArray(forms);
        }
    }
}

QStringList MysqlAlterFormsTest::words(const QStringList &statements)
{
    QStringList result;
    for (const QString &statement : statements) {
        const auto said = formPattern().match(statement);
        result += said.hasMatch() ? QString(said.captured(1) + u'/' + said.captured(2)) : u"none"_s;
    }
    return result;
}

void MysqlAlterFormsTest::isWhatTheServerTakes()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QByteArray, forms);
    RELATA_REQUIRE_SERVER(server);
    const Engine &engine = engineOf(server);
    MysqlDatabase one(server), other(server);
    const Schema before = engine.completed(read(one, from));
    const Schema after = matched(engine.completed(read(other, to)), before, engine.nameRule,
        {{Kind::Index, {QString(), u"t"_s, u"i"_s}, {QString(), u"t"_s, u"i2"_s}}});
    const ServerInfo &info = one.connection().server();
    const Target target{.server = info, .rows = {}, .naive = false, .defaultSchema = {}};
    const auto plan = planBetween(before, after, target, engine);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text()));
    QStringList statements;
    for (const QString &statement : plan->up.statements()) {
        if (statement.startsWith("ALTER TABLE"_L1))
            statements += statement;
    }
    QCOMPARE(words(statements).join(u' '), QString::fromLatin1(forms));
    for (const QString &statement : std::as_const(statements)) {
        const auto said = formPattern().match(statement);
        for (const auto &[algorithm, lock] : better(said.captured(1), said.captured(2), server == "mariadb")) {
            QString bold = statement;
            bold.replace(said.captured(), u"ALGORITHM="_s + algorithm + u", LOCK="_s + lock);
            const auto taken = perform(one.connection(), bold);
            QVERIFY2(!taken, qPrintable(u"The server takes more: "_s + bold));
            const QString why = taken.error().text() + taken.error().detail;
            QVERIFY2(why.contains("not supported"_L1), qPrintable(why));
        }
        const auto done = perform(one.connection(), statement);
        QVERIFY2(done, done ? "" : qPrintable(statement + u'\n' + done.error().text()));
    }
}

void MysqlAlterFormsTest::saysWhatManualsSay_data()
{
    QTest::addColumn<bool>("mariaDb");
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("forms");
    const QString all = Columns + Keys;
    const auto row = [](const char *name, bool mariaDb, int version, const QString &from, const QString &to,
                         const char *forms) {
        QTest::addRow("%s %d: %s", mariaDb ? "mariadb" : "mysql", version, name)
            << mariaDb << version << Script.arg(from) << Script.arg(to) << QString::fromLatin1(forms);
    };
    const QString last = Columns + u", z int"_s + Keys, first = u"z int, "_s + all;
    row("add column last", false, 50744, all, last, "INPLACE/NONE");
    row("add column last", false, 80012, all, last, "INSTANT/DEFAULT");
    row("add column first", false, 80012, all, first, "INPLACE/NONE");
    row("add column first", false, 80029, all, first, "INSTANT/DEFAULT");
    row("drop column", false, 80028, all, changed(u"x text, "_s, u""_s), "INPLACE/NONE");
    row("drop column", false, 80400, all, changed(u"x text, "_s, u""_s), "INSTANT/DEFAULT");
    row("longer varchar", false, 50744, all, changed(u"b varchar(20)"_s, u"b varchar(30)"_s), "INPLACE/NONE");
    row("past a byte of length", false, 80400, all, changed(u"b varchar(20)"_s, u"b varchar(90)"_s), "COPY/SHARED");
    row("label at the end", false, 80012, all, changed(u"e enum('x','y')"_s, u"e enum('x','y','z')"_s),
        "INSTANT/DEFAULT");
    row("require column", false, 50744, all, changed(u"r int"_s, u"r int NOT NULL"_s), "INPLACE/NONE");
    row("wider number", false, 80400, all, changed(u"r int"_s, u"r bigint"_s), "COPY/SHARED");
    row("add index", false, 80400, all, all + u", KEY j (c)"_s, "INPLACE/NONE");
    row("add column last", true, 100200, all, last, "INPLACE/NONE");
    row("add column last", true, 100302, all, last, "INPLACE/NONE"); // which has not the word for it
    row("add column last", true, 100307, all, last, "INSTANT/NONE");
    row("add column first", true, 100307, all, first, "INPLACE/NONE");
    row("add column first", true, 110400, all, first, "INSTANT/NONE");
    row("add index", true, 110400, all, all + u", KEY j (c)"_s, "NOCOPY/NONE");
    row("wider number", true, 110102, all, changed(u"r int"_s, u"r bigint"_s), "COPY/SHARED");
    row("wider number", true, 110400, all, changed(u"r int"_s, u"r bigint"_s), "COPY/DEFAULT");
}

/// What no server at hand can be asked: forms by version, as the manuals have them, over schemas that one of ours
/// reads.
void MysqlAlterFormsTest::saysWhatManualsSay()
{
    QFETCH(bool, mariaDb);
    QFETCH(int, version);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, forms);
    RELATA_REQUIRE_SERVER("mariadb");
    MysqlDatabase one("mariadb"), other("mariadb");
    const Engine &engine = mariaDb ? mariadbEngine() : mysqlEngine();
    const Schema before = read(one, from), after = matched(read(other, to), before, engine.nameRule);
    const ServerInfo server{.engine = engine.key, .version = version, .versionText = {}, .product = {}, .settings = {}};
    const Target target{.server = server, .rows = {}, .naive = false, .defaultSchema = {}};
    const auto plan = planBetween(before, after, target, engine);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text()));
    QCOMPARE(words(plan->up.statements()).join(u' '), forms);
}

/// Where nobody knows for which version a plan is, only what holds for all of them is said.
void MysqlAlterFormsTest::unknownVersionSaysLittle()
{
    RELATA_REQUIRE_SERVER("mariadb");
    MysqlDatabase one("mariadb"), other("mariadb"), third("mariadb");
    const Engine &engine = mysqlEngine();
    const Schema before = read(one, Script.arg(Columns + Keys));
    const ServerInfo server{.engine = "mysql", .version = 0, .versionText = {}, .product = {}, .settings = {}};
    const Target target{.server = server, .rows = {}, .naive = false, .defaultSchema = {}};
    const auto said = [&](const Schema &after) {
        const auto plan = planBetween(before, matched(after, before, engine.nameRule), target, engine);
        return plan ? plan->up.statements().join(u' ').simplified() : plan.error().text();
    };
    const Schema indexed = read(other, Script.arg(Columns + Keys + u", KEY j (c)"_s));
    QCOMPARE(said(indexed), u"ALTER TABLE t ADD KEY j (c), LOCK=NONE"_s);
    const Schema longer = read(third, Script.arg(changed(u"b varchar(20)"_s, u"b varchar(30)"_s)));
    QVERIFY(!said(longer).contains("LOCK"_L1));
}

void MysqlAlterFormsTest::plainFormSaysNothing()
{
    RELATA_REQUIRE_SERVER("mariadb");
    MysqlDatabase one("mariadb"), other("mariadb");
    const Engine &engine = mariadbEngine();
    const Schema before = read(one, Script.arg(Columns + Keys));
    const Schema after = matched(read(other, Script.arg(Columns + Keys + u", KEY j (c)"_s)), before, engine.nameRule);
    Target target{.server = one.connection().server(), .rows = {}, .naive = true, .defaultSchema = {}};
    QCOMPARE(planBetween(before, after, target, engine)->up.statements().join(u' '), u"ALTER TABLE t ADD KEY j (c)"_s);
    target.naive = false;
    target.rows = [](ObjectId) { return 0; }; // nobody waits for what is empty
    QCOMPARE(planBetween(before, after, target, engine)->up.statements().join(u' '), u"ALTER TABLE t ADD KEY j (c)"_s);
}

RELATA_TEST(MysqlAlterFormsTest)

} // namespace relata

#include "tst_mysql_alter_forms.moc"
