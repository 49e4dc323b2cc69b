#pragma once
#include <QString>

namespace relata::postgresql {

/// The set-based queries that read a whole database, each once whatever the number of tables. All but the first take
/// the namespaces' numbers as $1 ("{2200,16385}"); they are written for a search path of pg_catalog alone, so that
/// every other name in their answers is qualified.
struct Queries {
    static QString namespaces();
    static QString extensionMembers();
    static QString relations(int version);
    static QString columns(int version);
    static QString constraints(int version);
    static QString indexes(int version);
    static QString indexKeys(int version);
    static QString sequences();
    static QString types(int version);
    static QString routines();
    static QString triggers(int version);
    static QString rules();
    static QString policies();
    static QString statistics(int version);
    static QString collations(int version);
    static QString extensions();
    static QString grants();
    static QString defaultPrivileges();
    static QString others(int version);
    static QString dependencies();
};

} // namespace relata::postgresql
