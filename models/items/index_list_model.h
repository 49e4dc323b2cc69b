#pragma once
#include "models/items/part_table_model.h"

namespace relata {

struct Index;

/// The indexes of a table that no constraint owns.
class IndexListModel : public PartTableModel {
    Q_OBJECT
public:
    enum Cell { Name, Columns, Unique, Method, Predicate, Comment };

    explicit IndexListModel(TableDesign &design, QObject *parent = nullptr);

    ObjectId addRow(int row) override;

protected:
    QList<ObjectId> wantedRows(const Schema &schema) const override;
    QVariant cell(ObjectId id, int column, int role) const override;
    std::optional<Edit> edited(ObjectId id, int column, const QVariant &value) const override;

private:
    QString text(const Index &index, int column) const;
    QStringList methods() const;
};

} // namespace relata
