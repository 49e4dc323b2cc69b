#include "models/jobs/recipes/settled_rows.h"

#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/left_data.h"
#include "models/jobs/recipes/run_script.h"
#include "models/schema/object.h"
#include "models/sql/sql_writer.h"
#include "models/sql/token_walk.h"
#include "models/timeline/drift.h"
#include "models/timeline/migration_file.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

SettledRows::SettledRows(
    const MigrationFile &migration, const Engine &engine, const Schema &before, const Schema &after)
    : m_engine(engine)
    , m_before(before)
    , m_after(after)
    , m_copies(migration, engine)
    , m_isProgram(migration.isPython())
{
    if (m_isProgram) {
        static const QRegularExpression grant(u"\\bGRANT\\s"_s, QRegularExpression::CaseInsensitiveOption);
        m_grantsSomething = migration.up.contains(grant);
        return;
    }
    const ServerInfo server{.engine = engine.key, .version = 0, .versionText = {}, .product = {}, .settings = {}};
    for (const RunnerStatement &one : scriptStatements(migration.up, engine, server)) {
        read(one.sql);
        ++m_at;
    }
}

void SettledRows::read(const QString &sql)
{
    static const QSet<QString> writing{u"UPDATE"_s, u"DELETE"_s, u"INSERT"_s, u"REPLACE"_s, u"MERGE"_s, u"TRUNCATE"_s,
        u"LOAD"_s, u"COPY"_s, u"WITH"_s};
    static const QSet<QString> reading{u"SELECT"_s, u"WITH"_s, u"VALUES"_s, u"TABLE"_s};
    static const QSet<QString> calling{u"CALL"_s, u"DO"_s, u"EXECUTE"_s};
    static const QSet<QString> changing{u"CREATE"_s, u"ALTER"_s, u"DROP"_s, u"RENAME"_s};
    TokenWalk walk(sql, *m_engine.flavour);
    const QString verb = walk.word(walk.at++);
    const bool isCode = calling.contains(verb) || (reading.contains(verb) && runsCode(sql));
    if (isCode && !m_codeAt)
        m_codeAt = m_at;
    if (changing.contains(verb))
        m_changed += Changed{m_at, namesIn(sql, *m_engine.flavour)};
    if (writing.contains(verb))
        readWriting(walk, verb);
    else if (verb == "GRANT"_L1)
        readGrant(walk);
    else if (verb == "DROP"_L1)
        readDrop(walk);
    else if (verb == "ALTER"_L1 && walk.skip({u"TYPE"_s}))
        readAlteredType(walk);
    else if (verb == "ALTER"_L1 && walk.skip({u"TABLE"_s}))
        readAlteredTable(walk);
}

/// Whether a query calls what may write: a routine of the database itself, maybe by a view, or one of an extension.
bool SettledRows::runsCode(const QString &sql) const
{
    const QList<const Schema *> schemas{&m_before, &m_after};
    const bool hasRoutines = std::any_of(
        schemas.begin(), schemas.end(), [](const Schema *schema) { return !schema->all(Kind::Routine).isEmpty(); });
    return callsRoutine(sql, *m_engine.flavour, schemas) || (hasRoutines && namesView(sql)) || mayCallExtension(sql);
}

bool SettledRows::namesView(const QString &sql) const
{
    const QSet<QString> names = namesIn(sql, *m_engine.flavour);
    for (const Schema *schema : {&m_before, &m_after}) {
        for (const ObjectId id : schema->all(Kind::View)) {
            if (names.contains(nameOf(*schema->find(id)).toLower()))
                return true;
        }
    }
    return false;
}

/// What an extension brings along is not in a schema.
bool SettledRows::mayCallExtension(const QString &sql) const
{
    static const QSet<QString> harmless{u"COUNT"_s, u"SUM"_s, u"MIN"_s, u"MAX"_s, u"AVG"_s, u"COALESCE"_s, u"NULLIF"_s,
        u"SETVAL"_s, u"NEXTVAL"_s, u"CURRVAL"_s, u"NOW"_s, u"LOWER"_s, u"UPPER"_s, u"LENGTH"_s, u"EXISTS"_s, u"IN"_s,
        u"VALUES"_s, u"AND"_s, u"OR"_s, u"NOT"_s, u"WHERE"_s, u"FROM"_s, u"AS"_s, u"ON"_s, u"ANY"_s, u"ALL"_s};
    bool hasExtension = false;
    for (const Schema *schema : {&m_before, &m_after}) {
        for (const ObjectId id : schema->all(Kind::Extension))
            hasExtension = hasExtension || nameOf(*schema->find(id)) != "plpgsql"_L1;
    }
    TokenWalk walk(sql, *m_engine.flavour);
    for (qsizetype i = 0; hasExtension && i + 1 < walk.size(); ++i) {
        walk.at = i;
        const bool isServers = i > 1 && walk.word(i - 2) == "PG_CATALOG"_L1;
        const bool isCall = walk.isName() && !isServers && !harmless.contains(walk.word(i));
        walk.at = i + 1;
        if (isCall && walk.isSign(u'('))
            return true;
    }
    return false;
}

