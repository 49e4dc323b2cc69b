#include "dialects/postgresql/catalogue/reading.h"

#include "models/schema/kinds/check.h"
#include "models/schema/kinds/foreign_key.h"
#include "models/schema/kinds/index.h"
#include "models/schema/kinds/primary_key.h"
#include "models/schema/kinds/unique.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

Deferral deferralOf(const Answer &all, qsizetype row)
{
    if (!all.truth(row, "deferrable"))
        return Deferral::Not;
    return all.truth(row, "deferred") ? Deferral::Deferred : Deferral::Immediate;
}

ForeignKey::Action actionOf(char letter)
{
    switch (letter) {
    case 'r':
        return ForeignKey::Action::Restrict;
    case 'c':
        return ForeignKey::Action::Cascade;
    case 'n':
        return ForeignKey::Action::SetNull;
    case 'd':
        return ForeignKey::Action::SetDefault;
    default:
        return ForeignKey::Action::NoAction;
    }
}

} // namespace

void Reading::readConstraints()
{
    const Answer &all = m_answers.constraints;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.find(all.oid(row, "relation"));
        if (relation == m_relations.end())
            continue;
        if (!relation->managed) {
            relation->parts += QString(all.text(row, "name") + u' ' + all.text(row, "definition"));
            continue;
        }
        switch (all.letter(row, "type")) {
        case 'p':
        case 'u':
            readKey(row, *relation);
            break;
        case 'f':
            readForeignKey(row, *relation);
            break;
        case 'c':
            readCheck(row, *relation);
            break;
        default:
            addOpaque(ObjectId::random(), relation->id, all.text(row, "name"), u"exclusion constraint"_s,
                all.text(row, "definition"), columnIds(all.oid(row, "relation"), all.numbers(row, "columns")),
                relation->id);
        }
    }
}

void Reading::readKey(qsizetype row, const Relation &relation)
{
    const Answer &all = m_answers.constraints;
    const QList<ObjectId> columns = columnIds(all.oid(row, "relation"), all.numbers(row, "key"));
    const auto count = qsizetype(all.number(row, "key_count"));
    if (all.truth(row, "period") || columns.contains(ObjectId())) {
        addOpaque(ObjectId::random(), relation.id, all.text(row, "name"), u"temporal key"_s,
            all.text(row, "definition"), columns, relation.id);
        return;
    }
    KeyParts parts;
    for (const ObjectId column : columns.first(count)) {
        KeyPart part;
        part.column = column;
        parts += part;
    }
    Options options;
    addParameters(options, all.texts(row, "options"));
    if (all.letter(row, "type") == 'p') {
        PrimaryKey key{
            relation.id, all.text(row, "name"), parts, columns.mid(count), all.text(row, "comment"), options};
        if (deferralOf(all, row) != Deferral::Not)
            key.options.insert(
                "postgresql.deferrable", deferralOf(all, row) == Deferral::Deferred ? u"deferred"_s : u"immediate"_s);
        m_builder.add(key);
        return;
    }
    m_builder.add(Unique{relation.id, all.text(row, "name"), parts, columns.mid(count),
        !all.truth(row, "nulls_not_distinct"), deferralOf(all, row), all.text(row, "comment"), options});
}

void Reading::readForeignKey(qsizetype row, const Relation &relation)
{
    const Answer &all = m_answers.constraints;
    const quint32 referenced = all.oid(row, "referenced");
    ForeignKey key;
    key.table = relation.id;
    key.name = all.text(row, "name");
    key.columns = columnIds(all.oid(row, "relation"), all.numbers(row, "columns"));
    key.referencedTable = m_relations.value(referenced).id;
    key.referencedColumns = columnIds(referenced, all.numbers(row, "referenced_columns"));
    if (key.referencedColumns.contains(ObjectId()) || all.truth(row, "delete_columns") || all.truth(row, "period")
        || !all.truth(row, "enforced")) {
        QList<ObjectId> dependencies = key.columns;
        if (key.referencedTable)
            dependencies += key.referencedTable;
        addOpaque(ObjectId::random(), relation.id, key.name, u"foreign key"_s, all.text(row, "definition"),
            dependencies, relation.id);
        return;
    }
    key.onUpdate = actionOf(all.letter(row, "on_update"));
    key.onDelete = actionOf(all.letter(row, "on_delete"));
    key.match = all.letter(row, "match") == 'f' ? ForeignKey::Match::Full : ForeignKey::Match::Simple;
    key.deferral = deferralOf(all, row);
    key.validated = all.truth(row, "validated");
    key.comment = all.text(row, "comment");
    m_builder.add(key);
}

void Reading::readCheck(qsizetype row, const Relation &relation)
{
    const Answer &all = m_answers.constraints;
    Check check;
    check.table = relation.id;
    check.name = all.text(row, "name");
    check.expression = cutText(all.text(row, "expression"), m_names, {relation.id, {}, false});
    check.validated = all.truth(row, "validated");
    check.comment = all.text(row, "comment");
    if (all.truth(row, "no_inherit"))
        check.options.insert("postgresql.no_inherit", true);
    if (!all.truth(row, "enforced"))
        check.options.insert("postgresql.not_enforced", true);
    m_builder.add(check);
}

void Reading::readIndexKeys()
{
    const Answer &all = m_answers.indexKeys;
    QHash<quint32, quint32> tables;
    for (qsizetype row = 0; row < m_answers.indexes.count(); ++row)
        tables.insert(m_answers.indexes.oid(row, "oid"), m_answers.indexes.oid(row, "relation"));
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 index = all.oid(row, "index");
        const auto table = tables.constFind(index);
        if (table == tables.cend())
            continue;
        KeyPart part;
        part.column = m_columns.value({*table, int(all.number(row, "column"))});
        if (!part.column)
            part.expression = cutText(all.text(row, "expression"), m_names, {m_relations.value(*table).id, {}, false});
        part.descending = all.truth(row, "descending");
        if (all.truth(row, "nulls_first") != part.descending)
            part.nulls = part.descending ? KeyPart::Nulls::Last : KeyPart::Nulls::First;
        part.collation = collationOf(all, row, "collation_schema", "collation");
        part.operatorClass = collationOf(all, row, "operator_class_schema", "operator_class");
        const QString parameters = all.text(row, "parameters");
        if (!parameters.isEmpty())
            part.operatorClass += u'(' + parameters + u')';
        m_indexKeys[index] += part;
    }
}

void Reading::readIndexes()
{
    const Answer &all = m_answers.indexes;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 table = all.oid(row, "relation");
        const auto relation = m_relations.find(table);
        if (relation == m_relations.end())
            continue;
        if (!relation->managed) {
            relation->parts += all.text(row, "definition");
            continue;
        }
        const QList<int> numbers = all.numbers(row, "key");
        Index index;
        index.table = relation->id;
        index.name = all.text(row, "name");
        index.unique = all.truth(row, "is_unique");
        index.method = all.text(row, "method") == "btree"_L1 ? QString() : all.text(row, "method");
        index.parts = m_indexKeys.value(all.oid(row, "oid"));
        index.include = columnIds(table, numbers.mid(all.number(row, "key_count")));
        index.predicate = cutText(all.text(row, "predicate"), m_names, {relation->id, {}, false});
        index.nullsDistinct = !all.truth(row, "nulls_not_distinct");
        index.valid = all.truth(row, "valid");
        index.comment = all.text(row, "comment");
        addParameters(index.options, all.texts(row, "options"));
        m_builder.add(index);
    }
}

} // namespace relata::postgresql
