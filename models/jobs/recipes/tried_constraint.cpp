#include "models/jobs/recipes/tried_constraint.h"

#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QList<ObjectId> namedIn(const Expression &expression)
{
    QList<ObjectId> result;
    for (const Expression::Piece &piece : expression.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece); id && !result.contains(*id))
            result += *id;
    }
    return result;
}

/// Of "EXCLUDE USING gist (a WITH &&) WHERE (b > 0)" the columns that are compared.
QList<ObjectId> comparedIn(const Expression &definition)
{
    QList<ObjectId> result;
    for (const Expression::Piece &piece : definition.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece))
            result += *id;
        else if (std::get<QString>(piece).contains(") WHERE ("_L1))
            break;
    }
    return result;
}

QList<ObjectId> namedIn(const KeyParts &parts)
{
    QList<ObjectId> result;
    for (const KeyPart &part : parts)
        result += part.column ? QList<ObjectId>{part.column} : namedIn(part.expression);
    return result;
}

const Options *optionsOf(const Object &object)
{
    if (const auto *check = as<Check>(object))
        return &check->options;
    const auto *key = as<ForeignKey>(object);
    return key ? &key->options : nullptr;
}

bool isQuoted(const QString &words, const QString &name)
{
    if (name.isEmpty())
        return false;
    const auto within = [&](QChar quote) {
        return words.contains(quote + name + quote, Qt::CaseInsensitive)
            || words.contains(u'.' + name + quote, Qt::CaseInsensitive);
    };
    return within(u'"') || within(u'\'') || within(u'`') || words.endsWith(u": "_s + name);
}

} // namespace

bool isPlainKey(const KeyParts &parts)
{
    return std::all_of(
        parts.begin(), parts.end(), [](const KeyPart &part) { return part.column && part.prefixLength == 0; });
}

bool isEnforced(const Object &object)
{
    const Options *options = optionsOf(object);
    return !options || std::none_of(options->keyValueBegin(), options->keyValueEnd(), [](const auto &option) {
        return option.first.endsWith(".not_enforced") && option.second.toBool();
    });
}

std::optional<Tried> constraintOf(ObjectId id, const Object &object)
{
    if (const auto *column = as<Column>(object); column && !column->nullable
        && column->generated == Column::Generated::No && column->identity == Column::Identity::None)
        return Tried{id, column->table, Violation::NotNull, column->name, {id}};
    if (const auto *check = as<Check>(object))
        return Tried{id, check->table, Violation::Check, check->name, namedIn(check->expression)};
    if (const auto *key = as<PrimaryKey>(object))
        return Tried{id, key->table, Violation::Unique, key->name, namedIn(key->parts)};
    if (const auto *key = as<Unique>(object))
        return Tried{id, key->table, Violation::Unique, key->name, namedIn(key->parts)};
    if (const auto *index = as<Index>(object); index && index->unique)
        return Tried{id, index->table, Violation::Unique, index->name, namedIn(index->parts)};
    if (const auto *key = as<ForeignKey>(object))
        return Tried{id, key->table, Violation::ForeignKey, key->name, key->columns};
    if (const auto *exclusion = as<Exclusion>(object))
        return Tried{id, exclusion->table, Violation::Exclusion, exclusion->name, comparedIn(exclusion->definition)};
    return {};
}

bool isNamedIn(const QString &words, const Tried &tried, const Schema &schema)
{
    if (isQuoted(words, tried.name))
        return true;
    const QString table = nameOf(*schema.find(tried.table));
    switch (tried.violation) {
    case Violation::NotNull:
        return words.endsWith(u": "_s + table + u'.' + tried.name);
    case Violation::Unique: {
        QStringList columns;
        for (const ObjectId id : tried.columns)
            columns += QString(table + u'.' + nameOf(*schema.find(id)));
        return words.endsWith(u": "_s + columns.join(u", "_s))
            || (as<PrimaryKey>(*schema.find(tried.id)) && isQuoted(words, u"PRIMARY"_s));
    }
    case Violation::ForeignKey: // SQLite names none
        return !words.contains(u'`') && !words.contains(u'"');
    case Violation::Check: { // one without a name, as long as no other's is said
        const QList<ObjectId> checks = schema.children(tried.table, Kind::Check);
        return tried.name.isEmpty() && std::none_of(checks.begin(), checks.end(), [&](ObjectId id) {
            const QString &name = nameOf(*schema.find(id));
            return !name.isEmpty() && isQuoted(words, name);
        });
    }
    default:
        return false;
    }
}

/// Whether an option whose key holds this word is set.
static bool hasOption(const Object &object, const char *word)
{
    for (const Field &field : catalogue(kindOf(object)).fields) {
        if (QLatin1StringView(field.key) != "options"_L1)
            continue;
        const auto &options = *static_cast<const Options *>(field.at(structOf(object)));
        for (auto it = options.cbegin(); it != options.cend(); ++it) {
            if (it.key().contains(word))
                return true;
        }
    }
    return false;
}

bool hasConflictClause(const Object &object) { return hasOption(object, "conflict"); }

bool comparesPeriods(const Object &object) { return hasOption(object, "without_overlaps"); }

} // namespace relata
