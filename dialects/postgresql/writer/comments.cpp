#include "dialects/postgresql/writer/kinds.h"

#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/statements.h"
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

namespace {

QLatin1String wordOf(const Object &object)
{
    switch (kindOf(object)) {
    case Kind::Namespace:
        return "SCHEMA"_L1;
    case Kind::Table:
        return "TABLE"_L1;
    case Kind::View:
        return "VIEW"_L1;
    case Kind::Index:
        return "INDEX"_L1;
    case Kind::Sequence:
        return "SEQUENCE"_L1;
    case Kind::EnumType:
        return "TYPE"_L1;
    case Kind::Trigger:
        return "TRIGGER"_L1;
    case Kind::Routine:
        return as<Routine>(object)->form == Routine::Form::Procedure ? "PROCEDURE"_L1 : "FUNCTION"_L1;
    case Kind::Column:
        return "COLUMN"_L1;
    default:
        return "CONSTRAINT"_L1;
    }
}

} // namespace

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
    else if (kind == Kind::Trigger || wordOf(object) == "CONSTRAINT"_L1)
        out << naming.bare(id) << " ON " << naming.name(parentOf(object));
    else
        out << naming.name(id);
    return out.sql();
}

void addComments(Statements &statements, ObjectId id, const Schema &schema)
{
    const QString text = commentOf(*schema.find(id));
    if (!text.isEmpty())
        statements.push_back(statement(commentOn(commentTarget(id, schema), text), schema));
}

} // namespace relata::postgresql
