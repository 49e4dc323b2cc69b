#include "dialects/common/register_engines.h"
#include "models/diff/change_set.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/explain_query.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/row_digest.h"
#include "models/jobs/recipes/run_script.h"
#include "models/project/baseline.h"
#include "models/project/new_migration.h"
#include "models/project/project.h"
#include "models/project/schema_source.h"
#include "models/schema/all_kinds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// The main job on a real database with real rows, on every engine: Chinook becomes a project, is changed, the change
/// is saved and proved, applied, queried and rolled back; schema and every row are then as before.
class TestMainJob : public QObject {
    Q_OBJECT
private slots:
    void chinook_data();
    void chinook();
};

static QString textOf(const Error &error) { return error.text(); }
#define VERIFY_RESULT(result) QVERIFY2(result, (result) ? "" : qPrintable(textOf((result).error())))

static QString dataFolder()
{
    const QString named = qEnvironmentVariable("RELATA_DATA_DIR");
    return named.isEmpty() ? qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/../shared/data"_s : named;
}

/// Chinook's script without the lines that make a database of its own, which the test has made already.
static QString chinookScript(const QString &file)
{
    QFile in(dataFolder() + u"/chinook/"_s + file);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    QStringList lines;
    for (const QString &line : QString::fromUtf8(in.readAll()).remove(QChar(0xfeff)).split(u'\n')) {
        const QString word = line.trimmed().toUpper();
        if (!word.startsWith("DROP DATABASE"_L1) && !word.startsWith("CREATE DATABASE"_L1)
            && !word.startsWith("USE "_L1) && !word.startsWith("\\C "_L1))
            lines += line;
    }
    return lines.join(u'\n');
}

void TestMainJob::chinook_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("script");
    QTest::newRow("sqlite") << QByteArray() << u"Chinook_Sqlite.sql"_s;
    QTest::newRow("postgresql15") << QByteArray("postgresql15") << u"Chinook_PostgreSql.sql"_s;
    QTest::newRow("postgresql18") << QByteArray("postgresql18") << u"Chinook_PostgreSql.sql"_s;
    QTest::newRow("mariadb") << QByteArray("mariadb") << u"Chinook_MySql.sql"_s;
    QTest::newRow("mysql56") << QByteArray("mysql56") << u"Chinook_MySql.sql"_s;
}

namespace {

Object altered(const Object &object, const QByteArray &field, const QJsonValue &value)
{
    const MutableObject copy = mutableCopy(object);
    for (const Field &one : catalogue(kindOf(object)).fields) {
        if (field == one.key)
            one.type().fromJson(value, one.in(copy.data), [](const QString &) { return ObjectId{}; });
    }
    return copy.object;
}

ObjectId table(const Schema &schema, const QString &name)
{
    for (const ObjectId id : schema.all(Kind::Table)) {
        if (nameOf(*schema.find(id)).compare(name, Qt::CaseInsensitive) == 0)
            return id;
    }
    return {};
}

/// The three edits of the job, as the designer makes them.
Schema edited(Schema schema, const QByteArray &engine)
{
    const ObjectId customer = table(schema, u"customer"_s);
    const bool lite = engine == "sqlite", my = engine == "mysql" || engine == "mariadb";
    Column login;
    login.table = customer;
    login.name = u"last_login"_s;
    login.position = int(schema.children(customer, Kind::Column).size());
    login.type.name = lite ? u"TEXT"_s : my ? u"datetime"_s : u"timestamp without time zone"_s;
    schema = schema.with(ObjectId::random(), makeObject(login));

    const ObjectId key =
        schema.find<PrimaryKey>(schema.children(customer, Kind::PrimaryKey).first())->parts.first().column;
    const ObjectId roles = ObjectId::random();
    Table table;
    table.schema = parentOf(*schema.find(customer));
    table.name = u"customer_roles"_s;
    table.options = schema.find<Table>(customer)->options;
    schema = schema.with(roles, makeObject(table));
    Column reference;
    reference.table = roles;
    reference.name = u"customer_id"_s;
    reference.type = schema.find<Column>(key)->type;
    reference.nullable = false;
    const ObjectId referenceId = ObjectId::random();
    schema = schema.with(referenceId, makeObject(reference));
    Column role;
    role.table = roles;
    role.name = u"role"_s;
    role.position = 1;
    role.type.name = lite ? u"TEXT"_s : my ? u"varchar(20)"_s : u"character varying(20)"_s;
    role.nullable = false;
    const ObjectId roleId = ObjectId::random();
    schema = schema.with(roleId, makeObject(role));
    PrimaryKey primary;
    primary.table = roles;
    primary.name = engine == "postgresql" ? u"customer_roles_pkey"_s : QString();
    for (const ObjectId id : {referenceId, roleId})
        primary.parts += KeyPart{.column = id, .expression = {}, .collation = {}, .operatorClass = {}};
    schema = schema.with(ObjectId::random(), makeObject(primary));
    ForeignKey foreign;
    foreign.table = roles;
    foreign.name = u"customer_roles_customer_fk"_s;
    foreign.columns += referenceId;
    foreign.referencedTable = customer;
    foreign.referencedColumns += key;
    foreign.onDelete = ForeignKey::Action::Cascade;
    foreign.onUpdate = my ? ForeignKey::Action::NoAction : ForeignKey::Action::NoAction;
    schema = schema.with(ObjectId::random(), makeObject(foreign));
    Index index;
    index.table = roles;
    index.name = u"customer_roles_role_idx"_s;
    index.parts += KeyPart{.column = roleId, .expression = {}, .collation = {}, .operatorClass = {}};
    schema = schema.with(ObjectId::random(), makeObject(index));
    for (const ObjectId id : schema.children(customer, Kind::Column)) {
        if (nameOf(*schema.find(id)).compare(u"company"_s, Qt::CaseInsensitive) == 0)
            schema = schema.with(id, altered(*schema.find(id), "name", u"employer"_s));
    }
    return schema;
}

/// A database of the test's own on a server, dropped at the end; for SQLite a file.
class OwnDatabase {
public:
    OwnDatabase(const EngineRegistry &registry, const QByteArray &server, const QString &folder)
        : m_registry(registry)
    {
        if (server.isEmpty()) {
            profile.engine = "sqlite";
            profile.database = folder + u"/chinook.db"_s;
            profile.parameters.insert(u"mode"_s, u"rwc"_s);
            return;
        }
        m_base = *profileFromUrl(*tests::serverUrl(server));
        profile = m_base;
        profile.database = u"main_job_%1"_s.arg(QCoreApplication::applicationPid());
        const QByteArray key = server;
        run(u"CREATE DATABASE "_s + profile.database
            + (key.startsWith("postgresql") ? u" TEMPLATE template0"_s : u" CHARACTER SET utf8"_s));
    }
    ~OwnDatabase()
    {
        if (!m_base.engine.isEmpty())
            run(u"DROP DATABASE "_s + profile.database);
    }