/// Whether rows that are put in may change others.
bool SettledRows::firesTrigger(const QStringList &table) const
{
    for (const Kind kind : {Kind::Trigger, Kind::Rule}) {
        for (const ObjectId id : m_before.all(kind)) {
            if (isOne(table, {m_before.path(parentOf(*m_before.find(id)))}))
                return true;
        }
    }
    return false;
}

/// The last statement that may be the one in question: what is written behind it comes too late. Where none can be told
/// it is behind all.
int SettledRows::lastFor(const DataCheck &check) const
{
    QSet<QString> tables, parts{check.object.section(u'.', -1).toLower()};
    for (const QStringList &place : check.places)
        tables += place.value(place.size() - 1).toLower();
    if (!check.type.isEmpty())
        tables += check.type.last().toLower();
    for (const QString &column : check.columns)
        parts += column.toLower();
    int last = -1, exact = -1;
    for (const Changed &one : m_changed) {
        if (!one.names.intersects(tables))
            continue;
        last = one.at;
        if (one.names.intersects(parts - tables))
            exact = one.at;
    }
    return exact >= 0 ? exact : last >= 0 ? last : m_at;
}

void SettledRows::readWriting(TokenWalk &walk, const QString &verb)
{
    static const QSet<QString> changes{
        u"conflict"_s, u"duplicate"_s, u"replace"_s, u"update"_s, u"delete"_s, u"merge"_s};
    const QSet<QString> said = namesIn(walk.between(0, walk.size()), *m_engine.flavour);
    const bool adds = (verb == "INSERT"_L1 || verb == "COPY"_L1 || verb == "LOAD"_L1) && !said.intersects(changes);
    if (verb == "WITH"_L1 && !said.intersects(changes) && !said.contains(u"insert"_s))
        return; // it reads
    static const QSet<QString> between{u"ONLY"_s, u"LOW_PRIORITY"_s, u"HIGH_PRIORITY"_s, u"DELAYED"_s, u"QUICK"_s,
        u"IGNORE"_s, u"OR"_s, u"ROLLBACK"_s, u"ABORT"_s, u"REPLACE"_s, u"FAIL"_s, u"INTO"_s, u"TABLE"_s, u"FROM"_s};
    while (verb == "LOAD"_L1 && !walk.isAtEnd() && walk.word(walk.at) != "INTO"_L1)
        ++walk.at;
    while (verb != "WITH"_L1 && walk.skip(between)) { }
    if (verb == "UPDATE"_L1)
        return takeTables(walk, u"SET"_s);
    if (verb == "DELETE"_L1)
        return takeTables(walk, u"WHERE"_s);
    if (verb == "TRUNCATE"_L1 || verb == "WITH"_L1)
        return takeTables(walk, {});
    if (const QStringList path = walk.path(); !path.isEmpty())
        m_written += Written{path, m_at, adds};
}

/// All names up to a word, or to the end.
void SettledRows::takeTables(TokenWalk &walk, const QString &end)
{
    while (!walk.isAtEnd() && (end.isEmpty() || walk.word(walk.at) != end)) {
        const QStringList path = walk.isName() ? walk.path() : QStringList();
        if (path.isEmpty())
            ++walk.at;
        else
            m_written += Written{path, m_at, false};
    }
}

void SettledRows::readGrant(TokenWalk &walk)
{
    while (!walk.isAtEnd() && !walk.skip({u"ON"_s}))
        ++walk.at;
    const QString word = walk.word(walk.at);
    const bool isRoutine = word == "FUNCTION"_L1 || word == "PROCEDURE"_L1;
    walk.skip({u"FUNCTION"_s, u"PROCEDURE"_s, u"TABLE"_s, u"SEQUENCE"_s});
    do {
        if (const QStringList path = walk.path(); !path.isEmpty())
            m_granted += Named{isRoutine ? word : QString(), path};
    } while (walk.isSign(u',') && ++walk.at < walk.size());
}

