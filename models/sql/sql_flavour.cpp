#include "models/sql/sql_flavour.h"

#include <QString>

#include <algorithm>

namespace relata {

bool SqlFlavour::isNameStart(QChar c) const
{
    const char16_t u = c.unicode();
    if (u >= 0x80)
        return u != 0xFEFF;
    const char16_t lower = u | 0x20;
    return (lower >= 'a' && lower <= 'z') || u == '_' || (u == '#' && namesMayBeginWithHash);
}

bool SqlFlavour::isNamePart(QChar c) const
{
    const char16_t u = c.unicode();
    return isNameStart(c) || (u >= '0' && u <= '9') || (u < 0x80 && nameCharacters.contains(c));
}

SqlFlavour::Word SqlFlavour::classified(QStringView word) const
{
    char buffer[40];
    if (!keywords || word.isEmpty() || word.size() > qsizetype(sizeof buffer))
        return Word::Plain;
    for (qsizetype i = 0; i < word.size(); ++i) {
        const char16_t u = word.at(i).unicode();
        if (u >= 0x80)
            return Word::Plain;
        buffer[i] = char(u >= 'A' && u <= 'Z' ? u + 32 : u);
    }
    const std::string_view lower(buffer, std::size_t(word.size()));
    const KeywordTable &table = keywords();
    if (std::ranges::binary_search(table.reserved, lower))
        return Word::Reserved;
    return std::ranges::binary_search(table.others, lower) ? Word::Keyword : Word::Plain;
}

QString SqlFlavour::folded(QStringView word) const
{
    // Only ASCII letters: what a server does with others depends on its locale and encoding.
    QString result = word.toString();
    if (folding == Folding::Keep)
        return result;
    for (QChar &c : result) {
        if (folding == Folding::Lower && c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + 32);
        else if (folding == Folding::Upper && c >= u'a' && c <= u'z')
            c = QChar(c.unicode() - 32);
    }
    return result;
}

static SqlFlavour makePostgresql()
{
    SqlFlavour f;
    f.key = QLatin1String("postgresql");
    f.keywords = postgresqlKeywords;
    f.folding = SqlFlavour::Folding::Lower;
    f.identifierLengthInBytes = true;
    f.dollarNeedsQuotes = true;
    f.stringPrefixes = QLatin1String("ebxn");
    f.unicodePrefix = f.dollarStrings = true;
    f.nestedComments = f.returnEndsComment = true;
    f.dollarParameters = f.colonParameters = f.anyOperator = true;
    f.bodies = SqlFlavour::Bodies::BeginAtomic;
    f.parenthesesHold = f.backslashCommands = true;
    return f;
}

static SqlFlavour makeMysql()
{
    SqlFlavour f;
    f.key = QLatin1String("mysql");
    f.keywords = mysqlKeywords;
    f.maxIdentifierLength = 64;
    f.openQuote = f.closeQuote = u'`';
    f.backtickNames = f.namesMayBeginWithDigit = true;
    f.doubleQuotedStrings = f.backslashEscapes = true;
    f.stringPrefixes = QLatin1String("bxn");
    f.dashNeedsSpace = f.hashComments = f.executableComments = true;
    f.questionParameters = f.colonParameters = f.atVariables = true;
    f.bodies = SqlFlavour::Bodies::Nested;
    f.delimiterCommand = true;
    return f;
}

static SqlFlavour makeSqlite()
{
    SqlFlavour f;
    f.key = QLatin1String("sqlite");
    f.keywords = sqliteKeywords;
    f.maxIdentifierLength = 1'000'000; // only the length of the whole statement limits it
    f.backtickNames = f.bracketNames = true;
    f.stringPrefixes = QLatin1String("x");
    f.dollarParameters = f.questionParameters = f.colonParameters = f.atParameters = true;
    f.bodies = SqlFlavour::Bodies::TriggerEnd;
    f.dotCommands = true;
    return f;
}

static SqlFlavour makeSqlserver()
{
    SqlFlavour f;
    f.key = QLatin1String("sqlserver");
    f.keywords = sqlserverKeywords;
    f.maxIdentifierLength = 128;
    f.openQuote = u'[';
    f.closeQuote = u']';
    f.bracketNames = f.nestedComments = f.atVariables = f.goLines = f.namesMayBeginWithHash = true;
    f.nameCharacters = QLatin1String("$#@");
    f.stringPrefixes = QLatin1String("n");
    f.questionParameters = true;
    f.bodies = SqlFlavour::Bodies::Batch;
    return f;
}

static SqlFlavour makeOracle()
{
    SqlFlavour f;
    f.key = QLatin1String("oracle");
    f.keywords = oracleKeywords;
    f.folding = SqlFlavour::Folding::Upper;
    f.maxIdentifierLength = 128;
    f.identifierLengthInBytes = true;
    f.nameCharacters = QLatin1String("$#");
    f.stringPrefixes = QLatin1String("n");
    f.bracketStrings = f.colonParameters = f.slashLines = true;
    f.bodies = SqlFlavour::Bodies::Batch;
    return f;
}

const SqlFlavour &postgresqlFlavour()
{
    static const SqlFlavour flavour = makePostgresql();
    return flavour;
}

const SqlFlavour &mysqlFlavour()
{
    static const SqlFlavour flavour = makeMysql();
    return flavour;
}

const SqlFlavour &mariadbFlavour()
{
    static const SqlFlavour flavour = [] {
        SqlFlavour f = makeMysql();
        f.key = QLatin1String("mariadb");
        f.keywords = mariadbKeywords;
        return f;
    }();
    return flavour;
}

const SqlFlavour &sqliteFlavour()
{
    static const SqlFlavour flavour = makeSqlite();
    return flavour;
}

const SqlFlavour &sqlserverFlavour()
{
    static const SqlFlavour flavour = makeSqlserver();
    return flavour;
}

const SqlFlavour &oracleFlavour()
{
    static const SqlFlavour flavour = makeOracle();
    return flavour;
}

const SqlFlavour *sqlFlavour(QStringView key)
{
    for (const auto make :
        {postgresqlFlavour, mysqlFlavour, mariadbFlavour, sqliteFlavour, sqlserverFlavour, oracleFlavour}) {
        if (make().key == key)
            return &make();
    }
    return nullptr;
}

} // namespace relata
