#pragma once
#include "dialects/common/definition_tokens.h"
#include "models/diff/matcher.h"
#include "models/schema/expression.h"

#include <QHash>

namespace relata {

/// What names in a piece of SQL may stand for. Filled by a reader of a catalogue, once a database.
class NameScope {
public:
    explicit NameScope(NameRule rule, const QString &defaultNamespace = {})
        : m_rule(rule)
        , m_defaultNamespace(defaultNamespace)
    { }

    /// A table, view or the like; `schema` empty: the default namespace.
    void addRelation(const QString &schema, const QString &name, ObjectId id);
    void addColumn(ObjectId relation, const QString &name, ObjectId id);

    ObjectId relation(const QString &schema, const QString &name) const;
    ObjectId column(ObjectId relation, const QString &name) const;
    /// Whether `schema` is written before names of the default namespace, and stripped.
    bool isDefault(const QString &schema) const;
    QString folded(const QString &name) const { return m_rule == NameRule::Exact ? name : name.toCaseFolded(); }

private:
    NameRule m_rule;
    QString m_defaultNamespace;
    QHash<QString, ObjectId> m_relations;
    QHash<ObjectId, QHash<QString, ObjectId>> m_columns;
};

/// How text between references is kept.
enum class CutLayout {
    Normal, ///< one form of white space, reserved words in capitals, no comments: short expressions
    Keep ///< as it stands: bodies of views and triggers
};

/// Where the text to be cut stands.
struct CutPlace {
    ObjectId subject; ///< the table whose columns bare names, NEW and OLD mean; null in views
    ObjectId self; ///< what the text creates: the first name behind TRIGGER, VIEW … becomes this id
    CutLayout layout = CutLayout::Normal;
};

/// Cuts `text` at each name it resolves: columns of the subject and of the relations that the text reads from (their
/// aliases followed, by query block), and those relations. A name with several meanings stays text and makes the
/// expression unresolved.
Expression cutExpression(const QString &text, const TokenRules &rules, const NameScope &scope, const CutPlace &place);

} // namespace relata
