#include "models/sql/normal_text.h"

#include "models/sql/sql_lexer.h"

#include <QCryptographicHash>

namespace relata {

QByteArray tokenChecksum(QStringView sql, const SqlFlavour &flavour)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    SqlLexer lexer(sql, flavour);
    while (const auto token = lexer.next()) {
        if (token->isBlank())
            continue;
        QByteArray text = token->in(sql).toUtf8();
        text.replace("\r\n", "\n");
        // The length in front keeps "a b" and "ab" apart.
        hash.addData(QByteArray(QByteArray::number(text.size()) + ':'));
        hash.addData(text);
    }
    return hash.result();
}

QString leadingWord(QStringView sql, const SqlFlavour &flavour)
{
    SqlLexer lexer(sql, flavour);
    while (const auto token = lexer.next()) {
        if (token->type == SqlToken::Type::Word)
            return token->in(sql).toString().toUpper();
    }
    return {};
}

QString collapsed(QStringView sql, const SqlFlavour &flavour, qsizetype longest)
{
    QString result;
    bool space = false;
    SqlLexer lexer(sql, flavour);
    while (const auto token = lexer.next()) {
        if (token->isBlank()) {
            space = true;
            continue;
        }
        if (space && !result.isEmpty())
            result += u' ';
        space = false;
        result += token->in(sql).left(longest + 1).toString().simplified();
        if (result.size() > longest)
            return result.left(longest - 1) + u'\u2026';
    }
    return result;
}

} // namespace relata
