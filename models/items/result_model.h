#pragma once
#include "models/items/roles.h"
#include "models/rows/result_buffer.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>

#include <memory>

class QTimer;

namespace relata {

class JobCenter;

/// What a cell of a result answers beside the general roles.
enum ResultRole {
    NullRole = Qt::UserRole + 100, ///< bool
    BytesRole, ///< bool: binary, not text
    PendingRole, ///< bool: not in memory, and asked for
    FullTextRole, ///< QString: all of it, where the display text is one short line
    RawRole, ///< QByteArray: as the server sent it
    StorageRole, ///< int: SQLite's storage class, 0 elsewhere
    SizeRole ///< qint64: bytes of the value
};

/// A result as a table. Grows at most ten times a second in growing batches while rows come; data() never touches the
/// disk: a page that is not in memory is asked for, and its cells change when it is there.
class ResultModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int DisplayLength = 200; ///< characters of the display text

    /// `jobs` (outliving the model) reads pages back.
    ResultModel(std::shared_ptr<ResultBuffer> buffer, JobCenter &jobs, QObject *parent = nullptr);
    ~ResultModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const std::shared_ptr<ResultBuffer> &buffer() const { return m_buffer; }
    /// Shows what has come by now without waiting for the next beat: for the first page and the end.
    void growNow();

private:
    void beat();
    void grow(qint64 rows);
    PackedPage pageFor(int row) const;
    void request(int row) const;
    void readNext();
    void arrived(qint64 row, const Result<PackedPage> &page);
    QVariant cell(const PackedPage &page, int row, int column, int role) const;
    int alignment(const PackedPage &page, int row, int column) const;

    std::shared_ptr<ResultBuffer> m_buffer;
    JobCenter &m_jobs;
    QTimer *m_timer;
    QElapsedTimer m_sinceGrowth;
    int m_rows = 0;
    mutable PackedPage m_page; ///< the one asked last
    mutable QList<qint64> m_wanted; ///< first rows of absent pages, the latest last
    mutable bool m_reading = false;
};

/// One short line for a grid: line ends and tabs as symbols, the end elided.
QString displayText(QByteArrayView value, bool isBytes, int limit);

} // namespace relata
