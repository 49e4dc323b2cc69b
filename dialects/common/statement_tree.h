#pragma once
#include "models/sql/sql_flavour.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace relata {

/// One action of an ALTER, or a constraint that a CREATE TABLE brings.
struct StatementAction {
    enum class Kind : quint8 {
        Other, ///< known to no one here: judged as the worst
        AddColumn,
        DropColumn,
        RenameColumn,
        RedefineColumn, ///< MODIFY, CHANGE: the whole definition anew
        SetType,
        SetDefault,
        DropDefault,
        SetNotNull,
        DropNotNull,
        SetExpression,
        DropExpression,
        ChangeIdentity,
        SetStatistics,
        SetColumnOptions, ///< storage, compression, attributes of one column
        AddConstraint,
        DropConstraint,
        RenameConstraint,
        AlterConstraint,
        ValidateConstraint,
        AddIndex,
        DropIndex,
        AlterIndex,
        RenameIndex,
        RenameTo,
        SetSchema,
        SetOwner,
        SetOptions, ///< storage parameters, comment, AUTO_INCREMENT …
        SetTablespace,
        SetLogged,
        SetReplicaIdentity,
        Cluster,
        RowSecurity,
        SwitchTrigger, ///< ENABLE, DISABLE
        SwitchRule,
        AttachPartition,
        DetachPartition,
        AddPartition,
        DropPartition,
        ChangePartitions,
        Inherit,
        NoInherit,
        ConvertCharset,
        SetEngine,
        Rebuild, ///< FORCE, ROW_FORMAT, ORDER BY: the table is written anew
        Algorithm,
        LockClause
    };
    enum class Constraint : quint8 { None, PrimaryKey, Unique, ForeignKey, Check, Exclusion };

    Kind kind = Kind::Other;
    Constraint constraint = Constraint::None;
    QString name; ///< of the column, constraint or index; what ALGORITHM and LOCK say
    QStringList table; ///< another table: referenced, partition or parent
    QStringList options; ///< names that SET (…) and RESET (…) hold
    bool notValid = false, usingIndex = false, concurrently = false;
    // of a column that is added or defined anew
    bool hasDefault = false, volatileDefault = false, notNull = false, stored = false, generated = false,
         identity = false, placed = false;

    bool operator==(const StatementAction &) const = default;
};

/// What a statement says, as far as its facts need it, the same for every engine. Names are paths as they are spelled,
/// folded as the engine folds them.
struct StatementTree {
    enum class Verb : quint8 {
        Unknown,
        Create,
        Alter,
        Drop,
        Rename, ///< RENAME TABLE a TO b
        Truncate,
        Comment,
        Insert,
        Update,
        Delete,
        Merge,
        Select, ///< anything that answers rows and changes none
        Copy,
        Grant, ///< and REVOKE
        Analyze,
        Vacuum,
        Reindex,
        Cluster,
        Refresh,
        Optimize,
        Lock,
        Set,
        Transaction,
        Call, ///< what it does stands elsewhere
        Do,
        Execute, ///< of text made at run time
        Pragma
    };
    enum class Thing : quint8 {
        Other,
        Table,
        Index,
        View,
        MaterializedView,
        Sequence,
        Schema, ///< MySQL's databases too
        Database,
        Type,
        Domain,
        Routine,
        Trigger,
        Event,
        Policy,
        Rule,
        Extension,
        Column,
        Constraint
    };

    Verb verb = Verb::Unknown;
    Thing thing = Thing::Other;
    QList<QStringList> names;
    QStringList on; ///< the table of an index, trigger, policy or rule
    QList<StatementAction> actions;
    bool concurrently = false, ifExists = false, ifNotExists = false, cascade = false, temporary = false, full = false,
         hasWhere = false, hasLimit = false, asQuery = false, orReplace = false, addsValue = false;

    bool operator==(const StatementTree &) const = default;
};

/// Reads a statement as far as it can be known; never fails: what is not understood is Unknown or Other. Linear in the
/// statement's size.
StatementTree statementTree(QStringView statement, const SqlFlavour &flavour);

/// Tables, and columns behind the name of their table, that the statement takes away with what they hold. What is in
/// the default namespace has an empty name in front.
QList<QStringList> droppedRows(const StatementTree &tree);

} // namespace relata
