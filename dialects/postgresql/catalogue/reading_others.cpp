#include "dialects/postgresql/catalogue/reading.h"

#include "dialects/postgresql/stable_text.h"
#include "models/schema/kinds/extension.h"
#include "models/schema/kinds/policy.h"
#include "models/schema/kinds/routine.h"
#include "models/schema/kinds/rule.h"
#include "models/schema/kinds/statistics.h"
#include "models/schema/kinds/trigger.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

void Reading::readRoutines()
{
    const Answer &all = m_answers.routines;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        const ObjectId id = m_routines.value(oid), space = m_namespaces.value(all.oid(row, "namespace"));
        if (!id)
            continue;
        const char kind = all.letter(row, "kind");
        Routine routine;
        routine.schema = space;
        routine.name = all.text(row, "name");
        routine.signature = strippedText(all.text(row, "signature"), m_names);
        routine.form = kind == 'p' ? Routine::Form::Procedure
            : kind == 'a'          ? Routine::Form::Aggregate
                                   : Routine::Form::Function;
        routine.definition = cutText(all.text(row, "definition").trimmed(), m_names, {{}, id, false});
        routine.comment = all.text(row, "comment");
        addOption(routine.options, "postgresql.owner", all, row, "owner");
        m_builder.put(id, makeObject(routine));
    }
}

void addEnabled(Options &options, char code)
{
    if (code != 'O')
        options.insert("postgresql.enabled", code == 'D' ? u"disabled"_s : code == 'R' ? u"replica"_s : u"always"_s);
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
        addEnabled(trigger.options, all.letter(row, "enabled"));
        m_builder.put(id, makeObject(trigger));
    }
}

void Reading::readRules()
{
    const Answer &all = m_answers.rules;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.constFind(all.oid(row, "relation"));
        if (relation == m_relations.cend() || !relation->managed)
            continue;
        const ObjectId id = ObjectId::random();
        QString definition = all.text(row, "definition");
        if (definition.endsWith(u';'))
            definition.chop(1);
        Rule rule;
        rule.table = relation->id;
        rule.name = all.text(row, "name");
        rule.definition = cutText(definition, m_names, {relation->id, id, true});
        rule.comment = all.text(row, "comment");
        addEnabled(rule.options, all.letter(row, "enabled"));
        m_builder.put(id, makeObject(rule));
    }
}

void Reading::readPolicies()
{
    static const QHash<char, QString> commands{
        {'*', u"ALL"_s}, {'r', u"SELECT"_s}, {'a', u"INSERT"_s}, {'w', u"UPDATE"_s}, {'d', u"DELETE"_s}};
    const Answer &all = m_answers.policies;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.constFind(all.oid(row, "relation"));
        if (relation == m_relations.cend() || !relation->managed)
            continue;
        Policy policy;
        policy.table = relation->id;
        policy.name = all.text(row, "name");
        policy.permissive = all.truth(row, "permissive");
        policy.command = commands.value(all.letter(row, "command"));
        policy.roles = all.texts(row, "roles");
        policy.usingCondition = cutText(all.text(row, "condition"), m_names, {relation->id, {}, false});
        policy.checkCondition = cutText(all.text(row, "check_condition"), m_names, {relation->id, {}, false});
        policy.comment = all.text(row, "comment");
        m_builder.add(policy);
    }
}

void Reading::readStatistics()
{
    const Answer &all = m_answers.statistics;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.constFind(all.oid(row, "relation"));
        if (relation == m_relations.cend() || !relation->managed)
            continue;
        const ObjectId id = ObjectId::random();
        Statistics statistics;
        statistics.table = relation->id;
        statistics.name = all.text(row, "name");
        statistics.definition = cutText(all.text(row, "definition"), m_names, {relation->id, id, false});
        statistics.comment = all.text(row, "comment");
        addOption(statistics.options, "postgresql.target", all, row, "target");
        addOption(statistics.options, "postgresql.owner", all, row, "owner");
        m_builder.put(id, makeObject(statistics));
    }
}

void Reading::readExtensions()
{
    const Answer &all = m_answers.extensions;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const ObjectId space = m_namespaces.value(all.oid(row, "namespace"));
        Extension extension;
        extension.schema = space ? space : m_default;
        extension.name = all.text(row, "name");
        extension.version = all.text(row, "version");
        extension.comment = all.text(row, "comment");
        if (!space)
            extension.options.insert("postgresql.own_schema", true);
        m_builder.add(extension);
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
