#include "dialects/postgresql/writer/parts.h"

#include "dialects/postgresql/writer/requirement.h"
#include "models/engine/ports.h"
#include "models/schema/all_kinds.h"

#include <QRegularExpression>
#include <QSet>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

QString identityClause(const Column &column)
{
    SqlWriter out = sql();
    out << "GENERATED " << (column.identity == Column::Identity::Always ? "ALWAYS"_L1 : "BY DEFAULT"_L1)
        << " AS IDENTITY";
    QStringList clauses;
    const auto add = [&](const char *key, const QString &word) {
        if (column.options.contains(key))
            clauses += QString(word + option(column.options, key));
    };
    add("postgresql.identity_start", u"START WITH "_s);
    add("postgresql.identity_increment", u"INCREMENT BY "_s);
    add("postgresql.identity_minimum", u"MINVALUE "_s);
    add("postgresql.identity_maximum", u"MAXVALUE "_s);
    add("postgresql.identity_cache", u"CACHE "_s);
    if (flag(column.options, "postgresql.identity_cycle"))
        clauses += u"CYCLE"_s;
    return clauses.isEmpty() ? out.sql() : QString(out.sql() + u" ("_s + clauses.join(u' ') + u')');
}

QString columnDefinition(const Column &column, const Naming &naming)
{
    SqlWriter out = sql();
    out << Identifier{column.name} << " " << naming.type(column.type);
    if (!column.collation.isEmpty())
        out << " COLLATE " << SqlText{column.collation};
    if (column.options.contains("postgresql.compression"))
        out << " COMPRESSION " << (option(column.options, "postgresql.compression") == "l"_L1 ? "lz4"_L1 : "pglz"_L1);
    if (column.generated != Column::Generated::No) {
        out << " GENERATED ALWAYS AS (" << naming.text(column.generation) << ")"
            << (column.generated == Column::Generated::Stored ? " STORED"_L1 : " VIRTUAL"_L1);
    }
    const bool inherited = flag(column.options, "postgresql.inherited"); // its parent brings the identity along
    if (column.identity != Column::Identity::None && !inherited)
        out << " " << SqlText{identityClause(column)};
    if (!column.defaultValue.isEmpty())
        out << " DEFAULT " << naming.text(column.defaultValue);
    out << SqlText{requirementText(column)};
    return out.sql();
}

namespace {

void addDeferral(SqlWriter &out, Deferral deferral)
{
    if (deferral != Deferral::Not)
        out << " DEFERRABLE";
    if (deferral == Deferral::Deferred)
        out << " INITIALLY DEFERRED";
}

void addAction(SqlWriter &out, QLatin1String event, ForeignKey::Action action)
{
    static constexpr QLatin1String words[] = {QLatin1String(), QLatin1String("RESTRICT"), QLatin1String("CASCADE"),
        QLatin1String("SET NULL"), QLatin1String("SET DEFAULT")};
    if (action != ForeignKey::Action::NoAction)
        out << " ON " << event << " " << words[std::size_t(action)];
}

/// "(a, PERIOD b)"
QString columnList(const QList<ObjectId> &columns, const Naming &naming, bool period)
{
    QString text = naming.columns(columns).sql;
    if (period)
        text.insert(text.size() - 1 - naming.bare(columns.last()).sql.size(), u"PERIOD "_s);
    return text;
}

/// "(a, b WITHOUT OVERLAPS)", INCLUDE, WITH and where the index is kept.
void addKey(
    SqlWriter &out, const KeyParts &parts, const QList<ObjectId> &include, const Options &options, const Naming &naming)
{
    QString list = naming.keyParts(parts).sql;
    if (flag(options, "postgresql.period"))
        list.insert(list.size() - 1, u" WITHOUT OVERLAPS"_s);
    out << SqlText{list};
    if (!include.isEmpty())
        out << " INCLUDE " << naming.columns(include);
    out << SqlText{storageParameters(options)};
    if (options.contains("postgresql.tablespace"))
        out << " USING INDEX TABLESPACE " << Identifier{option(options, "postgresql.tablespace")};
}

void addForeignKey(SqlWriter &out, const ForeignKey &key, const Naming &naming)
{
    const bool period = flag(key.options, "postgresql.period");
    out << "FOREIGN KEY " << SqlText{columnList(key.columns, naming, period)} << " REFERENCES "
        << naming.name(key.referencedTable) << " " << SqlText{columnList(key.referencedColumns, naming, period)};
    if (key.match == ForeignKey::Match::Full)
        out << " MATCH FULL";
    addAction(out, "UPDATE"_L1, key.onUpdate);
    addAction(out, "DELETE"_L1, key.onDelete);
    if (key.options.contains("postgresql.delete_columns"))
        out << " (" << SqlText{option(key.options, "postgresql.delete_columns")} << ")";
    addDeferral(out, key.deferral);
    if (flag(key.options, "postgresql.not_enforced"))
        out << " NOT ENFORCED";
}

Deferral deferralOf(const PrimaryKey &key)
{
    const QString deferrable = option(key.options, "postgresql.deferrable");
    return deferrable.isEmpty()       ? Deferral::Not
        : deferrable == "deferred"_L1 ? Deferral::Deferred
                                      : Deferral::Immediate;
}

void addPrimaryKey(SqlWriter &out, const PrimaryKey &key, const Naming &naming)
{
    out << "PRIMARY KEY ";
    addKey(out, key.parts, key.include, key.options, naming);
    addDeferral(out, deferralOf(key));
}

void addUnique(SqlWriter &out, const Unique &key, const Naming &naming)
{
    out << "UNIQUE " << (key.nullsDistinct ? ""_L1 : "NULLS NOT DISTINCT "_L1);
    addKey(out, key.parts, key.include, key.options, naming);
    addDeferral(out, key.deferral);
}

void addCheck(SqlWriter &out, const Check &check, const Naming &naming)
{
    out << "CHECK (" << naming.text(check.expression) << ")";
    if (flag(check.options, "postgresql.no_inherit"))
        out << " NO INHERIT";
    if (flag(check.options, "postgresql.not_enforced"))
        out << " NOT ENFORCED";
}

} // namespace

