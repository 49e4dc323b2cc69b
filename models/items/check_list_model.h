#pragma once
#include "models/items/part_table_model.h"

namespace relata {

/// The check constraints of a table.
class CheckListModel : public PartTableModel {
    Q_OBJECT
public:
    enum Cell { Name, Condition, Comment };

    explicit CheckListModel(TableDesign &design, QObject *parent = nullptr);

    ObjectId addRow(int row) override;

protected:
    QList<ObjectId> wantedRows(const Schema &schema) const override;
    QVariant cell(ObjectId id, int column, int role) const override;
    std::optional<Edit> edited(ObjectId id, int column, const QVariant &value) const override;

private:
    QString text(ObjectId id, int column) const;
};

} // namespace relata
