#include "models/jobs/recipes/self_check.h"

#include "models/engine/engine.h"
#include "models/engine/monitor.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/run_script.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Result<> makeAnew(Connection &connection, const Schema &schema, const Engine &engine, JobContext &context)
{
    Schema empty;
    if (const ObjectId space = schema.defaultNamespace())
        empty = empty.with(space, *schema.find(space));
    const Target target{.server = connection.server(), .rows = {}, .naive = true, .defaultSchema = {}};
    const Result<Plan> plan = planChanges(ChangeSet::between(empty, schema), empty, schema, target, *engine.writer);
    if (!plan)
        return failure(plan.error());
    return runScript(
        connection, engine, scriptStatements(plan->statements(), engine, connection.server()), 0, {}, context);
}

/// The lines of one that the other has not.
QString onlyIn(const QString &one, const QString &other)
{
    const QStringList others = other.split(u'\n');
    QStringList lines = one.split(u'\n');
    lines.removeIf([&](const QString &line) { return others.contains(line); });
    return lines.join(u'\n');
}

} // namespace

Result<QList<Misread>> selfCheck(Connection &source, const Schema &schema, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context)
{
    QList<Misread> result;
    if (!engine.monitor)
        return result;
    const Result<QList<OwnWords>> said = engine.monitor->ownWords(source);
    if (!said || said->isEmpty())
        return said ? Result<QList<Misread>>(result) : failure(said.error());
    auto scratch = engine.scratch->create(beside, context);
    if (!scratch)
        return failure(scratch.error());
    const Schema managed = managedPart(schema);
    Connection &connection = (*scratch)->connection();
    if (Result<> done = makeAnew(connection, managed, engine, context); !done)
        return failure(done.error());
    const Result<QList<OwnWords>> made = engine.monitor->ownWords(connection);
    if (!made)
        return failure(made.error());
    QHash<std::pair<QByteArray, QStringList>, QString> texts;
    for (const OwnWords &one : *made)
        texts.insert({one.kind, one.path}, one.text);
    for (const OwnWords &one : *said) {
        const std::optional<Kind> kind = kindNamed(one.kind);
        const ObjectId id = kind ? managed.idOf(*kind, one.path) : ObjectId();
        const QString anew = texts.value({one.kind, one.path});
        if (id && anew != one.text)
            result += Misread{id, onlyIn(one.text, anew), onlyIn(anew, one.text)};
    }
    return result;
}

namespace {

Object unmanagedFormOf(const Object &object, const QString &text)
{
    const QString kind = QString::fromLatin1(catalogue(kindOf(object)).info->key).replace(u'_', u' ');
    return makeObject(Opaque{parentOf(object), nameOf(object), kind, Expression::of(text), {}});
}

} // namespace

Schema withoutMisread(const Schema &schema, const QList<Misread> &misread)
{
    Schema result = schema;
    QList<std::pair<ObjectId, QString>> open;
    for (const Misread &one : misread)
        open += {one.object, one.said};
    while (!open.isEmpty()) {
        const auto [id, text] = open.takeFirst();
        const Object *object = result.find(id);
        if (!object || as<Opaque>(*object))
            continue;
        const QList<ObjectId> tree = result.tree(id);
        for (const ObjectId part : tree) { // what names any of it cannot be made without it
            for (const ObjectId user : result.dependants(part)) {
                if (!tree.contains(user))
                    open += {user, QString()};
            }
        }
        result = result.withoutTree(id).with(id, unmanagedFormOf(*object, text));
    }
    return result;
}

Result<> refuseMisread(const Schema &from, const Schema &to, const QList<Misread> &misread, const Engine &engine)
{
    const ChangeSet changes = ChangeSet::between(from, to, engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        for (ObjectId id = idOf(change); from.find(id); id = parentOf(*from.find(id))) {
            const auto one = std::find_if(
                misread.begin(), misread.end(), [&](const Misread &candidate) { return candidate.object == id; });
            if (one == misread.end())
                continue;
            return failure({.code = Error::Code::Refused,
                .message = {"SelfCheck",
                    QT_TRANSLATE_NOOP("SelfCheck",
                        "%1 would have to be altered, but this program would make it otherwise than it is: the server "
                        "says \"%2\", of what is made anew \"%3\""),
                    {from.displayName(id), one->said, one->made}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        }
    }
    return {};
}

} // namespace relata
