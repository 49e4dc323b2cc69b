#include "models/items/message_log_model.h"

#include "models/items/job_list_model.h"
#include "models/jobs/query_run.h"

#include <QLocale>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype KeptEntries = 20'000;

QString elapsedText(std::chrono::nanoseconds elapsed)
{
    return durationText(std::chrono::duration_cast<std::chrono::milliseconds>(elapsed));
}

QString shortened(const QString &statement)
{
    constexpr qsizetype Length = 80;
    const QString line = statement.left(4 * Length).simplified();
    return line.size() > Length ? QString(line.first(Length) + u'…') : line;
}

LogEntry finishedEntry(const RunEvent &event, const QString &statement)
{
    const ResultSummary &summary = event.summary;
    const bool isResult = event.rows != nullptr;
    const qint64 rows = isResult ? event.rows->rowCount() : summary.rows;
    LogEntry entry;
    entry.time = event.time;
    entry.tone = Tone::Ok;
    if (isResult)
        entry.text = rowsText(rows);
    else if (rows >= 0)
        entry.text = MessageLogModel::tr("%1 affected").arg(rowsText(rows));
    else
        entry.text = MessageLogModel::tr("Done");
    if (!statement.isEmpty())
        entry.text += u" · "_s + statement;
    entry.detail = elapsedText(summary.elapsed);
    if (isResult) {
        if (const std::optional<Error> error = event.rows->error()) {
            entry.tone = Tone::Warning;
            entry.text += u" · "_s + error->message.translated();
        }
    }
    return entry;
}

LogEntry failedEntry(const RunEvent &event)
{
    LogEntry entry;
    entry.time = event.time;
    entry.tone = event.error->code == Error::Code::Cancelled ? Tone::Warning : Tone::Danger;
    entry.text = event.error->message.translated();
    if (!event.error->detail.isEmpty() && event.error->detail != entry.text)
        entry.text += u' ' + QString(event.error->detail).replace(u'\n', u' ');
    entry.detail = event.error->sqlState;
    entry.position = event.error->position;
    return entry;
}

QString iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return u"ok"_s;
    case Tone::Warning:
        return u"warning"_s;
    case Tone::Danger:
        return u"danger"_s;
    default:
        return u"info"_s;
    }
}

} // namespace

QString rowsText(qint64 rows)
{
    return rows == 1 ? MessageLogModel::tr("1 row") : MessageLogModel::tr("%1 rows").arg(QLocale().toString(rows));
}

int MessageLogModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_entries.size()); }

QVariant MessageLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::ToolTipRole:
        return entry.time.toString(u"HH:mm:ss.zzz"_s);
    case ToneRole:
        return int(entry.tone == Tone::Ok ? Tone::Plain : entry.tone);
    case IconNameRole:
        return iconOf(entry.tone);
    case DetailRole:
        return entry.detail;
    default:
        return {};
    }
}

void MessageLogModel::append(QList<LogEntry> entries)
{
    if (entries.isEmpty())
        return;
    if (const qsizetype over = m_entries.size() + entries.size() - KeptEntries; over > 0 && !m_entries.isEmpty()) {
        const qsizetype gone = std::min(over, m_entries.size());
        beginRemoveRows({}, 0, int(gone) - 1);
        m_entries.remove(0, gone);
        endRemoveRows();
    }
    const int first = int(m_entries.size());
    beginInsertRows({}, first, first + int(entries.size()) - 1);
    m_entries += std::move(entries);
    endInsertRows();
}

void MessageLogModel::append(const QList<RunEvent> &events)
{
    QList<LogEntry> entries;
    for (const RunEvent &event : events) {
        if (event.kind == RunEvent::Kind::Began)
            m_statement = shortened(event.text);
        else if (event.kind == RunEvent::Kind::Finished)
            entries += finishedEntry(event, m_statement);
        else if (event.kind == RunEvent::Kind::Failed)
            entries += failedEntry(event);
        else if (event.kind == RunEvent::Kind::Notice)
            entries +=
                LogEntry{.time = event.time, .tone = Tone::Muted, .text = event.text, .detail = {}, .position = {}};
    }
    append(std::move(entries));
}

void MessageLogModel::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
}

} // namespace relata

#include "moc_message_log_model.cpp"