QString keyIndexDefinition(ObjectId id, const QString &name, const Naming &naming)
{
    const Object &object = *naming.schema().find(id);
    const auto *primary = as<PrimaryKey>(object);
    const auto *unique = as<Unique>(object);
    if (!primary && !unique)
        return {};
    const Options &options = primary ? primary->options : unique->options;
    const QList<ObjectId> &include = primary ? primary->include : unique->include;
    SqlWriter out = sql();
    out << "CREATE UNIQUE INDEX CONCURRENTLY " << Identifier{name} << " ON " << naming.name(parentOf(object)) << " "
        << naming.keyParts(primary ? primary->parts : unique->parts);
    if (!include.isEmpty())
        out << " INCLUDE " << naming.columns(include);
    if (unique && !unique->nullsDistinct)
        out << " NULLS NOT DISTINCT";
    out << SqlText{storageParameters(options)};
    if (options.contains("postgresql.tablespace"))
        out << " TABLESPACE " << Identifier{option(options, "postgresql.tablespace")};
    return out.sql();
}

QString keyOverIndex(ObjectId id, const QString &index, const Naming &naming)
{
    const Object &object = *naming.schema().find(id);
    const auto *primary = as<PrimaryKey>(object);
    SqlWriter out = sql();
    out << "CONSTRAINT " << Identifier{nameOf(object)} << (primary ? " PRIMARY KEY"_L1 : " UNIQUE"_L1)
        << " USING INDEX " << Identifier{index};
    addDeferral(out, primary ? deferralOf(*primary) : as<Unique>(object)->deferral);
    return out.sql();
}

QString constraintDefinition(ObjectId id, const Naming &naming, bool notValid)
{
    const Object &object = *naming.schema().find(id);
    SqlWriter out = sql();
    if (!nameOf(object).isEmpty())
        out << "CONSTRAINT " << Identifier{nameOf(object)} << " ";
    bool valid = !notValid;
    if (const auto *primary = as<PrimaryKey>(object)) {
        addPrimaryKey(out, *primary, naming);
    } else if (const auto *unique = as<Unique>(object)) {
        addUnique(out, *unique, naming);
    } else if (const auto *key = as<ForeignKey>(object)) {
        addForeignKey(out, *key, naming);
        valid = valid && (key->validated || flag(key->options, "postgresql.not_enforced"));
    } else if (const auto *exclusion = as<Exclusion>(object)) {
        out << naming.text(exclusion->definition);
        addDeferral(out, exclusion->deferral);
    } else if (const auto *check = as<Check>(object)) {
        addCheck(out, *check, naming);
        valid = valid && (check->validated || flag(check->options, "postgresql.not_enforced"));
    }
    if (!valid)
        out << " NOT VALID";
    return out.sql();
}

namespace {

/// All that follows the table in CREATE INDEX.
QString indexTail(const Index &index, const Naming &naming)
{
    SqlWriter out = sql();
    if (!index.method.isEmpty())
        out << " USING " << Identifier{index.method};
    out << " " << naming.keyParts(index.parts);
    if (!index.include.isEmpty())
        out << " INCLUDE " << naming.columns(index.include);
    else if (index.options.contains("postgresql.include"))
        out << " INCLUDE (" << SqlText{option(index.options, "postgresql.include")} << ")";
    if (!index.nullsDistinct)
        out << " NULLS NOT DISTINCT";
    out << SqlText{storageParameters(index.options)};
    if (index.options.contains("postgresql.tablespace"))
        out << " TABLESPACE " << Identifier{option(index.options, "postgresql.tablespace")};
    if (!index.predicate.isEmpty())
        out << " WHERE " << naming.text(index.predicate);
    return out.sql();
}

} // namespace

