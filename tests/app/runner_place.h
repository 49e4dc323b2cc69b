#pragma once
#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "models/project/project_config.h"
#include "tests/support/own_database.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <functional>

namespace relata::tests {

/// The servers that the runner is tried on; "" is SQLite.
inline constexpr const char *RunnerServers[] = {"", "postgresql15", "postgresql18", "mariadb", "mysql56"};
/// A row for each in a test's table, with a column "server". Of the two of PostgreSQL, which take longest, a test gets
/// one by its name and the seed, unless RELATA_CASES=all.
void eachRunnerServer();

/// A project with a few migrations, and a database of the test's own that they go to.
class RunnerPlace {
public:
    /// `migrations`: the up sections, each with what it may need above; numbered from 001. `down` is theirs.
    RunnerPlace(const EngineRegistry &registry, const QByteArray &server, const QStringList &up,
        const QStringList &down, bool transaction = true, const std::function<void(ProjectConfig &)> &adjust = {});

    /// Why it could not be made; empty when all is well.
    QString error;
    QStringList words(const QStringList &action) const;
    QString projectFolder() const { return m_folder.filePath(QStringLiteral("project")); }
    const ConnectionProfile &profile() const { return m_database.profile; }
    MigrationFile migration(int number) const { return timeline.migrations.at(number - 1); }
    /// Rules that compare with a scratch database beside and do not wait long.
    RunRules rules() const;
    Result<> apply(Session &session, int number, JobContext &context, const RunRules &rules) const;
    MigrationState state(const Session &session, int number) const;
    bool isPostgresql() const { return profile().engine == "postgresql"; }
    bool isSqlite() const { return profile().engine == "sqlite"; }

    Timeline timeline;

private:
    QTemporaryDir m_folder;
    OwnDatabase m_database;
};

/// Does something at the first report whose text holds `word`; keeps all it hears.
class Listener : public JobContext {
public:
    Listener(QString word, std::function<void()> action)
        : m_word(std::move(word))
        , m_action(std::move(action))
    {
        m_begun.start();
    }
    void report(const Progress &progress) override;
    /// Ends a run that would wait for ever: by then the test has failed, and says what was heard.
    bool stopRequested() const override { return m_begun.hasExpired(5 * 60'000); }

    QStringList heard;

private:
    QString m_word;
    std::function<void()> m_action;
    QElapsedTimer m_begun;
};

} // namespace relata::tests
