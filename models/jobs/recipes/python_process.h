#pragma once
#include "models/base/life_line.h"
#include "models/base/result.h"

#include <QJsonObject>
#include <QProcess>

#include <functional>

namespace relata {

/// A Python that runs a migration, and talks with Relata: see models/jobs/python/run_migration.py. It ends with all
/// that it has started when this program is killed. Used on one thread.
class PythonProcess {
public:
    /// Starts `interpreter` in `folder`, and hands the job over.
    Result<> start(const QString &interpreter, const QString &folder, const QJsonObject &job);
    /// Says "go", "cancel" or "yes".
    void say(const QByteArray &word);
    /// Tells of all it has heard meanwhile; waits a little where there is nothing. False: it has ended, and all was
    /// told.
    bool listen(
        const std::function<void(const QJsonObject &)> &told, const std::function<void(const QString &)> &heard);
    /// Stops it: what it does at the server first, then the whole group, also what it left behind when it has gone.
    void end();
    /// "exit status 1", "a signal".
    QString ending() const;

private:
    void hear(bool toEnd, const std::function<void(const QJsonObject &)> &told,
        const std::function<void(const QString &)> &heard);

    const LifeLine m_line; // outlives the process
    QProcess m_process;
    qint64 m_group = 0;
};

} // namespace relata
