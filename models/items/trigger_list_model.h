#pragma once
#include "models/items/part_table_model.h"

namespace relata {

/// The triggers of a table, to read.
class TriggerListModel : public PartTableModel {
    Q_OBJECT
public:
    enum Cell { Name, Definition };

    explicit TriggerListModel(TableDesign &design, QObject *parent = nullptr);

    bool canAdd() const override { return false; }

protected:
    QList<ObjectId> wantedRows(const Schema &schema) const override;
    QVariant cell(ObjectId id, int column, int role) const override;
    std::optional<Edit> edited(ObjectId, int, const QVariant &) const override { return {}; }
    bool isEditable(ObjectId, int) const override { return false; }
};

} // namespace relata
