#include "models/timeline/repeatable_script.h"

#include "models/engine/engine.h"
#include "models/engine/script_port.h"
#include "models/sql/sql_writer.h"
#include "models/timeline/ledger.h"
#include "models/timeline/repeatable_table.h"

namespace relata {
using namespace Qt::StringLiterals;

RepeatableScript::RepeatableScript(const Engine &engine, QString place)
    : m_engine(engine)
    , m_place(std::move(place))
    , m_table(m_place + u"_relata_repeatables"_s)
{ }

QString RepeatableScript::literal(const QString &text) const
{
    SqlWriter writer(*m_engine.flavour);
    writer << SqlString{text};
    return writer.sql();
}

/// As isStandOfScript() reads it.
QString RepeatableScript::stands() const
{
    return u"(SELECT "_s
        + scriptPort(m_engine)->concatenated({literal(QString::fromLatin1(StandOfScript)), u"COUNT(*)"_s,
            literal(u" "_s), u"COALESCE(MAX(finished_at), '')"_s})
        + u" FROM "_s + m_place + u"_relata_migrations)"_s;
}

QString RepeatableScript::table() const { return RepeatableTable::creation(m_engine).replace(u'@', m_table); }

QStringList RepeatableScript::begin(const MigrationFile &repeatable, bool isWhole) const
{
    const QString id = literal(repeatable.id), whole = isWhole ? u"1"_s : u"0"_s;
    return {u"INSERT INTO %1 (id, name, checksum, body, behind, stands, state, is_whole, ran_at, ran_by, error) SELECT "
            "%2, %3, '', '', '', '', 'running', %4, '', '', '' FROM (SELECT COUNT(*) AS n FROM %1 WHERE id = %2) AS "
            "found WHERE n = 0"_s.arg(m_table, id, literal(repeatable.version), whole),
        // What an earlier try has left is still there until this one is at its end.
        u"UPDATE %1 SET is_whole = CASE WHEN state = 'current' OR is_whole = 1 THEN %2 ELSE 0 END, state = 'running', "
        "error = '' WHERE id = %3"_s.arg(m_table, whole, id)};
}

QString RepeatableScript::finish(const MigrationFile &repeatable) const
{
    const ScriptPort &port = *scriptPort(m_engine);
    const QStringList set{u"name = "_s + literal(repeatable.version),
        u"checksum = "_s + literal(migrationChecksum(repeatable, m_engine)),
        u"body = "_s + literal(QString::fromUtf8(writeMigration(repeatable))),
        u"behind = (SELECT COALESCE(MAX(version), '0') FROM "_s + m_place + u"_relata_migrations)"_s,
        u"stands = "_s + stands(), u"state = 'current', is_whole = 1"_s, u"ran_at = "_s + port.utcNow(),
        u"ran_by = "_s + port.currentUser(), u"error = ''"_s};
    return u"UPDATE %1 SET "_s.arg(m_table) + set.join(u", "_s) + u" WHERE id = "_s + literal(repeatable.id);
}

QString RepeatableScript::isCurrent(const MigrationFile &repeatable) const
{
    return u"SELECT 1 FROM %1 WHERE id = "_s.arg(m_table) + literal(repeatable.id) + u" AND checksum = "_s
        + literal(migrationChecksum(repeatable, m_engine)) + u" AND state = 'current' AND stands = "_s + stands();
}

} // namespace relata
