#include "models/timeline/beside_table.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"

namespace relata {

Result<QString> BesideTable::name()
{
    if (!m_place) {
        Ledger ledger(m_connection, m_engine);
        if (Result<> located = ledger.locate(); !located)
            return failure(located.error());
        m_place = ledger.place();
    }
    return QString(*m_place + m_table);
}

Result<QString> BesideTable::spelled(const QString &sql)
{
    Result<QString> table = name();
    if (!table)
        return table;
    QString text;
    int number = 0;
    for (const QChar c : sql)
        text += c == u'?' ? m_engine.runner->parameter(++number) : c == u'@' ? *table : QString(c);
    return text;
}

Result<qint64> BesideTable::run(const QString &sql, const QList<Value> &values)
{
    const Result<QString> text = spelled(sql);
    if (!text)
        return failure(text.error());
    const Result<ResultSummary> done = perform(m_connection, *text, values);
    return done ? Result<qint64>(done->rows) : failure(done.error());
}

Result<Rows> BesideTable::ask(const QString &sql, const QList<Value> &values)
{
    const Result<QString> text = spelled(sql);
    return text ? fetch(m_connection, *text, {values.constData(), size_t(values.size())}) : failure(text.error());
}

} // namespace relata