QString indexDefinition(ObjectId id, const Naming &naming, IndexForm form)
{
    const Index &index = *naming.schema().find<Index>(id);
    SqlWriter out = sql();
    out << "CREATE " << (index.unique ? "UNIQUE "_L1 : ""_L1) << "INDEX "
        << (form == IndexForm::Concurrently ? "CONCURRENTLY "_L1 : ""_L1) << Identifier{index.name} << " ON "
        << (form == IndexForm::OnlyParent ? "ONLY "_L1 : ""_L1) << naming.name(index.table)
        << SqlText{indexTail(index, naming)};
    return out.sql();
}

QString indexShape(ObjectId id, const Naming &naming)
{
    const Index &index = *naming.schema().find<Index>(id);
    return (index.unique ? u"UNIQUE"_s : QString()) + indexTail(index, naming);
}

Sequence usualSequence(const Sequence &like)
{
    const qint64 top = like.type.name == "smallint"_L1 ? std::numeric_limits<qint16>::max()
        : like.type.name == "integer"_L1               ? std::numeric_limits<qint32>::max()
                                                       : std::numeric_limits<qint64>::max();
    Sequence usual;
    usual.type.name = u"bigint"_s;
    const bool up = like.increment > 0;
    usual.minimum = up ? 1 : -top - 1;
    usual.maximum = up ? top : -1;
    usual.start = up ? like.minimum : like.maximum;
    return usual;
}

QString sequenceClauses(const Sequence &sequence, const Sequence &usual)
{
    SqlWriter out = sql();
    if (sequence.type.name != usual.type.name && !sequence.type.name.isEmpty())
        out << " AS " << SqlText{sequence.type.name};
    if (sequence.increment != usual.increment)
        out << " INCREMENT BY " << sequence.increment;
    if (sequence.minimum != usual.minimum)
        out << " MINVALUE " << sequence.minimum;
    if (sequence.maximum != usual.maximum)
        out << " MAXVALUE " << sequence.maximum;
    if (sequence.start != usual.start)
        out << " START WITH " << sequence.start;
    if (sequence.cache != usual.cache)
        out << " CACHE " << sequence.cache;
    if (sequence.cycle != usual.cycle)
        out << (sequence.cycle ? " CYCLE"_L1 : " NO CYCLE"_L1);
    return out.sql();
}

Sequence identitySequence(const Column &column)
{
    Sequence sequence;
    sequence.type.name = column.type.name;
    const auto number = [&](const char *key, qint64 usual) {
        return column.options.contains(key) ? column.options.value(key).toLongLong() : usual;
    };
    sequence.increment = number("postgresql.identity_increment", 1);
    const Sequence usual = usualSequence(sequence);
    sequence.minimum = number("postgresql.identity_minimum", usual.minimum);
    sequence.maximum = number("postgresql.identity_maximum", usual.maximum);
    sequence.start = number("postgresql.identity_start", sequence.increment > 0 ? 1 : -1);
    sequence.cache = number("postgresql.identity_cache", 1);
    sequence.cycle = flag(column.options, "postgresql.identity_cycle");
    sequence.type.name.clear(); // it follows the column's
    return sequence;
}

QStringList splitClauses(const QString &clauses)
{
    static const QRegularExpression clause(u"(INCREMENT BY|MINVALUE|MAXVALUE|START WITH|CACHE) -?\\d+|(NO )?CYCLE"_s);
    QStringList result;
    for (auto it = clause.globalMatch(clauses); it.hasNext();)
        result += it.next().captured();
    return result;
}

bool isFoldedKey(ObjectId foreignKey, const PlanContext &context)
{
    const auto *key = context.to.find<ForeignKey>(foreignKey);
    const auto isNew = [&](ObjectId id) { return !context.from.find(id); };
    if (key->referencedTable == key->table || !isNew(key->referencedTable))
        return true;
    QList<ObjectId> open{key->table};
    QSet<ObjectId> seen;
    while (!open.isEmpty()) {
        for (const ObjectId id : context.to.children(open.takeLast(), Kind::ForeignKey)) {
            const auto *next = context.to.find<ForeignKey>(id);
            if (next->referencedTable == key->table && next->table != key->table)
                return false;
            if (next->referencedTable != key->table && isNew(next->referencedTable)
                && !seen.contains(next->referencedTable)) {
                seen += next->referencedTable;
                open += next->referencedTable;
            }
        }
    }
    return true;
}

} // namespace relata::postgresql
