#include "models/jobs/recipes/server_form.h"

#include "models/diff/change_set.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/self_check.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"
#include "models/sql/loose_text.h"

#include <QCryptographicHash>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

static QByteArray keyOf(const Schema &schema, const Engine &engine, const ConnectionProfile &beside)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(engine.key);
    hash.addData((beside.url() + u'\n' + beside.defaultSchema + u'\n' + QString::number(beside.likeVersion)).toUtf8());
    hash.addData(schema.fingerprint());
    return hash.result();
}

Result<Schema> ServerForms::formOf(
    const Schema &schema, const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    const QByteArray key = keyOf(schema, engine, beside);
    {
        const QMutexLocker lock(&m_mutex);
        if (const auto known = m_forms.constFind(key); known != m_forms.cend())
            return *known;
    }
    if (!engine.scratch || !engine.catalogue || !engine.writer)
        return failure({.code = Error::Code::Unsupported,
            .message = {"Proof", QT_TRANSLATE_NOOP("Proof", "this engine offers no scratch database"), {}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    auto scratch = engine.scratch->create(beside, context);
    if (!scratch)
        return failure(scratch.error());
    Connection &connection = (*scratch)->connection();
    const InterruptWatch watch(context, connection.interrupter());
    if (Result<> made = makeAnew(connection, schema, engine, context); !made)
        return failure(made.error());
    Result<Schema> form = engine.catalogue->read(
        connection, {.schemas = {}, .defaultSchema = (*scratch)->profile().defaultSchema}, context);
    if (form) {
        const QMutexLocker lock(&m_mutex);
        m_forms.insert(key, *form);
    }
    return form;
}

namespace {

/// Whether a field holds what can be spelled in more ways than one; the columns of a view are its query's.
bool isTyped(const Field &field, Kind kind)
{
    const FieldType *type = &field.type();
    return type == &fieldType<Expression>() || type == &fieldType<KeyParts>()
        || ((kind == Kind::View || kind == Kind::MaterializedView) && QByteArrayView(field.key) == "columns");
}

bool namesOnly(const Field &field, const void *value, const Schema &schema)
{
    bool known = true;
    field.type().eachId(value, [&](ObjectId id) { known = known && (!id || schema.find(id)); });
    return known;
}

template <class T>
void copyField(const Field &field, void *to, const void *from)
{
    if (&field.type() == &fieldType<T>())
        *static_cast<T *>(field.in(to)) = *static_cast<const T *>(field.at(from));
}

/// The object with those typed fields of its form that the other one has just so; but for what names things that
/// `schema` does not have.
Object taking(const Object &object, const Object &form, const Object &other, const Schema &schema)
{
    const MutableObject result = mutableCopy(object);
    const Kind kind = kindOf(object);
    for (const Field &field : catalogue(kind).fields) {
        const void *made = field.at(structOf(form));
        const bool isMeant = field.type().equal(made, field.at(structOf(other)));
        if (!isTyped(field, kind) || !isMeant || !namesOnly(field, made, schema))
            continue;
        copyField<Expression>(field, result.data, structOf(form));
        copyField<KeyParts>(field, result.data, structOf(form));
        copyField<QStringList>(field, result.data, structOf(form));
    }
    return result.object;
}

} // namespace

QList<ObjectId> spelledOtherwise(const Schema &typed, const Schema &other, const Engine &engine)
{
    QList<ObjectId> result;
    const ChangeSet changes = ChangeSet::between(typed, other, engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        const Kind kind = kindOf(change);
        const auto *altered = std::get_if<Altered>(&change);
        if (!altered)
            continue;
        for (const Field &field : catalogue(kind).fields) {
            if (isTyped(field, kind) && altered->changes(field.key) && !result.contains(altered->id))
                result += altered->id;
        }
    }
    return result;
}

/// Only what pairs by its name, or alone of those without one: nothing is guessed.
static Schema withForm(
    const Schema &typed, const Schema &form, const Schema &other, const QList<ObjectId> &ids, const Engine &engine)
{
    const Schema made = matched(form, typed, engine.nameRule);
    Schema result = typed;
    for (const ObjectId id : ids) {
        if (const Object *object = made.find(id))
            result = result.with(id, taking(*typed.find(id), *object, *other.find(id), typed));
    }
    return result;
}

Result<SettledSchema> settledBeside(const Schema &typed, const Schema &other, const Engine &engine,
    const ConnectionProfile &beside, ServerForms &forms, JobContext &context)
{
    const QList<ObjectId> ids = spelledOtherwise(typed, other, engine);
    if (ids.isEmpty())
        return SettledSchema{typed, {}};
    Message why;
    const Schema managed = managedPart(typed);
    for (const Schema &part : {managedPart(standingPart(typed, ids)), managed}) { // it may name what is not seen to
        const Result<Schema> form = forms.formOf(part, engine, beside, context);
        if (form)
            return SettledSchema{withForm(typed, *form, other, ids, engine), {}};
        if (form.error().code == Error::Code::Cancelled)
            return failure(form.error());
        why = form.error().message;
        if (form.error().code != Error::Code::Sql)
            break;
    }
    return settledByTokens(typed, other, engine, why);
}

namespace {

class ByTokens {
public:
    ByTokens(const Schema &typed, const Schema &other, const Engine &engine)
        : m_typed(typed)
        , m_other(other)
        , m_engine(engine)
    { }

    bool areSame(const Field &field, const void *one, const void *another) const
    {
        if (&field.type() == &fieldType<Expression>())
            return areSame(*static_cast<const Expression *>(one), *static_cast<const Expression *>(another));
        if (!(&field.type() == &fieldType<KeyParts>()))
            return field.type().equal(one, another);
        const auto &a = *static_cast<const KeyParts *>(one), &b = *static_cast<const KeyParts *>(another);
        return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [this](KeyPart x, const KeyPart &y) {
            const bool isSame = areSame(x.expression, y.expression);
            x.expression = y.expression;
            return isSame && x == y;
        });
    }

private:
    bool areSame(const Expression &a, const Expression &b) const
    {
        return a.isEmpty() == b.isEmpty() && saysTheSame(textOf(a), textOf(b), *m_engine.flavour);
    }

    QString textOf(const Expression &expression) const
    {
        return written(expression, [this](ObjectId id) {
            const Schema &schema = m_typed.find(id) ? m_typed : m_other;
            const Object *object = schema.find(id);
            if (!object)
                return u"?"_s;
            return kindOf(*object) == Kind::Column ? quoted(Identifier{nameOf(*object)}, *m_engine.flavour)
                                                   : quoted(QualifiedIdentifier{schema.path(id)}, *m_engine.flavour);
        });
    }

    const Schema &m_typed, &m_other;
    const Engine &m_engine;
};

} // namespace

SettledSchema settledByTokens(const Schema &typed, const Schema &other, const Engine &engine, const Message &why)
{
    const ByTokens tokens(typed, other, engine);
    Schema result = typed;
    for (const ObjectId id : spelledOtherwise(typed, other, engine)) {
        const Object &object = *typed.find(id), *theirs = other.find(id);
        const std::span<const Field> fields = catalogue(kindOf(object)).fields;
        const bool isSame = theirs && std::all_of(fields.begin(), fields.end(), [&](const Field &field) {
            return !isTyped(field, kindOf(object))
                || tokens.areSame(field, field.at(structOf(object)), field.at(structOf(*theirs)));
        });
        if (isSame)
            result = result.with(id, taking(object, *theirs, *theirs, typed));
    }
    return {result,
        Message{"ServerForm",
            QT_TRANSLATE_NOOP("ServerForm",
                "Not proved: what was typed was compared by its words alone, not by what the server makes of it: %1"),
            {why.source()}}};
}

} // namespace relata
