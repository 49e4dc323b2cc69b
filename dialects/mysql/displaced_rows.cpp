#include "dialects/mysql/backquote.h"
#include "dialects/mysql/conversion.h"
#include "dialects/mysql/ddl_words.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"
#include "models/sql/token_walk.h"

#include <QHash>
#include <QSet>

#include <algorithm>

// Rows that find no place where the parts of a list are made anew: REORGANIZE PARTITION deletes them without a word.
namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

struct Part {
    QString name;
    QStringList values; ///< of a list, as they are written
    bool isDefault = false; ///< takes all that no other one does
    enum class Origin { Stands, Added, Made } origin = Origin::Stands; ///< Added: others have no row in it
};

/// How rows are spread over lists of values; no columns: over something else, or nobody knows.
struct Lists {
    QStringList columns; ///< or the one expression
    QList<Part> parts;
};

bool isSame(const QString &one, const QString &other) { return one.compare(other, Qt::CaseInsensitive) == 0; }

/// Steps over what stands in parentheses, cut at its commas.
QStringList readItems(TokenWalk &walk)
{
    QStringList result;
    if (!walk.isSign(u'('))
        return result;
    qsizetype begin = ++walk.at;
    for (int depth = 0; !walk.isAtEnd(); ++walk.at) {
        const bool closes = walk.isSign(u')');
        if (depth == 0 && (closes || walk.isSign(u','))) {
            if (walk.at > begin)
                result += walk.between(begin, walk.at).trimmed();
            begin = walk.at + 1;
            if (closes)
                break;
        }
        depth += walk.isSign(u'(') ? 1 : closes ? -1 : 0;
    }
    ++walk.at;
    return result;
}

/// "(PARTITION a VALUES IN (1, 2), …)"; nothing: they are no lists.
QList<Part> readParts(TokenWalk &walk)
{
    QList<Part> result;
    if (!walk.isSign(u'('))
        return result;
    do {
        ++walk.at;
        if (!walk.skip({u"PARTITION"_s}) || !walk.isName())
            return {};
        Part part;
        part.name = walk.nameAt(walk.at++);
        if (walk.skip({u"VALUES"_s})) {
            if (!walk.skip({u"IN"_s}))
                return {};
            part.values = readItems(walk);
        }
        part.isDefault = part.values.removeIf([](const QString &one) { return isSame(one, u"DEFAULT"_s); }) > 0
            || walk.word(walk.at) == "DEFAULT"_L1;
        if (part.values.isEmpty() && !part.isDefault)
            return {};
        for (int depth = 0; !walk.isAtEnd() && (depth > 0 || (!walk.isSign(u',') && !walk.isSign(u')'))); ++walk.at)
            depth += walk.isSign(u'(') ? 1 : walk.isSign(u')') ? -1 : 0;
        result += part;
    } while (walk.isSign(u','));
    return result;
}

/// Of what the server shows of a table.
Lists listsOf(const QString &shown)
{
    Lists result;
    TokenWalk walk(shown, mysqlFlavour());
    if (!walk.skip({u"PARTITION"_s}) || !walk.skip({u"BY"_s}) || !walk.skip({u"LIST"_s}))
        return result;
    walk.skip({u"COLUMNS"_s});
    result.columns = readItems(walk);
    while (!walk.isAtEnd() && !(walk.isSign(u'(') && walk.word(walk.at + 1) == "PARTITION"_L1))
        ++walk.at;
    result.parts = readParts(walk);
    if (result.parts.isEmpty())
        result.columns.clear();
    return result;
}

class Finder {
public:
    explicit Finder(const Schema &before)
        : m_before(before)
    { }

    QList<Displaced> find(const QStringList &statements)
    {
        for (m_at = 0; m_at < statements.size(); ++m_at)
            read(statements.at(m_at));
        return std::move(m_result);
    }

private:
    /// What is known of a table by now.
    struct Known {
        ObjectId id;
        bool isMade = false; ///< by a statement
        bool isSeen = false; ///< the statements have done nothing to it that is not followed here
        Lists lists;
    };

    void read(const QString &sql)
    {
        TokenWalk walk(sql, mysqlFlavour());
        const bool makes = walk.skip({u"CREATE"_s});
        if (!makes && !walk.skip({u"ALTER"_s})) {
            m_renames = m_renames || walk.word(0) == "RENAME"_L1;
            return;
        }
        walk.skip({u"ONLINE"_s, u"OFFLINE"_s});
        walk.skip({u"IGNORE"_s});
        if (!walk.skip({u"TABLE"_s}))
            return;
        bool mayStand = !makes;
        while (walk.skip({u"IF"_s, u"NOT"_s, u"EXISTS"_s}))
            mayStand = true;
        const QStringList path = walk.path();
        if (path.isEmpty())
            return;
        const QString name = path.last();
        Known &table = known(name);
        if (makes)
            table.isMade = table.isMade || !mayStand || table.id.isNull();
        else
            readAction(walk, name, table);
    }

    Known &known(const QString &name)
    {
        const QString key = name.toLower();
        if (const auto it = m_tables.find(key); it != m_tables.end())
            return *it;
        Known result;
        for (const ObjectId id : m_before.all(Kind::Table)) {
            if (!isSame(nameOf(*m_before.find(id)), name))
                continue;
            result.id = id;
            result.isSeen = !m_renames;
            result.lists = listsOf(m_before.find<Table>(id)->options.value(PartitionOption).toString());
        }
        return *m_tables.insert(key, result);
    }

