#include "models/project/sample.h"

#include "models/base/file_text.h"
#include "models/diagram/diagram_file.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/migrate.h"
#include "models/project/project_config.h"
#include "models/project/project_files.h"
#include "models/project/schema_source.h"
#include "models/rows/row_generator.h"

#include <QDir>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> wrong(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::File,
        .message = {"Sample", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// How many rows each table of the sample gets at scale 1.
QHash<QString, int> rowCounts()
{
    return {{u"branch"_s, 8}, {u"member"_s, 12000}, {u"author"_s, 3000}, {u"publisher"_s, 300}, {u"work"_s, 15000},
        {u"work_author"_s, 20000}, {u"copy"_s, 30000}, {u"loan"_s, 75000}, {u"hold"_s, 6000}, {u"staff"_s, 60},
        {u"subject"_s, 120}, {u"work_subject"_s, 25000}, {u"fine"_s, 9000}, {u"payment"_s, 7000}};
}

class SampleMaker {
public:
    SampleMaker(
        const QString &folder, const SampleOptions &options, const EngineRegistry &registry, JobContext &context)
        : m_folder(QDir(folder).absolutePath())
        , m_options(options)
        , m_registry(registry)
        , m_context(context)
    { }

    Result<MadeSample> run()
    {
        const QDir folder(m_folder);
        if (folder.exists() && !folder.isEmpty())
            return wrong(QT_TRANSLATE_NOOP("Sample", "%1 is not empty: name a new folder for the sample."), {m_folder});
        for (auto step : {&SampleMaker::connect, &SampleMaker::copyFiles, &SampleMaker::writeDesignAndHead,
                 &SampleMaker::migrate, &SampleMaker::fill}) {
            if (Result<> done = (this->*step)(); !done) {
                clearFolder(); // it was empty before: the same command finds it so again
                return failure(done.error());
            }
        }
        return m_made;
    }

private:
    void clearFolder()
    {
        m_connection.reset();
        QDir(m_folder).removeRecursively();
    }

    Result<> connect()
    {
        QDir().mkpath(m_folder);
        if (m_options.target) {
            m_profile = *m_options.target;
        } else {
            m_profile.engine = "sqlite";
            m_profile.database = m_folder + u"/library.db"_s;
            m_profile.parameters.insert(u"mode"_s, u"rwc"_s);
        }
        Result<std::unique_ptr<Connection>> connection = openConnection(m_profile, m_registry);
        if (!connection)
            return failure(connection.error());
        m_connection = std::move(*connection);
        m_engine = m_registry.find(m_connection->server().engine);
        Result<Schema> there = m_engine->catalogue->read(
            *m_connection, {.schemas = {}, .defaultSchema = m_profile.defaultSchema}, m_context);
        if (!there)
            return failure(there.error());
        if (!there->all(Kind::Table).isEmpty())
            return wrong(QT_TRANSLATE_NOOP("Sample", "The database %1 is not empty: the sample wants one of its own."),
                {m_profile.displayName()});
        return {};
    }

    Result<> copyFiles()
    {
        const QString engine = QString::fromLatin1(m_engine->key);
        const QString migrations = m_options.resources + u'/' + (engine == "mariadb"_L1 ? u"mysql"_s : engine);
        for (const auto &[from, to] : {std::pair(migrations, u"migrations"_s),
                 std::pair(QString(m_options.resources + u"/queries"_s), u"queries"_s)}) {
            for (const QString &name : QDir(from).entryList({u"*.sql"_s}, QDir::Files)) {
                Result<QByteArray> content = readFile(from + u'/' + name);
                if (!content)
                    return failure(content.error());
                if (Result<> done = writeFile(m_folder + u'/' + to + u'/' + name, *content); !done)
                    return done;
            }
        }
        ProjectConfig config;
        config.name = u"City Library"_s;
        config.engine = m_engine->key;
        config.defaultConnection = u"sample"_s;
        ConnectionProfile connection = m_profile;
        connection.name = u"sample"_s;
        connection.environment = u"dev"_s;
        connection.parameters.remove(u"mode"_s);
        if (!m_options.target)
            connection.database = u"library.db"_s;
        config.connections += connection;
        return writeFile(m_folder + u"/relata.json"_s, writeProjectConfig(config));
    }

    /// The diagram as it comes, under the ids of this project.
    Result<> writeSampleDiagram(const Schema &head)
    {
        const QString name = u"diagrams/main.json"_s;
        const Result<QByteArray> text = readFile(m_options.resources + u'/' + name);
        if (!text)
            return failure(text.error());
        const Result<Diagram> diagram = readDiagram(*text, name);
        if (!diagram)
            return failure(diagram.error());
        return writeFile(m_folder + u'/' + name, writeDiagram(diagram->reconciled(head)));
    }

    Result<> writeDesignAndHead()
    {
        Result<Timeline> timeline = readTimeline(m_folder + u"/migrations"_s);
        if (!timeline)
            return failure(timeline.error());
        m_timeline = std::move(*timeline);
        Result<Schema> head = replayed(m_timeline, nullptr, *m_engine, m_profile, m_context);
        if (!head)
            return failure(head.error());
        if (Result<> done = writeHead(m_folder, *head); !done)
            return done;
        if (Result<> done = writeSampleDiagram(*head); !done)
            return done;
        return writeDesign(m_folder, {}, *head);
    }

    Result<> migrate()
    {
        for (const MigrationFile &migration : m_timeline.migrations) {
            if (m_made.applied == m_options.applied) {
                ++m_made.pending;
                continue;
            }
            if (Result<> done = applyMigration(*m_connection, m_profile, *m_engine, migration, m_context); !done)
                return done;
            ++m_made.applied;
        }
        return {};
    }

    Result<> fill()
    {
        Result<Schema> schema = m_engine->catalogue->read(
            *m_connection, {.schemas = {}, .defaultSchema = m_profile.defaultSchema}, m_context);
        if (!schema)
            return failure(schema.error());
        RowOptions options{.rowsPerTable = 0, .seed = 20240229, .edges = false, .rows = {}};
        const QHash<QString, int> counts = rowCounts();
        for (const ObjectId table : schema->all(Kind::Table))
            options.rows.insert(table, scaled(counts.value(nameOf(*schema->find(table)))));
        Result<FilledTables> filled = fillTables(*m_connection, *schema, *m_engine, options, m_context);
        if (!filled)
            return failure(filled.error());
        m_made.rows = filled->total();
        return {};
    }

    int scaled(int rows) const { return std::max(std::min(rows, 8), int(rows * m_options.scale)); }

    QString m_folder;
    const SampleOptions &m_options;
    const EngineRegistry &m_registry;
    JobContext &m_context;
    ConnectionProfile m_profile;
    std::unique_ptr<Connection> m_connection;
    const Engine *m_engine = nullptr;
    Timeline m_timeline;
    MadeSample m_made;
};

} // namespace

Result<MadeSample> makeSample(
    const QString &folder, const SampleOptions &options, const EngineRegistry &registry, JobContext &context)
{
    return SampleMaker(folder, options, registry, context).run();
}

} // namespace relata
