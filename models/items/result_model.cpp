#include "models/items/result_model.h"

#include "models/jobs/job_center.h"

#include <QLocale>
#include <QTimer>

#include <limits>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

constexpr int Beat = 100; ///< milliseconds between growths
constexpr int LongBeat = 1000; ///< the longest a small growth waits
constexpr int GrowthShare = 16; ///< a growth below this share of the rows waits
constexpr qsizetype WantedPages = 8;

bool isNumber(TypeFamily family)
{
    return family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Float;
}

QString oneLine(QStringView text)
{
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n')
            line += u'↵';
        else if (c == u'\t')
            line += u'→';
        else if (c != u'\r')
            line += c.unicode() < 0x20 || c.unicode() == 0x7f ? QChar(u'·') : c;
    }
    return line;
}

} // namespace

QString displayText(QByteArrayView value, bool isBytes, int limit)
{
    if (isBytes) {
        const QByteArrayView begin = value.first(std::min<qsizetype>(value.size(), limit / 8));
        QString text = u"0x"_s + QString::fromLatin1(begin.toByteArray().toHex());
        if (begin.size() < value.size())
            text += u"… "_s + QLocale().formattedDataSize(value.size());
        return text;
    }
    // Four bytes a character at most; half a character at the cut becomes the ellipsis with what follows it.
    const bool isCut = value.size() > 4 * qsizetype(limit);
    const QString text = QString::fromUtf8(isCut ? value.first(4 * qsizetype(limit)) : value);
    if (isCut || text.size() > limit)
        return oneLine(QStringView(text).first(std::min<qsizetype>(text.size(), limit))) + u'…';
    return oneLine(text);
}

ResultModel::ResultModel(std::shared_ptr<ResultBuffer> buffer, JobCenter &jobs, QObject *parent)
    : QAbstractTableModel(parent)
    , m_buffer(std::move(buffer))
    , m_jobs(jobs)
    , m_timer(new QTimer(this))
{
    m_timer->setInterval(Beat);
    connect(m_timer, &QTimer::timeout, this, &ResultModel::beat);
    m_sinceGrowth.start();
    growNow();
}

ResultModel::~ResultModel() = default;

int ResultModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_buffer->columns().size());
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == CodeRole)
        return true;
    const PackedPage page = pageFor(index.row());
    if (!page.isValid())
        return role == PendingRole ? QVariant(true) : QVariant();
    return cell(page, int(index.row() - page.firstRow()), index.column(), role);
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= m_buffer->columns().size())
        return {};
    const ResultColumn &column = m_buffer->columns().at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.name;
    case DetailRole:
        return column.typeName;
    case Qt::ToolTipRole:
        return column.typeName.isEmpty() ? column.name : QString(column.name + u"\n"_s + column.typeName);
    case Qt::TextAlignmentRole:
        return int((isNumber(column.family) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

void ResultModel::growNow()
{
    grow(m_buffer->rowCount());
    if (m_buffer->isFinished())
        m_timer->stop();
    else if (!m_timer->isActive())
        m_timer->start();
}

void ResultModel::beat()
{
    const qint64 rows = m_buffer->rowCount();
    if (m_buffer->isFinished())
        growNow();
    else if (rows - m_rows >= m_rows / GrowthShare || m_sinceGrowth.hasExpired(LongBeat))
        grow(rows);
}

void ResultModel::grow(qint64 rows)
{
    const int last = int(std::min<qint64>(rows, std::numeric_limits<int>::max())) - 1;
    if (last < m_rows)
        return;
    beginInsertRows({}, m_rows, last);
    m_rows = last + 1;
    endInsertRows();
    m_sinceGrowth.restart();
}

PackedPage ResultModel::pageFor(int row) const
{
    if (m_page.holds(row))
        return m_page;
    PackedPage page = m_buffer->resident(row);
    if (page.isValid())
        m_page = page;
    else
        request(row);
    return page;
}

void ResultModel::request(int row) const
{
    const qint64 first = m_buffer->pageRange(row).first;
    if (m_wanted.contains(first))
        return;
    m_wanted += first;
    if (m_wanted.size() > WantedPages) // who scrolls fast wants what is in view now
        m_wanted.removeFirst();
    auto *self = const_cast<ResultModel *>(this);
    QMetaObject::invokeMethod(
        self, [self] { self->readNext(); }, Qt::QueuedConnection);
}

void ResultModel::readNext()
{
    if (m_reading || m_wanted.isEmpty())
        return;
    m_reading = true;
    const qint64 row = m_wanted.last();
    m_jobs.start(
        {"ResultModel", QT_TRANSLATE_NOOP("ResultModel", "Reading rows back"), {}}, this,
        [buffer = m_buffer, row](JobContext &) { return buffer->read(row); },
        [this, row](const Result<PackedPage> &page) { arrived(row, page); }, JobListing::Hidden);
}

void ResultModel::arrived(qint64 row, const Result<PackedPage> &page)
{
    m_reading = false;
    m_wanted.removeOne(row);
    if (page && page->isValid()) {
        m_page = *page;
        const int last = std::min(int(page->firstRow() + page->rowCount()), m_rows) - 1;
        emit dataChanged(index(int(page->firstRow()), 0), index(last, columnCount() - 1));
    }
    readNext();
}

QVariant ResultModel::cell(const PackedPage &page, int row, int column, int role) const
{
    const bool isNull = page.isNull(row, column);
    switch (role) {
    case Qt::DisplayRole:
        return isNull ? QString() : displayText(page.view(row, column), page.isBytes(row, column), DisplayLength);
    case Qt::TextAlignmentRole:
        return alignment(page, row, column);
    case NullRole:
        return isNull;
    case BytesRole:
        return page.isBytes(row, column);
    case PendingRole:
        return false;
    case FullTextRole:
        return QString::fromUtf8(page.view(row, column));
    case RawRole:
        return page.view(row, column).toByteArray();
    case StorageRole:
        return int(page.storage(row, column));
    case SizeRole:
        return qint64(page.view(row, column).size());
    default:
        return {};
    }
}

int ResultModel::alignment(const PackedPage &page, int row, int column) const
{
    constexpr quint8 SqliteInteger = 1, SqliteFloat = 2;
    const TypeFamily family = m_buffer->columns().at(column).family;
    const quint8 storage = page.storage(row, column);
    // SQLite's columns hold anything: there the value decides, elsewhere the column.
    const bool right = storage ? storage == SqliteInteger || storage == SqliteFloat : isNumber(family);
    return int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace relata

#include "moc_result_model.cpp"
