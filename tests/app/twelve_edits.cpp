#include "tests/app/twelve_edits.h"

#include "models/project/edits.h"
#include "models/schema/all_kinds.h"

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

/// "InvoiceLine" and "invoice_line" are one: the engines' scripts spell names in their own way.
QString plain(const QString &name) { return QString(name).remove(u'_').toLower(); }

class Editor {
public:
    Editor(Schema schema, const QByteArray &engine)
        : m_schema(std::move(schema))
        , m_lite(engine == "sqlite")
        , m_my(engine == "mysql" || engine == "mariadb")
    { }

    Schema edited()
    {
        editColumns();
        rename(table(u"genre"), m_my || m_lite ? u"MusicGenre"_s : u"music_genre"_s);
        addRoles();
        editKeys();
        return m_schema;
    }

private:
    ObjectId named(ObjectId parent, Kind kind, QStringView name) const
    {
        const QList<ObjectId> all = parent ? m_schema.children(parent, kind) : m_schema.all(kind);
        for (const ObjectId id : all) {
            if (plain(nameOf(*m_schema.find(id))) == name)
                return id;
        }
        qFatal("Chinook has no %s", qPrintable(name.toString()));
    }
    ObjectId table(QStringView name) const { return named({}, Kind::Table, name); }
    ObjectId column(QStringView owner, QStringView name) const { return named(table(owner), Kind::Column, name); }
    void rename(ObjectId id, const QString &name) { m_schema = edits::rename(m_schema, id, name).schema; }

    template <class F>
    void change(ObjectId id, F &&f)
    {
        Column copy = *m_schema.find<Column>(id);
        f(copy);
        m_schema = m_schema.with(id, makeObject(copy));
    }

    template <class T>
    ObjectId add(const T &object)
    {
        const ObjectId id = ObjectId::random();
        m_schema = m_schema.with(id, makeObject(object));
        return id;
    }

    ObjectId addColumn(ObjectId owner, const QString &name, const DataType &type, bool nullable)
    {
        Column column;
        column.table = owner;
        column.name = name;
        column.position = int(m_schema.children(owner, Kind::Column).size());
        column.type = type;
        column.nullable = nullable;
        return add(column);
    }

    void drop(ObjectId id)
    {
        const Result<Edit> edit = edits::drop(m_schema, {id});
        if (!edit)
            qFatal("%s", qPrintable(edit.error().text()));
        m_schema = edit->schema;
    }

    DataType text(int length) const
    {
        DataType type;
        type.name = (m_lite ? u"NVARCHAR(%1)"_s : m_my ? u"varchar(%1)"_s : u"character varying(%1)"_s).arg(length);
        return type;
    }

    static KeyPart part(ObjectId column)
    {
        return {.column = column, .expression = {}, .collation = {}, .operatorClass = {}};
    }

    void editColumns()
    {
        addColumn(table(u"customer"), u"nickname"_s, text(30), true);
        drop(column(u"employee", u"fax"));
        rename(column(u"customer", u"company"), u"employer"_s);
        change(column(u"artist", u"name"), [this](Column &name) { name.type = text(200); });
        change(column(u"mediatype", u"name"), [](Column &name) { name.nullable = false; });
        change(column(u"album", u"title"), [](Column &title) { title.nullable = true; });
        change(column(u"invoiceline", u"quantity"),
            [](Column &quantity) { quantity.defaultValue = Expression::of(u"1"_s); });
    }

    void addRoles()
    {
        const ObjectId customer = table(u"customer");
        const ObjectId key = column(u"customer", u"customerid");
        Table roles;
        roles.schema = parentOf(*m_schema.find(customer));
        roles.name = u"customer_roles"_s;
        roles.options = m_schema.find<Table>(customer)->options;
        const ObjectId id = add(roles);
        const ObjectId reference = addColumn(id, u"customer_id"_s, m_schema.find<Column>(key)->type, false);
        const ObjectId role = addColumn(id, u"role"_s, text(20), false);
        PrimaryKey primary;
        primary.table = id;
        primary.name = m_lite || m_my ? QString() : u"customer_roles_pkey"_s;
        primary.parts = {part(reference), part(role)};
        add(primary);
        ForeignKey foreign;
        foreign.table = id;
        foreign.name = u"customer_roles_customer_fk"_s;
        foreign.columns += reference;
        foreign.referencedTable = customer;
        foreign.referencedColumns += key;
        foreign.onDelete = ForeignKey::Action::Cascade;
        add(foreign);
        addIndex(id, role, u"customer_roles_role_idx"_s);
    }

    void addIndex(ObjectId owner, ObjectId column, const QString &name)
    {
        Index index;
        index.table = owner;
        index.name = name;
        index.parts += part(column);
        add(index);
    }

    void editKeys()
    {
        addIndex(table(u"track"), column(u"track", u"composer"), u"track_composer_idx"_s);
        const ObjectId employee = table(u"employee");
        drop(m_schema.children(employee, Kind::ForeignKey).first());
        drop(m_schema.children(employee, Kind::Index).first());
        Unique unique;
        unique.table = table(u"mediatype");
        unique.name = u"media_type_name_key"_s;
        unique.parts += part(column(u"mediatype", u"name"));
        add(unique);
    }

    Schema m_schema;
    bool m_lite, m_my;
};

} // namespace

Schema withTwelveEdits(const Schema &chinook, const QByteArray &engine) { return Editor(chinook, engine).edited(); }

} // namespace relata::tests
