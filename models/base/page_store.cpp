#include "models/base/page_store.h"

#include <QDir>
#include <QTemporaryFile>

namespace relata {

namespace {

constexpr qint64 Unit = 64 * 1024; ///< pages take whole units of the file, so that freed places fit again

qint64 roundedUp(qint64 size) { return (size + Unit - 1) / Unit * Unit; }

Error fileError(const QString &name, const QString &reason)
{
    return {.code = Error::Code::File,
        .message = {"PageStore",
            QT_TRANSLATE_NOOP("PageStore", "Rows that do not fit into memory cannot be kept in %1: %2"),
            {name, reason}},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

} // namespace

PageStore::PageStore(qint64 memoryBudget, QString folder)
    : m_budget(memoryBudget)
    , m_folder(folder.isEmpty() ? QDir::tempPath() : std::move(folder))
{ }

PageStore::~PageStore() = default;

Result<PageId> PageStore::add(QByteArray bytes)
{
    PageId id = 0;
    std::vector<PageId> leaving;
    {
        const std::lock_guard lock(m_mutex);
        id = ++m_last;
        insertResident(id, m_pages[id], std::move(bytes));
        leaving = victims();
    }
    if (Result<> done = spill(leaving); !done) {
        remove(std::span(&id, 1));
        return failure(done.error());
    }
    return id;
}

QByteArray PageStore::resident(PageId id)
{
    const std::lock_guard lock(m_mutex);
    const auto at = m_pages.find(id);
    if (at == m_pages.end() || at->second.bytes.isNull())
        return {};
    if (!at->second.leaving)
        m_recent.splice(m_recent.begin(), m_recent, at->second.recent);
    return at->second.bytes;
}

Result<QByteArray> PageStore::read(PageId id)
{
    if (QByteArray bytes = resident(id); !bytes.isNull())
        return bytes;
    qint64 offset = -1, size = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto at = m_pages.find(id);
        if (at == m_pages.end())
            return QByteArray();
        offset = at->second.offset;
        size = at->second.size;
    }
    Result<QByteArray> bytes = readAt(offset, size);
    if (!bytes)
        return bytes;
    std::vector<PageId> leaving;
    {
        const std::lock_guard lock(m_mutex);
        const auto at = m_pages.find(id);
        if (at != m_pages.end() && at->second.bytes.isNull())
            insertResident(id, at->second, *bytes);
        leaving = victims();
    }
    // What was read is good even when another page cannot be written.
    Q_UNUSED(spill(leaving))
    return bytes;
}

void PageStore::remove(std::span<const PageId> ids)
{
    const std::lock_guard lock(m_mutex);
    for (const PageId id : ids) {
        const auto at = m_pages.find(id);
        if (at == m_pages.end())
            continue;
        dropResident(at->second);
        if (at->second.offset >= 0)
            release(at->second.offset, at->second.size);
        m_pages.erase(at);
    }
}

PageStore::Usage PageStore::usage() const
{
    const std::lock_guard lock(m_mutex);
    return {m_memory, m_fileUsed};
}

void PageStore::insertResident(PageId id, Page &page, QByteArray bytes)
{
    page.size = bytes.size();
    page.bytes = std::move(bytes);
    m_recent.push_front(id);
    page.recent = m_recent.begin();
    m_memory += page.size;
}

/// Takes pages off the list of resident ones until the rest is within the budget; one page always stays.
std::vector<PageId> PageStore::victims()
{
    std::vector<PageId> result;
    qint64 rest = m_memory - m_leaving;
    while (rest > m_budget && m_recent.size() > 1) {
        Page &page = m_pages[m_recent.back()];
        rest -= page.size;
        if (page.offset >= 0) { // the file has it already
            dropResident(page);
            continue;
        }
        page.leaving = true;
        m_leaving += page.size;
        result.push_back(m_recent.back());
        m_recent.pop_back();
    }
    return result;
}

Result<> PageStore::spill(const std::vector<PageId> &ids)
{
    Result<> result;
    for (const PageId id : ids) {
        if (const Result<> done = spillOne(id); !done)
            result = done;
    }
    return result;
}

Result<> PageStore::spillOne(PageId id)
{
    QByteArray bytes;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto at = m_pages.find(id); at != m_pages.end())
            bytes = at->second.bytes;
    }
    if (bytes.isNull())
        return {};
    const Result<qint64> offset = write(bytes);
    const std::lock_guard lock(m_mutex);
    const auto at = m_pages.find(id);
    if (at == m_pages.end()) { // removed meanwhile
        if (offset)
            release(*offset, bytes.size());
        return {};
    }
    Page &page = at->second;
    if (!offset) { // stays where it is
        page.leaving = false;
        m_leaving -= page.size;
        m_recent.push_back(id);
        page.recent = std::prev(m_recent.end());
        return failure(offset.error());
    }
    page.offset = *offset;
    dropResident(page);
    return {};
}

void PageStore::dropResident(Page &page)
{
    if (page.bytes.isNull())
        return;
    m_memory -= page.size;
    if (page.leaving)
        m_leaving -= page.size;
    else
        m_recent.erase(page.recent);
    page.leaving = false;
    page.bytes = {};
}

Result<qint64> PageStore::write(const QByteArray &bytes)
{
    qint64 offset = 0;
    {
        const std::lock_guard lock(m_mutex);
        offset = allocate(bytes.size());
    }
    const std::lock_guard lock(m_fileMutex);
    if (!m_file) {
        m_file = std::make_unique<QTemporaryFile>(m_folder + QStringLiteral("/relata-pages-XXXXXX"));
        if (!m_file->open()) {
            const QString reason = m_file->errorString();
            m_file.reset();
            return failure(fileError(m_folder, reason));
        }
    }
    if (!m_file->seek(offset) || m_file->write(bytes) != bytes.size() || !m_file->flush()) {
        const Error error = fileError(m_folder, m_file->errorString());
        m_file->unsetError();
        const std::lock_guard index(m_mutex);
        release(offset, bytes.size());
        return failure(error);
    }
    return offset;
}

Result<QByteArray> PageStore::readAt(qint64 offset, qint64 size)
{
    const std::lock_guard lock(m_fileMutex);
    QByteArray bytes;
    if (m_file && m_file->seek(offset))
        bytes = m_file->read(size);
    if (bytes.size() != size)
        return failure(fileError(m_folder, m_file ? m_file->errorString() : QString()));
    return bytes;
}

qint64 PageStore::allocate(qint64 size)
{
    const qint64 wanted = roundedUp(size);
    m_fileUsed += wanted;
    const auto fit = m_free.lower_bound(wanted);
    if (fit == m_free.end()) {
        const qint64 offset = m_fileEnd;
        m_fileEnd += wanted;
        return offset;
    }
    const auto [has, offset] = *fit;
    m_free.erase(fit);
    if (has > wanted)
        m_free.emplace(has - wanted, offset + wanted);
    return offset;
}

void PageStore::release(qint64 offset, qint64 size)
{
    m_fileUsed -= roundedUp(size);
    m_free.emplace(roundedUp(size), offset);
}

} // namespace relata
