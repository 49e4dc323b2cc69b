#include "models/timeline/drift.h"

#include "models/diff/change_set.h"
#include "models/diff/matcher.h"
#include "models/engine/completion.h"
#include "models/engine/engine.h"
#include "models/schema/readable_text.h"
#include "models/sql/query_scopes.h"
#include "models/sql/sql_lexer.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> wrong(const char *text, const QStringList &arguments = {})
{
    return failure({.code = Error::Code::File,
        .message = {"Drift", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<DriftRules> driftRules(const QJsonObject &config)
{
    DriftRules result;
    for (const QJsonValue &one : config[u"drift"].toObject()[u"ignore"].toArray()) {
        const QJsonObject rule = one.toObject();
        DriftRules::Rule made;
        if (const QString kind = rule[u"kind"].toString(); !kind.isEmpty()) {
            made.kind = kindNamed(kind.toLatin1());
            if (!made.kind)
                return wrong(
                    QT_TRANSLATE_NOOP("Drift", "relata.json: \"%1\" under drift.ignore is no kind of object."), {kind});
        }
        made.name = rule[u"name"].toString();
        if (made.name.isEmpty())
            return wrong(QT_TRANSLATE_NOOP(
                "Drift", "relata.json: a rule under drift.ignore needs a \"name\"; \"*\" is every name."));
        result.rules += made;
    }
    return result;
}

bool DriftRules::ignore(const Schema &schema, ObjectId id) const
{
    for (const Object *object = schema.find(id); object;) {
        const QString name = schema.displayName(id);
        const bool found = std::any_of(rules.begin(), rules.end(), [&](const Rule &rule) {
            static const auto options = QRegularExpression::CaseInsensitiveOption;
            const QRegularExpression pattern(QRegularExpression::wildcardToRegularExpression(rule.name), options);
            return (!rule.kind || *rule.kind == kindOf(*object)) && pattern.match(name).hasMatch();
        });
        if (found)
            return true;
        id = parentOf(*object);
        object = schema.find(id);
    }
    return false;
}

QJsonObject ignoring(QJsonObject config, const QList<DriftRules::Rule> &rules)
{
    QJsonObject drift = config.value("drift"_L1).toObject();
    QJsonArray ignored = drift.value("ignore"_L1).toArray();
    for (const DriftRules::Rule &rule : rules) {
        QJsonObject one{{u"name"_s, rule.name}};
        if (rule.kind)
            one.insert(u"kind"_s, QLatin1StringView(catalogue(*rule.kind).info->key));
        if (!ignored.contains(one))
            ignored += one;
    }
    drift.insert(u"ignore"_s, ignored);
    config.insert(u"drift"_s, drift);
    return config;
}

/// Signs that mean more than themselves in a pattern stand in brackets there.
DriftRules::Rule DriftItem::ignoringRule() const
{
    QString pattern;
    for (const QChar sign : name)
        pattern += u"*?["_s.contains(sign) ? QString(u'[' + sign + u']') : QString(sign);
    return {object.kind, pattern};
}

QString DriftItem::text() const
{
    const QString line = QString::fromLatin1(catalogue(object.kind).info->key) + u' ' + name;
    if (state != State::Changed)
        return line + (state == State::Added ? u": not in the migrations"_s : u": missing"_s);
    QStringList parts;
    for (const FieldChange &one : fields)
        parts += QString::fromLatin1(one.field) + u": "_s + one.expected + u" \u2192 "_s + one.found;
    return line + u": "_s + parts.join(u"; "_s);
}

Message DriftItem::message() const { return {"Drift", QT_TRANSLATE_NOOP("Drift", "Drift: %1"), {text()}}; }

namespace {

/// The schema with this change undone.
Schema takenBack(const Schema &found, const Change &change)
{
    if (const auto *created = std::get_if<Created>(&change))
        return found.withoutTree(created->id);
    if (const auto *dropped = std::get_if<Dropped>(&change))
        return found.with(dropped->id, dropped->before);
    const auto &altered = std::get<Altered>(change);
    return found.with(altered.id, altered.before);
}

/// What only the database has and is not managed, or depends on such a thing.
QSet<ObjectId> foreign(const Schema &expected, const Schema &found)
{
    QSet<ObjectId> result;
    QList<ObjectId> open;
    found.forEach([&](ObjectId id, const Object &object) {
        if (kindOf(object) == Kind::Opaque && !expected.find(id))
            open += id;
    });
    while (!open.isEmpty()) {
        const ObjectId id = open.takeLast();
        if (result.contains(id))
            continue;
        result += id;
        for (const ObjectId dependant : found.dependants(id)) {
            if (!expected.find(dependant))
                open += dependant;
        }
    }
    return result;
}

DriftItem itemOf(const Change &change, const Schema &expected, const Schema &found)
{
    const bool isRemoved = std::holds_alternative<Dropped>(change);
    const Schema &side = isRemoved ? expected : found;
    DriftItem item;
    item.object = side.ref(idOf(change));
    item.name = side.displayName(idOf(change));
    item.state = isRemoved                        ? DriftItem::State::Removed
        : std::holds_alternative<Created>(change) ? DriftItem::State::Added
                                                  : DriftItem::State::Changed;
    for (ObjectId id = idOf(change); const Object *object = side.find(id); id = parentOf(*object)) {
        if (kindOf(*object) != Kind::Namespace && !nameOf(*object).isEmpty())
            item.owners += nameOf(*object);
    }
    const auto *altered = std::get_if<Altered>(&change);
    if (!altered)
        return item;
    for (const Field &field : catalogue(kindOf(altered->after)).fields) {
        if (!altered->fields.contains(field.key))
            continue;
        const ReadablePair values = readablePair(field, field.at(structOf(altered->before)), readableNames(expected),
            field.at(structOf(altered->after)), readableNames(found));
        item.fields += {field.key, values.before, values.after};
    }
    return item;
}

} // namespace

Drift driftBetween(const Schema &expected, const Schema &found, const Engine &engine, const DriftRules &rules)
{
    const auto [wanted, live] = completedPair(expected, matched(found, expected, engine.nameRule), engine);
    Drift result{.expected = wanted, .found = live, .items = {}, .ignored = 0};
    const QSet<ObjectId> unmanaged = foreign(wanted, live);
    const ChangeSet changes = ChangeSet::between(wanted, live, engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        const bool isRemoved = std::holds_alternative<Dropped>(change);
        const ObjectId id = idOf(change);
        const Object &object = objectOf(change);
        const bool isForeign = unmanaged.contains(id);
        if (isForeign || rules.ignore(isRemoved ? wanted : live, id)) {
            result.ignored += isForeign ? 0 : 1;
            result.found = takenBack(result.found, change);
            continue;
        }
        const auto *parent = changes.find(parentOf(object)); // which is listed already
        if (parent && !std::holds_alternative<Altered>(*parent))
            continue;
        result.items += itemOf(change, wanted, live);
    }
    return result;
}

QSet<QString> namesIn(QStringView sql, const SqlFlavour &flavour)
{
    static const QRegularExpression word(u"[\\w$]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QSet<QString> result;
    for (const SqlToken &token : SqlLexer::tokens(sql, flavour)) {
        const QString text = token.in(sql).toString();
        switch (token.type) {
        case SqlToken::Type::Word:
            result += text.toLower();
            break;
        case SqlToken::Type::QuotedIdentifier:
            result += unquotedName(text).toLower();
            [[fallthrough]];
        case SqlToken::Type::String:
        case SqlToken::Type::DollarString:
            for (const auto &match : word.globalMatch(text))
                result += match.captured().toLower();
            break;
        default:
            break;
        }
    }
    return result;
}

QSet<QString> namesIn(const MigrationFile &migration, const SqlFlavour &flavour)
{
    static const QRegularExpression word(u"[\\w$]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QSet<QString> result = namesIn(migration.up, flavour);
    for (const auto &match : word.globalMatch(migration.python))
        result += match.captured().toLower();
    return result;
}

QList<DriftItem> touchedBy(const MigrationFile &migration, const QList<DriftItem> &items, const SqlFlavour &flavour)
{
    const QSet<QString> names = namesIn(migration, flavour);
    QList<DriftItem> result;
    for (const DriftItem &item : items) {
        if (std::any_of(item.owners.begin(), item.owners.end(),
                [&](const QString &name) { return names.contains(name.toLower()); }))
            result += item;
    }
    return result;
}

} // namespace relata
