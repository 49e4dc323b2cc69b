#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String GrantOption = " WITH GRANT OPTION"_L1;

const DefaultPrivilege &usualOf(const Object &privilege)
{
    return *std::get<std::shared_ptr<const DefaultPrivilege>>(privilege);
}

/// What roles have without a word: owners everything, everybody a little.
QStringList givenByDefault(const Object &privilege, const Schema &schema)
{
    const auto *grant = as<Grant>(privilege);
    const auto *usual = as<DefaultPrivilege>(privilege);
    if (flag(optionsOf(privilege), "postgresql.of_owner"))
        return {u"ALL"_s};
    if ((grant ? grant->name : usualOf(privilege).grantee) != "PUBLIC"_L1 || (usual && !usual->everywhere))
        return {};
    const Kind kind = grant ? kindOf(*schema.find(grant->object)) : Kind::Opaque;
    if (kind == Kind::Routine || (usual && usual->objects == "FUNCTIONS"_L1))
        return {u"EXECUTE"_s};
    const bool type = kind == Kind::EnumType || kind == Kind::Domain || kind == Kind::CompositeType
        || kind == Kind::RangeType || (usual && usual->objects == "TYPES"_L1);
    if (type)
        return {u"USAGE"_s};
    // Everybody may look into the schema that every new database has.
    const bool isFirst = kind == Kind::Namespace && nameOf(*schema.find(grant->object)).isEmpty();
    return isFirst ? QStringList{u"USAGE"_s} : QStringList();
}

QString objectWords(const Grant &grant, const Schema &schema)
{
    const Object &object = *schema.find(grant.object);
    const Naming naming(schema);
    const Kind kind = kindOf(object);
    SqlWriter out = sql();
    if (kind == Kind::Column)
        out << "TABLE " << naming.name(parentOf(object));
    else if (kind == Kind::Namespace && nameOf(object).isEmpty())
        out << "SCHEMA public";
    else if (kind == Kind::Table || kind == Kind::View || kind == Kind::MaterializedView)
        out << "TABLE " << naming.name(grant.object);
    else if (const auto *routine = as<Routine>(object); routine && routine->form == Routine::Form::Aggregate)
        out << "FUNCTION " << naming.name(grant.object) << "("
            << SqlText{routine->signature == "*"_L1 ? QString() : routine->signature} << ")";
    else
        out << SqlText{commentTarget(grant.object, schema)};
    return out.sql();
}

/// Writes GRANT and REVOKE for one role and one object, or for objects to come.
class Privileges {
public:
    Privileges(const Object &privilege, const Schema &schema)
    {
        if (const auto *grant = as<Grant>(privilege)) {
            m_objects = objectWords(*grant, schema);
            m_role = grant->name;
            if (const auto *column = schema.find<Column>(grant->object))
                m_columns = (sql() << " (" << Identifier{column->name} << ")").sql();
            return;
        }
        const auto &usual = usualOf(privilege);
        const Naming naming(schema);
        SqlWriter out = sql();
        out << "ALTER DEFAULT PRIVILEGES FOR ROLE " << Identifier{usual.owner};
        if (!usual.everywhere) {
            const QString space = nameOf(*schema.find(usual.schema));
            out << " IN SCHEMA " << Identifier{space.isEmpty() ? u"public"_s : space};
        }
        m_prefix = (out << " ").sql();
        m_objects = usual.objects;
        m_role = usual.grantee;
    }

    QStringList change(const QStringList &before, const QStringList &after) const
    {
        QStringList result, given, passedOn, taken;
        for (const QString &privilege : before) {
            const bool stays = after.contains(privilege) || after.contains(QString(privilege + GrantOption));
            if (!stays)
                taken += bare(privilege);
        }
        for (const QString &privilege : after) {
            if (before.contains(privilege) && !taken.contains(bare(privilege)))
                continue;
            (privilege.endsWith(GrantOption) ? passedOn : given) += bare(privilege);
        }
        if (!taken.isEmpty())
            result += sentence(u"REVOKE"_s, taken, QString());
        if (!given.isEmpty())
            result += sentence(u"GRANT"_s, given, QString());
        if (!passedOn.isEmpty())
            result += sentence(u"GRANT"_s, passedOn, GrantOption);
        return result;
    }

private:
    static QString bare(const QString &privilege)
    {
        return privilege.endsWith(GrantOption) ? privilege.chopped(GrantOption.size()) : privilege;
    }

    QString sentence(const QString &verb, const QStringList &privileges, const QString &ending) const
    {
        QStringList parts;
        for (const QString &privilege : privileges)
            parts += QString(privilege + m_columns);
        const QString role = m_role == "PUBLIC"_L1 ? m_role : (sql() << Identifier{m_role}).sql();
        return QString(m_prefix + verb + u' ' + parts.join(u", "_s) + u" ON "_s + m_objects
            + (verb == "GRANT"_L1 ? u" TO "_s : u" FROM "_s) + role + ending);
    }

    QString m_prefix, m_objects, m_role, m_columns;
};

QStringList privilegesOf(const Object &object)
{
    const auto *grant = as<Grant>(object);
    return grant ? grant->privileges : usualOf(object).privileges;
}

Statements statementsOf(const QStringList &texts, const Schema &schema)
{
    Statements result;
    for (const QString &text : texts)
        result.push_back(statement(text, schema));
    return result;
}

} // namespace

Statements createPrivilege(ObjectId id, const PlanContext &context)
{
    const Object &object = *context.to.find(id);
    const QStringList usual = givenByDefault(object, context.to);
    const Privileges privileges(object, context.to);
    Statements result = statementsOf(privileges.change(usual, privilegesOf(object)), context.to);
    const QStringList back = privileges.change(privilegesOf(object), usual);
    if (result.size() > 1) {
        for (Statement &each : result)
            each.undo = back;
    }
    return result;
}

Statements dropPrivilege(ObjectId id, const PlanContext &context)
{
    const Object &object = *context.from.find(id);
    return statementsOf(
        Privileges(object, context.from).change(privilegesOf(object), givenByDefault(object, context.from)),
        context.from);
}

std::optional<Statements> alterPrivilege(const Altered &change, const PlanContext &context)
{
    if (change.fields != QList<QByteArray>{"privileges"})
        return {};
    const Privileges privileges(change.after, context.to);
    return statementsOf(privileges.change(privilegesOf(change.before), privilegesOf(change.after)), context.from);
}

} // namespace relata::postgresql
