#include "dialects/sqlite/monitor.h"

namespace relata::sqlite {
using namespace Qt::StringLiterals;

Violation SqliteMonitor::violation(const Error &error) const
{
    static const QHash<QString, Violation> kinds{{u"SQLITE_CONSTRAINT_NOTNULL"_s, Violation::NotNull},
        {u"SQLITE_CONSTRAINT_CHECK"_s, Violation::Check}, {u"SQLITE_CONSTRAINT_UNIQUE"_s, Violation::Unique},
        {u"SQLITE_CONSTRAINT_PRIMARYKEY"_s, Violation::Unique}, {u"SQLITE_CONSTRAINT_ROWID"_s, Violation::Unique},
        {u"SQLITE_CONSTRAINT_FOREIGNKEY"_s, Violation::ForeignKey}};
    return kinds.value(error.sqlState, Violation::None);
}

QStringList SqliteMonitor::beforeTrials() const { return {u"PRAGMA foreign_keys = ON"_s}; }

QString SqliteMonitor::brokenForeignKeys() const { return u"PRAGMA foreign_key_check"_s; }

} // namespace relata::sqlite
