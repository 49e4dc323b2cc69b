#include "tests/support/random_schema.h"

#include "models/schema/all_kinds.h"
#include "models/schema/schema_builder.h"

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

class Maker {
public:
    Maker(Schema schema, QRandomGenerator &random)
        : m_schema(std::move(schema))
        , m_random(random)
    { }

    Schema schema() const { return m_schema; }
    int below(int n) { return n > 0 ? int(m_random.bounded(n)) : 0; }
    QString name(const char *stem) { return QLatin1StringView(stem) + QString::number(m_random.bounded(1, 1'000'000)); }

    template <class T>
    ObjectId add(T object)
    {
        const ObjectId id{m_random.generate64() >> 1 | 1};
        m_schema = m_schema.with(id, makeObject(std::move(object)));
        return id;
    }

    ObjectId any(Kind kind)
    {
        const QList<ObjectId> ids = m_schema.all(kind);
        return ids.isEmpty() ? ObjectId{} : ids.at(below(int(ids.size())));
    }

    void addColumn(ObjectId table)
    {
        static const QString types[] = {u"integer"_s, u"bigint"_s, u"varchar(40)"_s, u"date"_s, u"numeric(10,2)"_s};
        Column column;
        column.table = table;
        column.name = name("c");
        column.position = int(m_schema.children(table, Kind::Column).size());
        column.type.name = types[below(5)];
        column.nullable = below(2);
        if (below(4) == 0)
            column.defaultValue = Expression::of(QString::number(below(9)));
        add(column);
    }

    void addTable()
    {
        Table table;
        table.schema = m_schema.defaultNamespace();
        table.name = name("t");
        const ObjectId id = add(table);
        for (int i = 2 + below(5); i > 0; --i)
            addColumn(id);
        PrimaryKey key;
        key.table = id;
        key.parts += KeyPart{.column = m_schema.children(id, Kind::Column).first(),
            .expression = {},
            .collation = {},
            .operatorClass = {}};
        add(key);
    }

    void addForeignKey()
    {
        const ObjectId from = any(Kind::Table), to = any(Kind::Table);
        if (!from || m_schema.children(to, Kind::PrimaryKey).isEmpty())
            return;
        ForeignKey key;
        key.table = from;
        key.name = name("fk");
        key.referencedTable = to;
        key.referencedColumns +=
            m_schema.find<PrimaryKey>(m_schema.children(to, Kind::PrimaryKey).first())->parts.first().column;
        key.columns += column(from);
        key.onDelete = ForeignKey::Action(below(3));
        add(key);
    }

    ObjectId column(ObjectId table)
    {
        const QList<ObjectId> columns = m_schema.children(table, Kind::Column);
        return columns.at(below(int(columns.size())));
    }

    void addIndex()
    {
        const ObjectId table = any(Kind::Table);
        if (!table)
            return;
        Index index;
        index.table = table;
        index.name = name("ix");
        index.unique = below(3) == 0;
        index.parts += KeyPart{.column = column(table), .expression = {}, .collation = {}, .operatorClass = {}};
        add(index);
    }

    void addCheck()
    {
        const ObjectId table = any(Kind::Table);
        if (!table)
            return;
        Check check;
        check.table = table;
        check.name = name("ck");
        check.expression.pieces = {column(table), u" is not null or 1 = 1"_s};
        add(check);
    }

    void addView()
    {
        const ObjectId table = any(Kind::Table);
        if (!table)
            return;
        View view;
        view.schema = m_schema.defaultNamespace();
        view.name = name("v");
        view.query.pieces = {u"select "_s, column(table), u" from "_s, table};
        add(view);
    }

    void removeWithDependants(ObjectId id)
    {
        for (const ObjectId one : m_schema.tree(id)) {
            for (const ObjectId dependant : m_schema.dependants(one)) {
                if (m_schema.find(dependant) && m_schema.find(one))
                    removeLeaf(dependant, one);
            }
        }
        if (m_schema.find(id))
            m_schema = m_schema.withoutTree(id);
    }

    void edit()
    {
        switch (below(10)) {
        case 0:
            return addTable();
        case 1:
            return addIndex();
        case 2:
            return addForeignKey();
        case 3:
            return addView();
        case 4:
            return addCheck();
        case 5:
            return rename(any(below(2) ? Kind::Table : Kind::Column));
        case 6:
            return dropOne();
        case 7:
            return alterColumn();
        case 8:
            return moveColumn();
        default:
            if (const ObjectId table = any(Kind::Table))
                addColumn(table);
        }
    }

private:
    void removeLeaf(ObjectId dependant, ObjectId of)
    {
        if (parentOf(*m_schema.find(dependant)) == of && kindOf(*m_schema.find(of)) == Kind::Table)
            return; // goes with its table
        for (const ObjectId further : m_schema.dependants(dependant)) {
            if (m_schema.find(further))
                removeLeaf(further, dependant);
        }
        m_schema = m_schema.without(dependant);
    }

    void rename(ObjectId id)
    {
        if (id)
            m_schema = m_schema.with(id, renamed(*m_schema.find(id), name("r")));
    }

    void dropOne()
    {
        static const Kind kinds[] = {Kind::Table, Kind::Column, Kind::Index, Kind::ForeignKey, Kind::View, Kind::Check};
        const ObjectId id = any(kinds[below(6)]);
        if (!id)
            return;
        const bool lastColumn =
            as<Column>(m_schema.find(id)) && m_schema.children(parentOf(*m_schema.find(id)), Kind::Column).size() < 2;
        if (!lastColumn)
            removeWithDependants(id);
    }

    void alterColumn()
    {
        const ObjectId id = any(Kind::Column);
        if (!id)
            return;
        Column column = *m_schema.find<Column>(id);
        column.nullable = !column.nullable;
        if (below(2))
            column.defaultValue = Expression::of(QString::number(below(99)));
        m_schema = m_schema.with(id, makeObject(column));
    }

    void moveColumn()
    {
        const ObjectId id = any(Kind::Column);
        if (!id)
            return;
        QList<ObjectId> columns = m_schema.children(m_schema.find<Column>(id)->table, Kind::Column);
        columns.move(columns.indexOf(id), below(int(columns.size())));
        for (int i = 0; i < columns.size(); ++i) {
            Column column = *m_schema.find<Column>(columns.at(i));
            column.position = i;
            m_schema = m_schema.with(columns.at(i), makeObject(column));
        }
    }

    Schema m_schema;
    QRandomGenerator &m_random;
};

} // namespace

Schema randomSchema(QRandomGenerator &random, int size)
{
    Maker maker({}, random);
    maker.add(Namespace{});
    for (int i = 0; i < size; ++i)
        maker.addTable();
    for (int i = 0; i < size; ++i) {
        maker.addForeignKey();
        maker.addIndex();
        if (i % 3 == 0)
            maker.addView();
        if (i % 3 == 1)
            maker.addCheck();
    }
    return maker.schema();
}

Schema randomlyEdited(const Schema &schema, QRandomGenerator &random, int edits)
{
    Maker maker(schema, random);
    for (int i = 0; i < edits; ++i)
        maker.edit();
    return maker.schema();
}

} // namespace relata::tests
