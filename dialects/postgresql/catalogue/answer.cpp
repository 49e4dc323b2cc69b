#include "dialects/postgresql/catalogue/answer.h"

#include <QJsonDocument>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

Answer::Answer(Rows rows)
    : m_rows(std::move(rows))
{
    for (int i = 0; i < m_rows.columns.size(); ++i)
        m_at.insert(m_rows.columns.at(i).name.toUtf8(), i);
}

QString Answer::text(qsizetype row, const char *column) const
{
    return isNull(row, column) ? QString() : m_rows.text(row, at(column));
}

char Answer::letter(qsizetype row, const char *column) const
{
    const QByteArrayView bytes = m_rows.bytes(row, at(column));
    return bytes.isEmpty() ? '\0' : bytes.front();
}

QList<int> Answer::numbers(qsizetype row, const char *column) const
{
    QString list = text(row, column);
    list.remove(u'{').remove(u'}').replace(u',', u' ');
    QList<int> result;
    for (const QString &part : list.split(u' ', Qt::SkipEmptyParts))
        result += part.toInt();
    return result;
}

QStringList Answer::texts(qsizetype row, const char *column) const
{
    QStringList result;
    const QJsonArray array = QJsonDocument::fromJson(text(row, column).toUtf8()).array();
    for (const QJsonValue &value : array)
        result += value.toString();
    return result;
}

} // namespace relata::postgresql
