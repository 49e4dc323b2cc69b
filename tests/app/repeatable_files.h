#pragma once
#include "tests/app/migrate_bench.h"

namespace relata::tests {

/// A view, however the engine makes one anew.
inline QByteArray viewAnew(const QByteArray &name, const QByteArray &query)
{
    return "DROP VIEW IF EXISTS " + name + ";\nCREATE VIEW " + name + " AS " + query + ";\n";
}

/// Writes a file that runs behind the migrations.
inline void repeatable(const MigrateBench &bench, const QString &name, const QByteArray &content)
{
    bench.write(QStringLiteral("migrations/repeatable/%1.sql").arg(name), content);
}

} // namespace relata::tests
