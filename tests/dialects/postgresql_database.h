#pragma once
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"

#include <QList>

#include <memory>

namespace relata::tests {

/// A fresh database of a test's own on a throwaway server, dropped with this object. Nothing is to be done with it when
/// isOpen() is false: error() says why.
class PostgresqlDatabase {
public:
    explicit PostgresqlDatabase(const QByteArray &server);
    ~PostgresqlDatabase();

    bool isOpen() const { return m_connection != nullptr; }
    const QString &error() const { return m_error; }
    Connection &connection() { return *m_connection; }
    const ConnectionProfile &profile() const { return m_profile; }
    /// A further session; null when it could not be had.
    std::unique_ptr<Connection> another() const;
    /// Runs a script's statements one by one; the first error as text, empty when all went well.
    QString run(const QString &script);

private:
    ConnectionProfile m_server, m_profile;
    std::unique_ptr<Connection> m_connection;
    QString m_error;
};

/// The error's text, empty when there is none: QVERIFY2 evaluates its message always.
template <class T>
QByteArray why(const Result<T> &result)
{
    return result ? QByteArray() : result.error().text().toUtf8();
}

/// What a statement answered: each row's cells.
struct Heard : RowSink {
    QList<ResultColumn> columnsSeen;
    QList<QStringList> rows;
    QList<qsizetype> pageRows;
    qsizetype widestPage = 0;
    QStringList notices;
    ResultSummary summary;

    void columns(const QList<ResultColumn> &columns) override { columnsSeen = columns; }
    bool page(RowPage page) override;
    void notice(const QString &text) override { notices += text; }
    void finished(const ResultSummary &result) override { summary = result; }
};

} // namespace relata::tests
