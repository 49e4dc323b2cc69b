#pragma once
#include "models/items/part_table_model.h"
#include "models/schema/kinds/column.h"

namespace relata {

/// The columns of a table as a grid to type into.
class ColumnTableModel : public PartTableModel {
    Q_OBJECT
public:
    enum Cell { Key, Name, Type, NotNull, Default, Identity, Generated, Collation, Comment };

    explicit ColumnTableModel(TableDesign &design, QObject *parent = nullptr);

    ObjectId addRow(int row) override;
    bool canMove() const override { return true; }
    void moveTo(ObjectId id, int row) override;
    /// Puts the columns into the primary key, or takes them out when all are in it.
    void toggleKey(const QList<ObjectId> &columns);

protected:
    QList<ObjectId> wantedRows(const Schema &schema) const override;
    QVariant cell(ObjectId id, int column, int role) const override;
    std::optional<Edit> edited(ObjectId id, int column, const QVariant &value) const override;
    bool isEditable(ObjectId id, int column) const override;

private:
    QString text(const Column &column, int cell) const;
    QString keyIcon(ObjectId id) const;
    QString keyWord(ObjectId id) const;
    std::optional<Edit> typed(ObjectId id, int column, const QString &text) const;
    std::optional<Edit> chosen(ObjectId id, int column, int choice) const;
    QList<Column::Identity> identities() const;
    QList<Column::Generated> generations() const;
};

} // namespace relata
