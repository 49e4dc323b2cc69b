#include "dialects/postgresql/type_names.h"

#include <array>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

struct Builtin {
    quint32 oid, arrayOid;
    const char *name;
};
// From the server's pg_type.dat; these numbers never change.
constexpr auto Builtins = std::to_array<Builtin>({
    {16, 1000, "boolean"},
    {17, 1001, "bytea"},
    {18, 1002, "\"char\""},
    {19, 1003, "name"},
    {20, 1016, "bigint"},
    {21, 1005, "smallint"},
    {22, 1006, "int2vector"},
    {23, 1007, "integer"},
    {24, 1008, "regproc"},
    {25, 1009, "text"},
    {26, 1028, "oid"},
    {27, 1010, "tid"},
    {28, 1011, "xid"},
    {29, 1012, "cid"},
    {30, 1013, "oidvector"},
    {114, 199, "json"},
    {142, 143, "xml"},
    {194, 0, "pg_node_tree"},
    {600, 1017, "point"},
    {601, 1018, "lseg"},
    {602, 1019, "path"},
    {603, 1020, "box"},
    {604, 1027, "polygon"},
    {628, 629, "line"},
    {650, 651, "cidr"},
    {700, 1021, "real"},
    {701, 1022, "double precision"},
    {705, 0, "text"}, // "unknown": a literal that nothing gave a type
    {718, 719, "circle"},
    {774, 775, "macaddr8"},
    {790, 791, "money"},
    {829, 1040, "macaddr"},
    {869, 1041, "inet"},
    {1033, 1034, "aclitem"},
    {1042, 1014, "character"},
    {1043, 1015, "character varying"},
    {1082, 1182, "date"},
    {1083, 1183, "time"},
    {1114, 1115, "timestamp"},
    {1184, 1185, "timestamp with time zone"},
    {1186, 1187, "interval"},
    {1266, 1270, "time with time zone"},
    {1560, 1561, "bit"},
    {1562, 1563, "bit varying"},
    {1700, 1231, "numeric"},
    {2202, 2207, "regprocedure"},
    {2205, 2210, "regclass"},
    {2206, 2211, "regtype"},
    {2249, 2287, "record"},
    {2278, 0, "void"},
    {2950, 2951, "uuid"},
    {3220, 3221, "pg_lsn"},
    {3614, 3643, "tsvector"},
    {3615, 3645, "tsquery"},
    {3734, 3735, "regconfig"},
    {3802, 3807, "jsonb"},
    {3904, 3905, "int4range"},
    {3906, 3907, "numrange"},
    {3908, 3909, "tsrange"},
    {3910, 3911, "tstzrange"},
    {3912, 3913, "daterange"},
    {3926, 3927, "int8range"},
    {4072, 4073, "jsonpath"},
    {4089, 4090, "regnamespace"},
    {4096, 4097, "regrole"},
});

/// Modifiers hold a length of text plus four, or precision and scale of a number.
QString modified(const QString &name, quint32 oid, int modifier)
{
    if (modifier < 0)
        return name;
    if (oid == 1042 || oid == 1043)
        return QString(name + u'(' + QString::number(modifier - 4) + u')');
    if (oid == 1700 && modifier >= 4) {
        const int packed = modifier - 4, scale = ((packed & 0x7ff) ^ 1024) - 1024;
        return QString(name + u'(' + QString::number(packed >> 16) + u',' + QString::number(scale) + u')');
    }
    if (oid == 1560 || oid == 1562)
        return QString(name + u'(' + QString::number(modifier) + u')');
    return name;
}

} // namespace

TypeNames::Entry TypeNames::find(quint32 oid, int modifier) const
{
    for (const Builtin &builtin : Builtins) {
        if (builtin.oid != oid && (oid == 0 || builtin.arrayOid != oid))
            continue;
        const QString name = QString::fromLatin1(builtin.name);
        if (builtin.oid == oid)
            return {modified(name, oid, modifier), familyOf(name)};
        return {QString(name + u"[]"_s), TypeFamily::Array};
    }
    return m_users.value(oid);
}

} // namespace relata::postgresql
