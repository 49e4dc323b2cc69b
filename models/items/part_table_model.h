#pragma once
#include "models/items/design_roles.h"
#include "models/items/table_design.h"

#include <QAbstractTableModel>

namespace relata {

/// A grid over one sort of a table's parts: a row an object, a cell a field. Follows the design row by row, so that
/// views keep selection and scroll position; typing makes edits. Subclasses say which rows and what cells.
class PartTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// A column of the grid.
    struct Heading {
        QString title;
        const char *field; ///< key of the field that its cells show; issues stand there
    };

    ObjectId idAt(int row) const { return m_rows.value(row); }
    int rowOf(ObjectId id) const { return int(m_rows.indexOf(id)); }
    const QList<Heading> &headings() const { return m_headings; }
    TableDesign &design() const { return m_design; }
    /// Makes a new object of this sort behind the row; its id, or null when there can be none.
    virtual ObjectId addRow(int row);
    virtual bool canAdd() const { return true; }
    bool removeObjects(const QList<ObjectId> &ids);
    virtual bool canMove() const { return false; }
    virtual void moveTo(ObjectId, int) { }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    PartTableModel(TableDesign &design, QList<Heading> headings, QObject *parent);
    /// To be called once the subclass stands.
    void start();

    virtual QList<ObjectId> wantedRows(const Schema &schema) const = 0;
    /// What a cell answers for a role; asked for display, edit, check state, icon, editor and choices.
    virtual QVariant cell(ObjectId id, int column, int role) const = 0;
    /// The edit that gives the cell this value; nothing when it stays as it is.
    virtual std::optional<Edit> edited(ObjectId id, int column, const QVariant &value) const = 0;
    virtual bool isEditable(ObjectId, int) const { return true; }

    const Schema &schema() const { return m_design.schema(); }

private:
    void follow();
    QString issueOf(ObjectId id, int column) const;

    TableDesign &m_design;
    QList<Heading> m_headings;
    QList<ObjectId> m_rows;
};

} // namespace relata
