#include "dialects/sqlite/statement_text.h"

#include <QStringList>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

qsizetype behind(QByteArrayView sql, const char *mark, qsizetype from)
{
    const qsizetype at = sql.indexOf(QByteArrayView(mark), from);
    return at < 0 ? sql.size() : at + qsizetype(qstrlen(mark));
}

} // namespace

QByteArray firstWord(QByteArrayView sql)
{
    qsizetype at = 0;
    while (at < sql.size()) {
        if (sql.sliced(at).startsWith("--"))
            at = behind(sql, "\n", at);
        else if (sql.sliced(at).startsWith("/*"))
            at = behind(sql, "*/", at + 2);
        else if (std::isspace(static_cast<unsigned char>(sql.at(at))) || sql.at(at) == ';')
            ++at;
        else
            break;
    }
    qsizetype end = at;
    while (end < sql.size() && std::isalpha(static_cast<unsigned char>(sql.at(end))))
        ++end;
    return sql.sliced(at, end - at).toByteArray().toUpper();
}

bool writesRows(const QString &word)
{
    static const QStringList words{u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s, u"WITH"_s};
    return words.contains(word);
}

} // namespace relata::sqlite
