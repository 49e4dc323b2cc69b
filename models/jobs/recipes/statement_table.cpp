#include "models/jobs/recipes/statement_table.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/sql/sql_lexer.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// The table of that name, however it is spelled.
QString tableNamed(const QString &name, const RowCounts &tables)
{
    for (auto it = tables.cbegin(); it != tables.cend(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0)
            return it.key();
    }
    return {};
}

QString plain(QStringView name)
{
    const bool isQuoted = name.size() > 1 && !name.front().isLetterOrNumber() && name.front() != u'_';
    return (isQuoted ? name.mid(1, name.size() - 2) : name).toString();
}

} // namespace

QString statementTable(const QString &sql, const RowCounts &tables, const Engine &engine, const ServerInfo &server)
{
    QString result;
    LockLevel level = LockLevel::None;
    const StatementFacts facts = engine.analyst ? engine.analyst->facts(sql, server) : StatementFacts();
    for (const Lock &lock : facts.locks) {
        QStringList path = lock.object.path;
        path.removeAll(QString()); // the default namespace has no name
        const QString name = tableNamed(path.join(u'.'), tables);
        if (name.isEmpty() || lock.level < level
            || (lock.level == level && !result.isEmpty() && tables.value(name) <= tables.value(result)))
            continue;
        result = name;
        level = lock.level;
    }
    if (!result.isEmpty())
        return result;
    for (const SqlToken &token : SqlLexer::tokens(sql, *engine.flavour)) {
        if (token.type != SqlToken::Type::Word && token.type != SqlToken::Type::QuotedIdentifier)
            continue;
        const QString name = tableNamed(plain(token.in(sql)), tables);
        if (!name.isEmpty() && (result.isEmpty() || tables.value(name) > tables.value(result)))
            result = name;
    }
    return result;
}

} // namespace relata
