#include "dialects/postgresql/catalogue/reading.h"

#include "models/schema/kinds/index.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

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
        const QList<int> included = numbers.mid(all.number(row, "key_count"));
        if (relation->kind == 'm' && !included.isEmpty())
            index.options.insert("postgresql.include", quotedNames(table, included));
        else
            index.include = columnIds(table, included);
        index.predicate = cutText(all.text(row, "predicate"), m_names, {relation->id, {}, false});
        index.nullsDistinct = !all.truth(row, "nulls_not_distinct");
        index.valid = all.truth(row, "valid");
        index.comment = all.text(row, "comment");
        addParameters(index.options, all.texts(row, "options"));
        addOption(index.options, "postgresql.tablespace", all, row, "tablespace");
        for (const char *word : {"clustered", "replica_identity", "inherited"}) {
            if (all.truth(row, word))
                index.options.insert(QByteArray("postgresql.") + word, true);
        }
        m_builder.add(index);
    }
}

} // namespace relata::postgresql
