#pragma once
#include "models/base/result.h"
#include "models/diff/change_set.h"
#include "models/project/file_batch.h"
#include "models/project/journal.h"
#include "models/project/project_config.h"
#include "models/project/saved_queries.h"
#include "models/project/undo_history.h"
#include "models/timeline/timeline.h"

#include <QObject>

#include <optional>

namespace relata {

struct Engine;

/// A project in memory: what is wanted (the designed schema, with undo), the head of its timeline, its migrations and
/// connections. Lives on the UI thread; values it hands out may go anywhere. Widgets call its intents and listen.
class Project : public QObject {
    Q_OBJECT
public:
    /// Reads a folder. A journal left by a crash is taken up: `recovered()` then says so.
    static Result<std::unique_ptr<Project>> open(const QString &folder);
    /// Makes a new, empty project in a folder that is empty or not there.
    static Result<std::unique_ptr<Project>> create(const QString &folder, const ProjectConfig &config);
    ~Project() override;

    const QString &folder() const { return m_folder; }
    QString migrationsFolder() const;
    QString approvalsFolder() const;
    QString diagramsFolder() const;
    SavedQueries &queries() { return m_queries; }
    const SavedQueries &queries() const { return m_queries; }
    const ProjectConfig &config() const { return m_config; }
    /// The connection of that name with a relative SQLite path made absolute; a usage error without one.
    Result<ConnectionProfile> connection(const QString &name) const;
    ConnectionProfile located(ConnectionProfile profile) const;
    /// The connection on which scratch databases are made; none where relata.json names none, or one that is
    /// not there or labelled production. With the password that was given, while its URL is the same.
    std::optional<ConnectionProfile> scratch() const;
    /// Takes the password of this profile for scratch(); it is never written.
    void setScratchPassword(const ConnectionProfile &profile) { m_scratch = profile; }

    const Schema &designed() const { return m_history.current(); }
    const Schema &head() const { return m_head; }
    /// Lets the timeline's programs in Python run wherever it is replayed.
    void allowPython() { m_timeline.python.isAllowed = true; }
    const Timeline &timeline() const { return m_timeline; }
    /// designed − head: the unsaved migration.
    ChangeSet unsavedChanges(DiffPolicy policy = {}) const { return ChangeSet::between(m_head, designed(), policy); }
    bool isDirty() const { return m_dirty; }
    bool recovered() const { return m_recovered; }

    const UndoHistory &history() const { return m_history; }

    /// Writes schema files that changed, and forgets the journal.
    Result<> save();
    /// Adds a migration file and makes `result` the head, and writes what goes along with it in the same go. The file's
    /// version and parent are filled in here, and its id where it has none.
    Result<MigrationFile> addMigration(
        MigrationFile migration, const Schema &result, const QList<FileChange> &along = {});
    /// The same, and `result` becomes the design with nothing left to save: all in one go, or nothing.
    Result<MigrationFile> addMigrationAndDesign(
        MigrationFile migration, const Schema &result, const Message &label, const QList<FileChange> &along = {});
    /// Takes back the last migration file: the head becomes `before`. For a migration no database has applied.
    Result<> removeLastMigration(const Schema &before);
    /// Reads migrations and head again after somebody changed the files.
    Result<> reload();

    /// What the files of a project say, beside its settings.
    struct Files {
        Timeline timeline;
        Schema head, design;
    };
    /// As they stand now. For a worker.
    static Result<Files> readFiles(const QString &folder);
    /// As they were when they were read or written last.
    Files files() const { return {m_timeline, m_head, m_saved}; }
    /// Takes what somebody else has written; undo leads back from the design. There are no unsaved changes.
    void take(const Files &files);
    Result<> setConfig(const ProjectConfig &config);

public slots:
    /// The next value of the design; edits in a row with one merge key undo as one.
    void edit(const relata::Schema &schema, const relata::Message &label, const QString &mergeKey = {});
    void undo();
    void redo();

signals:
    void designedChanged();
    void headChanged();
    void timelineChanged();
    void dirtyChanged(bool dirty);
    void configChanged();

private:
    explicit Project(QString folder);
    Result<> load();
    void designTouched();
    QList<FileChange> changesTo(const Schema &design) const;

    QString m_folder;
    SavedQueries m_queries;
    ProjectConfig m_config;
    Schema m_head;
    Schema m_saved; ///< as the files on disk have it
    UndoHistory m_history;
    Timeline m_timeline;
    Journal m_journal;
    ConnectionProfile m_scratch; ///< for its password
    bool m_dirty = false, m_recovered = false;
};

} // namespace relata
