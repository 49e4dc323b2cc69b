#include "models/project/project.h"

#include "models/base/file_text.h"
#include "models/engine/environment_key.h"
#include "models/project/project_files.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema_file.h"

#include <QDir>
#include <QFileInfo>

namespace relata {
using namespace Qt::StringLiterals;

static Error said(const char *text, const QStringList &arguments, Error::Code code = Error::Code::File)
{
    return {.code = code, .message = {"Project", text, arguments}, .detail = {}, .sqlState = {}, .position = {}};
}

Project::Project(QString folder)
    : m_folder(std::move(folder))
    , m_queries(m_folder + u"/queries"_s)
    , m_journal(m_folder + u"/.relata/journal"_s)
{ }

Project::~Project() = default;

QString Project::migrationsFolder() const { return m_folder + u"/migrations"_s; }
QString Project::approvalsFolder() const { return m_folder + u"/approvals"_s; }
QString Project::diagramsFolder() const { return m_folder + u"/diagrams"_s; }

Result<std::unique_ptr<Project>> Project::open(const QString &folder)
{
    const QString path = QDir(folder).absolutePath();
    if (!QFileInfo::exists(path + u"/relata.json"_s))
        return failure(said(QT_TRANSLATE_NOOP("Project", "%1 is no project: it has no relata.json."), {path}));
    std::unique_ptr<Project> project(new Project(path));
    if (Result<> done = project->load(); !done)
        return failure(done.error());
    return project;
}

Result<std::unique_ptr<Project>> Project::create(const QString &folder, const ProjectConfig &config)
{
    const QString path = QDir(folder).absolutePath();
    if (QFileInfo::exists(path + u"/relata.json"_s))
        return failure(said(QT_TRANSLATE_NOOP("Project", "%1 holds a project already."), {path}));
    std::unique_ptr<Project> project(new Project(path));
    project->m_config = config;
    const Schema schema = Schema().with(ObjectId::random(), makeObject(Namespace{}));
    project->m_head = project->m_saved = schema;
    project->m_history.reset(schema);
    if (Result<> done = writeFile(path + u"/relata.json"_s, writeProjectConfig(config)); !done)
        return failure(done.error());
    if (Result<> done = writeHead(path, schema); !done)
        return failure(done.error());
    if (Result<> done = writeDesign(path, {}, schema); !done)
        return failure(done.error());
    return project;
}

Result<> Project::load()
{
    if (Result<> done = finishFiles(m_folder); !done)
        return done;
    Result<QByteArray> config = readFile(m_folder + u"/relata.json"_s);
    if (!config)
        return failure(config.error());
    Result<ProjectConfig> parsed = parseProjectConfig(*config, m_folder + u"/relata.json"_s);
    if (!parsed)
        return failure(parsed.error());
    m_config = std::move(*parsed);
    if (Result<> done = reload(); !done)
        return done;
    Result<Schema> design = readDesign(m_folder);
    if (!design)
        return failure(design.error());
    m_saved = design->isEmpty() ? m_head : std::move(*design);
    m_history.reset(m_saved);
    if (!QFileInfo::exists(m_journal.path()))
        return {};
    const Result<QByteArray> journal = readFile(m_journal.path());
    Result<Schema> left =
        journal ? readSchemaLines(*journal, m_journal.path()) : Result<Schema>(failure(journal.error()));
    if (left && !(*left == m_saved)) {
        m_history.push(std::move(*left), {"Project", QT_TRANSLATE_NOOP("Project", "Recover unsaved changes"), {}});
        m_dirty = m_recovered = true;
    }
    return {};
}

/// A head is never without its namespace.
static Schema begun(Schema head)
{
    return head.isEmpty() ? Schema().with(ObjectId::random(), makeObject(Namespace{})) : head;
}

Result<Project::Files> Project::readFiles(const QString &folder)
{
    Result<Timeline> timeline = readTimeline(folder + u"/migrations"_s);
    if (!timeline)
        return failure(timeline.error());
    Result<Schema> head = readHead(folder);
    if (!head)
        return failure(head.error());
    Result<Schema> design = readDesign(folder);
    if (!design)
        return failure(design.error());
    Files files{std::move(*timeline), begun(std::move(*head)), std::move(*design)};
    if (files.design.isEmpty())
        files.design = files.head;
    return files;
}

void Project::take(const Files &files)
{
    const PythonTerms python = m_timeline.python;
    m_timeline = files.timeline;
    m_timeline.python = python;
    m_head = files.head;
    if (!(files.design == m_saved)) {
        m_saved = files.design;
        m_history.push(m_saved, {"Project", QT_TRANSLATE_NOOP("Project", "Take what another program has written"), {}});
        emit designedChanged();
    }
    emit timelineChanged();
    emit headChanged();
}

Result<> Project::reload()
{
    Result<Timeline> timeline = readTimeline(migrationsFolder());
    if (!timeline)
        return failure(timeline.error());
    Result<Schema> head = readHead(m_folder);
    if (!head)
        return failure(head.error());
    timeline->python = {m_timeline.python.isAllowed, m_config.other.value("python"_L1).toString(), m_folder};
    m_timeline = std::move(*timeline);
    m_head = std::move(*head);
    m_head = begun(std::move(m_head));
    emit timelineChanged();
    emit headChanged();
    return {};
}

Result<ConnectionProfile> Project::connection(const QString &name) const
{
    const ConnectionProfile *found = m_config.connection(name);
    if (!found)
        return failure(said(
            QT_TRANSLATE_NOOP("Project", "The project has no connection named \"%1\"."), {name}, Error::Code::Usage));
    return located(*found);
}

ConnectionProfile Project::located(ConnectionProfile profile) const
{
    if (profile.engine == "sqlite" && !profile.database.startsWith(u':') && QDir::isRelativePath(profile.database))
        profile.database = QDir(m_folder).absoluteFilePath(profile.database);
    return profile;
}

std::optional<ConnectionProfile> Project::scratch() const
{
    if (m_config.scratchConnection.isEmpty()) // a connection may have no name
        return {};
    Result<ConnectionProfile> profile = connection(m_config.scratchConnection);
    if (!profile || isProduction(profile->environment))
        return {};
    if (profile->url() == m_scratch.url())
        profile->password = m_scratch.password;
    return *profile;
}

void Project::edit(const Schema &schema, const Message &label, const QString &mergeKey)
{
    if (schema == designed())
        return;
    m_history.push(schema, label, mergeKey);
    designTouched();
}

void Project::undo()
{
    if (m_history.canUndo()) {
        m_history.undo();
        designTouched();
    }
}

void Project::redo()
{
    if (m_history.canRedo()) {
        m_history.redo();
        designTouched();
    }
}

void Project::designTouched()
{
    const bool dirty = !(designed() == m_saved);
    m_journal.keep(designed());
    emit designedChanged();
    if (dirty != m_dirty) {
        m_dirty = dirty;
        emit dirtyChanged(dirty);
    }
}

/// What saves this as the design.
QList<FileChange> Project::changesTo(const Schema &design) const
{
    QList<FileChange> changes = designChanges(m_folder, m_saved, design);
    changes += {u".relata/journal"_s, {}, true}; // with them, or it would bring back what is older
    return changes;
}

Result<> Project::save()
{
    m_journal.pause();
    const QList<FileChange> changes = changesTo(designed());
    if (Result<> done = commitFiles(m_folder, changes); !done) {
        m_journal.keep(designed());
        return done;
    }
    m_saved = designed();
    m_recovered = false;
    if (m_dirty) {
        m_dirty = false;
        emit dirtyChanged(false);
    }
    return {};
}

/// A number that another program has given away, or a head that it has moved on, would be written over.
static Result<> mustBeAsRead(const QString &folder, const Timeline &timeline)
{
    QStringList known;
    for (const MigrationFile &one : timeline.migrations)
        known += one.fileName;
    for (const QString &name : migrationFileNames(folder)) {
        if (!known.removeOne(name))
            known += name;
    }
    if (known.isEmpty())
        return {};
    return failure(
        said(QT_TRANSLATE_NOOP("Project",
                 "Nothing was saved: another program has changed the migrations since they were read (%1). Save the "
                 "project: then they are read again."),
            {known.first()}, Error::Code::Conflict));
}

Result<MigrationFile> Project::addMigration(
    MigrationFile migration, const Schema &result, const QList<FileChange> &along)
{
    if (Result<> fine = mustBeAsRead(migrationsFolder(), m_timeline); !fine)
        return failure(fine.error());
    if (Result<> fine = headerHolds(migration); !fine)
        return failure(fine.error());
    migration.version =
        numbersByTime(m_config) ? m_timeline.nextVersion(QDateTime::currentDateTimeUtc()) : m_timeline.nextVersion();
    migration.parent = m_timeline.headId();
    if (migration.id.isEmpty())
        migration.id = QString::number(ObjectId::random().value, 16);
    const QString slug = migrationSlug(migration.title);
    migration.fileName = migration.version + u'_' + (slug.isEmpty() ? u"migration"_s : slug)
        + (migration.isPython() ? u".py"_s : u".sql"_s);
    const FileChange file{u"migrations/"_s + migration.fileName, writeMigration(migration), false};
    if (Result<> done = commitFiles(m_folder, QList<FileChange>{file, headChange(result)} + along); !done)
        return failure(done.error());
    m_timeline.migrations += migration;
    m_head = result;
    emit timelineChanged();
    emit headChanged();
    return migration;
}

Result<MigrationFile> Project::addMigrationAndDesign(
    MigrationFile migration, const Schema &result, const Message &label, const QList<FileChange> &along)
{
    m_journal.pause();
    Result<MigrationFile> added = addMigration(std::move(migration), result, along + changesTo(result));
    if (!added) {
        m_journal.keep(designed());
        return added;
    }
    m_saved = result;
    if (!(result == designed()))
        m_history.push(result, label, {});
    m_recovered = false;
    const bool wasDirty = std::exchange(m_dirty, false);
    emit designedChanged();
    if (wasDirty)
        emit dirtyChanged(false);
    return added;
}

Result<> Project::removeLastMigration(const Schema &before)
{
    if (m_timeline.migrations.isEmpty())
        return {};
    const FileChange file{u"migrations/"_s + m_timeline.migrations.last().fileName, {}, true};
    if (Result<> done = commitFiles(m_folder, {headChange(before), file}); !done)
        return done;
    m_timeline.migrations.removeLast();
    m_head = before;
    emit timelineChanged();
    emit headChanged();
    return {};
}

Result<> Project::setConfig(const ProjectConfig &config)
{
    if (Result<> done = writeFile(m_folder + u"/relata.json"_s, writeProjectConfig(config)); !done)
        return done;
    m_config = config;
    emit configChanged();
    return {};
}

} // namespace relata

#include "moc_project.cpp"
