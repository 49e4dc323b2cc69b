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
    QString title, detail = {}, icon = {}, tip = {};
    Tone tone = Tone::Plain;
    bool expandable = false; ///< a schema may hang under it; asked for when somebody unfolds it
    bool editable = false; ///< can be named anew in place
    bool operator==(const TreeLeaf &) const = default;
};
struct TreeSection {
    QByteArray key;
    QString title, icon;
    QList<TreeLeaf> leaves;
    bool onTop = false; ///< beside the project instead of in it
};

/// A project as a tree: its schema (the default namespace flattened), then the sections; beside it what is connected,
/// with the schemas read from there. Knows what differs from the head. Updates cost what changed, so that views keep
/// expansion, selection and scroll position; parts of a table are made when somebody looks at them. GUI thread.
class SchemaTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum class NodeType : quint8 { Root, Project, Namespace, Group, Item, Section, Leaf, Note };
    enum Role {
        NodeTypeRole = Qt::UserRole + 40, ///< NodeType as int
        KindRole, ///< of an object, or of what a group holds; as int
        SpaceRole, ///< quint64: the namespace that a new object here would belong to
        SectionRole, ///< QByteArray: key of a section, also of its leaves and all below them
        LeafRole, ///< QString: id of a leaf, also of all below it
    };

    explicit SchemaTreeModel(QObject *parent = nullptr);
    ~SchemaTreeModel() override;

    void setProjectName(const QString &name);
    void setSchemas(const Schema &designed, const Schema &head);
    /// Sections stand in the order they were first set.
    void setSection(const TreeSection &section);
    /// What a leaf's database holds; objects that were there before keep their rows.
    void setLeafSchema(const QByteArray &section, const QString &leaf, const Schema &schema);
    /// One line under a leaf that has no schema: that it is being read, or why it cannot be.
    void setLeafNote(const QByteArray &section, const QString &leaf, const QString &text, Tone tone);
    bool hasLeafSchema(const QByteArray &section, const QString &leaf) const;

    /// Of the project's objects.
    QModelIndex indexOf(ObjectId id) const;
    QModelIndex indexOfGroup(ObjectId space, Kind kind) const;
    QModelIndex indexOfLeaf(const QByteArray &section, const QString &leaf) const;
    QModelIndex projectIndex() const;
    /// True when it is gone from the design.
    bool isRemoved(ObjectId id) const;
    /// Whether a part's name of the row's table or view contains the text, case aside.
    bool hasPartNamed(const QModelIndex &index, const QString &text) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    /// Somebody typed another name into the tree; the model changes only when what it shows does.
    void renameRequested(relata::ObjectId id, const QString &name);
    void leafRenameRequested(const QByteArray &section, const QString &leaf, const QString &name);
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
    struct Branch;

    Node *nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Node *node) const;
    int rowOf(const Node *node) const;
    Node *projectNode();
    Node *leafNode(const QByteArray &section, const QString &leaf) const;
    const Node *leafAbove(const Node *node) const;
    std::vector<std::unique_ptr<Node>> rowsBelow(Node *node) const;
    void populate(Node *node) const;
    static void adopt(Node *parent, Node &node);
    void plant(Node *host, const Schema &designed, const Schema &head);
    void clear(Node *host);
    void show(Node *host, const Schema &designed, const Schema &head);
    void follow(Branch &branch, const QList<ObjectId> &touched);
    void removeGone(Branch &branch, const QList<ObjectId> &touched);
    Node *homeOf(Branch &branch, ObjectId id);
    void insert(Node *parent, std::unique_ptr<Node> node);
    void insert(Node *parent, std::vector<std::unique_ptr<Node>> nodes);
    void remove(Node *node);
    void removeNodes(Node *parent, int first, int last);
    void forget(Node *node);
    void update(Branch &branch, ObjectId id);
    void arrange(Node *node, const Key &key);
    void updateGroups(Node *space, ObjectId id);
    void updateLeaves(Node *node, const TreeSection &section);
    Tone toneOf(const Node *node) const;
    QString labelOf(const Node *node) const;
    QString detailOf(const Node *node) const;
    QString iconOf(const Node *node) const;
    QString toolTipOf(const Node *node) const;
    QVariant placeOf(const Node *node, int role) const;
    void changed(const Node *node);

    QString m_projectName;
    QList<QByteArray> m_sections; ///< in order
    std::vector<std::unique_ptr<Branch>> m_branches;
    std::unique_ptr<Node> m_root;
    Node *m_project = nullptr; ///< null until there is one
};

} // namespace relata