/// What was granted before goes with it.
void SettledRows::readDrop(TokenWalk &walk)
{
    const QString word = walk.word(walk.at);
    if (!walk.skip({u"FUNCTION"_s, u"PROCEDURE"_s}))
        return;
    while (walk.skip({u"IF"_s, u"EXISTS"_s})) { }
    const QStringList path = walk.path();
    if (path.isEmpty())
        return;
    m_dropped += Named{word, path};
    m_granted.removeIf([&](const Named &one) { return one.word == word && isOne(one.path, {path}); });
}

void SettledRows::readAlteredType(TokenWalk &walk)
{
    const QStringList type = walk.path();
    if (!type.isEmpty() && walk.skip({u"RENAME"_s}) && walk.skip({u"VALUE"_s}) && !walk.isAtEnd())
        m_renamed += Renamed{type, walk.between(walk.at, walk.at + 1)};
}

void SettledRows::readAlteredTable(TokenWalk &walk)
{
    while (walk.skip({u"IF"_s, u"EXISTS"_s, u"ONLY"_s})) { }
    const QStringList table = walk.path();
    while (!table.isEmpty() && !walk.isAtEnd()) {
        const qsizetype begin = walk.at;
        const bool isColumn = walk.skip({u"ALTER"_s});
        walk.skip({u"COLUMN"_s});
        const QString column = isColumn && walk.isName() ? walk.nameAt(walk.at) : QString();
        bool isUsing = false;
        for (int depth = 0; !walk.isAtEnd() && (depth > 0 || !walk.isSign(u',')); ++walk.at) {
            depth += walk.isSign(u'(') ? 1 : walk.isSign(u')') ? -1 : 0;
            isUsing = isUsing || (depth == 0 && walk.word(walk.at) == "USING"_L1);
        }
        if (!column.isEmpty() && isUsing)
            m_casts += Cast{table, column, walk.between(begin, walk.at)};
        ++walk.at;
    }
}

bool SettledRows::isSame(const QString &one, const QString &other) const
{
    const bool isExact = m_engine.nameRule == NameRule::Exact;
    return one.compare(other, isExact ? Qt::CaseSensitive : Qt::CaseInsensitive) == 0;
}

bool SettledRows::isOne(const QStringList &said, const QList<QStringList> &places) const
{
    return meansOne(said, places, m_engine.nameRule);
}

bool SettledRows::drops(const QString &word, const QStringList &path) const
{
    return std::any_of(m_dropped.begin(), m_dropped.end(),
        [&](const Named &one) { return one.word == word && isOne(one.path, {path}); });
}

bool SettledRows::convertsOtherwise(const DataCheck &check) const
{
    return std::any_of(m_casts.begin(), m_casts.end(), [&](const Cast &one) {
        const bool isColumn = std::any_of(check.columns.begin(), check.columns.end(),
            [&](const QString &column) { return isSame(one.column, column); });
        return isColumn && isOne(one.table, check.places) && (check.cast.isEmpty() || !one.text.contains(check.cast));
    });
}

/// Where the table's rows are carried over into a new one.
bool SettledRows::copiesOtherwise(const DataCheck &check) const
{
    const CopiedRows::Value value = m_copies.valueOf(check.places, check.columns);
    return value == CopiedRows::Value::Otherwise
        || (value == CopiedRows::Value::Filled && check.what == DataCheck::What::Missing)
        || m_copies.mayLeaveRows(check.places);
}

bool SettledRows::renamesAll(const DataCheck &check) const
{
    return std::all_of(check.labels.begin(), check.labels.end(), [&](const QString &label) {
        SqlWriter text(*m_engine.flavour);
        text << SqlString{label};
        return std::any_of(m_renamed.begin(), m_renamed.end(),
            [&](const Renamed &one) { return one.label == text.sql() && isOne(one.type, {check.type}); });
    });
}

bool SettledRows::has(const DataCheck &check) const
{
    if (check.what == DataCheck::What::Rights)
        return m_grantsSomething || std::any_of(m_granted.begin(), m_granted.end(), [&](const Named &one) {
            return one.word == check.routine && isOne(one.path, check.places);
        });
    const int last = lastFor(check);
    if (m_isProgram || (m_codeAt && *m_codeAt < last))
        return true;
    if (check.what == DataCheck::What::Unfit && convertsOtherwise(check))
        return true;
    if (!check.columns.isEmpty() && copiesOtherwise(check))
        return true;
    if (check.what == DataCheck::What::Unlisted && !check.type.isEmpty() && renamesAll(check))
        return true;
    return std::any_of(m_written.begin(), m_written.end(), [&](const Written &one) {
        return one.at < last && isOne(one.path, check.places)
            && (!one.adds || check.what == DataCheck::What::Orphan || firesTrigger(one.path));
    });
}

} // namespace relata
