#pragma once
#include "models/items/roles.h"
#include "models/schema/schema.h"

#include <QAbstractItemModel>
#include <QHash>

#include <memory>
#include <tuple>
#include <vector>

namespace relata {

/// What stands beside the schema in the explorer: migrations, diagrams, queries, connections.
struct TreeLeaf {
    QString id; ///< within its section
    QString title, detail, icon;
    Tone tone = Tone::Plain;
    bool operator==(const TreeLeaf &) const = default;
};
struct TreeSection {
    QByteArray key;
    QString title, icon;
    QList<TreeLeaf> leaves;
    bool onTop = false; ///< beside the project instead of in it
};

/// A project as a tree: its schema (the default namespace flattened), then the sections. Knows what differs from the
/// head. Updates cost what changed, so that views keep expansion, selection and scroll position; parts of a table are
/// made when somebody looks at them. GUI thread.
class SchemaTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum class NodeType : quint8 { Root, Project, Namespace, Group, Item, Section, Leaf };
    enum Role {
        NodeTypeRole = Qt::UserRole + 40, ///< NodeType as int
        KindRole, ///< of an object, or of what a group holds; as int
        SpaceRole, ///< quint64: the namespace that a new object here would belong to
        SectionRole, ///< QByteArray: key of a section, also of its leaves
        LeafRole, ///< QString: id of a leaf
    };

    explicit SchemaTreeModel(QObject *parent = nullptr);
    ~SchemaTreeModel() override;

    void setProjectName(const QString &name);
    void setSchemas(const Schema &designed, const Schema &head);
    /// Sections stand in the order they were first set.
    void setSection(const TreeSection &section);

    QModelIndex indexOf(ObjectId id) const;
    QModelIndex indexOfGroup(ObjectId space, Kind kind) const;
    QModelIndex projectIndex() const;
    const Object *object(ObjectId id) const;
    /// True when it is gone from the design.
    bool isRemoved(ObjectId id) const { return !m_designed.find(id) && m_head.find(id); }
    /// Whether a part's name of this table or view contains the text, case aside.
    bool hasPartNamed(ObjectId id, const QString &text) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    /// Somebody typed another name into the tree; the model changes only when the design does.
    void renameRequested(relata::ObjectId id, const QString &name);
    void updated();

private:
    struct Key {
        int rank = 0;
        int position = 0;
        QString name;
        quint64 id = 0;
        bool operator==(const Key &) const = default;
        bool operator<(const Key &other) const
        {
            return std::tie(rank, position, name, id) < std::tie(other.rank, other.position, other.name, other.id);
        }
    };
    struct Node;
    struct Mark {
        Tone tone = Tone::Plain;
        ObjectId parent;
        bool moved = false; ///< its place among its siblings alone
    };

    Node *nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Node *node) const;
    int rowOf(const Node *node) const;
    void populate(Node *node) const;
    Node *append(Node *parent, std::unique_ptr<Node> node) const;
    std::unique_ptr<Node> objectNode(ObjectId id) const;
    Key keyOf(ObjectId id) const;
    QList<ObjectId> childrenOf(ObjectId parent, Kind kind) const;
    Node *homeOf(ObjectId id) const;
    void insert(Node *parent, std::unique_ptr<Node> node);
    void remove(Node *node);
    void forget(Node *node);
    void update(ObjectId id);
    void arrange(Node *node, const Key &key);
    void updateGroups(Node *space, ObjectId id);
    void remark(ObjectId id);
    Tone toneOf(const Node *node) const;
    QString labelOf(const Node *node) const;
    QString detailOf(const Node *node) const;
    QString iconOf(const Node *node) const;
    QString toolTipOf(const Node *node) const;
    void changed(const Node *node);
    void reset();

    Schema m_designed, m_head;
    QString m_projectName;
    QList<TreeSection> m_sections;
    std::unique_ptr<Node> m_root;
    Node *m_project = nullptr;
    mutable QHash<ObjectId, Node *> m_nodes;
    QHash<ObjectId, Mark> m_marks;
    QHash<ObjectId, int> m_markedParts;
};

} // namespace relata
