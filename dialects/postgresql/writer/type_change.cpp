#include "dialects/postgresql/writer/type_change.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

bool isNumber(TypeFamily family)
{
    return family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Float;
}

QString baseOf(const QString &name) { return name.section(u'(', 0, 0).trimmed(); }

} // namespace

QString conversion(const DataType &from, const DataType &to, const QString &writtenType)
{
    const TypeFamily old = familyOf(from.name), fresh = familyOf(to.name);
    const bool plain = from.userType.isNull() && to.userType.isNull();
    const bool dates = (old == TypeFamily::Date || old == TypeFamily::Timestamp)
        && (fresh == TypeFamily::Date || fresh == TypeFamily::Timestamp || fresh == TypeFamily::Time);
    if ((plain && (old == fresh || (isNumber(old) && isNumber(fresh)) || dates))
        || (to.userType.isNull() && fresh == TypeFamily::Text && old != TypeFamily::Array))
        return {};
    if (plain && fresh == TypeFamily::Boolean && old == TypeFamily::Integer)
        return u"(%1 <> 0)"_s;
    if (plain && old == TypeFamily::Boolean && isNumber(fresh))
        return QString(u"%1::integer::"_s + writtenType);
    const bool viaText = old != TypeFamily::Text || !from.userType.isNull();
    return QString((viaText ? u"%1::text::"_s : u"%1::"_s) + writtenType);
}

bool rewrites(const DataType &from, const DataType &to)
{
    if (!from.userType.isNull() || !to.userType.isNull())
        return true;
    const QString old = baseOf(from.name), fresh = baseOf(to.name);
    const bool texts =
        (old == "character varying"_L1 || old == "text"_L1) && (fresh == "character varying"_L1 || fresh == "text"_L1);
    if (texts)
        return lengthOf(to.name) >= 0 && (lengthOf(from.name) < 0 || lengthOf(to.name) < lengthOf(from.name));
    const bool widens = old == fresh && (lengthOf(to.name) < 0 || lengthOf(to.name) >= lengthOf(from.name))
        && from.name.section(u',', 1) == to.name.section(u',', 1) && old == "numeric"_L1;
    return !widens;
}

} // namespace relata::postgresql
