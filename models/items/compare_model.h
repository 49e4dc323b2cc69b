#pragma once
#include "models/diff/change_set.h"
#include "models/items/roles.h"
#include "models/jobs/recipes/compare.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <memory>

namespace relata {

/// What differs between two schemas, as a tree: tables, views and other things of their own, below them their parts.
/// Rows that differ have a check; a thing that comes or goes has no rows of parts. ObjectRole is the object's name on
/// the side that has it.
class CompareModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 120, ///< quint64
        TopIdRole, ///< quint64: what the row's object belongs to at the top, whose CREATE text shows it
    };
    /// Of all objects that can be checked.
    struct Counts {
        int added = 0, changed = 0, removed = 0;
        int all() const { return added + changed + removed; }
    };

    explicit CompareModel(QObject *parent = nullptr);
    ~CompareModel() override;

    /// Common objects under common ids; `policy` says what counts. Checks of what still differs stay.
    void setSchemas(const PairedSchemas &pair, DiffPolicy policy = {});
    void clear();
    /// Whether what is equal is shown too.
    void setShowEqual(bool show);
    bool showsEqual() const { return m_showEqual; }
    /// Without checks nothing can be chosen.
    void setCheckable(bool checkable);

    const Counts &counts() const { return m_counts; }
    const QSet<ObjectId> &checked() const { return m_checked; }
    void checkAll(bool check);
    const Schema &left() const { return m_left; }
    const Schema &right() const { return m_right; }
    QModelIndex indexOf(ObjectId id) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void checkedChanged();

private:
    struct Node;
    using Nodes = std::vector<std::unique_ptr<Node>>;

    void rebuild();
    QSet<ObjectId> topIds() const;
    Nodes partsOf(Node &parent) const;
    std::unique_ptr<Node> made(ObjectId id, Node *parent) const;
    void count(const Node &node);
    void keepChecks();
    Node *nodeAt(const QModelIndex &index) const;
    Qt::CheckState checkOf(const Node &node) const;
    void setCheck(const Node &node, bool check);
    void tellChecks(const QModelIndex &index);
    QString text(const Node &node) const;
    QString detail(const Node &node) const;
    QString tip(const Node &node) const;

    Schema m_left, m_right;
    QHash<ObjectId, QList<QByteArray>> m_fields; ///< that differ, of what differs; none of what one side lacks
    QSet<ObjectId> m_likely; ///< taken for renamed
    Nodes m_top;
    Counts m_counts;
    QSet<ObjectId> m_checked;
    bool m_showEqual = false, m_checkable = true;
};

} // namespace relata
