#pragma once
#include "models/base/result.h"

#include <QStringList>

namespace relata {

class Connection;
class CopyToolPort;

/// A table as a copy of it needs to know it.
struct CopyFacts {
    struct Column {
        QString name, type, kind; ///< "varchar(20)", "varchar"
        QString collation; ///< empty for what is no text
        bool nullable = false, hasDefault = false, generated = false, counts = false;
    };
    /// A key that tells rows apart.
    struct Key {
        QStringList columns;
        bool tellsAll = true; ///< neither NULL nor a part of a value stands in it
    };
    bool isThere = false;
    QString obstacle; ///< what it is instead of a plain table that keeps transactions: "MyISAM"; empty: it is one
    QList<Column> columns;
    QList<Key> uniques; ///< the primary key first
    QStringList foreignKeys, triggers; ///< by name; keys of other tables that refer to it, too
    QString definition; ///< its CREATE TABLE, without the next number
    qint64 next = 0; ///< that it gives by itself; 0: none

    const Column *column(const QString &name) const;
};

/// What is written to fill a copy of a table and to let it take the table's place. Names are those of one database.
struct CopyWork {
    QString table, copy, kept, mark;
    QStringList key; ///< columns that tell rows apart, in both
    QStringList columns; ///< that both have and are written to
    QStringList same; ///< for each, whether `t` and `c` hold the same value
};

/// What an engine knows of changing tables by a copy that takes their place, where it has no better way.
class CopyPort {
public:
    virtual ~CopyPort() = default;
    /// A program of others that can copy instead; null: none.
    virtual const CopyToolPort *tool() const { return nullptr; }
    virtual Result<CopyFacts> facts(Connection &connection, const QString &table) const = 0;
    /// Its definition and triggers alone, which are had at once.
    virtual Result<CopyFacts> glance(Connection &connection, const QString &table) const = 0;
    /// What the server keeps a table's rows under: another once it was emptied or made anew past its triggers. Empty
    /// where that is hidden from the user, as are the statements of others then.
    virtual Result<QString> storage(Connection &connection, const QString &table) const = 0;
    /// The open transactions of others, by what tells them apart as long as they are open. Asked again sooner than
    /// after a fifth of a second the answer may be the same.
    virtual Result<QStringList> transactions(Connection &connection) const = 0;
    /// Whether values of two columns are the same: compared as `t` and `c`.
    virtual QString sameValue(const CopyFacts::Column &before, const CopyFacts::Column &after) const = 0;
    /// Whether what a value becomes hangs on the session of whoever writes it.
    virtual bool dependsOnWriter(const CopyFacts::Column &before, const CopyFacts::Column &after) const = 0;
    /// Whether a column of a key tells rows apart as it did.
    virtual bool tellsAlike(const CopyFacts::Column &before, const CopyFacts::Column &after) const = 0;

    virtual QString makeCopy(const CopyWork &work) const = 0;
    virtual QString dropCopy(const CopyWork &work) const = 0;
    /// In the order that they are made in: from each of them on the copy holds nothing that the table does not.
    virtual QStringList makeTriggers(const CopyWork &work) const = 0;
    virtual QStringList triggerNames(const CopyWork &work) const = 0;
    virtual QString dropTrigger(const QString &name) const = 0;
    /// A table where the triggers leave a note of each row that the copy did not take as it is; made before them.
    virtual QString notesName(const CopyWork &work) const = 0;
    virtual QString makeNotes(const CopyWork &work) const = 0;
    virtual QString dropNotes(const CopyWork &work) const = 0;
    /// The numbers of some notes, none where there are none; and what forgets these alone.
    virtual QString someNotes(const CopyWork &work) const = 0;
    virtual QString forgetNotes(const CopyWork &work, const QStringList &numbers) const = 0;

    /// The session's setting in which every value is taken as it is, or refused; and what it was.
    virtual Result<QString> exactSetting(Connection &connection, QString *before) const = 0;
    /// Just before a transaction that copies; and before one that compares.
    virtual Result<QString> copyingIsolation(Connection &connection) const = 0;
    virtual QString comparingIsolation() const = 0;
    /// A table of the session alone that holds the keys of a batch.
    virtual QStringList makeKeys(const CopyWork &work, const CopyFacts &table) const = 0;
    virtual QString emptyKeys() const = 0;
    /// Locks rows and notes their keys; then those rows are copied that the copy has not.
    virtual QString noteKeys(const CopyWork &work, const QString &range) const = 0;
    virtual QString addRows(const CopyWork &work) const = 0;
    /// The key of a row among those noted, or in a range, that is missing in the copy or is another there.
    virtual QString differingAmongKeys(const CopyWork &work) const = 0;
    virtual QString differing(const CopyWork &work, const QString &range) const = 0;
    virtual QString count(const QString &table, const QString &range) const = 0;
    /// Fails for a row that does not fit, with the server's reason.
    virtual QString tryRow(const CopyWork &work, const QString &range) const = 0;

    /// Goes on giving numbers where the table would.
    virtual QString setNext(const CopyWork &work, qint64 next) const = 0;
    /// Keeps everybody from both tables, and from leaving notes.
    virtual QString lockBoth(const CopyWork &work) const = 0;
    virtual QString unlock() const = 0;
    virtual QString swap(const CopyWork &work) const = 0;
    /// Where a server died between the two renames of a swap.
    virtual QString renameTable(const QString &from, const QString &to) const = 0;
    /// Whether that session waits for a table that this one holds.
    virtual Result<bool> isWaiting(Connection &connection, const QString &session) const = 0;
    /// Whether somebody else waits to change a table, and would be earlier than a session that is to rename it.
    virtual Result<bool> isOutrun(Connection &connection, const QString &session) const = 0;
};

} // namespace relata
