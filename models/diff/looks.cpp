#include "models/diff/looks.h"

#include "models/schema/all_kinds.h"

#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr QChar Between(0x1f);

class Describing {
public:
    Describing(const Schema &schema, ObjectId id)
        : m_schema(schema)
        , m_id(id)
    { }

    Looks looks() const
    {
        const Object &object = *m_schema.find(m_id);
        if (as<Table>(object)) {
            QStringList columns = this->columns();
            columns.sort();
            return {columns.join(QChar(0x1e)), QSet<QString>(columns.cbegin(), columns.cend())};
        }
        if (const auto *type = as<RangeType>(object)) { // the type of many ranges is called by it
            const Expression own =
                Expression::of(written(type->definition, m_namer).replace(u' ' + type->name + u'_', u" @_"_s));
            return {written(own, m_namer), lines(own, {})};
        }
        return {whole(object), parts(object)};
    }

private:
    QString whole(const Object &object) const
    {
        QString result = definition(object);
        for (const ObjectId id : m_schema.children(m_id, Kind::Column)) // of a composite type
            result += nameOf(*m_schema.find(id)) + Between + definition(*m_schema.find(id));
        QStringList checks; // of a domain, whose name theirs may follow
        for (const ObjectId id : m_schema.children(m_id, Kind::Check))
            checks += definition(*m_schema.find(id));
        checks.sort();
        return result + checks.join(QString());
    }

    QString definition(const Object &object) const
    {
        QString result;
        for (const Field &field : catalogue(kindOf(object)).fields) {
            if (field.role == FieldRole::Definition && qstrcmp(field.key, "name") != 0)
                result += QLatin1StringView(field.key) + Between
                    + field.type().text(field.at(structOf(object)), m_namer) + QChar(0x1e);
        }
        return result;
    }

    QSet<QString> parts(const Object &object) const
    {
        if (const auto *type = as<EnumType>(object))
            return {type->labels.cbegin(), type->labels.cend()};
        if (as<CompositeType>(object)) {
            const QStringList columns = this->columns();
            return {columns.cbegin(), columns.cend()};
        }
        if (const auto *view = as<View>(object))
            return lines(view->query, {});
        if (const auto *view = as<MaterializedView>(object))
            return lines(view->query, {});
        if (const auto *routine = as<Routine>(object)) // other arguments make another routine, whatever its lines
            return lines(routine->definition, routine->signature + Between + QString::number(int(routine->form)));
        if (const auto *event = as<Event>(object))
            return lines(event->body, event->schedule);
        return {};
    }

    QStringList columns() const
    {
        QStringList result;
        for (const ObjectId id : m_schema.children(m_id, Kind::Column))
            result += nameOf(*m_schema.find(id)) + Between + m_schema.find<Column>(id)->type.name;
        return result;
    }

    QSet<QString> lines(const Expression &text, const QString &of) const
    {
        static const QRegularExpression end(u"[\n,]"_s);
        QSet<QString> result;
        for (const QString &line : written(text, m_namer).split(end)) {
            if (const QString one = line.simplified(); !one.isEmpty())
                result += one + Between + of;
        }
        return result;
    }

    const Schema &m_schema;
    const ObjectId m_id;
    const IdNamer m_namer = [this](ObjectId id) { return id == m_id ? u"@"_s : u'@' + QString::number(id.value); };
};

} // namespace

Looks looksOf(const Schema &schema, ObjectId id) { return Describing(schema, id).looks(); }

} // namespace relata
