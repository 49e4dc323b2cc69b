#pragma once
#include "models/jobs/recipes/copied_rows.h"
#include "models/schema/schema.h"

#include <QSet>

#include <optional>

namespace relata {

class TokenWalk;
struct DataCheck;
struct Engine;
struct MigrationFile;

/// What the statements of a migration see to by themselves, of what is found to be in their way: told by their tokens,
/// a statement at a time. Of a program, or of code that a statement calls, nobody knows. What is handed over outlives
/// it.
class SettledRows {
public:
    SettledRows(const MigrationFile &migration, const Engine &engine, const Schema &before, const Schema &after);

    /// Whether the migration may settle what this check finds: it grants anew on that very object, says another
    /// conversion of that column, gives the labels that go other names, or writes to rows of those tables before the
    /// last statement that can be meant. Rows that are put in settle nothing but what misses its parent.
    bool has(const DataCheck &check) const;
    /// Whether a statement drops it; `word` is FUNCTION or PROCEDURE.
    bool drops(const QString &word, const QStringList &path) const;
    /// Tables that it makes anew.
    const CopiedRows &copies() const { return m_copies; }

private:
    struct Named {
        QString word; ///< FUNCTION, PROCEDURE or nothing
        QStringList path;
    };
    struct Cast {
        QStringList table;
        QString column, text;
    };
    struct Renamed {
        QStringList type;
        QString label; ///< as it stands there
    };

    struct Written {
        QStringList path;
        int at = 0; ///< the statement
        bool adds = false; ///< rows that stand stay as they are
    };
    struct Changed {
        int at = 0;
        QSet<QString> names; ///< that the statement says, in lower case
    };

    void read(const QString &sql);
    bool runsCode(const QString &sql) const;
    bool mayCallExtension(const QString &sql) const;
    bool namesView(const QString &sql) const;
    bool firesTrigger(const QStringList &table) const;
    int lastFor(const DataCheck &check) const;
    void readWriting(TokenWalk &walk, const QString &verb);
    void readGrant(TokenWalk &walk);
    void readDrop(TokenWalk &walk);
    void readAlteredType(TokenWalk &walk);
    void readAlteredTable(TokenWalk &walk);
    void takeTables(TokenWalk &walk, const QString &end);
    bool isSame(const QString &one, const QString &other) const;
    bool isOne(const QStringList &said, const QList<QStringList> &places) const;
    bool convertsOtherwise(const DataCheck &check) const;
    bool copiesOtherwise(const DataCheck &check) const;
    bool renamesAll(const DataCheck &check) const;

    const Engine &m_engine;
    const Schema &m_before, &m_after;
    CopiedRows m_copies;
    bool m_isProgram = false, m_grantsSomething = false;
    int m_at = 0; ///< the statement that is read
    std::optional<int> m_codeAt; ///< the first one that does what nobody knows
    QList<Written> m_written;
    QList<Changed> m_changed; ///< statements that change the schema
    QList<Named> m_granted, m_dropped;
    QList<Cast> m_casts;
    QList<Renamed> m_renamed;
};

} // namespace relata
