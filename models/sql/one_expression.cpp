#include "models/sql/one_expression.h"

#include "models/sql/sql_lexer.h"

namespace relata {
using namespace Qt::StringLiterals;

bool isOneExpression(QStringView text, const SqlFlavour &flavour)
{
    int depth = 0;
    bool isEmpty = true;
    for (const SqlToken &token : SqlLexer::tokens(text, flavour)) {
        using Type = SqlToken::Type;
        const bool isWrong = token.isUnterminated() || token.type == Type::Delimiter || token.type == Type::Comment
            || token.type == Type::MetaCommand || token.type == Type::CopyData || token.type == Type::Parameter
            || token.type == Type::Invalid;
        const QStringView word = token.in(text);
        depth += (word == "("_L1) - (word == ")"_L1);
        if (isWrong || depth < 0 || word == ";"_L1)
            return false;
        isEmpty = isEmpty && token.isBlank();
    }
    return depth == 0 && !isEmpty;
}

} // namespace relata
