#pragma once
#include "models/schema/object_id.h"

#include <QTableView>

namespace relata {

class PartTableModel;
class Theme;

/// A grid over a sort of a table's parts, made for the keyboard: Tab goes through the cells, typing edits, Ctrl+Return
/// adds a row, Del drops the rows, Alt+Up and Alt+Down move them where order counts.
class DesignGrid : public QTableView {
    Q_OBJECT
public:
    /// The model must outlive it.
    DesignGrid(const Theme &theme, PartTableModel &model, QWidget *parent = nullptr);

    PartTableModel &parts() const { return m_model; }
    QList<ObjectId> selectedIds() const;
    ObjectId currentId() const;
    void selectId(ObjectId id);
    /// As wide as headings and contents need, between two thirds of the wished widths and all of them.
    void fitColumns(const QList<int> &wished);
    /// Adds behind the current row and begins to edit its name.
    void addRow();
    void removeRows();
    void moveRow(int by);

signals:
    void currentIdChanged(relata::ObjectId id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    int nameColumn() const;
    void leaveCell();

    PartTableModel &m_model;
};

} // namespace relata
