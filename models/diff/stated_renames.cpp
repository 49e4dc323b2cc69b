#include "models/diff/stated_renames.h"

#include "models/sql/token_walk.h"

#include <QMap>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// Which name stands for what, as one statement after the other is read.
class NameBook {
public:
    NameBook(const Schema &before, NameRule rule)
        : m_before(before)
        , m_rule(rule)
    { }

    void renameTable(const QStringList &from, const QString &to)
    {
        const ObjectId id = table(from);
        QStringList path = from;
        path.last() = to;
        m_tables.insert(folded(from), {});
        m_tables.insert(folded(path), id);
        if (id)
            m_names.insert(id, to);
    }
    void renameColumn(const QStringList &owner, const QString &from, const QString &to)
    {
        const ObjectId of = table(owner), id = of ? column(of, from) : ObjectId();
        if (!of)
            return;
        m_columns.insert({of, folded(from)}, {});
        m_columns.insert({of, folded(to)}, id);
        if (id)
            m_names.insert(id, to);
    }
    /// Whatever has this name from now on is none of those that were there.
    void forgetTable(const QStringList &path) { m_tables.insert(folded(path), {}); }
    void forgetColumn(const QStringList &owner, const QString &name)
    {
        if (const ObjectId of = table(owner))
            m_columns.insert({of, folded(name)}, {});
    }

    /// The last ones of what was renamed.
    const QHash<ObjectId, QString> &names() const { return m_names; }

private:
    QString folded(const QString &name) const { return m_rule == NameRule::Exact ? name : name.toLower(); }
    QStringList folded(const QStringList &path) const { return folded(path.join(QChar(0x1f))).split(QChar(0x1f)); }
    ObjectId found(ObjectId parent, Kind kind, const QString &name) const
    {
        if (const ObjectId exact = m_before.child(parent, kind, name); exact || m_rule == NameRule::Exact)
            return exact;
        for (const ObjectId id : m_before.children(parent, kind)) {
            if (folded(nameOf(*m_before.find(id))) == folded(name))
                return id;
        }
        return {};
    }
    ObjectId table(const QStringList &path) const
    {
        if (const auto at = m_tables.constFind(folded(path)); at != m_tables.cend())
            return *at;
        // The default namespace has no name here, whatever the server calls it.
        const ObjectId space = path.size() > 1 ? found({}, Kind::Namespace, path.at(path.size() - 2)) : ObjectId();
        return found(space ? space : m_before.defaultNamespace(), Kind::Table, path.last());
    }
    ObjectId column(ObjectId owner, const QString &name) const
    {
        const auto at = m_columns.constFind({owner, folded(name)});
        return at == m_columns.cend() ? found(owner, Kind::Column, name) : *at;
    }

    const Schema &m_before;
    const NameRule m_rule;
    QMap<QStringList, ObjectId> m_tables; ///< by folded path; null: another one
    QHash<std::pair<ObjectId, QString>, ObjectId> m_columns;
    QHash<ObjectId, QString> m_names;
};

/// One statement, as far as it is about names.
class NameReader {
public:
    NameReader(const QString &statement, const SqlFlavour &flavour, NameBook &book)
        : m_walk(statement, flavour)
        , m_book(book)
    { }

