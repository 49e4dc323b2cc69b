#pragma once
#include "models/items/roles.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QList>

#include <optional>

namespace relata {

struct RunEvent;

/// One line of what a session said.
struct LogEntry {
    QTime time;
    Tone tone = Tone::Plain;
    QString text;
    QString detail; ///< rows and time, short
    std::optional<qsizetype> position; ///< in the editor's text
};

/// What a query's run said, the latest last: statements with rows and times, notices, errors.
class MessageLogModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void append(QList<LogEntry> entries);
    /// Notices, ends and errors become lines; beginnings do not.
    void append(const QList<RunEvent> &events);
    void clear();
    const LogEntry &at(int row) const { return m_entries.at(row); }

private:
    QList<LogEntry> m_entries;
    QString m_statement; ///< the running one, in one short line
};

/// "1 row", "12,000 rows".
QString rowsText(qint64 rows);

} // namespace relata
