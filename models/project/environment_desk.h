#pragma once
#include "models/base/result.h"
#include "models/jobs/job.h"
#include "models/jobs/session_pool.h"
#include "models/project/environments.h"

#include <QObject>

#include <memory>

namespace relata {

class ConnectionBook;
class EngineRegistry;
class JobCenter;
class Project;
class SecretStore;

/// Asks the project's databases where its migrations stand, each on a session and by a job of its own: one that is
/// away holds up nobody. Reads nothing until it is asked to. Lives on the window's thread; all it is given outlives it.
class EnvironmentDesk : public QObject {
    Q_OBJECT
public:
    struct Place {
        Project &project;
        const EngineRegistry &engines;
        JobCenter &jobs;
        SessionPool &sessions;
        ConnectionBook &connections;
        SecretStore &secrets;
    };
    explicit EnvironmentDesk(const Place &place, QObject *parent = nullptr);
    ~EnvironmentDesk() override;

    const EnvironmentTable &table() const { return m_table; }
    /// The column's place; -1: there is none of that name.
    int columnOf(const QString &name) const;
    bool isReading() const { return !m_readings.empty(); }
    /// How many have answered of how many that were asked last.
    std::pair<int, int> progress() const { return {m_asked - int(m_readings.size()), m_asked}; }

public slots:
    /// Asks all of them.
    void refresh();
    /// Asks one.
    void refreshOne(const QString &name);
    /// Asks all, or one, if they have been asked before: something has changed.
    void follow();
    void followOne(const QString &name);
    /// Stops asking; what has not answered is unread again.
    void cancel();
    /// Keeps a password, where the store keeps them, and asks that database again.
    void givePassword(const QString &name, const QString &password);
    /// What a look for drift has found, or, empty, that nothing is known any more.
    void setDrift(const QString &name, const std::optional<QList<relata::DriftItem>> &drift);

signals:
    /// Rows or columns are others.
    void tableReset();
    /// What one column says is another; the rows are the same.
    void columnChanged(int column);
    void readingChanged();
    /// A password could not be kept.
    void failed(const relata::Error &error);

private:
    struct Reading {
        QString name;
        quint64 number = 0;
        JobId job = 0; ///< 0: the password is being looked up
        SessionLease session;
    };

    void adoptConnections();
    void ask(const QString &name);
    void askWith(quint64 number, const ConnectionProfile &profile);
    void arrived(quint64 number, Result<QList<MigrationStatus>> states);
    void change(const QString &name, const std::function<void(EnvironmentColumn &)> &edit);
    void show(QList<EnvironmentColumn> columns);
    Reading *reading(quint64 number);
    void forget(quint64 number);

    Place m_place;
    EnvironmentTable m_table;
    std::vector<Reading> m_readings;
    QMap<QString, QString> m_urls; ///< what the columns' names stand for
    quint64 m_number = 0;
    int m_asked = 0;
    bool m_wasAsked = false;
};

} // namespace relata
