#pragma once
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/foreign_key.h"

#include <QStringList>

#include <optional>

namespace relata::sqlite {

/// A column as a stored CREATE TABLE has it; texts as written.
struct ColumnDefinition {
    QString name;
    QString type;
    QString collation;
    QString defaultValue;
    QString generation;
    Column::Generated generated = Column::Generated::No;
    bool notNull = false;
    QString notNullConflict, notNullName;
};

/// One entry of a key or index: a column's name or the text of an expression.
struct KeyEntry {
    QString column;
    QString expression;
    QString collation;
    bool descending = false;
};

struct ConstraintDefinition {
    enum class Kind { PrimaryKey, Unique, Check, ForeignKey };
    Kind kind = Kind::Check;
    QString name;
    bool isInline = false; ///< stands at its column
    QList<KeyEntry> parts; ///< of a key; the columns of a foreign key
    QString conflict;
    bool autoIncrement = false;
    QString expression; ///< of a check
    QString referencedTable;
    QStringList referencedColumns; ///< empty: the primary key
    ForeignKey::Action onUpdate = ForeignKey::Action::NoAction, onDelete = ForeignKey::Action::NoAction;
    ForeignKey::Match match = ForeignKey::Match::Simple;
    Deferral deferral = Deferral::Not;
};

struct TableDefinition {
    QString name;
    QList<ColumnDefinition> columns;
    QList<ConstraintDefinition> constraints;
    bool withoutRowid = false;
    bool strict = false;

    const ConstraintDefinition *primaryKey() const;
    /// One line a fact, equal for definitions that SQLite takes for the same; quotes, layout and the place of a
    /// constraint do not count.
    QStringList normalForm() const;
};

struct IndexDefinition {
    QString name, table;
    bool unique = false;
    QList<KeyEntry> parts;
    QString predicate;
};

struct VirtualTableDefinition {
    QString name, module;
    QStringList arguments;
};

struct ViewDefinition {
    QString name;
    QStringList columns;
    QString query;
};

/// Empty when there is a token in the statement that was not understood: nothing is ever left out.
std::optional<TableDefinition> parseTable(const QString &statement);
std::optional<IndexDefinition> parseIndex(const QString &statement);
std::optional<VirtualTableDefinition> parseVirtualTable(const QString &statement);
std::optional<ViewDefinition> parseView(const QString &statement);

/// One entry of an index or key, from its text.
KeyEntry parseKeyEntry(const QString &text);

} // namespace relata::sqlite
