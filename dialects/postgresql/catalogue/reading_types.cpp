#include "dialects/postgresql/catalogue/reading.h"
#include "models/schema/kinds/collation.h"
#include "models/schema/kinds/composite_type.h"
#include "models/schema/kinds/domain.h"
#include "models/schema/kinds/enum_type.h"
#include "models/schema/kinds/range_type.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

void Reading::readTypes()
{
    const Answer &all = m_answers.types;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        const ObjectId id = m_types.value(oid), space = m_namespaces.value(all.oid(row, "namespace"));
        const char type = all.letter(row, "type");
        if (!id || (type == 'c' && !all.truth(row, "is_composite")))
            continue;
        const QString name = all.text(row, "name"), comment = all.text(row, "comment");
        Options options;
        addOption(options, "postgresql.owner", all, row, "owner");
        if (type == 'e') {
            m_builder.put(id, makeObject(EnumType{space, name, all.texts(row, "labels"), comment, options}));
        } else if (type == 'd') {
            readDomain(row, id, space);
        } else if (type == 'c') {
            m_builder.put(id, makeObject(CompositeType{space, name, comment, options}));
        } else if (type == 'r') {
            addOption(options, "postgresql.multirange", all, row, "multirange");
            m_builder.put(id,
                makeObject(RangeType{space, name, cutText(all.text(row, "definition"), m_names), comment, options}));
        } else {
            addOpaque(id, space, name, u"base type"_s, QString(), dependenciesOf(m_typeClass, oid));
        }
    }
}

void Reading::readDomain(qsizetype row, ObjectId id, ObjectId space)
{
    const Answer &all = m_answers.types;
    Domain domain;
    domain.schema = space;
    domain.name = all.text(row, "name");
    domain.type = typeOf(all, row, "base");
    domain.nullable = !all.truth(row, "not_null");
    domain.defaultValue = cutText(all.text(row, "expression"), m_names);
    domain.collation = collationOf(all, row, "collation_schema", "collation");
    domain.comment = all.text(row, "comment");
    addOption(domain.options, "postgresql.owner", all, row, "owner");
    m_builder.put(id, makeObject(domain));
}

void Reading::readCollations()
{
    const Answer &all = m_answers.collations;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const ObjectId id = m_collations.value(all.oid(row, "oid"));
        if (!id)
            continue;
        Collation collation;
        collation.schema = m_namespaces.value(all.oid(row, "namespace"));
        collation.name = all.text(row, "name");
        collation.definition = Expression::of(all.text(row, "definition"));
        collation.comment = all.text(row, "comment");
        addOption(collation.options, "postgresql.owner", all, row, "owner");
        m_builder.put(id, makeObject(collation));
    }
}

} // namespace relata::postgresql