    void readAction(TokenWalk &walk, const QString &name, Known &table)
    {
        for (int depth = 0; !walk.isAtEnd(); ++walk.at) {
            depth += walk.isSign(u'(') ? 1 : walk.isSign(u')') ? -1 : 0;
            const QString word = depth == 0 ? walk.word(walk.at) : QString();
            const bool isPart = walk.word(walk.at + 1) == "PARTITION"_L1;
            if (word == "REORGANIZE"_L1 && isPart)
                return readReorganized(walk, name, table);
            if (word == "ADD"_L1 && isPart) { // holds no row yet
                table.isSeen = table.isSeen && addParts(walk, table);
                return;
            }
            m_renames = m_renames || word == "RENAME"_L1;
            if (word.startsWith("PARTITION"_L1))
                table.isSeen = false;
        }
    }

    static bool addParts(TokenWalk &walk, Known &table)
    {
        walk.at += 2;
        while (walk.skip({u"IF"_s, u"NOT"_s, u"EXISTS"_s, u"NO_WRITE_TO_BINLOG"_s, u"LOCAL"_s})) { }
        for (Part &part : readParts(walk)) {
            part.origin = Part::Origin::Added;
            table.lists.parts += part;
        }
        return true;
    }

    void readReorganized(TokenWalk &walk, const QString &name, Known &table)
    {
        walk.at += 2;
        walk.skip({u"NO_WRITE_TO_BINLOG"_s, u"LOCAL"_s});
        QStringList names;
        while (walk.isName()) {
            names += walk.nameAt(walk.at++);
            walk.at += walk.isSign(u',') ? 1 : 0;
        }
        const QList<Part> now = walk.skip({u"INTO"_s}) ? readParts(walk) : QList<Part>();
        if (now.isEmpty() || table.isMade) // no lists; or nobody's rows but the migration's
            return;
        QList<Part> old;
        for (const Part &part : std::as_const(table.lists.parts)) {
            if (names.contains(part.name, Qt::CaseInsensitive))
                old += part;
        }
        const bool isKnown = table.isSeen && !table.lists.columns.isEmpty() && old.size() == names.size();
        const bool isEmpty = isKnown
            && std::all_of(old.begin(), old.end(), [](const Part &part) { return part.origin == Part::Origin::Added; });
        if (!isEmpty && (!isKnown || !takesAll(old, now)))
            m_result += Displaced{m_at, name, table.id, isKnown ? rowsOf(table, old, now) : QString()};
        table.lists.parts.removeIf([&](const Part &part) { return names.contains(part.name, Qt::CaseInsensitive); });
        for (Part part : now) {
            part.origin = Part::Origin::Made;
            table.lists.parts += part;
        }
    }

    /// Whether each value has its place by its text alone. A part that takes all others takes no row of theirs that was
    /// not in one before.
    static bool takesAll(const QList<Part> &old, const QList<Part> &now)
    {
        const auto hasDefault = [](const QList<Part> &parts) {
            return std::any_of(parts.begin(), parts.end(), [](const Part &part) { return part.isDefault; });
        };
        QSet<QString> before, after;
        for (const Part &part : old)
            before += QSet<QString>(part.values.begin(), part.values.end());
        for (const Part &part : now)
            after += QSet<QString>(part.values.begin(), part.values.end());
        return hasDefault(old) ? hasDefault(now) : after.contains(before);
    }

    /// The server itself says which values are the same: that hangs on types and collations.
    QString rowsOf(const Known &table, const QList<Part> &old, const QList<Part> &now) const
    {
        QStringList names, values;
        for (const Part &part : old) {
            if (part.origin == Part::Origin::Made)
                return {};
            if (part.origin == Part::Origin::Stands)
                names += backquoted(part.name);
        }
        for (const Part &part : now) {
            for (const QString &value : part.values)
                values += u'(' + sameAs(value, table.lists.columns) + u')';
        }
        return u"FROM %1 PARTITION (%2)"_s.arg(
                   quoted(QualifiedIdentifier{m_before.path(table.id)}, mysqlFlavour()), names.join(u", "_s))
            + u" WHERE NOT ("_s + (values.isEmpty() ? u"FALSE"_s : values.join(u" OR "_s)) + u')';
    }

    /// "a <=> 1 AND b <=> NULL"
    static QString sameAs(const QString &value, const QStringList &columns)
    {
        QStringList parts{value};
        if (columns.size() > 1) {
            TokenWalk walk(value, mysqlFlavour());
            parts = readItems(walk);
        }
        QStringList result;
        for (qsizetype i = 0; i < columns.size(); ++i)
            result += u'(' + columns.at(i) + u") <=> ("_s + parts.value(i) + u')';
        return result.join(u" AND "_s);
    }

    const Schema &m_before;
    QHash<QString, Known> m_tables;
    qsizetype m_at = 0; ///< the statement
    bool m_renames = false; ///< names may stand for other tables
    QList<Displaced> m_result;
};

} // namespace

QList<Displaced> MysqlConversion::displaced(const QStringList &statements, const Schema &before) const
{
    return Finder(before).find(statements);
}

} // namespace relata::mysql
