#include "dialects/postgresql/catalogue/reading.h"

#include "models/schema/kinds/check.h"
#include "models/schema/kinds/exclusion.h"
#include "models/schema/kinds/foreign_key.h"
#include "models/schema/kinds/primary_key.h"
#include "models/schema/kinds/unique.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_flavour.h"

#include <QRegularExpression>

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
        if (const quint32 domain = all.oid(row, "domain")) {
            if (const ObjectId id = m_types.value(domain))
                readCheck(row, id);
            continue;
        }
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
            readCheck(row, relation->id);
            break;
        default:
            readExclusion(row, *relation);
        }
    }
}

/// What keys and exclusion constraints say of the index behind them.
Options Reading::keyOptions(qsizetype row) const
{
    const Answer &all = m_answers.constraints;
    Options options;
    addParameters(options, all.texts(row, "options"));
    for (const char *word : {"clustered", "replica_identity", "period"}) {
        if (all.truth(row, word))
            options.insert(QByteArray("postgresql.") + word, true);
    }
    addOption(options, "postgresql.tablespace", all, row, "tablespace");
    if (all.truth(row, "is_part"))
        options.insert("postgresql.inherited", true);
    return options;
}

void Reading::readExclusion(qsizetype row, const Relation &relation)
{
    const Answer &all = m_answers.constraints;
    QString text = all.text(row, "definition");
    static const QRegularExpression deferral(u"( DEFERRABLE)?( INITIALLY DEFERRED)?$"_s);
    text.remove(deferral);
    Exclusion exclusion;
    exclusion.table = relation.id;
    exclusion.name = all.text(row, "name");
    exclusion.definition = cutText(text, m_names, {relation.id, {}, false});
    exclusion.deferral = deferralOf(all, row);
    exclusion.comment = all.text(row, "comment");
    const Options options = keyOptions(row);
    for (const char *key : {"postgresql.clustered", "postgresql.inherited"}) { // the definition holds the others
        if (options.contains(key))
            exclusion.options.insert(key, true);
    }
    m_builder.add(exclusion);
}

void Reading::readKey(qsizetype row, const Relation &relation)
{
    const Answer &all = m_answers.constraints;
    const QList<ObjectId> columns = columnIds(all.oid(row, "relation"), all.numbers(row, "key"));
    const auto count = qsizetype(all.number(row, "key_count"));
    KeyParts parts;
    for (const ObjectId column : columns.first(count)) {
        KeyPart part;
        part.column = column;
        parts += part;
    }
    const Options options = keyOptions(row);
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
    if (key.referencedColumns.contains(ObjectId())) {
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
    if (!all.truth(row, "enforced"))
        key.options.insert("postgresql.not_enforced", true);
    if (all.truth(row, "period"))
        key.options.insert("postgresql.period", true);
    if (all.truth(row, "is_part"))
        key.options.insert("postgresql.inherited", true);
    const QList<int> emptied = all.numbers(row, "delete_columns");
    if (!emptied.isEmpty())
        key.options.insert("postgresql.delete_columns", quotedNames(all.oid(row, "relation"), emptied));
    m_builder.add(key);
}

void Reading::readCheck(qsizetype row, ObjectId parent)
{
    const Answer &all = m_answers.constraints;
    Check check;
    check.table = parent;
    check.name = all.text(row, "name");
    check.expression = cutText(all.text(row, "expression"), m_names, {parent, {}, false});
    check.validated = all.truth(row, "validated");
    check.comment = all.text(row, "comment");
    if (all.truth(row, "no_inherit"))
        check.options.insert("postgresql.no_inherit", true);
    if (!all.truth(row, "enforced"))
        check.options.insert("postgresql.not_enforced", true);
    if (all.truth(row, "inherited"))
        check.options.insert("postgresql.inherited", true);
    m_builder.add(check);
}

/// Names of columns that are no objects, as they stand in SQL.
QString Reading::quotedNames(quint32 relation, const QList<int> &numbers) const
{
    QStringList names;
    for (const int number : numbers)
        names += quoted(Identifier{m_columnNames.value({relation, number})}, postgresqlFlavour());
    return names.join(u", "_s);
}

} // namespace relata::postgresql
