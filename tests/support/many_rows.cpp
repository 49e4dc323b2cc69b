#include "tests/support/many_rows.h"

using namespace Qt::StringLiterals;

namespace relata::tests {

static QString selectFor(const QByteArray &engine)
{
    if (engine == "postgresql")
        return u"select i, 'member number ' || i, i * 1.5, date '2000-01-01' + i % 8000, i % 2, case when i % 3 = 0 "
               u"then "
               "null else 'a note of some length ' || i end from generate_series(1, %1) i"_s.arg(ManyRows);
    if (engine == "sqlite")
        return u"with recursive n(i) as (select 1 union all select i + 1 from n where i < %1) select i, 'member number "
               u"' "
               "|| i, i * 1.5, '2000-01-01', i % 2, case when i % 3 = 0 then null else 'a note of some length ' || i "
               "end "
               "from n"_s.arg(ManyRows);
    const QString digits =
        u"(select 0 d union all select 1 union all select 2 union all select 3 union all select 4 union "
        "all select 5 union all select 6 union all select 7 union all select 8 union all select 9)"_s;
    return u"select i, concat('member number ', i), i * 1.5, '2000-01-01', i % 2, if(i % 3 = 0, null, concat('a note "
           u"of "
           "some length ', i)) from (select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d "
           "as "
           "i from %1 a, %1 b, %1 c, %1 e, %1 f, %1 g) n"_s.arg(digits);
}

QStringList manyRows(const QByteArray &engine, const QString &table)
{
    return {u"drop table if exists "_s + table,
        u"create table %1(id integer primary key, name varchar(60), score double precision, born date, done integer, "
        "note varchar(80))"_s.arg(table),
        u"insert into %1 %2"_s.arg(table, selectFor(engine))};
}

} // namespace relata::tests
