#include "models/sql/loose_text.h"

#include "models/sql/identifier.h"
#include "models/sql/query_scopes.h"
#include "models/sql/sql_lexer.h"

#include <QStringList>

namespace relata {
using namespace Qt::StringLiterals;

/// Words that a server reads in any case: its own, and what is called. Names are as the server folds them.
static QString wordOf(const SqlToken &token, QStringView text, bool isCalled, const SqlFlavour &flavour)
{
    const QStringView word = token.in(text);
    const bool isOwn = flavour.classified(word) == SqlFlavour::Word::Reserved;
    return isOwn || isCalled ? word.toString().toLower() : flavour.folded(word);
}

static QStringList tokensOf(QStringView text, const SqlFlavour &flavour)
{
    QList<SqlToken> tokens = SqlLexer::tokens(text, flavour);
    tokens.removeIf([](const SqlToken &token) { return token.isBlank(); });
    QStringList result;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const SqlToken &token = tokens.at(i);
        const bool isCalled = i + 1 < tokens.size() && tokens.at(i + 1).in(text) == u"(";
        if (token.type == SqlToken::Type::QuotedIdentifier)
            result += quoted(Identifier{unquotedName(token.in(text))}, flavour);
        else
            result +=
                token.type == SqlToken::Type::Word ? wordOf(token, text, isCalled, flavour) : token.in(text).toString();
    }
    return result;
}

/// Whether the first parenthesis is closed by the last token.
static bool isWrapped(const QStringList &tokens)
{
    if (tokens.size() < 3 || tokens.first() != "("_L1 || tokens.last() != ")"_L1)
        return false;
    int depth = 0;
    for (qsizetype i = 0; i + 1 < tokens.size(); ++i) {
        depth += tokens.at(i) == "("_L1 ? 1 : tokens.at(i) == ")"_L1 ? -1 : 0;
        if (depth == 0)
            return false;
    }
    return depth == 1;
}

bool saysTheSame(QStringView one, QStringView other, const SqlFlavour &flavour)
{
    QStringList a = tokensOf(one, flavour), b = tokensOf(other, flavour);
    for (QStringList *tokens : {&a, &b}) {
        while (isWrapped(*tokens))
            *tokens = tokens->mid(1, tokens->size() - 2);
    }
    return a == b;
}

} // namespace relata
