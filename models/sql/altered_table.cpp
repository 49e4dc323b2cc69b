#include "models/sql/altered_table.h"

#include "models/sql/token_walk.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> refused(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::Usage,
        .message = {"Migrate", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

class Reader {
public:
    Reader(const QString &text, const SqlFlavour &flavour)
        : m_text(text)
        , m_walk(text, flavour)
    { }

    Result<AlteredTable> run()
    {
        if (!m_walk.skip({u"ALTER"_s}) || !m_walk.skip({u"TABLE"_s}) || m_walk.word(m_walk.at) == "IF"_L1)
            return other();
        const qsizetype begin = m_walk.at;
        m_result.table = m_walk.path();
        if (m_result.table.isEmpty() || m_walk.isAtEnd())
            return other();
        m_result.head = m_text.left(m_walk.token(begin).begin);
        if (Result<> fine = words(); !fine)
            return failure(fine.error());
        if (Result<> fine = actions(); !fine)
            return failure(fine.error());
        return m_result;
    }

private:
    tl::unexpected<Error> other() const
    {
        return refused(QT_TRANSLATE_NOOP("Migrate",
                           "Only one ALTER TABLE can run on a copy, without IF EXISTS, IGNORE and the like. Take "
                           "\"relata:copy\" away, or write the statement so: %1"),
            {m_text.simplified().left(200)});
    }

    /// Words that mean the same wherever they stand.
    Result<> words() const
    {
        for (qsizetype i = m_walk.at; i < m_walk.size(); ++i) {
            const QString word = m_walk.word(i);
            if (m_walk.token(i).type == SqlToken::Type::Comment) // that the server reads, by its version
                return other();
            if (word == "FOREIGN"_L1 || word == "REFERENCES"_L1)
                return refused(QT_TRANSLATE_NOOP("Migrate",
                                   "The foreign keys of %1 would stay with the table that is replaced: an ALTER TABLE "
                                   "with foreign keys cannot run on a copy."),
                    {m_result.table.join(u'.')});
            if (word == "PARTITION"_L1 || word == "PARTITIONING"_L1)
                return refused(
                    QT_TRANSLATE_NOOP("Migrate", "An ALTER TABLE that changes partitions cannot run on a copy: %1"),
                    {m_text.simplified().left(200)});
        }
        return {};
    }

    /// How the server is to do it is said of the table as it is, not of a copy without rows.
    Result<> actions()
    {
        QStringList parts;
        while (!m_walk.isAtEnd()) {
            const QString first = m_walk.word(m_walk.at);
            if (Result<> fine = action(); !fine)
                return fine;
            const qsizetype begin = m_walk.at;
            for (int depth = 0; !m_walk.isAtEnd() && (depth > 0 || !m_walk.isSign(u',')); ++m_walk.at)
                depth += m_walk.isSign(u'(') ? 1 : m_walk.isSign(u')') ? -1 : 0;
            if (first == "ADD"_L1)
                m_added += columns(begin, m_walk.at);
            else if (first == "DROP"_L1)
                m_dropped += columns(begin, m_walk.at);
            if (first != "ALGORITHM"_L1 && first != "LOCK"_L1)
                parts += m_walk.between(begin, m_walk.at);
            ++m_walk.at;
        }
        m_result.tail = u' ' + parts.join(u", "_s);
        for (const QString &name : std::as_const(m_dropped)) {
            if (m_added.contains(name, Qt::CaseInsensitive))
                return refused(QT_TRANSLATE_NOOP("Migrate",
                                   "On a copy column %1 would keep its values, and not be dropped and added anew: do "
                                   "that in two statements."),
                    {name});
        }
        return parts.isEmpty() ? Result<>(other()) : Result<>();
    }

    /// The columns that a part adds or drops, one or several in parentheses.
    QStringList columns(qsizetype begin, qsizetype end) const
    {
        static const QSet<QString> others{
            u"INDEX"_s, u"KEY"_s, u"UNIQUE"_s, u"PRIMARY"_s, u"FULLTEXT"_s, u"SPATIAL"_s, u"CONSTRAINT"_s, u"CHECK"_s};
        static const QSet<QString> between{u"COLUMN"_s, u"IF"_s, u"NOT"_s, u"EXISTS"_s};
        QStringList result;
        qsizetype i = begin + 1;
        if (others.contains(m_walk.word(i)))
            return {};
        while (between.contains(m_walk.word(i)))
            ++i;
        const bool isList = i < end && m_walk.token(i).in(m_text) == u'(';
        int depth = 0;
        for (bool isNext = true; i < end; ++i) {
            const QStringView text = m_walk.token(i).in(m_text);
            const bool isSign = text == u'(' || text == u',';
            if (isNext && !isSign)
                result += m_walk.nameAt(i);
            depth += text == u'(' ? 1 : text == u')' ? -1 : 0;
            isNext = isList && isSign && depth == 1;
        }
        return result;
    }

    /// What a part of the statement does, by the words that it begins with.
    Result<> action() const
    {
        static const QSet<QString> known{u"ADD"_s, u"DROP"_s, u"ALTER"_s, u"MODIFY"_s, u"CHANGE"_s, u"CONVERT"_s,
            u"DEFAULT"_s, u"CHARACTER"_s, u"CHARSET"_s, u"COLLATE"_s, u"ENGINE"_s, u"ROW_FORMAT"_s, u"COMMENT"_s,
            u"AUTO_INCREMENT"_s, u"KEY_BLOCK_SIZE"_s, u"FORCE"_s, u"ALGORITHM"_s, u"LOCK"_s};
        const QString first = m_walk.word(m_walk.at), second = m_walk.word(m_walk.at + 1);
        if (first == "RENAME"_L1 && (second == "INDEX"_L1 || second == "KEY"_L1))
            return {};
        if (first == "RENAME"_L1 || (first == "CHANGE"_L1 && isOtherName()))
            return refused(QT_TRANSLATE_NOOP("Migrate",
                               "Columns and tables cannot get another name on a copy: do that in an ALTER TABLE of its "
                               "own, which copies nothing: %1"),
                {m_text.simplified().left(200)});
        if (!known.contains(first) || second == "PERIOD"_L1 || second == "SYSTEM"_L1)
            return other();
        return {};
    }

    /// CHANGE names a column twice.
    bool isOtherName() const
    {
        qsizetype at = m_walk.at + 1;
        if (m_walk.word(at) == "COLUMN"_L1)
            ++at;
        if (m_walk.word(at) == "IF"_L1)
            at += 2;
        return at + 1 >= m_walk.size() || m_walk.nameAt(at) != m_walk.nameAt(at + 1);
    }

    const QString &m_text;
    TokenWalk m_walk;
    AlteredTable m_result;
    QStringList m_added, m_dropped;
};

} // namespace

Result<AlteredTable> alteredTable(const QString &statement, const SqlFlavour &flavour)
{
    return Reader(statement, flavour).run();
}

} // namespace relata
