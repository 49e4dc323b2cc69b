#pragma once
#include "models/diff/matcher.h"
#include "models/planner/filling.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace relata::tests {

/// One change on one engine, as data: tests/cases/<engine>/<kind>-<what>.case. Its sections hold the SQL of the schema
/// before and after, and what the plan up and down must read, statement by statement; without those the proof alone
/// counts:
///
///     # index-create-partial        requires: postgresql >= 12 < 18        keep: yes        told: < 18
///     -- from --      create table t(a int);
///     -- to --        create table t(a int); create index t_a on t(a) where a > 0;
///     -- rows --      insert into t values (1);
///     -- renamed --   table t -> u
///     -- filled --    t.b = open
///     -- filled --    t.c := upper(a)
///     -- replaced --  mood:fair = glad
///     -- up --        CREATE INDEX …
///     -- down --      DROP INDEX …
///     -- findings --  AZ101 warning
struct CaseFile {
    QString path;
    QString name;
    QByteArray requiredEngine; ///< empty: any server of the folder's engine
    QString requiredVersion;
    bool keep = false; ///< what would be lost is kept aside and comes back
    QString olderThan; ///< the first version that it does not hold for; empty: none
    QString toldBelow; ///< the first version whose plan reads otherwise; empty: none
    QString from, to, up, down;
    QString rows; ///< put into the schema before where its own dump is compared; the proof makes its own
    QList<RenameNote> renames;
    QList<FillAnswer> fills;
    QStringList findings; ///< "CODE severity"
    QString error; ///< why the file cannot be read; empty when it can

    /// The key of the kind that the case is about: what its name begins with.
    QString kind() const { return name.section(u'-', 0, 0); }
    bool appliesTo(const QByteArray &engine, const QString &version) const;
    /// Whether the plan is for reading as it is told here.
    bool tells(const QString &version) const;
};

CaseFile readCase(const QString &path);
/// Writes the plan and the findings that were seen into the file; the rest of it stays.
bool writeSeen(const CaseFile &seen);

/// Where an engine's cases stand: its own folder, and before it that of the engine it stems from.
QStringList caseFolders(const QByteArray &engine);
/// The cases of an engine, by name.
QStringList casePaths(const QByteArray &engine);

} // namespace relata::tests
