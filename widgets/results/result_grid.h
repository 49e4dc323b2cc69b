#pragma once
#include "models/rows/row_text.h"

#include <QStringList>
#include <QTableView>

class QTimer;

namespace relata {

class CellDelegate;
class JobCenter;
class ResultHeader;
class ResultModel;
class Theme;
struct SqlFlavour;

/// A result of any size: rows of one height, widths from a sample, select-all as a flag, copying in a job.
class ResultGrid : public QTableView {
    Q_OBJECT
public:
    ResultGrid(const Theme &theme, JobCenter &jobs, QWidget *parent = nullptr);

    /// Takes the model's first rows as the sample for the widths.
    void setResult(ResultModel *model);
    ResultModel *result() const;

    void selectAll() override;
    bool isAllSelected() const { return m_all; }
    /// The selected cells; the current one when nothing is selected.
    RowSelection selectedCells() const;
    /// The table that the rows come from, for copying them as INSERT; the flavour outlives the grid.
    void setOrigin(const QStringList &table, const SqlFlavour &flavour);
    /// Columns as wide as what is seen of them now, at most a third of the view.
    void fitColumns();

public slots:
    /// Puts the selected cells on the clipboard as soon as they are written; a job that can be cancelled.
    void copyAs(relata::RowFormat format, bool header);
    void copyInserts();
    /// Asks for a file and writes all rows there.
    void exportRows();
    /// In the format that the file's ending names; a job that can be cancelled.
    void exportTo(const QString &path);
    void copy() { copyAs(RowFormat::Tsv, false); }

signals:
    void viewerRequested();
    void cellChanged(const QModelIndex &index);
    /// One sentence: what was copied, or why not.
    void copied(const QString &text, bool failed);
    /// Count, sum and average of what is selected; empty for a single cell.
    void summarized(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void startCopy(const RowSelection &cells, std::function<Result<QByteArray>(JobContext &)> write);
    void setAllSelected(bool all);
    RowSelection everything() const;
    QList<RowSelection> selectedRectangles() const;
    void summarize();
    void applyTheme();
    int widthOfSample(int column, int first, int last) const;

    const Theme &m_theme;
    JobCenter &m_jobs;
    CellDelegate *m_delegate;
    ResultHeader *m_header;
    QTimer *m_summarySoon;
    quint64 m_summaryJob = 0;
    QStringList m_table;
    const SqlFlavour *m_flavour = nullptr;
    bool m_all = false;
    bool m_sized = false;
};

} // namespace relata
