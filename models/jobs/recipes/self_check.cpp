#include "models/jobs/recipes/self_check.h"

#include "models/engine/engine.h"
#include "models/engine/monitor.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/run_script.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"
#include "models/schema/knowledge.h"

#include <QSet>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

Result<> makeAnew(Connection &connection, const Schema &schema, const Engine &engine, JobContext &context)
{
    Schema empty;
    if (const ObjectId space = schema.defaultNamespace())
        empty = knowingNothing(empty.with(space, *schema.find(space))); // who may use it is not what is asked
    const Target target{.server = connection.server(), .rows = {}, .naive = true, .defaultSchema = {}};
    const Result<Plan> plan = planChanges(ChangeSet::between(empty, schema), empty, schema, target, *engine.writer);
    if (!plan)
        return failure(plan.error());
    return runScript(
        connection, engine, scriptStatements(plan->statements(), engine, connection.server()), 0, {}, context);
}

/// The lines of one that the other has not.
static QString onlyIn(const QString &one, const QString &other)
{
    const QStringList others = other.split(u'\n');
    QStringList lines = one.split(u'\n');
    lines.removeIf([&](const QString &line) { return others.contains(line); });
    return lines.join(u'\n');
}

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
    const InterruptWatch watch(context, connection.interrupter());
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

namespace {

/// Objects with all that belongs to them and all that they name, over and over.
class Standing {
public:
    explicit Standing(const Schema &schema)
        : m_schema(schema)
    { }

    void add(ObjectId id)
    {
        m_open += top(id);
        while (!m_open.isEmpty()) {
            const ObjectId next = m_open.takeLast();
            if (!m_schema.find(next) || m_kept.contains(next))
                continue;
            for (const ObjectId part : m_schema.tree(next))
                addPart(part);
            for (ObjectId holder = parentOf(*m_schema.find(next)); m_schema.find(holder);
                 holder = parentOf(*m_schema.find(holder)))
                m_kept += holder;
        }
    }

    Schema part() const
    {
        Schema result = m_schema;
        m_schema.forEach([&](ObjectId id, const Object &) {
            if (!m_kept.contains(id))
                result = result.without(id);
        });
        return result;
    }

private:
    /// What lives in a namespace and holds this object.
    ObjectId top(ObjectId id) const
    {
        for (const Object *object = m_schema.find(id); object; object = m_schema.find(id)) {
            const ObjectId holder = parentOf(*object);
            if (!m_schema.find(holder) || m_schema.find<Namespace>(holder))
                return id;
            id = holder;
        }
        return id;
    }

    void addPart(ObjectId part)
    {
        m_kept += part;
        eachReference(*m_schema.find(part), [&](ObjectId named) {
            const ObjectId holder = m_schema.find(named) ? top(named) : ObjectId();
            if (holder && !m_schema.find<Namespace>(holder))
                m_open += holder;
        });
        for (const ObjectId user : m_schema.dependants(part)) { // a sequence that belongs to a column
            const auto *sequence = m_schema.find<Sequence>(user);
            if (sequence && sequence->ownedBy == part)
                m_open += user;
        }
    }

    const Schema &m_schema;
    QSet<ObjectId> m_kept;
    QList<ObjectId> m_open;
};

bool isRelation(const Object *object)
{
    return object && (as<Table>(*object) || as<View>(*object) || as<MaterializedView>(*object));
}

} // namespace

Schema standingPart(const Schema &schema, const QList<ObjectId> &ids)
{
    Standing standing(schema);
    for (const ObjectId id : ids)
        standing.add(id);
    return standing.part();
}

Schema touchedPart(const Schema &from, const Schema &to, const Engine &engine)
{
    Standing standing(from);
    const ChangeSet changes = ChangeSet::between(from, to, engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        ObjectId id = idOf(change); // what is new takes nothing away
        while (from.find(id) && !isRelation(from.find(id)))
            id = parentOf(*from.find(id));
        if (from.find(id))
            standing.add(id);
    }
    return standing.part();
}

Result<> mustBeReadWell(Connection &source, const Schema &from, const Schema &to, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context)
{
    const Schema part = touchedPart(from, to, engine);
    const bool isEmpty =
        part.all(Kind::Table).isEmpty() && part.all(Kind::View).isEmpty() && part.all(Kind::MaterializedView).isEmpty();
    if (isEmpty || !engine.scratch || !engine.monitor || !engine.monitor->hasOwnWords())
        return {};
    const Result<QList<Misread>> misread = selfCheck(source, part, engine, beside, context);
    if (!misread)
        return misread.error().code == Error::Code::Cancelled ? Result<>(failure(misread.error())) : Result<>();
    return refuseMisread(from, to, *misread, engine);
}

} // namespace relata