    void read()
    {
        if (m_walk.skip({u"ALTER"_s})) {
            m_walk.skip({u"ONLINE"_s});
            m_walk.skip({u"IGNORE"_s});
            if (m_walk.skip({u"TABLE"_s}))
                readAlter();
        } else if (m_walk.skip({u"RENAME"_s}) && m_walk.skip({u"TABLE"_s, u"TABLES"_s})) {
            readRenames();
        } else {
            m_walk.at = 0;
            readMadeOrDropped();
        }
    }

private:
    void skipExists()
    {
        if (m_walk.skip({u"IF"_s})) {
            m_walk.skip({u"NOT"_s});
            m_walk.skip({u"EXISTS"_s});
        }
    }
    /// Steps behind the next comma that stands in no parentheses; false at the end.
    bool nextClause()
    {
        for (int depth = 0; !m_walk.isAtEnd(); ++m_walk.at) {
            if (m_walk.isSign(u'('))
                ++depth;
            else if (m_walk.isSign(u')'))
                --depth;
            else if (depth == 0 && m_walk.isSign(u','))
                return ++m_walk.at, true;
        }
        return false;
    }
    void readAlter()
    {
        skipExists();
        m_walk.skip({u"ONLY"_s});
        m_table = m_walk.path();
        if (m_table.isEmpty())
            return;
        if (m_walk.isSign(u'*')) // PostgreSQL: with its heirs
            ++m_walk.at;
        do {
            readClause();
        } while (nextClause());
    }
    void readClause()
    {
        if (m_walk.skip({u"RENAME"_s}))
            return readRename();
        const bool isChange = m_walk.skip({u"CHANGE"_s});
        if (!isChange && !m_walk.skip({u"ADD"_s, u"DROP"_s}))
            return;
        m_walk.skip({u"COLUMN"_s});
        skipExists();
        if (!m_walk.isName())
            return;
        const QString name = m_walk.nameAt(m_walk.at++);
        if (!isChange)
            return m_book.forgetColumn(m_table, name);
        if (m_walk.isName())
            renameColumn(name, m_walk.nameAt(m_walk.at));
    }
    void readRename()
    {
        const QString what = m_walk.word(m_walk.at);
        const bool isOther = what == "INDEX"_L1 || what == "KEY"_L1 || what == "CONSTRAINT"_L1;
        if (isOther && m_walk.word(m_walk.at + 1) != "TO"_L1)
            return;
        if (m_walk.skip({u"TO"_s, u"AS"_s}))
            return renameTable();
        if (m_walk.word(m_walk.at + 1) != "TO"_L1)
            m_walk.skip({u"COLUMN"_s});
        skipExists();
        if (!m_walk.isName())
            return;
        if (m_walk.word(m_walk.at + 1) != "TO"_L1)
            return renameTable();
        const QString from = m_walk.nameAt(m_walk.at);
        m_walk.at += 2;
        if (m_walk.isName())
            renameColumn(from, m_walk.nameAt(m_walk.at));
    }
    void renameTable()
    {
        const QStringList to = m_walk.path();
        if (to.isEmpty())
            return;
        m_book.renameTable(m_table, to.last());
        m_table.last() = to.last();
    }
    void renameColumn(const QString &from, const QString &to)
    {
        if (from != to)
            m_book.renameColumn(m_table, from, to);
    }
    void readRenames()
    {
        skipExists();
        do {
            m_table = m_walk.path();
            if (m_table.isEmpty() || !m_walk.skip({u"TO"_s}))
                return;
            renameTable();
        } while (nextClause());
    }
    void readMadeOrDropped()
    {
        if (!m_walk.skip({u"CREATE"_s, u"DROP"_s}))
            return;
        while (m_walk.skip({u"OR"_s, u"REPLACE"_s, u"UNLOGGED"_s})) { }
        if (!m_walk.skip({u"TABLE"_s})) // a temporary one hides what is there, and is no other one
            return;
        skipExists();
        do {
            const QStringList path = m_walk.path();
            if (!path.isEmpty())
                m_book.forgetTable(path);
        } while (nextClause());
    }

    TokenWalk m_walk;
    NameBook &m_book;
    QStringList m_table;
};

} // namespace

QList<QHash<ObjectId, QString>> namesBefore(
    const QStringList &statements, const Schema &before, const SqlFlavour &flavour, NameRule rule)
{
    NameBook book(before, rule);
    QList<QHash<ObjectId, QString>> result{{}};
    for (const QString &statement : statements) {
        NameReader(statement, flavour, book).read();
        result += book.names();
    }
    return result;
}

QList<RenameNote> renameNotes(const QHash<ObjectId, QString> &names, const Schema &before)
{
    QMap<ObjectId, QString> inOrder;
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        inOrder.insert(it.key(), it.value());
    QList<RenameNote> result;
    for (auto it = inOrder.cbegin(); it != inOrder.cend(); ++it) {
        const Object &object = *before.find(it.key());
        const QStringList from = before.path(it.key());
        QStringList to = from;
        to.last() = it.value();
        if (kindOf(object) == Kind::Column)
            to[to.size() - 2] = names.value(parentOf(object), to.at(to.size() - 2));
        if (to != from)
            result += RenameNote{kindOf(object), from, to};
    }
    return result;
}

QList<RenameNote> statedRenames(
    const QStringList &statements, const Schema &before, const SqlFlavour &flavour, NameRule rule)
{
    NameBook book(before, rule);
    for (const QString &statement : statements)
        NameReader(statement, flavour, book).read();
    return renameNotes(book.names(), before);
}

} // namespace relata
