#include "dialects/sqlite/token_rules.h"

#include "dialects/common/definition_tokens.h"

#include <algorithm>
#include <array>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

/// Sorted. Words that SQLite also takes for a name where a name may stand (key, action, row …) are left out.
constexpr std::array<QStringView, 90> reserved{u"add", u"after", u"all", u"alter", u"and", u"as", u"asc",
    u"autoincrement", u"before", u"begin", u"between", u"by", u"case", u"cast", u"check", u"collate", u"commit",
    u"constraint", u"create", u"cross", u"current_date", u"current_time", u"current_timestamp", u"default",
    u"deferrable", u"delete", u"desc", u"distinct", u"do", u"drop", u"each", u"else", u"end", u"escape", u"except",
    u"exists", u"false", u"for", u"foreign", u"from", u"full", u"glob", u"group", u"having", u"if", u"in", u"index",
    u"inner", u"insert", u"instead", u"intersect", u"into", u"is", u"isnull", u"join", u"left", u"like", u"limit",
    u"match", u"natural", u"not", u"nothing", u"notnull", u"null", u"of", u"on", u"or", u"order", u"outer", u"primary",
    u"raise", u"references", u"regexp", u"returning", u"right", u"select", u"set", u"table", u"then", u"to",
    u"transaction", u"trigger", u"true", u"union", u"unique", u"update", u"using", u"values", u"view", u"when"};
constexpr std::array<QStringView, 4> reservedToo{u"where", u"window", u"with", u"without"};

} // namespace

const TokenRules &tokenRules()
{
    static const TokenRules rules{
        .backtickNames = true,
        .bracketNames = true,
        .isReserved =
            [](QStringView word) {
                return std::binary_search(reserved.begin(), reserved.end(), word)
                    || std::binary_search(reservedToo.begin(), reservedToo.end(), word);
            },
    };
    return rules;
}

} // namespace relata::sqlite
