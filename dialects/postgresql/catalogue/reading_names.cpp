#include "dialects/postgresql/catalogue/reading.h"

#include "models/schema/kinds/namespace_.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

Reading::Reading(const Answers &answers, const QString &defaultSchema, const QStringList &wanted)
    : m_answers(answers)
    , m_wanted(wanted)
    , m_names(defaultSchema)
{ }

Schema Reading::run()
{
    for (qsizetype row = 0; row < m_answers.members.count(); ++row)
        m_members.insert({m_answers.members.oid(row, "class"), m_answers.members.oid(row, "object")});
    for (qsizetype row = 0; row < m_answers.dependencies.count(); ++row) {
        const Answer &all = m_answers.dependencies;
        m_dependencies[{all.oid(row, "class"), all.oid(row, "object")}] += row;
    }
    for (qsizetype row = 0; row < m_answers.sequences.count(); ++row) {
        if (m_answers.sequences.truth(row, "is_identity"))
            m_identitySequences += m_answers.sequences.oid(row, "oid");
    }
    nameNamespaces();
    nameRelations();
    nameColumns();
    nameTypes();
    nameRoutines();
    nameOthers();
    readColumns();
    readTables();
    readViews();
    readSequences();
    readTypes();
    readRoutines();
    readConstraints();
    readIndexKeys();
    readIndexes();
    readTriggers();
    readRules();
    readPolicies();
    readStatistics();
    readCollations();
    readExtensions();
    readGrants();
    readDefaultPrivileges();
    addUnmanagedRelations();
    readOthers();
    return m_builder.build();
}

void Reading::nameNamespaces()
{
    const Answer &all = m_answers.namespaces;
    for (qsizetype row = 0; row < all.count(); ++row) {
        Namespace space;
        space.name = all.text(row, "name");
        if (!m_wanted.isEmpty() && !m_wanted.contains(space.name))
            continue;
        const bool isDefault = m_names.isDefault(space.name);
        if (!isDefault)
            space.comment = all.text(row, "comment");
        if (!isDefault)
            addOption(space.options, "postgresql.owner", all, row, "owner");
        m_namespaceNames.insert(all.oid(row, "oid"), space.name);
        space.name = isDefault ? QString() : space.name;
        const ObjectId id = m_builder.add(space);
        m_namespaces.insert(all.oid(row, "oid"), id);
        if (isDefault)
            m_default = id;
    }
    if (!m_default)
        m_default = m_builder.add(Namespace{});
}

void Reading::nameRelations()
{
    const Answer &all = m_answers.relations;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid"), space = all.oid(row, "namespace");
        if (isMember(m_relationClass, oid) || m_identitySequences.contains(oid))
            continue;
        Relation relation;
        relation.id = ObjectId::random();
        relation.namespaceId = m_namespaces.value(space);
        relation.name = all.text(row, "name");
        relation.kind = all.letter(row, "kind");
        relation.managed = relation.kind != 'f' && !all.truth(row, "typed");
        m_relations.insert(oid, relation);
        m_names.addRelation({schemaName(space), relation.name}, relation.id);
    }
}

void Reading::nameColumns()
{
    const Answer &all = m_answers.columns;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "relation");
        const int number = int(all.number(row, "number"));
        const auto relation = m_relations.constFind(oid);
        if (relation == m_relations.cend())
            continue;
        m_columnNames.insert({oid, number}, all.text(row, "name"));
        const bool isTable = relation->kind == 'r' || relation->kind == 'p' || relation->kind == 'c';
        if (!isTable || !relation->managed)
            continue;
        const ObjectId id = ObjectId::random();
        m_columns.insert({oid, number}, id);
        m_names.addColumn(relation->id, all.text(row, "name"), id);
    }
}

void Reading::nameTypes()
{
    const Answer &all = m_answers.types;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        if (isMember(m_typeClass, oid))
            continue;
        if (const quint32 relation = all.oid(row, "relation")) { // the rows of a table are a type, too
            if (const ObjectId id = m_relations.value(relation).id)
                m_types.insert(oid, id);
            continue;
        }
        m_types.insert(oid, ObjectId::random());
        m_names.addType({schemaName(all.oid(row, "namespace")), all.text(row, "name")}, m_types.value(oid));
    }
}

void Reading::nameRoutines()
{
    const Answer &all = m_answers.routines;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        if (isMember(m_routineClass, oid))
            continue;
        m_routines.insert(oid, ObjectId::random());
        m_names.addFunction({schemaName(all.oid(row, "namespace")), all.text(row, "name")}, m_routines.value(oid));
    }
}

void Reading::nameOthers()
{
    const Answer &all = m_answers.collations;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        if (isMember(m_collationClass, oid))
            continue;
        m_collations.insert(oid, ObjectId::random());
        m_names.addType({schemaName(all.oid(row, "namespace")), all.text(row, "name")}, m_collations.value(oid));
    }
}

ObjectId Reading::objectOf(quint32 classOid, quint32 oid, int column) const
{
    if (classOid == m_relationClass)
        return column > 0 ? m_columns.value({oid, column}) : m_relations.value(oid).id;
    return classOid == m_typeClass     ? m_types.value(oid)
        : classOid == m_routineClass   ? m_routines.value(oid)
        : classOid == m_namespaceClass ? m_namespaces.value(oid)
                                       : ObjectId();
}

QList<ObjectId> Reading::columnIds(quint32 relation, const QList<int> &numbers) const
{
    QList<ObjectId> result;
    for (const int number : numbers)
        result += m_columns.value({relation, number});
    return result;
}

QList<ObjectId> Reading::dependenciesOf(quint32 classOid, quint32 oid) const
{
    const Answer &all = m_answers.dependencies;
    QSet<ObjectId> result;
    for (const qsizetype row : m_dependencies.value({classOid, oid})) {
        const quint32 kind = all.oid(row, "referenced_class"), referenced = all.oid(row, "referenced");
        const int column = int(all.number(row, "referenced_column"));
        if (kind == m_relationClass && referenced != oid) {
            result += m_relations.value(referenced).id;
            result += m_columns.value({referenced, column});
        } else if (kind == m_typeClass) {
            result += m_types.value(referenced);
        } else if (kind == m_routineClass) {
            result += m_routines.value(referenced);
        } else if (kind == m_collationClass) {
            result += m_collations.value(referenced);
        }
    }
    result.remove(ObjectId());
    return result.values();
}

} // namespace relata::postgresql
