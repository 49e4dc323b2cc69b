#pragma once
#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

class QTemporaryFile;

namespace relata {

/// A page of a PageStore; 0 names none.
using PageId = quint64;

/// Holds the pages of all results in one budget of memory; what is over it goes to one temporary file, the least
/// recently used first. Thread-safe. Whoever adds or reads a page does the writing; nobody else waits for the disk.
class PageStore {
public:
    static constexpr qint64 DefaultBudget = 256LL * 1024 * 1024;

    struct Usage {
        qint64 memory = 0; ///< bytes of resident pages
        qint64 file = 0; ///< bytes of the page file in use
    };

    /// `folder` holds the page file; empty: the system's folder for temporary files.
    explicit PageStore(qint64 memoryBudget = DefaultBudget, QString folder = {});
    ~PageStore();

    /// Errors: the page file cannot be written; the page is not kept then.
    Result<PageId> add(QByteArray page);
    /// The page if it is in memory, else a null array; never touches the disk.
    QByteArray resident(PageId id);
    /// The page from wherever it is; it is in memory afterwards. Not for the window's thread.
    Result<QByteArray> read(PageId id);
    void remove(std::span<const PageId> ids);
    Usage usage() const;

private:
    struct Page {
        QByteArray bytes; ///< null when only the file has it
        qint64 size = 0;
        qint64 offset = -1; ///< in the file; -1: not there
        bool leaving = false; ///< is being written
        std::list<PageId>::iterator recent; ///< in m_recent when resident and not leaving
    };

    void insertResident(PageId id, Page &page, QByteArray bytes);
    std::vector<PageId> victims();
    Result<> spill(const std::vector<PageId> &ids);
    Result<> spillOne(PageId id);
    void dropResident(Page &page);
    Result<qint64> write(const QByteArray &bytes);
    Result<QByteArray> readAt(qint64 offset, qint64 size);
    qint64 allocate(qint64 size);
    void release(qint64 offset, qint64 size);

    const qint64 m_budget;
    const QString m_folder;
    mutable std::mutex m_mutex;
    std::unordered_map<PageId, Page> m_pages;
    std::list<PageId> m_recent; ///< the most recently used first
    PageId m_last = 0;
    qint64 m_memory = 0, m_leaving = 0;
    std::multimap<qint64, qint64> m_free; ///< size → offset
    qint64 m_fileEnd = 0, m_fileUsed = 0;
    std::mutex m_fileMutex; ///< taken without m_mutex held
    std::unique_ptr<QTemporaryFile> m_file;
};

} // namespace relata
