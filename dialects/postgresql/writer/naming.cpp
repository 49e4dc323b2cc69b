#include "dialects/postgresql/writer/naming.h"

#include "models/schema/all_kinds.h"
#include "models/sql/sql_flavour.h"

#include <QSet>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

SqlWriter sql() { return SqlWriter(postgresqlFlavour()); }

namespace {

/// Options that are not storage parameters: written by clauses of their own.
bool isOwnClause(const QByteArray &key)
{
    static const QSet<QByteArray> keys{"access_method", "clustered", "compression", "deferrable", "delete_columns",
        "enabled", "force_row_security", "include", "inherited", "multirange", "no_inherit", "not_enforced", "of_owner",
        "own_schema", "owner", "period", "replica_identity", "row_security", "statistics", "storage", "tablespace",
        "target", "unlogged"};
    const QByteArray own = key.mid(11);
    return keys.contains(own) || own.startsWith("identity_") || own.startsWith("comment.")
        || own.startsWith("attribute.");
}

bool livesInTable(Kind kind)
{
    return kind == Kind::Column || kind == Kind::PrimaryKey || kind == Kind::Unique || kind == Kind::ForeignKey
        || kind == Kind::Check || kind == Kind::Exclusion || kind == Kind::Trigger || kind == Kind::Policy
        || kind == Kind::Rule || kind == Kind::Namespace || kind == Kind::Extension;
}

} // namespace

QString option(const Options &options, const char *key) { return options.value(key).toString(); }
bool flag(const Options &options, const char *key) { return options.value(key).toBool(); }

QMap<QString, QString> parametersOf(const Options &options)
{
    QMap<QString, QString> result;
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (it.key().startsWith("postgresql.") && !isOwnClause(it.key()))
            result.insert(QString::fromUtf8(it.key().mid(11)), it.value().toString());
    }
    return result;
}

QString storageParameters(const Options &options)
{
    QStringList parts;
    const QMap<QString, QString> parameters = parametersOf(options);
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        parts += QString(it.key() + u" = "_s + it.value());
    return parts.isEmpty() ? QString() : QString(u" WITH ("_s + parts.join(u", "_s) + u')');
}

/// The names of the namespace that the object lives in, however deep.
QStringList Naming::place(ObjectId id) const
{
    const Object *object = m_schema.find(id);
    while (object && parentOf(*object)) {
        object = m_schema.find(parentOf(*object));
        if (object && as<Namespace>(object))
            return {nameOf(*object)};
    }
    return {};
}

SqlText Naming::named(ObjectId id, const QString &ownName) const
{
    const Object *object = m_schema.find(id);
    if (object && livesInTable(kindOf(*object)))
        return (sql() << Identifier{ownName}).text();
    return (sql() << QualifiedIdentifier{QStringList(place(id)) << ownName}).text();
}

SqlText Naming::name(ObjectId id) const
{
    const Object *object = m_schema.find(id);
    return object ? named(id, nameOf(*object)) : SqlText{};
}

SqlText Naming::bare(ObjectId id) const
{
    const Object *object = m_schema.find(id);
    return object ? (sql() << Identifier{nameOf(*object)}).text() : SqlText{};
}

SqlText Naming::columns(const QList<ObjectId> &ids) const
{
    SqlWriter out = sql();
    out << "(";
    out.list(ids, [&](ObjectId id) { out << bare(id); });
    return (out << ")").text();
}

SqlText Naming::text(const Expression &expression) const
{
    return {written(expression, [this](ObjectId id) { return name(id).sql; })};
}

SqlText Naming::type(const DataType &type) const
{
    return {written(type, [this](ObjectId id) { return name(id).sql; })};
}

SqlText Naming::keyParts(const KeyParts &parts) const
{
    SqlWriter out = sql();
    out << "(";
    out.list(parts, [&](const KeyPart &part) {
        out << (part.column ? bare(part.column) : text(part.expression));
        if (!part.collation.isEmpty())
            out << " COLLATE " << SqlText{part.collation};
        if (!part.operatorClass.isEmpty())
            out << " " << SqlText{part.operatorClass};
        if (part.descending)
            out << " DESC";
        if (part.nulls != KeyPart::Nulls::Default)
            out << (part.nulls == KeyPart::Nulls::First ? " NULLS FIRST"_L1 : " NULLS LAST"_L1);
    });
    return (out << ")").text();
}

SqlText Naming::routine(ObjectId id, const QString &ownName) const
{
    const auto *routine = m_schema.find<Routine>(id);
    return (sql() << named(id, ownName) << "(" << SqlText{routine->signature} << ")").text();
}

} // namespace relata::postgresql
