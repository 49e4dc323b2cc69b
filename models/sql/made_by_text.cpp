#include "models/sql/made_by_text.h"

#include "models/sql/token_walk.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

class Reader {
public:
    Reader(const QString &text, const SqlFlavour &flavour)
        : m_walk(text, flavour)
    { }

    MadeByText run()
    {
        if (m_walk.skip({u"CREATE"_s}))
            create();
        else if (m_walk.skip({u"ALTER"_s}) && m_walk.skip({u"TABLE"_s}))
            alter();
        return m_result;
    }

private:
    void create()
    {
        static const QSet<QString> adjectives{u"TEMPORARY"_s, u"TEMP"_s, u"UNLOGGED"_s, u"GLOBAL"_s, u"LOCAL"_s};
        while (m_walk.skip(adjectives)) { }
        if (!m_walk.skip({u"TABLE"_s}) || m_walk.word(m_walk.at) == "IF"_L1)
            return;
        takeName();
        m_result.isNew = !m_result.table.isEmpty();
    }

    void takeName()
    {
        const QStringList path = m_walk.path();
        m_result.table = path.isEmpty() ? QString() : path.last();
    }

    void alter()
    {
        static const QSet<QString> between{u"IF"_s, u"EXISTS"_s, u"ONLY"_s, u"IGNORE"_s};
        while (m_walk.skip(between)) { }
        takeName();
        while (!m_walk.isAtEnd()) {
            action();
            for (int depth = 0; !m_walk.isAtEnd() && (depth > 0 || !m_walk.isSign(u',')); ++m_walk.at)
                depth += m_walk.isSign(u'(') ? 1 : m_walk.isSign(u')') ? -1 : 0;
            ++m_walk.at;
        }
    }

    void action()
    {
        static const QSet<QString> others{u"INDEX"_s, u"KEY"_s, u"UNIQUE"_s, u"PRIMARY"_s, u"FULLTEXT"_s, u"SPATIAL"_s,
            u"CONSTRAINT"_s, u"CHECK"_s, u"FOREIGN"_s, u"EXCLUDE"_s, u"PARTITION"_s, u"IF"_s, u"PERIOD"_s, u"SYSTEM"_s};
        const bool adds = m_walk.skip({u"ADD"_s});
        m_result.retypes = m_result.retypes || retypes();
        if (!adds)
            return;
        m_walk.skip({u"COLUMN"_s});
        if (others.contains(m_walk.word(m_walk.at)) || !m_walk.isName())
            return; // of several in parentheses none is told
        m_result.added += m_walk.nameAt(m_walk.at);
    }

    bool retypes() const
    {
        const QString first = m_walk.word(m_walk.at);
        if (first == "MODIFY"_L1 || first == "CHANGE"_L1 || first == "CONVERT"_L1)
            return true;
        const qsizetype name = m_walk.at + (m_walk.word(m_walk.at + 1) == "COLUMN"_L1 ? 2 : 1);
        const QString next = m_walk.word(name + 1);
        return first == "ALTER"_L1 && (next == "TYPE"_L1 || (next == "SET"_L1 && m_walk.word(name + 2) == "DATA"_L1));
    }

    TokenWalk m_walk;
    MadeByText m_result;
};

} // namespace

MadeByText madeByText(const QString &statement, const SqlFlavour &flavour) { return Reader(statement, flavour).run(); }

} // namespace relata
