#pragma once
#include "dialects/mysql/definition_cutter.h"
#include "models/engine/fetch.h"
#include "models/engine/server_info.h"
#include "models/schema/options.h"
#include "models/schema/schema_builder.h"
#include "models/sql/sql_flavour.h"

#include <QHash>

namespace relata::mysql {

/// A table as far as its parts must know it.
struct TableEntry {
    ObjectId id;
    QString engine;
    QString collation;
    bool managed = true; ///< false: becomes one unmanaged object with all that belongs to it
    QString text; ///< what an unmanaged one looks like
    QHash<QString, ObjectId> columns; ///< by folded name
    QList<ObjectId> uniques;
    QString shown; ///< the server's own CREATE TABLE, once it was asked for
};

/// One reading of a database, shared by the readers of its kinds. They run in the order in which they stand here.
class Reading {
public:
    explicit Reading(Connection &session)
        : connection(session)
        , server(session.server())
    { }

    Result<> readDatabase();
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
    void addUnmanagedTables();

    /// Null when nothing managed has this name.
    TableEntry *table(const QString &name);
    ObjectId column(const TableEntry &table, const QString &name) const { return table.columns.value(name.toLower()); }
    /// Names in a definition of this table, or of a view.
    NameScope scope(ObjectId ownTable = {}) const;
    /// A top-level object of the server's that Relata only keeps.
    /// The server's own CREATE TABLE: asked for where no query tells all.
    Result<QString> shown(TableEntry &table);
    /// What a stored program is besides its text: whose it is, and under which mode it was made, where the session's
    /// user and mode would not give the same.
    Options programOptions(const QString &definer, const QString &mode) const;
    /// A program's body to the letter: information_schema shows its literals without their escapes.
    Result<QString> exactBody(const QString &body, const QString &what, const QString &name, int column);
    const SqlFlavour &flavour() const;
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
    QString folded(const QString &name) const { return m_foldsNames ? name.toLower() : name; }
    Result<> addPartitioning(TableEntry &entry);
    Result<> addTable(const Rows &rows, qsizetype row);
    void addColumn(const Rows &rows, qsizetype row);
    Result<> addCheck(TableEntry &entry, const QString &name, const QString &clause, bool ofColumn, bool enforced);
    Result<bool> isPeriod(TableEntry &entry, const QString &name, const Expression &expression);
    void keepFromOverlapping(TableEntry &entry, const QString &period);
    Result<> addParser(TableEntry &entry, ObjectId index);
    Result<> addTrigger(const Rows &rows, qsizetype row, ObjectId follows, ObjectId id);
    Result<> addEvent(const Rows &rows, qsizetype row);
    Result<> addRoutine(const Rows &rows, qsizetype row, const QString &parameters);

    bool m_foldsNames = false;
    QStringList m_sequences;
};

} // namespace relata::mysql
