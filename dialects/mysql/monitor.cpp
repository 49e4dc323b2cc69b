#include "dialects/mysql/monitor.h"

#include "dialects/common/statement_tree.h"
#include "models/engine/fetch.h"
#include "models/engine/server_info.h"
#include "models/sql/sql_flavour.h"

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// The server's own number, with which an error's detail begins.
int numberOf(const Error &error) { return error.detail.section(u' ', 0, 0).toInt(); }

} // namespace

Violation MysqlMonitor::violation(const Error &error) const
{
    static const QHash<int, Violation> kinds{{1048, Violation::NotNull}, {1364, Violation::NotNull},
        {1062, Violation::Unique}, {1586, Violation::Unique}, {1452, Violation::ForeignKey},
        {1216, Violation::ForeignKey}, {4025, Violation::Check}, {3819, Violation::Check}};
    return kinds.value(numberOf(error), Violation::None);
}

Result<QStringList> MysqlMonitor::rightsOnAll(Connection &connection) const
{
    // The name may be a pattern; the words are those of GRANT.
    const Result<Rows> rows = fetch(connection,
        u"SELECT GRANTEE, GROUP_CONCAT(PRIVILEGE_TYPE ORDER BY PRIVILEGE_TYPE SEPARATOR ', '), MAX(IS_GRANTABLE) "
        "FROM information_schema.SCHEMA_PRIVILEGES WHERE DATABASE() LIKE TABLE_SCHEMA GROUP BY GRANTEE "
        "ORDER BY GRANTEE"_s);
    if (!rows)
        return failure(rows.error());
    QStringList result;
    for (qsizetype i = 0; i < rows->count; ++i)
        result += rows->text(i, 0) + u": "_s + rows->text(i, 1)
            + (rows->text(i, 2) == "YES"_L1 ? u" WITH GRANT OPTION"_s : QString());
    return result;
}

QList<CheapForm> MysqlMonitor::cheapForms(const QString &sql, const ServerInfo &server) const
{
    using Kind = StatementAction::Kind;
    const bool mariadb = server.engine == "mariadb";
    const StatementTree tree = statementTree(sql, mariadb ? mariadbFlavour() : mysqlFlavour());
    const bool isAlter = tree.verb == StatementTree::Verb::Alter && tree.thing == StatementTree::Thing::Table;
    // Partitions have forms of their own, and do not stand beside other actions; a choice made in the text holds.
    const bool takesForm = std::none_of(tree.actions.begin(), tree.actions.end(), [](const StatementAction &action) {
        return action.kind == Kind::Algorithm || action.kind == Kind::LockClause || action.kind == Kind::AddPartition
            || action.kind == Kind::DropPartition || action.kind == Kind::ChangePartitions
            || action.kind == Kind::Other;
    });
    if (!isAlter || !takesForm || tree.actions.isEmpty())
        return {};
    QString body = sql.trimmed();
    while (body.endsWith(u';'))
        body.chop(1);
    QList<CheapForm> result;
    if (mariadb ? server.version >= 100302 : server.version >= 80012)
        result += CheapForm{body + u", ALGORITHM=INSTANT"_s, false};
    if (mariadb && server.version >= 100302)
        result += CheapForm{body + u", ALGORITHM=NOCOPY"_s, false};
    if (server.version >= 50600)
        result += CheapForm{body + u", ALGORITHM=INPLACE"_s, {}};
    return result;
}

/// 1845 and 1846 say so; 1221, 1235 and 1064 that this statement has no such form at all.
bool MysqlMonitor::isTooDear(const Error &error) const
{
    static const QSet<int> numbers{1064, 1221, 1235, 1845, 1846};
    return numbers.contains(numberOf(error));
}

} // namespace relata::mysql
