#include "dialects/postgresql/catalogue/reading.h"

#include "dialects/postgresql/stable_text.h"
#include "models/schema/kinds/enum_type.h"
#include "models/schema/kinds/routine.h"
#include "models/schema/kinds/trigger.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

void Reading::readTypes()
{
    const Answer &all = m_answers.types;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        const ObjectId id = m_types.value(oid), space = m_namespaces.value(all.oid(row, "namespace"));
        if (!id)
            continue;
        const char type = all.letter(row, "type");
        if (type == 'e') {
            m_builder.put(id,
                makeObject(
                    EnumType{space, all.text(row, "name"), all.texts(row, "labels"), all.text(row, "comment"), {}}));
            continue;
        }
        const QString kind = type == 'd' ? u"domain"_s
            : type == 'c'                ? u"composite type"_s
            : type == 'r'                ? u"range type"_s
                                         : u"base type"_s;
        addOpaque(
            id, space, all.text(row, "name"), kind, all.text(row, "definition"), dependenciesOf(m_typeClass, oid));
    }
}

void Reading::readRoutines()
{
    const Answer &all = m_answers.routines;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        const ObjectId id = m_routines.value(oid), space = m_namespaces.value(all.oid(row, "namespace"));
        if (!id)
            continue;
        const QString signature = strippedText(all.text(row, "signature"), m_names);
        const char kind = all.letter(row, "kind");
        if (kind == 'a') {
            addOpaque(id, space, QString(all.text(row, "name") + u'(' + signature + u')'), u"aggregate"_s,
                all.text(row, "definition"), dependenciesOf(m_routineClass, oid));
            continue;
        }
        Routine routine;
        routine.schema = space;
        routine.name = all.text(row, "name");
        routine.signature = signature;
        routine.form = kind == 'p' ? Routine::Form::Procedure : Routine::Form::Function;
        routine.definition = cutText(all.text(row, "definition").trimmed(), m_names, {{}, id, false});
        routine.comment = all.text(row, "comment");
        m_builder.put(id, makeObject(routine));
    }
}

void Reading::readTriggers()
{
    const Answer &all = m_answers.triggers;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.find(all.oid(row, "relation"));
        if (relation == m_relations.end())
            continue;
        const QString definition = all.text(row, "definition");
        if (!relation->managed) {
            relation->parts += definition;
            continue;
        }
        const ObjectId id = ObjectId::random();
        Trigger trigger;
        trigger.table = relation->id;
        trigger.name = all.text(row, "name");
        trigger.definition = cutText(stableText(definition), m_names, {relation->id, id, true});
        trigger.comment = all.text(row, "comment");
        const char enabled = all.letter(row, "enabled");
        if (enabled != 'O')
            trigger.options.insert("postgresql.enabled",
                enabled == 'D'       ? u"disabled"_s
                    : enabled == 'R' ? u"replica"_s
                                     : u"always"_s);
        m_builder.put(id, makeObject(trigger));
    }
}

void Reading::readTableParts()
{
    const Answer &all = m_answers.tableParts;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 classOid = all.oid(row, "class"), oid = all.oid(row, "oid");
        const auto relation = m_relations.constFind(all.oid(row, "relation"));
        if (relation == m_relations.cend() || isMember(classOid, oid))
            continue;
        QList<ObjectId> dependencies = dependenciesOf(classOid, oid);
        dependencies.removeAll(relation->id);
        addOpaque(ObjectId::random(), relation->id, all.text(row, "name"), all.text(row, "kind"),
            all.text(row, "definition"), dependencies, relation->id);
    }
}

void Reading::readOthers()
{
    const Answer &all = m_answers.others;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 classOid = all.oid(row, "class"), oid = all.oid(row, "oid");
        if (isMember(classOid, oid))
            continue;
        const ObjectId space = all.isNull(row, "namespace") ? m_default : m_namespaces.value(all.oid(row, "namespace"));
        addOpaque(ObjectId::random(), space, all.text(row, "name"), all.text(row, "kind"), all.text(row, "definition"),
            dependenciesOf(classOid, oid));
    }
}

} // namespace relata::postgresql
