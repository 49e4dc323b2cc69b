#pragma once
#include "models/explain/diagnostics/diagnose.h"

#include <QAbstractItemModel>

#include <memory>

namespace relata {

/// A query plan as a tree with numbers; a column that this plan says nothing of is not used.
class PlanModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column {
        Operation,
        Heat,
        Share,
        OwnTime,
        EstimatedRows,
        ActualRows,
        Factor,
        TotalTime,
        Loops,
        Cost,
        ColumnCount
    };
    enum Role { HeatRole = Qt::UserRole + 200 }; ///< int from 1 to 5, 0 for none

    explicit PlanModel(QObject *parent = nullptr);
    ~PlanModel() override;

    void setPlan(PlanTree plan, const QByteArray &engine);
    const PlanTree *node(const QModelIndex &index) const;
    QModelIndex indexOf(const PlanPath &path) const;
    bool isUsed(int column) const { return m_used[column]; }
    const QList<PlanFinding> &findings() const { return m_findings; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Item;
    std::unique_ptr<Item> build(const PlanTree &node, Item *parent, int row);
    void findUsed();
    QString text(const Item &item, int column) const;
    int tone(const Item &item, int column) const;

    PlanTree m_plan;
    std::unique_ptr<Item> m_root;
    QList<PlanFinding> m_findings;
    bool m_used[ColumnCount] = {};
};

} // namespace relata
