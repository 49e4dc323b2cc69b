#pragma once
#include "models/project/compare_desk.h"
#include "widgets/common/panel.h"

#include <QElapsedTimer>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QModelIndex;
class QPushButton;
class QSortFilterProxyModel;
class QSplitter;
class QStackedLayout;
class QTimer;
class QToolButton;
class QTreeView;

namespace relata {

class Banner;
class CompareDiagram;
class CompareModel;
class ElidedLabel;
class EmptyState;
class ObjectCompare;
class SourcePicker;
struct Services;

/// Two schemas beside each other: what differs as a tree or a diagram, each difference by field and in SQL; differences
/// that are checked can be taken into the design.
class ComparePanel : public Panel {
    Q_OBJECT
public:
    ComparePanel(Services &services, std::shared_ptr<ReplayCache> replays, QWidget *parent = nullptr);
    ~ComparePanel() override;

    /// What names such a tab: one for each pair of sides.
    static QString idOf(const CompareSource &left, const CompareSource &right);

    QString iconName() const override { return QStringLiteral("compare"); }
    QJsonObject state() const override;
    void restore(const QJsonObject &state) override;
    QWidget *focusTarget() override;
    PanelStatus status() const override;

    CompareDesk &desk() { return *m_desk; }
    CompareModel &model() { return *m_model; }
    bool isDrawn() const;
    CompareDiagram &diagram() const { return *m_diagram; }

public slots:
    void swapSides();
    void refresh();
    void takeChecked();
    void checkAll(bool check);
    /// Shows the differences as a diagram, or as a tree again.
    void setDrawn(bool drawn);
    void toggleDrawn() { setDrawn(!isDrawn()); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void buildBar(QBoxLayout *layout);
    void buildSummary(QBoxLayout *layout);
    void buildTree();
    QWidget *buildTreeSide();
    QBoxLayout *buildFilter(QWidget *parent);
    QBoxLayout *buildTaking(QWidget *parent);
    void connectDesk();
    void connectDrawn();
    void showSources();
    void showProblems();
    void showPair();
    void showPage();
    void showSummary();
    void showTaking();
    void showObject(const QModelIndex &index);
    void keepCurrent();
    void draw();
    void share();
    void chooseTable(ObjectId table);
    void choose(CompareSide side, const CompareSource &source);
    void said(int count, const QStringList &alongWith);
    QString sideTitle(CompareSide side) const;

    Services &m_services;
    CompareDesk *m_desk;
    CompareModel *m_model;
    QSortFilterProxyModel *m_filtered;
    SourcePicker *m_left, *m_right;
    QToolButton *m_swap, *m_refresh;
    Banner *m_banner;
    ElidedLabel *m_summary;
    QPushButton *m_cancel;
    QTimer *m_patience; ///< what takes longer says so
    QElapsedTimer m_working;
    QStackedLayout *m_pages;
    EmptyState *m_empty;
    QSplitter *m_split;
    QLineEdit *m_filter;
    QToolButton *m_onlyDifferences, *m_drawn;
    QStackedLayout *m_shapes; ///< the tree, and the diagram
    QTreeView *m_view;
    CompareDiagram *m_diagram;
    QToolButton *m_all;
    ElidedLabel *m_along;
    QPushButton *m_take;
    ObjectCompare *m_object;
    ObjectId m_current;
};

} // namespace relata