    ConnectionProfile profile;

private:
    void run(const QString &sql)
    {
        auto connection = openConnection(m_base, m_registry);
        if (!connection || !perform(**connection, sql))
            qWarning("Cannot run %s", qPrintable(sql));
    }
    const EngineRegistry &m_registry;
    ConnectionProfile m_base;
};

} // namespace

void TestMainJob::chinook()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, script);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const QString sql = chinookScript(script);
    if (sql.isEmpty())
        QSKIP("Chinook is not beside the source: set RELATA_DATA_DIR to run this test");
    EngineRegistry registry;
    registerEngines(registry);
    QTemporaryDir folder;
    OwnDatabase database(registry, server, folder.path());
    QuietContext context;

    // A database that is there.
    auto opened = openConnection(database.profile, registry);
    VERIFY_RESULT(opened);
    Connection &connection = **opened;
    const Engine &engine = *registry.find(connection.server().engine);
    Result<> loaded =
        runScript(connection, engine, scriptStatements(sql, engine, connection.server(), false), 0, {}, context);
    VERIFY_RESULT(loaded);
    const auto read = [&] { return engine.catalogue->read(connection, {.schemas = {}, .defaultSchema = {}}, context); };
    const Result<Schema> before = read();
    VERIFY_RESULT(before);
    const Result<RowDigests> rowsBefore = rowDigests(connection, *before, engine);
    VERIFY_RESULT(rowsBefore);

    // It becomes a project; the design changes.
    const QString place = folder.filePath(u"project"_s);
    const auto baseline = makeBaseline(place, database.profile, registry, context);
    VERIFY_RESULT(baseline);
    auto project = Project::open(place);
    VERIFY_RESULT(project);
    QVERIFY((*project)->unsavedChanges().isEmpty());
    (*project)->edit(edited((*project)->designed(), engine.key), {"Test", "Roles", {}});

    // Saved and proved.
    auto made = newMigration(**project, engine, u"customer roles"_s, database.profile, context);
    VERIFY_RESULT(made);
    QVERIFY2(made->proof.proved,
        qPrintable(made->proof.reason.source() + u'\n' + made->proof.detail + u"\n"_s + made->file.up + u"\n"_s
            + made->file.down));
    QVERIFY(made->proof.rows > 0);
    const auto saved = (*project)->addMigration(made->file, (*project)->designed());
    VERIFY_RESULT(saved);

    // Applied, queried, explained.
    const auto pending = pendingMigrations(connection, engine, (*project)->timeline(), {});
    VERIFY_RESULT(pending);
    QCOMPARE(pending->size(), 1);
    Result<> applied = applyMigration(connection, engine, pending->first(), context);
    VERIFY_RESULT(applied);
    const Result<Schema> after = read();
    VERIFY_RESULT(after);
    QCOMPARE(differences((*project)->designed(), matched(*after, (*project)->designed(), engine.nameRule), engine),
        QStringList());
    const QString customer = nameOf(*(*project)->designed().find(table((*project)->designed(), u"customer"_s)));
    const QString quotedName = QString::fromLatin1(engine.key) == "postgresql"_L1 ? customer.toLower() : customer;
    const QString query = u"SELECT count(*) FROM "_s + quotedName + u" WHERE last_login IS NULL"_s;
    const Result<Rows> counted = fetch(connection, query);
    VERIFY_RESULT(counted);
    QCOMPARE(counted->number(0, 0), 59);
    const auto explained = explainQuery(connection, engine, query, false);
    VERIFY_RESULT(explained);
    QVERIFY(!explained->tree.operation.isEmpty());

    // Rolled back: everything is as it was.
    const auto undone = appliedMigrations(connection, engine, (*project)->timeline(), {});
    VERIFY_RESULT(undone);
    Result<> reverted = revertMigration(connection, engine, undone->first(), context);
    VERIFY_RESULT(reverted);
    const Result<Schema> restored = read();
    VERIFY_RESULT(restored);
    const Schema same = matched(*restored, *before, engine.nameRule);
    QCOMPARE(differences(*before, same, engine), QStringList());
    const Result<RowDigests> rowsAfter = rowDigests(connection, same, engine);
    VERIFY_RESULT(rowsAfter);
    QVERIFY(*rowsAfter == *rowsBefore);
}

RELATA_TEST(TestMainJob)
#include "tst_main_job.moc"
