#pragma once
#include "dialects/mysql/definition_cutter.h"
#include "models/engine/fetch_ahead.h"
#include "models/engine/server_info.h"
#include "models/schema/options.h"
#include "models/schema/schema_builder.h"
#include "models/sql/sql_flavour.h"

#include <QHash>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace relata::mysql {

/// A table as far as its parts must know it.
struct TableEntry {
    ObjectId id;
    QString engine;
    QString collation;
    bool partitioned = false;
    bool managed = true; ///< false: becomes one unmanaged object with all that belongs to it
    QString text; ///< what an unmanaged one looks like
    QList<ObjectId> uniques; ///< and the primary key
    QString shown; ///< the server's own CREATE TABLE, once it was asked for
};

/// What SHOW CREATE is asked for: "VIEW", "TRIGGER" and so on, and its name.
struct ShownObject {
    QLatin1StringView what;
    QString name;
};

/// A stored program's body, as far as it is known.
struct Program {
    ShownObject object;
    QString body;
    bool isExact = false; ///< else its literals may have lost their escapes
};

/// One reading of a database, shared by the readers of its kinds. They run in the order in which they stand here.
/// Each asks a fixed number of questions, however much there is to read. Some of it no table of the server's tells: how
/// a table is partitioned, a full-text index's parser and MariaDB's periods, MySQL's algorithm of a view, and the exact
/// text of programs with quotes in them. For these each reader asks once for the CREATE statements of just the objects
/// that may have them, all in one round trip (one for each max_allowed_packet of statements; where the session may not
/// hold several statements at once, one for each object).
class Reading {
public:
    explicit Reading(Connection &session)
        : connection(session)
        , server(session.server())
    { }

    Result<> readDatabase(); ///< first; from then on the server answers what the others will ask
    Result<> readTables(); ///< names of views and sequences too
    Result<> readColumns();
    Result<> readForeignKeys();
    Result<> readKeys();
    Result<> readChecks();
    Result<> readSequences();
    Result<> readRoutines();
    Result<> readViews();
    Result<> readTriggers();
    Result<> readEvents();
    Result<> readGrants();
    void addUnmanagedTables();

    /// Null when nothing managed has this name.
    TableEntry *table(const QString &name);
    ObjectId column(ObjectId table, const QString &name) const;
    ObjectId column(const TableEntry &table, const QString &name) const { return column(table.id, name); }
    /// Names in a definition of this table, or of a view.
    NameScope scope(ObjectId ownTable = {}) const;
    /// The server's own CREATE statements, all in one round trip: for what no query tells.
    Result<QStringList> shown(const QList<ShownObject> &objects);
    /// Sees to it that these tables have their CREATE TABLE.
    Result<> show(std::vector<TableEntry *> entries);
    /// What a stored program is besides its text: whose it is, and under which mode it was made, where the session's
    /// user and mode would not give the same.
    Options programOptions(const QString &definer, const QString &mode) const;
    /// Makes all bodies exact to the letter: information_schema shows their literals without their escapes.
    Result<> makeExact(std::vector<Program> &programs);
    const SqlFlavour &flavour() const;
    /// An object of the server's that Relata only keeps.
    void addUnmanaged(ObjectId parent, const QString &name, const QString &engineKind, const Expression &definition);
    bool isOurs(const QString &name) const { return name.startsWith(QLatin1StringView("_relata_")); }

    Connection &connection;
    const ServerInfo &server;
    SchemaBuilder builder;
    QString database, databaseCollation;
    ObjectId space;
    QHash<QString, TableEntry> tables; ///< by folded name
    QHash<QString, ObjectId> relations; ///< tables, views and sequences by folded name
    QHash<QString, ObjectId> routines; ///< functions, by lower-case name
    QHash<ObjectId, QHash<QString, ObjectId>> columnsOf; ///< by table and folded name

private:
    QStringList questions() const;
    QString folded(const QString &name) const { return m_foldsNames ? name.toLower() : name; }
    Result<> readPartitioning();
    void addTable(const Rows &rows, qsizetype row);
    void addColumn(const Rows &rows, qsizetype row, TableEntry &entry, ObjectId id);
    Result<> showPeriods(const Rows &checks);
    void addCheck(TableEntry &entry, const QString &name, const QString &clause, bool ofColumn, bool enforced);
    bool isPeriod(const TableEntry &entry, const QString &name, const Expression &expression) const;
    void keepFromOverlapping(TableEntry &entry, const QString &period);
    Result<> readParsers(const std::vector<std::pair<TableEntry *, ObjectId>> &indexes);
    void addTrigger(const Rows &rows, qsizetype row, ObjectId follows, ObjectId id, const QString &body);
    void addEvent(const Rows &rows, qsizetype row, const QString &body);
    void addRoutine(const Rows &rows, qsizetype row, const QString &parameters, const QString &body);
    Result<QHash<QString, QString>> algorithms(const Rows &views);
    void addGrants(const Rows &rows, const std::function<ObjectId(const Rows &, qsizetype)> &objectOf);
    bool comesWith(const Object &object, const Rows &rows, qsizetype row) const;

    bool m_foldsNames = false;
    std::optional<FetchAhead> m_ahead;
    QStringList m_sequences;
    QHash<QString, ObjectId> m_procedures; ///< by lower-case name
};

} // namespace relata::mysql
