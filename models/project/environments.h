#pragma once
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/timeline/drift.h"
#include "models/timeline/timeline.h"

#include <QHash>

#include <optional>

namespace relata {

class Connection;
struct Engine;
struct ProjectConfig;

/// What one database of a project says of its migrations.
struct EnvironmentColumn {
    enum class Reach { Unread, Reading, Read, NotReached, NeedsPassword };
    QString name; ///< the connection's
    QString environment; ///< "dev", "stage", "prod" or another
    bool takesPassword = false; ///< it is a server with users
    Reach reach = Reach::Unread;
    QList<MigrationStatus> states;
    QList<RepeatableStatus> repeatables; ///< where somebody asked for them
    /// What differs from what was applied; empty: not looked for, or not known.
    std::optional<QList<DriftItem>> drift;
    std::optional<Error> error; ///< why nothing is known

    /// The last migration that is applied, edited since or not; empty: none.
    QString standsAt() const;
    int count(MigrationState state) const;
    bool isRead() const { return reach == Reach::Read; }
    /// It answers, and can take none of the project's migrations: asking again changes nothing.
    bool isUnfit() const { return error && error->code == Error::Code::Unsupported; }
    /// One whose reading ended in this.
    void fail(const Error &why);
};

/// The project's databases in the order of their environments, those of one environment as the project names them; the
/// scratch connection is left out. Those whose environment is not in the order come first.
QList<EnvironmentColumn> environmentColumns(const QList<ConnectionProfile> &connections, const ProjectConfig &config);

/// Where each of the timeline's migrations stands on one database. Refused where the database is of another engine than
/// the project, or of one that migrations cannot be applied to.
Result<QList<MigrationStatus>> readEnvironment(
    Connection &connection, const Engine *engine, const ProjectConfig &config, const Timeline &timeline);

/// Migrations as rows, oldest first, and databases as columns. What only a database knows is a row, too.
class EnvironmentTable {
public:
    struct Row {
        QString version, title;
        bool isInProject = true;

        bool operator==(const Row &) const = default;
    };

    EnvironmentTable() = default;
    EnvironmentTable(const Timeline &timeline, QList<EnvironmentColumn> columns);

    const QList<Row> &rows() const { return m_rows; }
    const QList<EnvironmentColumn> &columns() const { return m_columns; }
    /// Null: the database does not know it, or is not known itself.
    const MigrationStatus *cell(qsizetype row, qsizetype column) const;

private:
    QList<Row> m_rows;
    QList<EnvironmentColumn> m_columns;
    QList<QHash<qsizetype, qsizetype>> m_places; ///< for each column: row to place in its states
};

} // namespace relata
