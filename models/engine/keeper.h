#pragma once
#include "models/plan/plan.h"
#include "models/schema/schema.h"
#include "models/sql/sql_writer.h"

#include <QMap>

#include <optional>

namespace relata {

struct Column;
struct ConnectionProfile;
struct PrimaryKey;
struct ServerInfo;

/// Rows whose values are about to go, and the table of Relata's own, in the default namespace, that they are copied to
/// or that their own table becomes.
struct KeptRows {
    QString name; ///< "_relata_kept_1f2e3d4c_users"
    ObjectId table; ///< whose rows
    QList<ObjectId> key; ///< columns that tell them apart; empty: whole rows, of a table that goes
    QList<ObjectId> columns; ///< whose values: those that go, or all that hold values of their own
    /// Labels that go from the list of the one column, and what rows hold instead of each: only rows that hold one are
    /// kept, and only where a row still holds what it got does its value come back.
    QMap<QString, QString> labels{};

    bool isWhole() const { return key.isEmpty(); }
    bool operator==(const KeptRows &) const = default;
};

/// How an engine copies rows aside and brings them back. Pure; which rows, and where in a plan, is the planner's.
/// Every `schema` is the one that holds at that point: its names are written.
class Keeper {
public:
    explicit Keeper(const SqlFlavour &flavour)
        : m_flavour(flavour)
    { }
    virtual ~Keeper() = default;
    Keeper(const Keeper &) = delete;

    /// Why rows of this table would not come back as they are; empty: they do.
    virtual std::optional<Message> obstacle(ObjectId, const Schema &) const { return {}; }
    /// Whether each row has a value of its own in this primary key.
    virtual bool tellsApart(const PrimaryKey &, const Schema &) const { return true; }
    /// Whether nobody but its owner can read what is kept.
    virtual bool hides() const { return true; }
    /// A query for the tables that keep rows: name, bytes (NULL where the engine cannot tell).
    virtual QString keptTables() const = 0;

    /// Tables, and columns behind their table's name, that a statement takes away with what they hold, as far as its
    /// text names them. What is in the default namespace has an empty name in front.
    virtual QList<QStringList> taken(QStringView statement) const = 0;
    /// What statements call the default namespace; a database, where one is that.
    virtual QString home(const ConnectionProfile &, const ServerInfo &) const = 0;
    /// Makes the kept table, whose columns are called as in `names`, and fills it while nobody else can write. All in
    /// one transaction with what takes the rows away, where the engine has them for DDL; else before letGo().
    virtual std::vector<Statement> keep(const KeptRows &rows, const Schema &schema, const Schema &names) const;
    /// Behind what takes the rows away: others can write again. Empty where the end of the transaction does it.
    virtual std::vector<Statement> letGo() const { return {}; }
    /// Whether a table that goes can become the kept table as it stands: nothing of it holds others, or is missed by
    /// who makes it again.
    virtual bool moves(ObjectId, const Schema &) const { return false; }
    /// Renames it, in place of the statement that drops it: nothing that is written meanwhile is missed. For `moves`.
    virtual std::vector<Statement> move(const KeptRows &, const Schema &) const { return {}; }
    /// Brings the values back into a table that stands empty, or into the columns of one whose rows are there, and
    /// drops the kept table.
    std::vector<Statement> restore(const KeptRows &rows, const Schema &schema) const;
    /// DROP TABLE of a kept table.
    Statement discard(const QString &name) const;
    /// Takes all rows out of a kept table.
    virtual QString empty(const QString &name) const;
    /// "FROM t AS present WHERE NOT EXISTS …": rows of the table that no kept row belongs to.
    SqlText withoutKept(const KeptRows &rows, const Schema &schema, const Schema &names) const;

    /// A condition: the column, called `name` there, holds one of these labels of its enum or list.
    SqlText holds(ObjectId column, const SqlText &name, const QStringList &labels, const Schema &schema) const;
    /// "m = 'fair'": what an UPDATE sets where the column holds the label.
    SqlText replacement(ObjectId column, const QString &label, const QString &other, const Schema &schema) const;
    /// Gives a label of an enum type another name, with every row that holds it and every text that names it; empty:
    /// the engine cannot, other than row by row.
    virtual std::optional<Statement> labelRename(ObjectId, const QString &, const QString &, const Schema &) const
    {
        return {};
    }

    /// Columns that take another value by themselves with every UPDATE that sets none.
    virtual QList<ObjectId> followers(ObjectId, const Schema &) const { return {}; }

    const SqlFlavour &flavour() const { return m_flavour; }

protected:
    SqlWriter sql() const { return SqlWriter(m_flavour); }
    SqlText place(ObjectId table, const Schema &schema) const;
    SqlText columnName(ObjectId column, const Schema &schema) const;
    static Statement statement(const QString &sql, TransactionMode mode = TransactionMode::Joined);
    /// "x.a = kept.a AND …" over the key.
    SqlText sameKey(const KeptRows &rows, const Schema &schema, const char *row) const;

    /// How CREATE and DROP TABLE may run.
    virtual TransactionMode ddlMode() const { return TransactionMode::Joined; }
    /// What stands behind FROM to read exactly the table's own rows.
    virtual SqlText source(const KeptRows &rows, const Schema &schema) const { return place(rows.table, schema); }
    /// What is kept of a column.
    virtual SqlText kept(const Column &, const SqlText &value, const Schema &, bool isKey) const;
    /// The same back as a value of the column; `value` is its name in the kept table.
    virtual SqlText restored(const Column &, const SqlText &value, const Schema &) const { return value; }
    /// What follows the kept table's name in CREATE TABLE.
    virtual SqlText keyClause(const KeptRows &, const Schema &) const { return {}; }
    /// What follows the list of columns in INSERT.
    virtual SqlText insertClause(const KeptRows &, const Schema &) const { return {}; }
    /// Whether a value is made of labels, as an array or a set is.
    virtual bool isList(const Column &, const Schema &) const { return false; }
    /// A condition: the list, as it is kept, has the label; and that list with another label, or none, in its place.
    virtual SqlText listHas(const SqlText &, const QString &) const { return {}; }
    virtual SqlText listWith(const SqlText &list, const QString &, const QString &) const { return list; }
    /// A condition: the row of `kept` AS kept holds in `present` what its labels were replaced by.
    virtual SqlText isReplaced(const KeptRows &rows, const Schema &schema) const;
    virtual SqlText update(const KeptRows &rows, const Schema &schema) const = 0;
    virtual std::vector<Statement> beforeKeeping(const KeptRows &, const Schema &) const { return {}; }
    virtual std::vector<Statement> afterKeeping(const KeptRows &, const Schema &) const { return {}; }
    virtual std::vector<Statement> beforeRestoring(const KeptRows &, const Schema &) const { return {}; }
    virtual std::vector<Statement> afterRestoring(const KeptRows &, const Schema &) const { return {}; }

private:
    const SqlFlavour &m_flavour;
};

} // namespace relata
