#pragma once
#include "models/explain/plan_tree.h"

#include <QWidget>

class QListWidget;
class QPlainTextEdit;
class QTableWidget;
class QTabWidget;
class QTreeView;

namespace relata {

class PlanModel;
class Theme;

/// A query plan: the tree with heat and numbers, what there is to say of it, all the server said of one node, and the
/// server's own text.
class PlanView : public QWidget {
    Q_OBJECT
public:
    explicit PlanView(const Theme &theme, QWidget *parent = nullptr);

    void setPlan(const PlanTree &plan, const QByteArray &engine, const QString &raw);
    /// Without findings and figures beside it, where there is little room.
    void showTreeAlone();
    PlanModel &model() const { return *m_model; }
    QTreeView &tree() const { return *m_tree; }

private:
    QWidget *makeTreePage();
    void setUpSide();
    void arrangeColumns();
    void fillFindings();
    void showNode(const QModelIndex &index);
    void applyTheme();

    const Theme &m_theme;
    PlanModel *m_model;
    QTabWidget *m_tabs;
    QWidget *m_side = nullptr;
    QTreeView *m_tree;
    QTableWidget *m_details;
    QListWidget *m_findings;
    QPlainTextEdit *m_raw;
};

} // namespace relata
