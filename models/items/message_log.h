#pragma once
#include "models/items/roles.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QList>

namespace relata {

/// What was said so far: notices of servers, results of jobs, what toasts said. Keeps the last ten thousand. GUI
/// thread.
class MessageLog : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Source, Text, ColumnCount };
    struct Entry {
        QDateTime time;
        Tone tone = Tone::Plain;
        QString source; ///< a connection, a job
        QString text;
    };
    static constexpr int capacity = 10'000;

    using QAbstractTableModel::QAbstractTableModel;

    void add(Tone tone, const QString &source, const QString &text);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Entry> m_entries;
};

} // namespace relata
