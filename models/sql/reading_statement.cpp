#include "models/sql/reading_statement.h"

#include "models/sql/sql_lexer.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// The word in lower case, where it is one.
QString wordOf(const SqlToken &token, QStringView text)
{
    return token.type == SqlToken::Type::Word ? token.in(text).toString().toLower() : QString();
}

/// Whether the word at this place writes, or locks rows: of SELECT … INTO, FOR UPDATE, FOR KEY SHARE, LOCK IN SHARE
/// MODE, and of the parts of WITH that change rows.
bool isWriting(const QList<SqlToken> &tokens, qsizetype at, QStringView text)
{
    static const QStringList verbs{u"insert"_s, u"update"_s, u"delete"_s, u"merge"_s, u"replace"_s, u"into"_s};
    const auto near = [&](qsizetype i) { return i >= 0 && i < tokens.size() ? wordOf(tokens.at(i), text) : QString(); };
    const bool isCalled = at + 1 < tokens.size() && tokens.at(at + 1).in(text) == u'('; // replace(a, b, c)
    const bool isColumn = at > 0 && tokens.at(at - 1).in(text) == u'.';
    if (isCalled || isColumn)
        return false;
    const QString word = near(at);
    if (word == "share"_L1)
        return near(at - 1) == "for"_L1 || near(at - 1) == "key"_L1;
    return word == "lock"_L1 ? near(at + 1) == "in"_L1 : verbs.contains(word);
}

} // namespace

bool onlyReads(QStringView statement, const SqlFlavour &flavour)
{
    static const QStringList first{u"select"_s, u"with"_s, u"values"_s, u"table"_s, u"show"_s};
    QList<SqlToken> tokens = SqlLexer::tokens(statement, flavour);
    tokens.removeIf([](const SqlToken &token) { return token.isBlank(); });
    qsizetype at = 0;
    while (at < tokens.size() && tokens.at(at).in(statement) == u'(')
        ++at;
    if (at == tokens.size() || !first.contains(wordOf(tokens.at(at), statement)))
        return false;
    for (; at < tokens.size(); ++at) {
        if (tokens.at(at).type == SqlToken::Type::Delimiter && at + 1 < tokens.size())
            return false; // another statement
        if (isWriting(tokens, at, statement))
            return false;
    }
    return true;
}

bool hasParameters(QStringView statement, const SqlFlavour &flavour)
{
    const QList<SqlToken> tokens = SqlLexer::tokens(statement, flavour);
    return std::any_of(
        tokens.begin(), tokens.end(), [](const SqlToken &token) { return token.type == SqlToken::Type::Parameter; });
}

} // namespace relata
