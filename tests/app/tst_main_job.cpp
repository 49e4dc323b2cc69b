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
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

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

void TestMainJob::chinook_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("sqlite") << QByteArray();
    QTest::newRow("postgresql15") << QByteArray("postgresql15");
    QTest::newRow("postgresql18") << QByteArray("postgresql18");
    QTest::newRow("mariadb") << QByteArray("mariadb");
    QTest::newRow("mysql56") << QByteArray("mysql56");
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
class Editor {
public:
    Editor(Schema schema, const QByteArray &engine)
        : m_schema(std::move(schema))
        , m_lite(engine == "sqlite")
        , m_my(engine == "mysql" || engine == "mariadb")
        , m_customer(table(m_schema, u"customer"_s))
    { }

    Schema edited()
    {
        addLogin();
        addRoles();
        for (const ObjectId id : m_schema.children(m_customer, Kind::Column)) {
            if (nameOf(*m_schema.find(id)).compare(u"company"_s, Qt::CaseInsensitive) == 0)
                m_schema = m_schema.with(id, altered(*m_schema.find(id), "name", u"employer"_s));
        }
        return m_schema;
    }

private:
    template <class T>
    ObjectId add(const T &object)
    {
        const ObjectId id = ObjectId::random();
        m_schema = m_schema.with(id, makeObject(object));
        return id;
    }

    ObjectId addColumn(ObjectId owner, const QString &name, const DataType &type, bool nullable)
    {
        Column column;
        column.table = owner;
        column.name = name;
        column.position = int(m_schema.children(owner, Kind::Column).size());
        column.type = type;
        column.nullable = nullable;
        return add(column);
    }

    void addLogin()
    {
        DataType type;
        type.name = m_lite ? u"TEXT"_s : m_my ? u"datetime"_s : u"timestamp without time zone"_s;
        addColumn(m_customer, u"last_login"_s, type, true);
    }

    void addRoles()
    {
        const ObjectId key =
            m_schema.find<PrimaryKey>(m_schema.children(m_customer, Kind::PrimaryKey).first())->parts.first().column;
        Table roles;
        roles.schema = parentOf(*m_schema.find(m_customer));
        roles.name = u"customer_roles"_s;
        roles.options = m_schema.find<Table>(m_customer)->options;
        const ObjectId rolesId = add(roles);
        const ObjectId reference = addColumn(rolesId, u"customer_id"_s, m_schema.find<Column>(key)->type, false);
        DataType text;
        text.name = m_lite ? u"TEXT"_s : m_my ? u"varchar(20)"_s : u"character varying(20)"_s;
        const ObjectId role = addColumn(rolesId, u"role"_s, text, false);
        PrimaryKey primary;
        primary.table = rolesId;
        primary.name = m_lite || m_my ? QString() : u"customer_roles_pkey"_s;
        for (const ObjectId id : {reference, role})
            primary.parts += KeyPart{.column = id, .expression = {}, .collation = {}, .operatorClass = {}};
        add(primary);
        ForeignKey foreign;
        foreign.table = rolesId;
        foreign.name = u"customer_roles_customer_fk"_s;
        foreign.columns += reference;
        foreign.referencedTable = m_customer;
        foreign.referencedColumns += key;
        foreign.onDelete = ForeignKey::Action::Cascade;
        add(foreign);
        Index index;
        index.table = rolesId;
        index.name = u"customer_roles_role_idx"_s;
        index.parts += KeyPart{.column = role, .expression = {}, .collation = {}, .operatorClass = {}};
        add(index);
    }

    Schema m_schema;
    bool m_lite, m_my;
    ObjectId m_customer;
};

/// The job step by step; each step answers what went wrong, or nothing.
class Job {
public:
    Job(const EngineRegistry &registry, const ConnectionProfile &profile, const QString &folder)
        : m_registry(registry)
        , m_profile(profile)
        , m_place(folder + u"/project"_s)
    { }

    QString load(const QString &sql)
    {
        auto opened = openConnection(m_profile, m_registry);
        if (!opened)
            return textOf(opened.error());
        m_connection = std::move(*opened);
        m_engine = m_registry.find(m_connection->server().engine);
        const auto statements = scriptStatements(sql, *m_engine, m_connection->server(), false);
        if (Result<> loaded = runScript(*m_connection, *m_engine, statements, 0, {}, m_context); !loaded)
            return textOf(loaded.error());
        return remember(m_before, m_rowsBefore);
    }

    QString makeProject()
    {
        if (const auto made = makeBaseline(m_place, m_profile, m_registry, m_context); !made)
            return textOf(made.error());
        auto project = Project::open(m_place);
        if (!project)
            return textOf(project.error());
        m_project = std::move(*project);
        if (!m_project->unsavedChanges().isEmpty())
            return u"a new project has unsaved changes"_s;
        m_project->edit(Editor(m_project->designed(), m_engine->key).edited(), {"Test", "Roles", {}});
        return {};
    }

