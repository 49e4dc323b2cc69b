#pragma once
#include "models/diff/matcher.h"

#include <QList>
#include <QStringList>

namespace relata {

class TokenWalk;
struct Engine;
struct MigrationFile;

/// Whether a statement that says this name means what stands under one of these paths; without its schema a name may
/// mean the same in any.
bool meansOne(const QStringList &said, const QList<QStringList> &places, NameRule rule);

/// Tables that a migration makes anew and carries the rows of over, by INSERT … SELECT and names that change, whether
/// Relata wrote it or somebody's hand: told by its tokens. Of a program nobody knows.
class CopiedRows {
public:
    CopiedRows(const MigrationFile &migration, const Engine &engine);

    enum class Value {
        Unknown, ///< no rows are carried over, or not as far as can be told
        Carried, ///< as it stands
        Filled, ///< where it is NULL, by another
        Otherwise ///< another is written, or none
    };
    /// What is written to the table that is made anew, for a column of the one that stands under these paths.
    Value valueOf(const QList<QStringList> &table, const QStringList &column) const;
    /// Whether some of the table's rows may stay behind.
    bool mayLeaveRows(const QList<QStringList> &table) const;

private:
    struct Item {
        QString column; ///< that is read; empty: something else
        bool isFilled = false;
    };
    struct Copy {
        QStringList from, to;
        QStringList columns; ///< that are written; empty: all, in their order
        QList<Item> items;
        bool isAll = false; ///< SELECT *
        bool mayLeaveRows = false;
    };

    void read(const QString &sql);
    void readRenaming(TokenWalk &walk);
    void readInsert(TokenWalk &walk);
    void readItems(TokenWalk &walk, Copy &copy) const;
    Item itemOf(TokenWalk &walk, qsizetype begin, qsizetype end) const;
    QStringList originOf(const QStringList &table) const;
    const Copy *copyOf(const QList<QStringList> &table) const;
    bool isOneOf(const QString &name, const QStringList &names) const;

    const Engine &m_engine;
    QList<std::pair<QStringList, QStringList>> m_origins; ///< of names as they go: what stood there before; empty: new
    QList<Copy> m_copies;
};

} // namespace relata
