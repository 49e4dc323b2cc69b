#include "dialects/mysql/body_cutter.h"

#include "dialects/mysql/backquote.h"
#include "dialects/mysql/definition_cutter.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_lexer.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

class BodyCutter {
public:
    BodyCutter(QStringView text, const NameScope &scope, const SqlFlavour &flavour)
        : m_text(text)
        , m_scope(scope)
    {
        for (const SqlToken &token : SqlLexer::tokens(text, flavour)) {
            if (!token.isBlank())
                m_tokens += token;
        }
    }

    Expression run()
    {
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            if (!isName(i))
                continue;
            if (const ObjectId id = meaning(i))
                cut(m_tokens.at(i), id);
        }
        put(m_text.mid(m_written));
        m_result.resolved = false;
        return std::move(m_result);
    }

private:
    bool isName(qsizetype i) const
    {
        return m_tokens.at(i).type == SqlToken::Type::Word || m_tokens.at(i).type == SqlToken::Type::QuotedIdentifier;
    }
    QString word(qsizetype i) const
    {
        return i >= 0 && i < m_tokens.size() ? m_tokens.at(i).in(m_text).toString().toUpper() : QString();
    }
    QString name(qsizetype i) const
    {
        const QStringView word = m_tokens.at(i).in(m_text);
        return m_tokens.at(i).type == SqlToken::Type::QuotedIdentifier ? nameIn(word) : word.toString();
    }

    ObjectId meaning(qsizetype i) const
    {
        if (word(i - 1) == "."_L1) {
            const QString row = word(i - 2);
            const bool ofRow = (row == "NEW"_L1 || row == "OLD"_L1) && m_scope.ownTable;
            return ofRow ? m_scope.column(m_scope.ownTable, name(i)) : ObjectId();
        }
        static const QStringList before{u"FROM"_s, u"JOIN"_s, u"INTO"_s, u"UPDATE"_s};
        const bool follows = before.contains(word(i - 1)) && word(i - 2) != "KEY"_L1; // ON DUPLICATE KEY UPDATE
        return follows && word(i + 1) != "."_L1 ? m_scope.relation(name(i)) : ObjectId();
    }

    void cut(const SqlToken &token, ObjectId id)
    {
        const qsizetype quote = token.type == SqlToken::Type::QuotedIdentifier ? 1 : 0;
        put(m_text.mid(m_written, token.begin + quote - m_written));
        m_result.pieces.emplace_back(id);
        m_written = token.end - quote;
    }
    void put(QStringView text)
    {
        if (!text.isEmpty())
            m_result.pieces.emplace_back(text.toString());
    }

    QStringView m_text;
    const NameScope &m_scope;
    QList<SqlToken> m_tokens;
    qsizetype m_written = 0;
    Expression m_result;
};

} // namespace

Expression cutBody(const QString &text, const NameScope &scope, const SqlFlavour &flavour)
{
    return BodyCutter(text, scope, flavour).run();
}

} // namespace relata::mysql
