#include "models/project/environments.h"

#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "models/project/environment_order.h"
#include "models/project/project_config.h"

#include <algorithm>
#include <numeric>
#include <ranges>

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> unsupported(const char *text, const QStringList &arguments = {})
{
    return failure({.code = Error::Code::Unsupported,
        .message = {"Environments", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

QString EnvironmentColumn::standsAt() const
{
    for (const MigrationStatus &one : std::views::reverse(states)) {
        if (one.state == MigrationState::Applied || one.state == MigrationState::Edited)
            return one.version;
    }
    return {};
}

int EnvironmentColumn::count(MigrationState state) const
{
    return int(std::count_if(
        states.begin(), states.end(), [state](const MigrationStatus &one) { return one.state == state; }));
}

void EnvironmentColumn::fail(const Error &why)
{
    states.clear();
    repeatables.clear();
    drift.reset();
    error = why;
    const bool refusesUser = takesPassword && why.code == Error::Code::Authentication;
    reach = refusesUser ? Reach::NeedsPassword : Reach::NotReached;
}

QList<EnvironmentColumn> environmentColumns(const QList<ConnectionProfile> &connections, const ProjectConfig &config)
{
    QList<EnvironmentColumn> result;
    for (const ConnectionProfile &one : connections) {
        if (one.name.isEmpty() || one.name != config.scratchConnection)
            result += EnvironmentColumn{.name = one.displayName(),
                .environment = one.environment,
                .takesPassword = !one.user.isEmpty() || !one.host.isEmpty() || !one.socket.isEmpty(),
                .reach = EnvironmentColumn::Reach::Unread,
                .states = {},
                .repeatables = {},
                .drift = {},
                .error = {}};
    }
    std::stable_sort(result.begin(), result.end(), [&config](const EnvironmentColumn &a, const EnvironmentColumn &b) {
        return environmentRank(config, a.environment) < environmentRank(config, b.environment);
    });
    return result;
}

/// MySQL and MariaDB have one migrations' language; all others have their own.
static bool isOfProject(const QByteArray &engine, const QByteArray &wanted)
{
    const QList<QByteArray> family{"mysql", "mariadb"};
    return engine == wanted || (family.contains(engine) && family.contains(wanted));
}

Result<QList<MigrationStatus>> readEnvironment(
    Connection &connection, const Engine *engine, const ProjectConfig &config, const Timeline &timeline)
{
    if (!engine || !engine->runner)
        return unsupported(QT_TRANSLATE_NOOP("Environments", "Migrations cannot be applied to this server yet."));
    if (!config.engine.isEmpty() && !isOfProject(engine->key, config.engine))
        return unsupported(
            QT_TRANSLATE_NOOP("Environments", "This database is of another engine (%1) than the project's migrations."),
            {QString::fromLatin1(engine->name)});
    return migrationStatus(connection, *engine, timeline);
}

EnvironmentTable::EnvironmentTable(const Timeline &timeline, QList<EnvironmentColumn> columns)
    : m_columns(std::move(columns))
{
    for (const MigrationFile &one : timeline.migrations)
        m_rows += Row{one.version, one.title, true};
    QHash<QString, qsizetype> known, foreign; // a database may have another migration under the same number
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        known.insert(m_rows.at(i).version, i);
    QList<QHash<qsizetype, qsizetype>> places(m_columns.size());
    for (qsizetype c = 0; c < m_columns.size(); ++c) {
        const QList<MigrationStatus> &states = m_columns.at(c).states;
        for (qsizetype s = 0; s < states.size(); ++s) {
            const MigrationStatus &one = states.at(s);
            const bool isOurs = one.state != MigrationState::Missing && known.contains(one.version);
            const QString key = one.version + u' ' + one.title;
            if (!isOurs && !foreign.contains(key)) {
                foreign.insert(key, m_rows.size());
                m_rows += Row{one.version, one.title, false};
            }
            places[c].insert(isOurs ? known.value(one.version) : foreign.value(key), s);
        }
    }
    QList<qsizetype> order(m_rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](qsizetype a, qsizetype b) {
        return m_rows.at(a).version.toLongLong() < m_rows.at(b).version.toLongLong();
    });
    QList<Row> sorted;
    m_places.resize(m_columns.size());
    for (qsizetype row = 0; row < order.size(); ++row) {
        sorted += m_rows.at(order.at(row));
        for (qsizetype c = 0; c < places.size(); ++c) {
            if (const auto it = places.at(c).constFind(order.at(row)); it != places.at(c).cend())
                m_places[c].insert(row, *it);
        }
    }
    m_rows = sorted;
}

const MigrationStatus *EnvironmentTable::cell(qsizetype row, qsizetype column) const
{
    const auto it = m_places.at(column).constFind(row);
    return it == m_places.at(column).cend() ? nullptr : &m_columns.at(column).states.at(*it);
}

} // namespace relata
