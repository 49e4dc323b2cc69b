#include "tests/support/random_design.h"

#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"

#include <QRandomGenerator>

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

/// A column type, a default that it takes, and a type that holds all its values.
struct TypeWords {
    QString name, defaultValue, wider;
};

QList<TypeWords> typesOf(const QByteArray &engine)
{
    if (engine == "postgresql")
        return {{u"integer"_s, u"7"_s, u"bigint"_s}, {u"character varying(40)"_s, u"'a'"_s, u"character varying(90)"_s},
            {u"numeric(10,2)"_s, u"1.5"_s, u"numeric(14,2)"_s}, {u"text"_s, u"'it''s'"_s, {}},
            {u"boolean"_s, u"true"_s, {}}, {u"timestamp with time zone"_s, u"now()"_s, {}},
            {u"date"_s, u"'2024-02-29'"_s, {}}, {u"uuid"_s, {}, {}}, {u"jsonb"_s, u"'{}'"_s, {}},
            {u"integer[]"_s, u"'{1,2}'"_s, u"bigint[]"_s}, {u"smallint"_s, u"-3"_s, u"integer"_s},
            {u"double precision"_s, u"0.5"_s, {}}, {u"bytea"_s, {}, {}}};
    if (engine == "sqlite")
        return {{u"INTEGER"_s, u"7"_s, {}}, {u"TEXT"_s, u"'it''s'"_s, {}},
            {u"VARCHAR(40)"_s, u"'a'"_s, u"VARCHAR(90)"_s}, {u"NUMERIC"_s, u"1.5"_s, {}}, {u"REAL"_s, u"(0.5)"_s, {}},
            {u"BLOB"_s, {}, {}}, {u"DATE"_s, u"'2024-02-29'"_s, u"TEXT"_s}};
    return {{u"int(11)"_s, u"7"_s, u"bigint(20)"_s}, {u"varchar(40)"_s, u"'a'"_s, u"varchar(90)"_s},
        {u"decimal(10,2)"_s, u"1.50"_s, u"decimal(14,2)"_s}, {u"text"_s, {}, u"mediumtext"_s},
        {u"tinyint(1)"_s, u"1"_s, {}}, {u"datetime"_s, u"CURRENT_TIMESTAMP"_s, {}}, {u"date"_s, u"'2024-02-29'"_s, {}},
        {u"smallint(5) unsigned"_s, u"3"_s, u"int(10) unsigned"_s}, {u"double"_s, u"0.5"_s, {}}, {u"blob"_s, {}, {}},
        {u"enum('a','b')"_s, u"'a'"_s, u"enum('a','b','c')"_s}, {u"set('a','b','c')"_s, u"'a'"_s, {}}};
}

class Designer {
public:
    Designer(QByteArray engine, Schema schema)
        : m_engine(std::move(engine))
        , m_types(typesOf(m_engine))
        , m_schema(std::move(schema))
    { }

    const Schema &schema() const { return m_schema; }

    void grow(quint32 seed)
    {
        m_random.seed(seed);
        if (m_schema.isEmpty())
            add(Namespace{});
        if (m_schema.all(Kind::Table).isEmpty())
            return addTable();
        static constexpr void (Designer::*steps[])() = {&Designer::addTable, &Designer::addTable, &Designer::addColumn,
            &Designer::addColumn, &Designer::addReference, &Designer::addReference, &Designer::addIndex,
            &Designer::addUnique, &Designer::addCheck, &Designer::addView, &Designer::addTrigger, &Designer::addEnum};
        (this->*steps[below(std::size(steps))])();
    }

