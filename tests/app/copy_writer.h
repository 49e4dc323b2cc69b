#pragma once
#include "models/engine/connection_profile.h"
#include "tests/support/own_database.h"

#include <QRandomGenerator>

#include <atomic>
#include <functional>
#include <thread>

namespace relata::tests {

/// A table that is changed by a copy, and how others write to it.
struct CopyForm {
    const char *name;
    QString columns; ///< of its CREATE TABLE
    QStringList written; ///< columns that rows are given for; the first ones are its key
    int keys; ///< how many
    QString change; ///< behind ALTER TABLE and its name
    std::function<QStringList(int number)> values; ///< of a row, as they stand in SQL

    QString names() const { return u'(' + written.join(QStringLiteral(", ")) + u')'; }
    QString row(int number) const { return u'(' + values(number).join(QStringLiteral(", ")) + u')'; }
};

const QList<CopyForm> &copyForms();

/// A table of that form, and one of just the same rows that is altered plainly.
QString copyTables(const CopyForm &form, int rows);
/// A migration that changes the first by a copy.
QString copying(const CopyForm &form, const char *rules);
/// A table `item` whose rows can be made to fit no other form.
QString fitting(int rows);
/// Whether pt-online-schema-change can be tried; with CI=true it has to be.
bool hasCopyTool();
/// The first value of the first row, or what went wrong.
QString answerOf(const Session &session, const QString &query);
/// All rows of a table, in the order of its first columns.
QStringList rowsOf(const Session &session, const QString &table);
/// What stands beside the tables that the migrations made: copies, triggers, and tables that were kept.
QString leftovers(const Session &session);

/// Writes to two tables of the same rows at a time, `item` and `twin`, in a session of its own until it is told to end:
/// new rows, others' values, other keys, rows taken out. What it does to the one is what it does to the other.
class CopyWriter {
public:
    enum class Keys { Change, Stay }; ///< whether rows get other keys, by UPDATE IGNORE
    CopyWriter(const ConnectionProfile &profile, const EngineRegistry &engines, const CopyForm &form, quint32 seed,
        Keys keys = Keys::Change);
    ~CopyWriter() { (void)end(); }
    CopyWriter(const CopyWriter &) = delete;
    /// What went wrong; empty: each statement was done.
    QString end();
    /// How many statements there were, and how long the slowest took: for people.
    QString told() const;

private:
    void work();
    void step();
    QString condition(int number) const;
    void write(const QString &before, const QString &behind);

    const ConnectionProfile m_profile;
    const EngineRegistry &m_engines;
    const CopyForm &m_form;
    const Keys m_keys;
    QRandomGenerator m_random;
    Session m_session;
    std::atomic<bool> m_ends = false;
    QString m_trouble;
    int m_statements = 0, m_again = 0;
    qint64 m_slowest = 0;
    std::thread m_thread;
};

} // namespace relata::tests
