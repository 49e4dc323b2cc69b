#pragma once
#include "models/items/part_table_model.h"

namespace relata {

struct ForeignKey;

/// The foreign keys of a table. Choosing the referenced table fills in its key.
class ForeignKeyListModel : public PartTableModel {
    Q_OBJECT
public:
    enum Cell { Name, Columns, Referenced, ReferencedColumns, OnDelete, OnUpdate };

    explicit ForeignKeyListModel(TableDesign &design, QObject *parent = nullptr);

    ObjectId addRow(int row) override;

protected:
    QList<ObjectId> wantedRows(const Schema &schema) const override;
    QVariant cell(ObjectId id, int column, int role) const override;
    std::optional<Edit> edited(ObjectId id, int column, const QVariant &value) const override;

private:
    QString text(const ForeignKey &key, int column) const;
    std::optional<Edit> withColumns(ObjectId id, int column, const QString &typed) const;
};

} // namespace relata
