#include "models/planner/keeping.h"

#include "models/diff/change_set.h"
#include "models/engine/engine.h"
#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"
#include "models/sql/normal_text.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

const KeptRows *Keeping::of(ObjectId id) const
{
    const auto found = std::find_if(kept.begin(), kept.end(),
        [&](const KeptRows &rows) { return rows.isWhole() ? rows.table == id : rows.columns.contains(id); });
    return found == kept.end() ? nullptr : &*found;
}

QSet<ObjectId> Keeping::columns() const
{
    QSet<ObjectId> result;
    for (const KeptRows &rows : kept)
        result.unite(QSet<ObjectId>(rows.columns.begin(), rows.columns.end()));
    return result;
}

namespace {

QString hashed(const QByteArray &text, int digits)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(digits));
}

class Reader {
public:
    Reader(const Schema &from, const Schema &to, const Engine &engine, const QString &tag)
        : m_from(from)
        , m_to(to)
        , m_engine(engine)
        , m_tag(tag)
    { }

    Keeping run()
    {
        const ChangeSet changes = ChangeSet::between(m_from, m_to, m_engine.diffPolicy());
        for (const Change &change : changes.changes()) {
            const auto *dropped = std::get_if<Dropped>(&change);
            if (dropped && as<Table>(dropped->before))
                addTable(dropped->id);
            else if (const auto *column = dropped ? as<Column>(dropped->before) : nullptr)
                addColumn(dropped->id, *column);
        }
        for (const ObjectId table : m_order)
            addColumns(table);
        return std::move(m_keeping);
    }

    QList<KeptRows> labels()
    {
        QList<KeptRows> result;
        for (const ObjectId id : m_from.all(Kind::Column)) {
            const QStringList gone = labelsGone(id, m_from, m_to);
            const ObjectId table = m_from.find<Column>(id)->table;
            const QList<ObjectId> key = gone.isEmpty() || !m_from.find<Table>(table) ? QList<ObjectId>() : keyOf(table);
            if (key.isEmpty() || !holdsValues(id) || !heirs(table, false).isEmpty()
                || m_engine.keeper->obstacle(table, m_from))
                continue;
            result += KeptRows{
                named(m_from.path(table) + QStringList{u"labels"_s, nameOf(*m_from.find(id))}), table, key, {id}, {}};
            for (const QString &label : gone)
                result.last().labels.insert(label, QString());
        }
        return result;
    }

private:
    static Message why(const char *text) { return {"Keeping", text, {}}; }

    bool holdsValues(ObjectId column) const { return m_from.find<Column>(column)->generated == Column::Generated::No; }

    /// Tables that are part of this one, or take over its columns.
    QList<ObjectId> heirs(ObjectId table, bool partitions) const
    {
        QList<ObjectId> result;
        for (const ObjectId id : m_from.dependants(table)) {
            const auto *heir = m_from.find<Table>(id);
            if (heir && (partitions ? heir->partitionOf == table : heir->inherits.contains(table)))
                result += id;
        }
        return result;
    }

    void addTable(ObjectId table)
    {
        if (!heirs(table, true).isEmpty())
            return; // its partitions hold the rows
        QList<ObjectId> columns = m_from.children(table, Kind::Column);
        columns.removeIf([this](ObjectId id) { return !holdsValues(id); });
        std::optional<Message> obstacle = m_engine.keeper->obstacle(table, m_from);
        if (columns.isEmpty())
            obstacle = why(QT_TRANSLATE_NOOP("Keeping", "it has no columns that hold values"));
        if (obstacle)
            m_keeping.lost += {table, *obstacle};
        else
            m_keeping.kept += KeptRows{named(m_from.path(table)), table, {}, columns, {}};
    }

    void addColumn(ObjectId id, const Column &column)
    {
        const auto *table = m_from.find<Table>(column.table);
        if (!table || !m_to.find<Table>(column.table) || table->partitionOf || !holdsValues(id))
            return; // goes with its table; is kept with the whole of which this is a part; is computed
        if (!m_columns.contains(column.table))
            m_order += column.table;
        m_columns[column.table] += id;
    }

    void addColumns(ObjectId table)
    {
        const QList<ObjectId> columns = m_columns.value(table);
        std::optional<Message> obstacle = m_engine.keeper->obstacle(table, m_from);
        const QList<ObjectId> key = keyOf(table);
        if (!m_from.find<Table>(table)->inherits.isEmpty() || !heirs(table, false).isEmpty())
            obstacle = why(QT_TRANSLATE_NOOP("Keeping", "its table inherits from another, or another from it"));
        else if (key.isEmpty())
            obstacle = why(QT_TRANSLATE_NOOP("Keeping", "its table has no key that stays, to find the rows again"));
        if (!obstacle) {
            QStringList path = m_from.path(table);
            if (columns.size() == 1)
                path += nameOf(*m_from.find(columns.first()));
            m_keeping.kept += KeptRows{named(path), table, key, columns, {}};
            return;
        }
        for (const ObjectId id : columns)
            m_keeping.lost += {id, *obstacle};
    }

