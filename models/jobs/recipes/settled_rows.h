#pragma once
#include "models/jobs/recipes/copied_rows.h"

namespace relata {

class TokenWalk;
struct DataCheck;
struct Engine;
struct MigrationFile;

/// What the statements of a migration see to by themselves, of what is found to be in their way: told by their tokens,
/// a statement at a time. Of a program, or of code that a statement calls, nobody knows.
class SettledRows {
public:
    SettledRows(const MigrationFile &migration, const Engine &engine);

    /// Whether the migration may settle what this check finds: it grants anew on that very object, says another
    /// conversion of that column, gives the labels that go other names, or writes to rows of those tables.
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

    void read(const QString &sql);
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
    CopiedRows m_copies;
    bool m_isProgram = false, m_grantsSomething = false, m_runsCode = false;
    QList<QStringList> m_written;
    QList<Named> m_granted, m_dropped;
    QList<Cast> m_casts;
    QList<Renamed> m_renamed;
};

} // namespace relata