    QString saveAndProve()
    {
        auto made = newMigration(
            *m_project, *m_engine, ServerInfo(), {.title = u"customer roles"_s, .parent = {}}, m_profile, m_context);
        if (!made)
            return textOf(made.error());
        if (!made->proof.proved || made->proof.rows == 0)
            return made->proof.reason.source() + u'\n' + made->proof.detail + u'\n' + made->file.up + made->file.down;
        const auto saved = m_project->addMigration(made->file, m_project->designed());
        return saved ? QString() : textOf(saved.error());
    }

    QString apply()
    {
        const auto pending = pendingMigrations(*m_connection, *m_engine, m_project->timeline(), {});
        if (!pending || pending->size() != 1)
            return pending ? u"%1 are pending"_s.arg(pending->size()) : textOf(pending.error());
        if (Result<> applied = applyMigration(*m_connection, m_profile, *m_engine, pending->first(), m_context);
            !applied)
            return textOf(applied.error());
        const auto after = m_engine->catalogue->read(*m_connection, {.schemas = {}, .defaultSchema = {}}, m_context);
        if (!after)
            return textOf(after.error());
        return differences(m_project->designed(), matched(*after, m_project->designed(), m_engine->nameRule), *m_engine)
            .join(u'\n');
    }

    QString query()
    {
        const QString name = nameOf(*m_project->designed().find(table(m_project->designed(), u"customer"_s)));
        const QString sql = u"SELECT count(*) FROM "_s + name + u" WHERE last_login IS NULL"_s;
        const Result<Rows> counted = fetch(*m_connection, sql);
        if (!counted)
            return textOf(counted.error());
        if (counted->number(0, 0) != 59)
            return u"%1 customers instead of 59"_s.arg(counted->number(0, 0));
        const auto explained = explainQuery(*m_connection, *m_engine, sql, false);
        if (!explained)
            return textOf(explained.error());
        return explained->tree.operation.isEmpty() ? u"the plan is empty"_s : QString();
    }

    QString rollBack()
    {
        const auto applied = appliedMigrations(*m_connection, *m_engine, m_project->timeline(), {});
        if (!applied)
            return textOf(applied.error());
        if (Result<> reverted = revertMigration(*m_connection, m_profile, *m_engine, applied->first(), m_context);
            !reverted)
            return textOf(reverted.error());
        Schema restored;
        RowDigests rows;
        if (const QString trouble = remember(restored, rows); !trouble.isEmpty())
            return trouble;
        const QStringList left = differences(m_before, matched(restored, m_before, m_engine->nameRule), *m_engine);
        if (!left.isEmpty())
            return left.join(u'\n');
        return sameRows(restored, rows) ? QString() : u"rows are not what they were"_s;
    }

private:
    QString remember(Schema &schema, RowDigests &rows)
    {
        const auto read = m_engine->catalogue->read(*m_connection, {.schemas = {}, .defaultSchema = {}}, m_context);
        if (!read)
            return textOf(read.error());
        const auto digests = rowDigests(*m_connection, *read, *m_engine);
        if (!digests)
            return textOf(digests.error());
        schema = *read;
        rows = *digests;
        return {};
    }

    /// The digests by name, for the two readings know each column under another id.
    bool sameRows(const Schema &schema, const RowDigests &rows) const
    {
        const auto named = [](const Schema &side, const RowDigests &digests) {
            QMap<QString, QByteArray> result;
            for (auto it = digests.cbegin(); it != digests.cend(); ++it)
                result.insert(side.displayName(it.key()), it.value());
            return result;
        };
        return !rows.isEmpty() && named(schema, rows) == named(m_before, m_rowsBefore);
    }

    const EngineRegistry &m_registry;
    ConnectionProfile m_profile;
    QString m_place;
    QuietContext m_context;
    std::unique_ptr<Connection> m_connection;
    const Engine *m_engine = nullptr;
    Schema m_before;
    RowDigests m_rowsBefore;
    std::unique_ptr<Project> m_project;
};

} // namespace

void TestMainJob::chinook()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const QString sql = tests::chinookScript(server);
    if (sql.isEmpty())
        QSKIP("Chinook is not beside the source: set RELATA_DATA_DIR to run this test");
    EngineRegistry registry;
    registerEngines(registry);
    const QTemporaryDir folder;
    const tests::OwnDatabase database(registry, server, folder.path(), u"main_job"_s);
    Job job(registry, database.profile, folder.path());
    QCOMPARE(job.load(sql), QString());
    QCOMPARE(job.makeProject(), QString());
    QCOMPARE(job.saveAndProve(), QString());
    QCOMPARE(job.apply(), QString());
    QCOMPARE(job.query(), QString());
    QCOMPARE(job.rollBack(), QString());
}

RELATA_TEST(TestMainJob)
#include "tst_main_job.moc"