    /// Columns whose values tell rows apart on both sides; empty when there are none.
    QList<ObjectId> keyOf(ObjectId table) const
    {
        for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Index}) {
            for (const ObjectId id : m_from.children(table, kind)) {
                if (const QList<ObjectId> key = columnsOf(*m_from.find(id)); !key.isEmpty())
                    return key;
            }
        }
        return {};
    }

    QList<ObjectId> columnsOf(const Object &object) const
    {
        const auto *primary = as<PrimaryKey>(object);
        const auto *unique = as<Unique>(object);
        const auto *index = as<Index>(object);
        if (primary && !m_engine.keeper->tellsApart(*primary, m_from))
            return {};
        if (index && (!index->unique || !index->valid || !index->predicate.isEmpty()))
            return {};
        QList<ObjectId> result;
        for (const KeyPart &part : primary ? primary->parts : unique ? unique->parts : index->parts) {
            const auto *before = m_from.find<Column>(part.column), *after = m_to.find<Column>(part.column);
            const bool stays = before && after && before->type == after->type && before->collation == after->collation;
            if (!stays || !labelsGone(part.column, m_from, m_to).isEmpty() || part.prefixLength > 0
                || (!primary && before->nullable))
                return {};
            result += part.column;
        }
        return result;
    }

    /// A name that fits the engine and stands once, told by the object's own names.
    QString named(const QStringList &path)
    {
        QStringList parts = path;
        parts.removeAll(QString());
        const QString whole = u"_relata_kept_"_s + m_tag + u'_' + parts.join(u'_');
        QString name = whole;
        for (int number = 1; m_names.contains(name.toCaseFolded()) || isTooLong(name, *m_engine.flavour); ++number) {
            const QString end = u'_' + hashed((parts.join(u'.') + QString::number(number)).toUtf8(), 6);
            QString begin = whole;
            while (isTooLong(begin + end, *m_engine.flavour))
                begin.chop(1);
            name = begin + end;
        }
        m_names += name.toCaseFolded();
        return name;
    }

    const Schema &m_from, &m_to;
    const Engine &m_engine;
    const QString m_tag;
    Keeping m_keeping;
    QSet<QString> m_names;
    QHash<ObjectId, QList<ObjectId>> m_columns; ///< that go, by the table that stays
    QList<ObjectId> m_order; ///< of those tables
};

} // namespace

QString keptTag(const Schema &from, const Schema &to, const QString &parent)
{
    return hashed(from.fingerprint() + to.fingerprint() + parent.toUtf8(), 8);
}

Keeping keepingOf(const Schema &from, const Schema &to, const Engine &engine, const QString &tag)
{
    return engine.keeper ? Reader(from, to, engine, tag).run() : Keeping();
}

QList<KeptRows> keptLabelsOf(const Schema &from, const Schema &to, const Engine &engine, const QString &tag)
{
    return engine.keeper ? Reader(from, to, engine, tag).labels() : QList<KeptRows>();
}

QStringList keptTags(const QString &sql)
{
    static const QRegularExpression pattern(u"_relata_kept_([0-9a-f]{8})_"_s);
    QStringList result;
    for (auto it = pattern.globalMatch(sql); it.hasNext();) {
        if (const QString tag = it.next().captured(1); !result.contains(tag))
            result += tag;
    }
    return result;
}

bool makesKept(const QStringList &statements, const QString &name, const SqlFlavour &flavour)
{
    const QString other = quoted(Identifier{name}, flavour), head = u"CREATE TABLE "_s + other + u' ',
                  tail = u" TO "_s + other;
    return std::any_of(statements.begin(), statements.end(), [&](const QString &statement) {
        if (!statement.contains(name, Qt::CaseInsensitive))
            return false;
        const QString sql = collapsed(statement, flavour, 1000);
        return sql.startsWith(head, Qt::CaseInsensitive)
            || (sql.endsWith(tail, Qt::CaseInsensitive) && sql.contains("RENAME "_L1, Qt::CaseInsensitive));
    });
}

Keeping keepingIn(const QStringList &statements, const Schema &from, const Schema &to, const Engine &engine)
{
    QStringList made;
    for (const QString &statement : statements) {
        if (statement.contains("_relata_kept_"_L1))
            made += statement;
    }
    Keeping result;
    for (const QString &tag : keptTags(made.join(u'\n'))) {
        Keeping found = keepingOf(from, to, engine, tag);
        found.kept += keptLabelsOf(from, to, engine, tag);
        found.kept.removeIf([&](const KeptRows &rows) { return !makesKept(made, rows.name, *engine.flavour); });
        result.kept += found.kept;
    }
    return result;
}

} // namespace relata
