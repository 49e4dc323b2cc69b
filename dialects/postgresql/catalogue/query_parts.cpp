#include "dialects/postgresql/catalogue/query_parts.h"

#include <QRegularExpression>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

QString chosen(QString text, const QString &name, bool known, const QString &newer, const QString &older)
{
    return text.replace(name, known ? newer : older);
}

QString withOwner(QString text)
{
    static const QRegularExpression place(u"%owner:([a-z.]+)%"_s);
    return text.replace(place, uR"((SELECT r.rolname FROM pg_roles r, pg_database b
        WHERE r.oid = \1 AND b.datname = current_database() AND b.datdba <> r.oid))"_s);
}

} // namespace relata::postgresql