    void edit(quint32 seed)
    {
        m_random.seed(seed);
        if (m_schema.all(Kind::Table).isEmpty())
            return grow(seed);
        static constexpr void (Designer::*steps[])() = {&Designer::addTable, &Designer::addColumn,
            &Designer::addReference, &Designer::addIndex, &Designer::addUnique, &Designer::addCheck, &Designer::addView,
            &Designer::addTrigger, &Designer::rename, &Designer::rename, &Designer::swapNames, &Designer::drop,
            &Designer::drop, &Designer::widen, &Designer::changeDefault, &Designer::relax, &Designer::changeAction,
            &Designer::changeCase, &Designer::changeLabels, &Designer::changeLabels};
        (this->*steps[below(std::size(steps))])();
    }

private:
    int below(qsizetype n) { return n > 0 ? int(m_random.bounded(int(n))) : 0; }
    bool isMySql() const { return m_engine == "mysql" || m_engine == "mariadb"; }

    /// Mostly plain, now and then one that needs quotes.
    QString name(const char *stem)
    {
        static const QString odd[] = {u" %1 "_s, u"Größe %1"_s, u"Mixed%1"_s, u"a\"b%1"_s, u"it's %1"_s, u"%1"_s,
            u"order_%1"_s, u"a.b%1"_s, u"a`b%1"_s, u"x%1_%2"_s};
        const QString number = QString::number(m_random.bounded(10, 100'000));
        if (below(6))
            return QLatin1StringView(stem) + number;
        const QString text = odd[below(std::size(odd))];
        return text.contains("%2"_L1) ? text.arg(number, QString(40, u'y')) : text.arg(number).trimmed();
    }

    template <class T>
    ObjectId add(T object)
    {
        const ObjectId id{m_random.generate64() >> 1 | 1};
        m_schema = m_schema.with(id, makeObject(std::move(object)));
        return id;
    }
    void put(ObjectId id, const Object &object) { m_schema = m_schema.with(id, object); }

    ObjectId any(Kind kind)
    {
        const QList<ObjectId> ids = m_schema.all(kind);
        return ids.isEmpty() ? ObjectId{} : ids.at(below(ids.size()));
    }
    ObjectId anyColumn(ObjectId table)
    {
        const QList<ObjectId> columns = m_schema.children(table, Kind::Column);
        return columns.at(below(columns.size()));
    }
    QString keyType() const { return m_engine == "sqlite" ? u"INTEGER"_s : isMySql() ? u"int(11)"_s : u"integer"_s; }
    const TypeWords *wordsOf(const Column &column) const
    {
        const auto it = std::find_if(
            m_types.begin(), m_types.end(), [&](const TypeWords &words) { return words.name == column.type.name; });
        return it == m_types.end() ? nullptr : &*it;
    }
    /// What an index can hold whole.
    bool isIndexable(ObjectId id) const
    {
        static const QStringList without{u"text"_s, u"mediumtext"_s, u"blob"_s, u"jsonb"_s, u"bytea"_s};
        return !without.contains(m_schema.find<Column>(id)->type.name);
    }

    Column columnIn(ObjectId table, const QString &name, const QString &type)
    {
        Column column;
        column.table = table;
        column.name = name;
        column.position = int(m_schema.children(table, Kind::Column).size());
        column.type.name = type;
        return column;
    }

    static KeyParts parts(const QList<ObjectId> &columns)
    {
        KeyParts result;
        for (const ObjectId column : columns)
            result += KeyPart{.column = column, .expression = {}, .collation = {}, .operatorClass = {}};
        return result;
    }

    void addColumnTo(ObjectId table)
    {
        const TypeWords &type = m_types.at(below(m_types.size()));
        Column column = columnIn(table, name("c"), type.name);
        const bool isConstant = !type.defaultValue.endsWith(u')') && !type.defaultValue.startsWith(u'C');
        if (!type.defaultValue.isEmpty() && below(2) && (m_engine != "sqlite" || isConstant))
            column.defaultValue = Expression::of(type.defaultValue);
        column.nullable = column.defaultValue.isEmpty() || below(2);
        if (m_engine != "sqlite" && below(4) == 0)
            column.comment = u"It's a \"column\""_s;
        add(column);
    }

    /// A type, and a column of it or of arrays of it.
    void addEnum()
    {
        if (m_engine != "postgresql")
            return;
        EnumType type;
        type.schema = m_schema.defaultNamespace();
        type.name = name("e");
        type.labels = QStringList{u"a"_s, u"it's"_s, u"c"_s};
        const ObjectId id = add(type), table = any(Kind::Table);
        Column column = columnIn(table, name("c"), {});
        column.type.userType = id;
        column.type.suffix = below(3) ? QString() : u"[]"_s;
        if (column.type.suffix.isEmpty() && below(2))
            column.defaultValue.pieces = {u"'a'::"_s, id};
        add(column);
    }

    /// Labels go, come and change places; the one that is a default stays.
    void changeLabels()
    {
        QStringList labels{u"a"_s};
        for (const QString &label : {u"it's"_s, u"c"_s, u"d"_s, u"e"_s}) {
            if (below(2))
                labels.insert(below(labels.size() + 1), label);
        }
        if (const ObjectId type = any(Kind::EnumType)) {
            EnumType changed = *m_schema.find<EnumType>(type);
            changed.labels = labels;
            return put(type, makeObject(std::move(changed)));
        }
        QList<ObjectId> columns = m_schema.all(Kind::Column);
        columns.removeIf([this](ObjectId id) { return labelsIn(m_schema.find<Column>(id)->type.name).isEmpty(); });
        if (columns.isEmpty() || !isMySql())
            return;
        const ObjectId id = columns.at(below(columns.size()));
        Column changed = *m_schema.find<Column>(id);
        changed.type.name = listOf(changed.type.name.section(u'(', 0, 0), labels);
        put(id, makeObject(std::move(changed)));
    }

    void addTable()
    {
        Table table;
        table.schema = m_schema.defaultNamespace();
        table.name = name("t");
        const ObjectId id = add(table);
        Column key = columnIn(id, u"id"_s, keyType());
        key.nullable = false;
        if (const int kind = below(3); kind == 1 && m_engine != "sqlite")
            key.identity = isMySql() ? Column::Identity::AutoIncrement : Column::Identity::ByDefault;
        PrimaryKey primary;
        primary.table = id;
        primary.parts = parts({add(key)});
        add(primary);
        for (int i = 1 + below(4); i > 0; --i)
            addColumnTo(id);
    }

    void addColumn() { addColumnTo(any(Kind::Table)); }

    /// A column that references a table, often its own: foreign keys run in circles.
    void addReference()
    {
        const ObjectId from = any(Kind::Table), to = any(Kind::Table);
        const ObjectId primary = m_schema.children(to, Kind::PrimaryKey).value(0);
        if (!primary)
            return;
        ForeignKey key;
        key.table = from;
        key.name = name("fk");
        key.columns += add(columnIn(from, name("ref"), keyType()));
        key.referencedTable = to;
        key.referencedColumns += m_schema.find<PrimaryKey>(primary)->parts.first().column;
        key.onDelete = action();
        add(key);
    }

    ForeignKey::Action action()
    {
        static constexpr ForeignKey::Action actions[] = {
            ForeignKey::Action::NoAction, ForeignKey::Action::Cascade, ForeignKey::Action::SetNull};
        return actions[below(3)];
    }

    void addIndex()
    {
        const ObjectId table = any(Kind::Table), column = anyColumn(table);
        if (!isIndexable(column))
            return;
        Index index;
        index.table = table;
        index.name = name("ix");
        index.parts = parts({column});
        index.parts.first().descending = !isMySql() && below(3) == 0;
        if (!isMySql() && below(4) == 0)
            index.predicate.pieces = {column, u" IS NOT NULL"_s};
        add(index);
    }

    /// Over the primary key and another column, so that any rows fulfil it.
    void addUnique()
    {
        const ObjectId table = any(Kind::Table), column = anyColumn(table);
        const ObjectId primary = m_schema.children(table, Kind::PrimaryKey).value(0);
        if (!primary || !isIndexable(column))
            return;
        const ObjectId key = m_schema.find<PrimaryKey>(primary)->parts.first().column;
        if (key == column)
            return;
        Unique unique;
        unique.table = table;
        unique.name = name("uq");
        unique.parts = parts({column, key});
        add(unique);
    }

    void addCheck()
    {
        if (m_engine == "mysql") // 5.6 reads over them
            return;
        const ObjectId table = any(Kind::Table), column = anyColumn(table);
        Check check;
        check.table = table;
        check.name = name("ck");
        check.expression.pieces = {column, u" IS NULL OR "_s, column, u" = "_s, column};
        if (m_schema.find<Column>(column)->type.name != "double precision"_L1)
            add(check);
    }

    void addView()
    {
        View view;
        view.schema = m_schema.defaultNamespace();
        view.name = name("v");
        const ObjectId under = below(3) ? ObjectId{} : any(Kind::View);
        const ObjectId table = any(Kind::Table), column = anyColumn(table);
        if (under)
            view.query.pieces = {u"SELECT count(*) AS n FROM "_s, under};
        else
            view.query.pieces = {u"SELECT t."_s, column, u" AS a, count(*) AS n FROM "_s, table, u" AS t WHERE t."_s,
                column, u" IS NOT NULL GROUP BY t."_s, column};
        if (under || m_schema.find<Column>(column)->type.name != "json"_L1)
            add(view);
    }

    void addTrigger()
    {
        if (m_engine == "postgresql")
            return;
        const ObjectId table = any(Kind::Table), column = anyColumn(table);
        if (m_engine == "mysql" && !m_schema.children(table, Kind::Trigger).isEmpty())
            return; // one an event is all that 5.6 takes
        Trigger trigger;
        trigger.table = table;
        trigger.name = name("tr");
        const ObjectId id{m_random.generate64() >> 1 | 1};
        if (m_engine == "sqlite")
            trigger.definition.pieces = {
                u"CREATE TRIGGER "_s, id, u" AFTER INSERT ON "_s, table, u" BEGIN SELECT NEW."_s, column, u"; END"_s};
        else
            trigger.definition.pieces = {
                u"CREATE TRIGGER "_s, id, u" AFTER INSERT ON "_s, table, u" FOR EACH ROW SET @seen = NEW."_s, column};
        put(id, makeObject(trigger));
    }

    ObjectId anyNamed()
    {
        static constexpr Kind kinds[] = {Kind::Table, Kind::Column, Kind::Column, Kind::Index, Kind::View, Kind::Check,
            Kind::Unique, Kind::ForeignKey, Kind::EnumType};
        return any(kinds[below(std::size(kinds))]);
    }

    void rename()
    {
        if (const ObjectId id = anyNamed(); id)
            put(id, renamed(*m_schema.find(id), name("r")));
    }

    void changeCase()
    {
        const ObjectId id = any(below(2) ? Kind::Column : Kind::Table);
        const QString old = nameOf(*m_schema.find(id));
        put(id, renamed(*m_schema.find(id), old == old.toUpper() ? old.toLower() : old.toUpper()));
    }

    void swapNames()
    {
        const Kind kind = below(2) ? Kind::Column : Kind::Table;
        const ObjectId one = any(kind), other = any(kind);
        if (kind == Kind::Column && parentOf(*m_schema.find(one)) != parentOf(*m_schema.find(other)))
            return;
        const QString name = nameOf(*m_schema.find(one));
        put(one, renamed(*m_schema.find(one), nameOf(*m_schema.find(other))));
        put(other, renamed(*m_schema.find(other), name));
    }

    void drop()
    {
        static constexpr Kind kinds[] = {Kind::Table, Kind::Column, Kind::Index, Kind::ForeignKey, Kind::View,
            Kind::Check, Kind::Unique, Kind::Trigger};
        const ObjectId id = any(kinds[below(std::size(kinds))]);
        if (!id)
            return;
        for (const ObjectId user : m_schema.dependants(id)) {
            if (as<PrimaryKey>(*m_schema.find(user)) && as<Column>(m_schema.find(id)))
                return;
        }
        remove(id);
    }

    /// With all that names it or its parts, and would not exist without.
    void remove(ObjectId id)
    {
        if (!m_schema.find(id))
            return;
        const Object object = *m_schema.find(id);
        if (as<Table>(object))
            removeReferences(id);
        for (const ObjectId one : m_schema.tree(id)) {
            for (const ObjectId user : m_schema.dependants(one)) {
                if (user != id && m_schema.find(user) && !m_schema.tree(id).contains(user))
                    remove(user);
            }
        }
        m_schema = m_schema.withoutTree(id);
    }
    /// The columns that held keys of the table: without its rows they would name nothing, nor could down say so again.
    void removeReferences(ObjectId table)
    {
        for (const ObjectId user : m_schema.dependants(table)) {
            const auto *key = as<ForeignKey>(m_schema.find(user));
            if (key && key->referencedTable == table && key->table != table)
                remove(ObjectId(key->columns.first()));
        }
    }

    void widen()
    {
        const ObjectId id = any(Kind::Column);
        Column column = *m_schema.find<Column>(id);
        const TypeWords *words = wordsOf(column);
        if (!words || words->wider.isEmpty() || isKey(id))
            return;
        column.type.name = words->wider;
        put(id, makeObject(column));
    }
    bool isKey(ObjectId id) const
    {
        for (const ObjectId user : m_schema.dependants(id)) {
            if (const Object *object = m_schema.find(user); as<PrimaryKey>(object) || as<ForeignKey>(object))
                return true;
        }
        return false;
    }

    void changeDefault()
    {
        const ObjectId id = any(Kind::Column);
        Column column = *m_schema.find<Column>(id);
        const TypeWords *words = wordsOf(column);
        if (!words || words->defaultValue.isEmpty() || column.identity != Column::Identity::None)
            return;
        column.defaultValue = column.defaultValue.isEmpty() ? Expression::of(words->defaultValue) : Expression::of({});
        if (written(column.defaultValue).isEmpty()) {
            column.defaultValue = {};
            column.nullable = true;
        }
        put(id, makeObject(column));
    }
    static QString written(const Expression &expression)
    {
        return expression.pieces.empty() ? QString() : *std::get_if<QString>(&expression.pieces.front());
    }

    void relax()
    {
        const ObjectId id = any(Kind::Column);
        Column column = *m_schema.find<Column>(id);
        if (isKey(id))
            return;
        column.nullable = true;
        put(id, makeObject(column));
    }

    void changeAction()
    {
        if (const ObjectId id = any(Kind::ForeignKey); id) {
            ForeignKey key = *m_schema.find<ForeignKey>(id);
            key.onDelete = action();
            put(id, makeObject(key));
        }
    }

    QByteArray m_engine;
    QList<TypeWords> m_types;
    Schema m_schema;
    QRandomGenerator m_random;
};

} // namespace

DesignPair::DesignPair(const QByteArray &engine, const DesignSeeds &seeds)
{
    Designer base(engine, {});
    for (const quint32 seed : seeds.base)
        base.grow(seed);
    before = base.schema();
    Designer edited(engine, before);
    for (const quint32 seed : seeds.edits)
        edited.edit(seed);
    after = edited.schema();
}

QList<RenameNote> DesignPair::renames() const
{
    QList<RenameNote> result;
    before.forEach([&](ObjectId id, const Object &object) {
        const Object *now = after.find(id);
        if (now && nameOf(*now) != nameOf(object))
            result += {kindOf(object), before.path(id), after.path(id)};
    });
    return result;
}

QList<std::pair<Kind, QStringList>> DesignPair::notRenamed() const
{
    QList<std::pair<Kind, QStringList>> result;
    const auto add = [&](const Schema &here, const Schema &there) {
        here.forEach([&](ObjectId id, const Object &object) {
            if (!there.find(id))
                result.emplace_back(kindOf(object), here.path(id));
        });
    };
    add(before, after);
    add(after, before);
    return result;
}

} // namespace relata::tests
