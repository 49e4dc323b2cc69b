#pragma once
#include <QWidget>

#include <memory>

class QSplitter;

namespace relata {

class CellViewer;
class JobCenter;
class ResultBuffer;
class ResultGrid;
class ResultModel;
class Theme;

/// One result: the grid, and beside it the value of the current cell on demand.
class ResultView : public QWidget {
    Q_OBJECT
public:
    ResultView(const Theme &theme, JobCenter &jobs, std::shared_ptr<ResultBuffer> buffer, QWidget *parent = nullptr);

    ResultModel &model() const { return *m_model; }
    ResultGrid &grid() const { return *m_grid; }
    /// What is said of the selected cells; empty for a single one.
    const QString &summary() const { return m_summary; }
    /// "Row 12, column 3"; empty without a current cell.
    QString position() const;

public slots:
    void showViewer();
    void hideViewer();

signals:
    void positionChanged();
    void copied(const QString &text, bool failed);
    void summarized(const QString &text);

private:
    void follow();

    ResultModel *m_model;
    QSplitter *m_splitter;
    ResultGrid *m_grid;
    CellViewer *m_viewer;
    QString m_summary;
};

} // namespace relata
