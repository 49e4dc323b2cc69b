#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/diff/stated_renames.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

struct Script {
    const char *name;
    const char *statements; ///< one a line
    const char
        *becomes; ///< "item.label = item.tag, …": what was there, and the object that it is afterwards; none: "-"
    const char *servers;
};
constexpr auto All = "sqlite postgresql15 mariadb";
constexpr auto Mysqls = "mariadb mysql56";
constexpr Script scripts[] = {
    {"column", "ALTER TABLE item RENAME COLUMN label TO zzz", "item.label = item.zzz", All},
    {"column without the word", "ALTER TABLE item RENAME label TO zzz", "item.label = item.zzz", "sqlite postgresql15"},
    {"quoted", "ALTER TABLE item RENAME COLUMN label TO \"Z z\"", "item.label = item.Z z", "sqlite postgresql15"},
    {"changed", "ALTER TABLE item CHANGE COLUMN label zzz VARCHAR(9) NULL, CHANGE other yyy BIGINT",
        "item.label = item.zzz, item.other = item.yyy", Mysqls},
    {"in other letters", "ALTER TABLE item CHANGE COLUMN LABEL Zzz VARCHAR(9)", "item.label = item.Zzz", "mariadb"},
    {"table", "ALTER TABLE item RENAME TO zzz", "item = zzz, item.label = zzz.label", All},
    {"table and column", "ALTER TABLE item RENAME TO zzz\nALTER TABLE zzz RENAME COLUMN label TO yyy",
        "item = zzz, item.label = zzz.yyy", All},
    {"column and table", "ALTER TABLE item RENAME COLUMN label TO yyy\nALTER TABLE item RENAME TO zzz",
        "item = zzz, item.label = zzz.yyy", All},
    {"tables in turn", "RENAME TABLE item TO aside, owner TO item, aside TO owner", "item = owner, owner = item",
        Mysqls},
    {"columns in turn",
        "ALTER TABLE item RENAME COLUMN label TO aside\nALTER TABLE item RENAME COLUMN other TO label\n"
        "ALTER TABLE item RENAME COLUMN aside TO other",
        "item.label = item.other, item.other = item.label", All},
    {"aside, with a new one",
        "ALTER TABLE item RENAME COLUMN label TO aside\nALTER TABLE item ADD COLUMN label VARCHAR(40)",
        "item.label = item.aside", All},
    {"made anew under its name",
        "CREATE TABLE zzz (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(40), other INTEGER)\nDROP TABLE item\n"
        "ALTER TABLE zzz RENAME TO item",
        "item = item", All},
    {"an index's", "ALTER TABLE item RENAME INDEX item_other TO zzz", "item = item", "mariadb"},
    {"a constraint's", "ALTER TABLE item RENAME CONSTRAINT item_pkey TO zzz", "item = item", "postgresql15"},
    {"columns called as words", "ALTER TABLE words RENAME index TO zzz\nALTER TABLE words RENAME COLUMN key TO name",
        "words.index = words.zzz, words.key = words.name", "postgresql15"},
    {"in another schema",
        "ALTER TABLE app.item RENAME COLUMN label TO zzz\nALTER TABLE IF EXISTS ONLY app.item RENAME TO yyy",
        "app.item = app.yyy, app.item.label = app.yyy.zzz, item.label = item.label", "postgresql15"},
};

QString tablesFor(const QByteArray &server)
{
    const QString more = server.startsWith("postgresql")
        ? u"CREATE TABLE words (id INTEGER, index INTEGER, key INTEGER);\nCREATE SCHEMA app;\n"
          "CREATE TABLE app.item (id INTEGER, label VARCHAR(40));"_s
        : QString();
    return u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(40), other INTEGER);\n"
           "CREATE INDEX item_other ON item (other);\nCREATE TABLE owner (id INTEGER NOT NULL PRIMARY KEY, name "
           "VARCHAR(40), city VARCHAR(40), since DATE);\n"_s
        + more;
}

ObjectId called(const Schema &schema, const QString &name)
{
    for (const Kind kind : {Kind::Table, Kind::Column}) {
        for (const ObjectId id : schema.all(kind)) {
            if (schema.displayName(id) == name)
                return id;
        }
    }
    return {};
}

} // namespace

/// What statements say of names, beside what the server makes of them.
class StatedRenamesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void areKnown_data();
    void areKnown();

private:
    EngineRegistry m_engines;
};

void StatedRenamesTest::areKnown_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("becomes");
    for (const Script &script : scripts) {
        for (const QByteArray &server : QByteArray(script.servers).split(' '))
            QTest::addRow("%s %s", server.constData(), script.name)
                << server << QString::fromLatin1(script.statements).split(u'\n') << QString::fromLatin1(script.becomes);
    }
}

void StatedRenamesTest::areKnown()
{
    QFETCH(QByteArray, server);
    QFETCH(const QStringList, statements);
    QFETCH(const QString, becomes);
    if (server == "sqlite")
        server.clear();
    else
        RELATA_REQUIRE_SERVER(server);
    const QTemporaryDir folder;
    const OwnDatabase database(m_engines, server, folder.path(), u"renames"_s);
    Session session;
    QVERIFY(session.open(database.profile, m_engines));
    QCOMPARE(session.run(tablesFor(server)), QString());
    const Schema before = session.schema().value();
    for (const QString &statement : statements)
        QVERIFY2(perform(*session.connection, statement), qPrintable(statement));
    const Engine &engine = *session.engine;
    const auto notes = statedRenames(statements, before, *engine.flavour, engine.nameRule);
    const Schema after = matched(session.schema().value(), before, engine.nameRule, notes);
    for (const QString &pair : becomes.split(u", "_s)) {
        const ObjectId was = called(before, pair.section(u" = "_s, 0, 0));
        QVERIFY2(was, qPrintable(pair));
        QCOMPARE(after.displayName(was), pair.section(u" = "_s, 1));
    }
}

RELATA_TEST(StatedRenamesTest)
#include "tst_stated_renames.moc"
