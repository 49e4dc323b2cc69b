#include "models/jobs/recipes/copied_rows.h"

#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/run_script.h"
#include "models/sql/token_walk.h"
#include "models/timeline/migration_file.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

static bool isSameName(const QString &one, const QString &other, NameRule rule)
{
    return one.compare(other, rule == NameRule::Exact ? Qt::CaseSensitive : Qt::CaseInsensitive) == 0;
}

bool meansOne(const QStringList &said, const QList<QStringList> &places, NameRule rule)
{
    return !said.isEmpty() && std::any_of(places.begin(), places.end(), [&](const QStringList &place) {
        const QString space = said.size() > 1 ? said.at(said.size() - 2) : QString();
        const QString other = place.size() > 1 ? place.at(place.size() - 2) : QString();
        return !place.isEmpty() && isSameName(said.last(), place.last(), rule)
            && (space.isEmpty() || other.isEmpty() || isSameName(space, other, rule));
    });
}

CopiedRows::CopiedRows(const MigrationFile &migration, const Engine &engine)
    : m_engine(engine)
{
    if (migration.isPython())
        return;
    const ServerInfo server{.engine = engine.key, .version = 0, .versionText = {}, .product = {}, .settings = {}};
    for (const RunnerStatement &one : scriptStatements(migration.up, engine, server))
        read(one.sql);
}

void CopiedRows::read(const QString &sql)
{
    TokenWalk walk(sql, *m_engine.flavour);
    if (walk.skip({u"CREATE"_s}) && walk.skip({u"TABLE"_s})) {
        while (walk.skip({u"IF"_s, u"NOT"_s, u"EXISTS"_s})) { }
        m_origins.prepend({walk.path(), {}});
    } else if (walk.word(0) == "ALTER"_L1) {
        walk.at = 1;
        readRenaming(walk);
    } else if (walk.word(0) == "INSERT"_L1 || walk.word(0) == "REPLACE"_L1) {
        walk.at = 1;
        readInsert(walk);
    }
}

QStringList CopiedRows::originOf(const QStringList &table) const
{
    for (const auto &[name, origin] : m_origins) {
        if (meansOne(table, {name}, m_engine.nameRule))
            return origin;
    }
    return table;
}

void CopiedRows::readRenaming(TokenWalk &walk)
{
    if (!walk.skip({u"TABLE"_s}))
        return;
    while (walk.skip({u"IF"_s, u"EXISTS"_s, u"ONLY"_s})) { }
    const QStringList before = walk.path();
    if (before.isEmpty() || !walk.skip({u"RENAME"_s}) || !walk.skip({u"TO"_s}))
        return;
    const QStringList after = walk.path();
    m_origins.prepend({after, originOf(before)});
    for (Copy &copy : m_copies) {
        if (meansOne(copy.to, {before}, m_engine.nameRule))
            copy.to = after;
    }
}

void CopiedRows::readInsert(TokenWalk &walk)
{
    Copy copy;
    copy.mayLeaveRows = walk.word(0) == "REPLACE"_L1 || walk.word(1) == "OR"_L1 || walk.word(1) == "IGNORE"_L1;
    while (!walk.isAtEnd() && !walk.skip({u"INTO"_s}))
        ++walk.at;
    copy.to = walk.path();
    if (walk.isSign(u'(')) {
        for (++walk.at; !walk.isAtEnd() && !walk.isSign(u')'); ++walk.at) {
            if (walk.isName())
                copy.columns += walk.nameAt(walk.at);
        }
        ++walk.at;
    }
    if (copy.to.isEmpty() || !walk.skip({u"SELECT"_s}))
        return;
    readItems(walk, copy);
    copy.from = originOf(walk.path());
    walk.at += walk.isSign(u';') ? 1 : 0;
    copy.mayLeaveRows = copy.mayLeaveRows || !walk.isAtEnd();
    if (!copy.from.isEmpty())
        m_copies += copy;
}

/// Up to behind its FROM.
void CopiedRows::readItems(TokenWalk &walk, Copy &copy) const
{
    copy.mayLeaveRows = walk.skip({u"DISTINCT"_s}) || copy.mayLeaveRows;
    qsizetype begin = walk.at;
    for (int depth = 0; !walk.isAtEnd(); ++walk.at) {
        depth += walk.isSign(u'(') ? 1 : walk.isSign(u')') ? -1 : 0;
        const bool isFrom = depth == 0 && walk.word(walk.at) == "FROM"_L1;
        if (!isFrom && (depth > 0 || !walk.isSign(u',')))
            continue;
        const qsizetype end = walk.at;
        walk.at = begin;
        copy.isAll = copy.isAll || (end == begin + 1 && walk.isSign(u'*'));
        copy.items += itemOf(walk, begin, end);
        walk.at = end;
        begin = end + 1;
        if (isFrom)
            break;
    }
    ++walk.at;
}

/// `name`, `table.name`, or the first of coalesce().
CopiedRows::Item CopiedRows::itemOf(TokenWalk &walk, qsizetype begin, qsizetype end) const
{
    walk.at = begin;
    const bool isFilled = walk.skip({u"COALESCE"_s, u"IFNULL"_s}) && walk.isSign(u'(');
    walk.at = isFilled ? walk.at + 1 : begin;
    const QStringList name = walk.path();
    if (name.isEmpty() || !(isFilled ? walk.isSign(u',') : walk.at == end))
        return {};
    return {name.last(), isFilled};
}

const CopiedRows::Copy *CopiedRows::copyOf(const QList<QStringList> &table) const
{
    const auto it = std::find_if(m_copies.begin(), m_copies.end(), [&](const Copy &copy) {
        return meansOne(copy.from, table, m_engine.nameRule) && meansOne(copy.to, table, m_engine.nameRule);
    });
    return it == m_copies.end() ? nullptr : &*it;
}

bool CopiedRows::isOneOf(const QString &name, const QStringList &names) const
{
    return std::any_of(
        names.begin(), names.end(), [&](const QString &one) { return isSameName(one, name, m_engine.nameRule); });
}

CopiedRows::Value CopiedRows::valueOf(const QList<QStringList> &table, const QStringList &column) const
{
    const Copy *copy = copyOf(table);
    if (!copy)
        return Value::Unknown;
    if (copy->isAll)
        return Value::Carried;
    for (qsizetype i = 0; i < copy->items.size(); ++i) {
        const Item &item = copy->items.at(i);
        const bool isRead = isOneOf(item.column, column);
        const bool isWritten = copy->columns.isEmpty() ? isRead : isOneOf(copy->columns.value(i), column);
        if (isWritten)
            return !isRead ? Value::Otherwise : item.isFilled ? Value::Filled : Value::Carried;
    }
    return Value::Otherwise;
}

bool CopiedRows::mayLeaveRows(const QList<QStringList> &table) const
{
    const Copy *copy = copyOf(table);
    return copy && copy->mayLeaveRows;
}

} // namespace relata
