#pragma once
#include "models/timeline/migration_file.h"

namespace relata {

struct Engine;

/// What RepeatableTable would run, as statements with their values written into them, for scripts that somebody else
/// runs. Moments, the person and what is applied become expressions that are worked out then.
class RepeatableScript {
public:
    /// `place` stands before the tables' names: a schema in quotes with its dot, or nothing.
    RepeatableScript(const Engine &engine, QString place);

    QString table() const;
    QStringList begin(const MigrationFile &repeatable, bool isWhole) const;
    QString finish(const MigrationFile &repeatable) const;
    /// A query that answers a row where such a script has run this text last, and nothing was applied or taken back
    /// since.
    QString isCurrent(const MigrationFile &repeatable) const;

private:
    QString literal(const QString &text) const;
    QString stands() const;

    const Engine &m_engine;
    QString m_place, m_table;
};

} // namespace relata
