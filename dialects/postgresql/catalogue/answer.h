#pragma once
#include "models/engine/fetch.h"

#include <QHash>
#include <QJsonArray>

namespace relata::postgresql {

/// A query's rows with their columns by name.
class Answer {
public:
    explicit Answer(Rows rows);

    qsizetype count() const { return m_rows.count; }
    QString text(qsizetype row, const char *column) const;
    bool isNull(qsizetype row, const char *column) const { return m_rows.isNull(row, at(column)); }
    bool truth(qsizetype row, const char *column) const { return m_rows.truth(row, at(column)); }
    qint64 number(qsizetype row, const char *column) const { return text(row, column).toLongLong(); }
    quint32 oid(qsizetype row, const char *column) const { return text(row, column).toUInt(); }
    /// A one-letter code of the catalogues; NUL when there is none.
    char letter(qsizetype row, const char *column) const;
    /// "{1,2}" or "1 2"
    QList<int> numbers(qsizetype row, const char *column) const;
    /// A JSON array of texts.
    QStringList texts(qsizetype row, const char *column) const;

private:
    int at(const char *column) const { return m_at.value(QByteArray::fromRawData(column, qsizetype(qstrlen(column)))); }

    Rows m_rows;
    QHash<QByteArray, int> m_at;
};

} // namespace relata::postgresql
