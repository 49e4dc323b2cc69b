#include "models/sql/identifier.h"

#include "models/sql/sql_flavour.h"

#include <algorithm>

namespace relata {

static bool isPlainCharacter(QChar c, const SqlFlavour &flavour)
{
    const char16_t u = c.unicode();
    if (u == '_' || (u >= '0' && u <= '9'))
        return true;
    if (u >= 'a' && u <= 'z')
        return flavour.folding != SqlFlavour::Folding::Upper;
    if (u >= 'A' && u <= 'Z')
        return flavour.folding != SqlFlavour::Folding::Lower;
    return u < 0x80 && !flavour.dollarNeedsQuotes && flavour.nameCharacters.contains(c);
}

bool isPlain(const QString &name, const SqlFlavour &flavour)
{
    if (name.isEmpty() || name.front().isDigit() || name.front() == u'$' || name.front() == u'@')
        return false;
    return std::ranges::all_of(name, [&flavour](QChar c) { return isPlainCharacter(c, flavour); })
        && flavour.classified(name) != SqlFlavour::Word::Reserved;
}

static QString doubled(QStringView text, QChar quote)
{
    QString result;
    result.reserve(text.size() + 2);
    for (const QChar c : text) {
        if (c == quote)
            result += quote;
        result += c;
    }
    return result;
}

QString quoted(const Identifier &identifier, const SqlFlavour &flavour)
{
    if (isPlain(identifier.name, flavour))
        return identifier.name;
    return flavour.openQuote + doubled(identifier.name, flavour.closeQuote) + flavour.closeQuote;
}

QString quoted(const QualifiedIdentifier &identifier, const SqlFlavour &flavour)
{
    QString result;
    for (const QString &part : identifier.parts) {
        if (part.isEmpty())
            continue;
        if (!result.isEmpty())
            result += u'.';
        result += quoted(Identifier{part}, flavour);
    }
    return result;
}

QString quotedString(QStringView text, const SqlFlavour &flavour)
{
    QString body = doubled(text, u'\'');
    const bool escaped = flavour.backslashEscapes || flavour.stringPrefixes.contains(u'e');
    if (escaped && body.contains(u'\\')) {
        body.replace(u'\\', QLatin1String("\\\\"));
        if (!flavour.backslashEscapes)
            body.prepend(QLatin1String("E'"));
        else
            body.prepend(u'\'');
    } else {
        const bool national = flavour.key == QLatin1String("sqlserver")
            && std::ranges::any_of(text, [](QChar c) { return c.unicode() >= 0x80; });
        body.prepend(national ? QLatin1String("N'") : QLatin1String("'"));
    }
    if (flavour.backslashEscapes)
        body.replace(QChar(u'\0'), QLatin1String("\\0"));
    return body + u'\'';
}

bool isTooLong(const QString &name, const SqlFlavour &flavour)
{
    const qsizetype length = flavour.identifierLengthInBytes ? name.toUtf8().size() : name.toUcs4().size();
    return length > flavour.maxIdentifierLength;
}

} // namespace relata
