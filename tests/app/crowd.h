#pragma once
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/own_database.h"

namespace relata::tests {

/// The script of 001: a table account and a table other, with a row each.
extern const QString CrowdTables;

/// Runs one statement; what went wrong, or nothing.
QString runOne(const Session &session, const QString &sql);
/// Runs statements in turn; what went wrong with the first that failed, or nothing.
QString runAll(const Session &session, const QStringList &statements);

/// At version 001, see CrowdTables, with a second session that can stand in the way.
class Crowd {
public:
    /// `next` and `down`: of 002; `transaction`: whether its statements may run in one.
    Crowd(const EngineRegistry &engines, const QByteArray &server, const QString &next, const QString &down = {},
        bool transaction = true, const std::function<void(ProjectConfig &)> &adjust = {});
    ~Crowd();
    Q_DISABLE_COPY_MOVE(Crowd)

    /// Begins a transaction of the other session's and changes a row of the table in it.
    QString stand(const QString &table);
    /// What the server, or the system, calls the other session.
    const QString &number() const { return m_number; }
    Answer run(const QStringList &action) const { return runProgram(place.words(action)); }
    Answer up(const QStringList &more = {}) const { return run(QStringList{QStringLiteral("up")} + more); }

    RunnerPlace place;
    Session session, other;

private:
    QString askNumber() const;

    QString m_number;
    QStringList m_atEnd;
};

} // namespace relata::tests
