#include "models/jobs/recipes/backup_scope.h"

#include "models/engine/engine.h"
#include "models/jobs/recipes/run_script.h"
#include "models/schema/all_kinds.h"
#include "models/timeline/drift.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> said(Error::Code code, const char *text, const QStringList &arguments = {})
{
    return failure(
        {.code = code, .message = {"Backup", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

/// What a table takes along, whole objects beside its own tree.
QList<ObjectId> companionsOf(const Schema &schema, ObjectId table)
{
    QList<ObjectId> result;
    for (const ObjectId id : schema.dependants(table)) {
        const auto *part = schema.find<Table>(id);
        if (part && part->partitionOf == table)
            result += id;
    }
    for (const ObjectId column : schema.children(table, Kind::Column)) {
        for (const ObjectId id : schema.dependants(column)) {
            const auto *sequence = schema.find<Sequence>(id);
            if (sequence && sequence->ownedBy == column)
                result += id;
        }
    }
    return result;
}

/// The trees of these objects and of what they take along.
QSet<ObjectId> whole(const Schema &schema, QList<ObjectId> roots)
{
    QSet<ObjectId> result;
    while (!roots.isEmpty()) {
        const ObjectId root = roots.takeLast();
        if (result.contains(root))
            continue;
        for (const ObjectId id : schema.tree(root))
            result += id;
        roots += companionsOf(schema, root);
    }
    return result;
}

Result<ObjectId> tableOf(const Schema &schema, const QString &name)
{
    QList<ObjectId> found;
    for (const ObjectId id : schema.all(Kind::Table)) {
        if (schema.displayName(id) == name)
            return id;
        if (schema.displayName(id).compare(name, Qt::CaseInsensitive) == 0)
            found += id;
    }
    if (found.size() == 1)
        return found.first();
    return said(Error::Code::Usage, QT_TRANSLATE_NOOP("Backup", "There is no table %1."), {name});
}

/// What is left out, and named by something that is held: without it that cannot be restored.
Result<> mustStandAlone(const Schema &schema, const QSet<ObjectId> &held)
{
    QStringList missing;
    QString user;
    schema.forEach([&](ObjectId id, const Object &object) {
        if (held.contains(id) || kindOf(object) == Kind::Namespace)
            return;
        for (const ObjectId one : schema.dependants(id)) {
            if (!held.contains(one))
                continue;
            const Object *parent = schema.find(parentOf(object));
            const bool isPart = parent && kindOf(*parent) != Kind::Namespace;
            missing += schema.displayName(isPart ? parentOf(object) : id);
            user = schema.displayName(one);
        }
    });
    missing.removeDuplicates();
    missing.sort();
    if (missing.isEmpty())
        return {};
    return said(Error::Code::Refused,
        QT_TRANSLATE_NOOP("Backup",
            "A backup of these tables alone could not be restored: %1 needs %2, which would not be in it. Add that, if "
            "it is a table, or back up the whole database."),
        {user, missing.mid(0, 5).join(u", "_s)});
}

bool spreads(ForeignKey::Action action)
{
    return action != ForeignKey::Action::NoAction && action != ForeignKey::Action::Restrict;
}

/// Tables whose rows change with rows of that one.
QList<ObjectId> changedWith(const Schema &schema, ObjectId table)
{
    QList<ObjectId> result;
    for (const ObjectId id : schema.dependants(table)) {
        const auto *child = schema.find<Table>(id);
        if (child && (child->partitionOf == table || child->inherits.contains(table)))
            result += id;
        const auto *key = schema.find<ForeignKey>(id);
        if (key && key->referencedTable == table && (spreads(key->onDelete) || spreads(key->onUpdate)))
            result += key->table;
    }
    return result;
}

Result<> mustBeTold(const MigrationFile &migration, const Engine &engine, const ServerInfo &server)
{
    const QList<StatementFacts> facts = scriptFacts(migration.up, engine, server);
    const bool isTold = !migration.isPython() && (!facts.isEmpty() || migration.up.trimmed().isEmpty())
        && std::none_of(facts.begin(), facts.end(), [](const StatementFacts &one) {
               return one.opaque || !one.parsed || one.forms.contains(StatementFacts::Form::Cascade);
           });
    if (isTold)
        return {};
    return said(Error::Code::Refused,
        QT_TRANSLATE_NOOP(
            "Backup", "Which tables migration %1 touches cannot be told from its text: back up the whole database."),
        {migration.version});
}

/// Through a view or a routine tables are touched that nobody names.
Result<> mustNameTables(const Schema &schema, const QSet<QString> &names)
{
    for (const Kind kind : {Kind::View, Kind::Routine}) {
        for (const ObjectId id : schema.all(kind)) {
            if (names.contains(nameOf(*schema.find(id)).toLower()))
                return said(Error::Code::Refused,
                    QT_TRANSLATE_NOOP("Backup",
                        "The migrations name %1, through which other tables may be touched: back up the whole "
                        "database."),
                    {schema.displayName(id)});
        }
    }
    return {};
}

} // namespace

Result<Schema> onlyTables(const Schema &schema, const QStringList &names, const Engine &)
{
    QList<ObjectId> tables;
    for (const QString &name : names) {
        const Result<ObjectId> table = tableOf(schema, name);
        if (!table)
            return failure(table.error());
        tables += *table;
        if (const QString place = schema.path(*table).value(0); !place.isEmpty())
            return said(Error::Code::Refused,
                QT_TRANSLATE_NOOP("Backup",
                    "A backup of table %1 alone could not be restored: schema %2 would not be in it. Back up the whole "
                    "database."),
                {name, place});
    }
    const QSet<ObjectId> held = whole(schema, tables);
    if (Result<> alone = mustStandAlone(schema, held); !alone)
        return failure(alone.error());
    Schema result = schema;
    schema.forEach([&](ObjectId id, const Object &object) {
        if (!held.contains(id) && kindOf(object) != Kind::Namespace)
            result = result.without(id);
    });
    return result;
}

Result<QStringList> touchedTables(
    const Schema &schema, const QList<MigrationFile> &migrations, const Engine &engine, const ServerInfo &server)
{
    QSet<QString> names;
    for (const MigrationFile &one : migrations) {
        if (Result<> told = mustBeTold(one, engine, server); !told)
            return failure(told.error());
        names += namesIn(one.up, *engine.flavour);
    }
    if (Result<> named = mustNameTables(schema, names); !named)
        return failure(named.error());
    QSet<ObjectId> touched;
    QList<ObjectId> waiting;
    for (const ObjectId id : schema.all(Kind::Table)) {
        if (names.contains(nameOf(*schema.find(id)).toLower()))
            waiting += id;
    }
    while (!waiting.isEmpty()) {
        const ObjectId id = waiting.takeLast();
        if (touched.contains(id))
            continue;
        touched += id;
        waiting += changedWith(schema, id);
        if (!schema.children(id, Kind::Trigger).isEmpty() || !schema.children(id, Kind::Rule).isEmpty())
            return said(Error::Code::Refused,
                QT_TRANSLATE_NOOP("Backup",
                    "Table %1 has triggers or rules, which may write elsewhere: which tables are touched cannot be "
                    "told. Back "
                    "up the whole database."),
                {schema.displayName(id)});
    }
    QStringList result;
    for (const ObjectId id : std::as_const(touched))
        result += schema.displayName(id);
    result.sort();
    if (!result.isEmpty())
        return result;
    return said(Error::Code::Refused,
        QT_TRANSLATE_NOOP("Backup", "No table that is there is touched: there is nothing to back up of that."));
}

} // namespace relata
