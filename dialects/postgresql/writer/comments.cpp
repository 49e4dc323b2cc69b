#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/requirement.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

QString commentOf(const Object &object)
{
    for (const Field &field : catalogue(kindOf(object)).fields) {
        if (field.role == FieldRole::Cosmetic && QByteArrayView(field.key) == "comment")
            return *static_cast<const QString *>(field.at(structOf(object)));
    }
    return {};
}

QString commentTarget(ObjectId id, const Schema &schema)
{
    const Object &object = *schema.find(id);
    const Naming naming(schema);
    SqlWriter out = sql();
    out << wordOf(object) << " ";
    const Kind kind = kindOf(object);
    if (kind == Kind::Column)
        out << naming.name(parentOf(object)) << "." << naming.bare(id);
    else if (kind == Kind::Routine)
        out << naming.routine(id, nameOf(object));
    else if (kind == Kind::Trigger || kind == Kind::Rule || kind == Kind::Policy || wordOf(object) == "CONSTRAINT"_L1)
        out << naming.bare(id) << (schema.find<Domain>(parentOf(object)) ? " ON DOMAIN "_L1 : " ON "_L1)
            << naming.name(parentOf(object));
    else
        out << naming.name(id);
    return out.sql();
}

void addComments(Statements &statements, ObjectId id, const Schema &schema)
{
    const QString text = commentOf(*schema.find(id));
    if (!text.isEmpty())
        statements.push_back(statement(commentOn(commentTarget(id, schema), text), schema));
    const auto *column = schema.find<Column>(id);
    const QString ofRequirement = column ? option(column->options, RequirementComment) : QString();
    if (ofRequirement.isEmpty())
        return;
    const SqlText name = (sql() << Identifier{option(column->options, RequirementName)}).text();
    const QString target = (sql() << "CONSTRAINT " << name << " ON " << Naming(schema).name(column->table)).sql();
    statements.push_back(statement(commentOn(target, ofRequirement), schema));
}

} // namespace relata::postgresql
