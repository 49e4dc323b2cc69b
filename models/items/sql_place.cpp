#include "models/items/sql_place.h"

#include "models/sql/sql_lexer.h"
#include "models/sql/statement_splitter.h"

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

bool isWord(const SqlToken &token, QStringView text, QLatin1StringView word)
{
    return token.type == SqlToken::Type::Word && token.in(text).compare(word, Qt::CaseInsensitive) == 0;
}

bool isSign(const SqlToken &token, QStringView text, QChar sign) { return token.in(text) == QStringView(&sign, 1); }

bool isName(const SqlToken &token)
{
    return token.type == SqlToken::Type::Word || token.type == SqlToken::Type::QuotedIdentifier;
}

/// The word that says what kind of place the last token is in, and the tokens between the two.
struct Clause {
    QString word;
    QString before; ///< the word before that: "order" of "order by"
    bool isParenthesis = false; ///< a parenthesis was opened after it
    qsizetype at = -1;
};

Clause clauseOf(const QList<SqlToken> &tokens, QStringView text)
{
    static const QStringList words{u"select"_s, u"from"_s, u"where"_s, u"on"_s, u"join"_s, u"using"_s, u"by"_s,
        u"having"_s, u"set"_s, u"values"_s, u"returning"_s, u"into"_s, u"update"_s, u"table"_s, u"view"_s, u"limit"_s};
    Clause clause;
    int closed = 0;
    for (qsizetype i = tokens.size() - 1; i >= 0; --i) {
        const SqlToken &token = tokens.at(i);
        if (isSign(token, text, u')'))
            ++closed;
        else if (isSign(token, text, u'(') && closed-- == 0) {
            clause.isParenthesis = true;
            closed = 0;
        } else if (closed == 0 && token.type == SqlToken::Type::Word) {
            const QString word = token.in(text).toString().toLower();
            if (!words.contains(word))
                continue;
            clause.word = word;
            clause.at = i;
            clause.before = i > 0 ? tokens.at(i - 1).in(text).toString().toLower() : QString();
            break;
        }
    }
    return clause;
}

/// The names between the parenthesis that is open and the caret.
QStringList listedNames(const QList<SqlToken> &tokens, QStringView text)
{
    QStringList names;
    for (qsizetype i = tokens.size() - 1; i >= 0 && !isSign(tokens.at(i), text, u'('); --i) {
        if (isName(tokens.at(i)))
            names += unquotedName(tokens.at(i).in(text)).toLower();
    }
    return names;
}

} // namespace

/// What the statement names, from the caret's own query outwards.
void CompletionNames::see(Place &place, QStringView statement, qsizetype caret) const
{
    place.caret = caret;
    place.scopes = queryScopes(statement, caret, *m_flavour);
    place.scope = scopeAt(place.scopes, caret);
    for (int scope = place.scope; scope >= 0; scope = place.scopes.at(scope).outer) {
        for (const QuerySource &source : place.scopes.at(scope).sources) {
            if (const std::optional<Source> found = resolved(place.scopes, scope, source))
                place.sources += *found;
        }
        if (scope == place.scope)
            place.ownSources = place.sources.size();
    }
}

/// What is being typed: leaves the tokens before it, and before the dots in front of it.
static void takePrefix(QList<SqlToken> &before, QStringView statement, qsizetype caret, qsizetype &begin,
    QString &prefix, QStringList &qualifier)
{
    if (!before.isEmpty() && before.last().end == caret) {
        const SqlToken last = before.last();
        const bool opened = last.type == SqlToken::Type::QuotedIdentifier && last.isUnterminated();
        if (last.type == SqlToken::Type::Word || opened) {
            begin = last.begin;
            prefix = unquotedName(last.in(statement)).toLower();
            before.removeLast();
        }
    }
    while (before.size() >= 2 && isSign(before.last(), statement, u'.') && isName(before.at(before.size() - 2))) {
        qualifier.prepend(unquotedName(before.at(before.size() - 2).in(statement)));
        before.removeLast();
        before.removeLast();
    }
}

/// What kind of name follows the tokens: `atStar` when a * stands in between.
CompletionNames::Place::Wanted CompletionNames::Place::after(
    const QList<SqlToken> &before, QStringView statement, bool atStar, bool qualified)
{
    const Clause clause = clauseOf(before, statement);
    const auto in = [&clause](QLatin1StringView word) { return clause.word == word; };
    const bool afterWord = clause.at == before.size() - 1;
    const bool begins = afterWord || (!before.isEmpty() && isSign(before.last(), statement, u','));
    if (atStar) {
        const bool isItem = begins || (!before.isEmpty() && isWord(before.last(), statement, "distinct"_L1));
        return in("select"_L1) && !clause.isParenthesis && isItem ? Wanted::Star : Wanted::Anything;
    }
    if (qualified)
        return Wanted::Member;
    if (clause.isParenthesis && in("into"_L1))
        return Wanted::Target;
    if (clause.isParenthesis && in("using"_L1))
        return Wanted::Shared;
    if (in("join"_L1) && afterWord)
        return Wanted::JoinedTable;
    if (in("on"_L1) && afterWord)
        return Wanted::Condition;
    if (in("set"_L1) && begins)
        return Wanted::Assignment;
    if (in("by"_L1) && clause.before == "order"_L1)
        return Wanted::Order;
    const bool namesTable = in("into"_L1) || in("update"_L1) || in("table"_L1) || in("view"_L1);
    if ((in("from"_L1) && begins && !clause.isParenthesis) || (namesTable && afterWord))
        return Wanted::Table;
    return Wanted::Anything;
}

CompletionNames::Place CompletionNames::placeOf(QStringView text, qsizetype caret) const
{
    Place place;
    place.begin = caret;
    const std::optional<SqlStatementRange> range = statementAt(text, caret, *m_flavour);
    const qsizetype from = range && range->begin <= caret ? range->begin : caret;
    const QStringView statement = range ? text.mid(from, std::max(range->end, caret) - from) : QStringView();
    see(place, statement, caret - from);
    QList<SqlToken> before = SqlLexer::tokens(statement.left(caret - from), *m_flavour);
    before.removeIf([](const SqlToken &token) { return token.isBlank(); });
    const bool atStar =
        !before.isEmpty() && isSign(before.last(), statement, u'*') && before.last().end == caret - from;
    if (atStar)
        before.removeLast();
    qsizetype begin = caret - from;
    takePrefix(before, statement, caret - from, begin, place.prefix, place.qualifier);
    place.begin = from + begin;
    place.wanted = Place::after(before, statement, atStar, !place.qualifier.isEmpty());
    if (atStar)
        place.begin = caret - 1;
    if (place.wanted == Place::Wanted::Target)
        place.listed = listedNames(before, statement);
    return place;
}

} // namespace relata
