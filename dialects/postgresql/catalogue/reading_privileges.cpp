#include "dialects/postgresql/catalogue/reading.h"
#include "models/schema/kinds/default_privilege.h"
#include "models/schema/kinds/grant.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

void Reading::readGrants()
{
    const Answer &all = m_answers.grants;
    for (qsizetype row = 0; row < all.count(); ++row) {
        Grant grant;
        grant.object = objectOf(all.oid(row, "class"), all.oid(row, "object"), int(all.number(row, "number")));
        if (!grant.object) // of what is not managed, or a view's column
            continue;
        grant.name = all.text(row, "grantee");
        grant.privileges = all.texts(row, "privileges");
        if (all.truth(row, "of_owner"))
            grant.options.insert("postgresql.of_owner", true);
        m_builder.add(grant);
    }
}

void Reading::readDefaultPrivileges()
{
    static const QHash<char, QString> words{{'r', u"TABLES"_s}, {'S', u"SEQUENCES"_s}, {'f', u"FUNCTIONS"_s},
        {'T', u"TYPES"_s}, {'n', u"SCHEMAS"_s}, {'L', u"LARGE OBJECTS"_s}};
    const Answer &all = m_answers.defaultPrivileges;
    for (qsizetype row = 0; row < all.count(); ++row) {
        DefaultPrivilege privilege;
        privilege.everywhere = all.oid(row, "namespace") == 0;
        privilege.schema = privilege.everywhere ? m_default : m_namespaces.value(all.oid(row, "namespace"));
        privilege.owner = all.text(row, "owner");
        privilege.objects = words.value(all.letter(row, "objects"));
        privilege.grantee = all.text(row, "grantee");
        privilege.privileges = all.texts(row, "privileges");
        privilege.name = QStringList{privilege.owner, privilege.objects.toLower(), privilege.grantee}.join(u' ')
            + (privilege.everywhere ? u" everywhere"_s : QString());
        if (all.truth(row, "of_owner"))
            privilege.options.insert("postgresql.of_owner", true);
        m_builder.add(privilege);
    }
}

} // namespace relata::postgresql
