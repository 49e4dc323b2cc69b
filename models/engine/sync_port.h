#pragma once
#include "models/base/message.h"
#include "models/schema/expression_pieces.h"
#include "models/schema/schema.h"
#include "models/sql/sql_writer.h"

#include <optional>

namespace relata {

struct Column;
struct ServerInfo;

/// Columns of one table that hold the same in two forms, for code from before a change and for code from after it.
struct SyncedColumns {
    /// A column, and what its value is by the columns of the other side.
    struct Side {
        ObjectId column;
        Expression value;
    };
    ObjectId table;
    QList<Side> before, after;
    QList<ObjectId> key; ///< tells the rows apart
    bool isCopy = false; ///< one column on each side, the same values
    /// Of `before`: required, but taking NULL meanwhile, because code from after the change leaves them out.
    QList<ObjectId> relaxed;
};

/// How an engine keeps two forms of the same columns equal while both are written to. What agrees is left alone: one
/// side is what the other gives, in either direction. Otherwise the side that a statement changed is taken over to the
/// other, `after` where it changed both. A row that a statement leaves as it is stays as it is, though it be not filled
/// yet: on the way up that is its `after`, on the way back its `before`. Pure; names are those of the schema.
class SyncPort {
public:
    explicit SyncPort(const SqlFlavour &flavour)
        : m_flavour(flavour)
    { }
    virtual ~SyncPort() = default;
    SyncPort(const SyncPort &) = delete;

    /// Whether a trigger still fills a required column that a statement left out.
    virtual bool fillsRequired() const = 0;
    /// Why values of this column cannot be kept equal; empty: they can.
    virtual std::optional<Message> obstacle(const Column &, const Schema &) const { return {}; }
    /// Why this server takes no further triggers on the table; empty: it does, or its version is not known.
    virtual std::optional<Message> tableObstacle(ObjectId, const Schema &, const ServerInfo &) const { return {}; }
    /// The column's value as one of this type; empty where no cast is known that tells what it cannot hold.
    virtual std::optional<Expression> cast(ObjectId column, const DataType &type, const Schema &schema) const = 0;
    /// The schema with the triggers, and what else they need, named after `name`.
    virtual Schema withTriggers(const Schema &schema, const SyncedColumns &columns, const QString &name) const = 0;

    /// Which side is made: BeforeAnew where it has been made anew, and holds nothing of its own.
    enum class Fill { After, Before, BeforeAnew };
    /// UPDATE of the rows whose sides do not agree: one side by the other.
    SqlText fill(const SyncedColumns &columns, Fill side, const Schema &schema) const;
    /// SELECT of the keys of rows whose sides do not agree.
    SqlText strays(const SyncedColumns &columns, const Schema &schema) const;
    /// SELECT of the keys of rows whose `before` is not what `after` gives back.
    SqlText onlyBefore(const SyncedColumns &columns, const Schema &schema) const;
    /// SELECT of the keys of rows whose `after` was written, and is not what `before` gives.
    SqlText onlyAfter(const SyncedColumns &columns, const Schema &schema) const;
    /// The same as onlyBefore, judged by `before` alone: what it would give, and that back.
    SqlText lossy(const SyncedColumns &columns, const Schema &schema) const;

protected:
    /// Whose value: a row's in the table, or what a trigger calls NEW and OLD.
    enum class Row { Table, New, Old };
    virtual Expression column(ObjectId column, Row row) const;
    Expression value(const Expression &value, Row row) const;
    /// A condition that holds where the two differ in anything that a column like `of` can hold, NULL included.
    virtual Expression differs(
        const Expression &a, const Expression &b, const Column &of, const Schema &schema) const = 0;
    /// The sides of this row do not agree, or `after` is not filled yet.
    Expression strays(const SyncedColumns &columns, Row row, const Schema &schema) const;
    /// An UPDATE or an INSERT changed something on this side.
    Expression updated(const QList<SyncedColumns::Side> &sides, const Schema &schema) const;
    Expression inserted(const QList<SyncedColumns::Side> &sides, Row row, const Schema &schema) const;
    /// All of this side are NULL.
    Expression allEmpty(const QList<SyncedColumns::Side> &sides, Row row) const;

    const SqlFlavour &flavour() const { return m_flavour; }
    /// The text as SQL that stands by itself.
    SqlText text(const Expression &expression, const Schema &schema) const;

private:
    Expression anyDiffers(const QList<SyncedColumns::Side> &sides, Row row, const Schema &schema) const;
    SqlText rows(const SyncedColumns &columns, const Expression &condition, const Schema &schema) const;

    const SqlFlavour &m_flavour;
};

/// "a OR b"; one alone as it is.
Expression joined(const QList<Expression> &conditions, QStringView word);

} // namespace relata
