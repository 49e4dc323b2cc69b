#pragma once
#include "dialects/mysql/version_rules.h"
#include "models/schema/key_part.h"
#include "models/schema/options.h"
#include "models/schema/schema.h"
#include "models/sql/sql_flavour.h"

#include <QList>

namespace relata::mysql {

inline constexpr const char *VersionedOption = "mysql.system_versioned";
inline constexpr const char *PartitionOption = "mysql.partition_by"; ///< the whole clause, as the server shows it

/// Which server SQL is written for.
struct DdlTarget {
    const SqlFlavour &flavour;
    bool mariaDb = false;
    int version = 0; ///< 0: unknown, taken for the newest
    QString serverCollation; ///< of a database that names none; empty: unknown
    QString sqlMode; ///< of its sessions; null: unknown

    /// Whether the server does so; one of an unknown version does what any does.
    bool has(VersionRule rule) const
    {
        const int first = firstVersion(rule, mariaDb);
        return version == 0 ? first < Never : version >= first;
    }
    /// Whether its sessions refuse values that do not fit, rather than change them; as it comes where nothing is known.
    bool isStrict() const { return sqlMode.isNull() ? has(VersionRule::StrictByItself) : sqlMode.contains(u"STRICT_"); }
};

/// The fragments of which statements are made, with the names of one schema.
class DdlWords {
public:
    DdlWords(const Schema &names, const DdlTarget &server)
        : schema(names)
        , target(server)
    { }

    QString quoted(const QString &name) const;
    QString name(ObjectId id) const;
    QString text(const Expression &expression) const;
    /// A trigger or routine, whose text keeps the quotes of the names in it.
    QString program(const Expression &definition) const;
    QString literal(const QString &value) const;
    /// "CHARACTER SET utf8 COLLATE utf8_bin" for a collation's name, as this version of the server calls both.
    QString charsetAndCollation(const QString &collation) const;

    /// "`a` int NOT NULL": all that follows ADD or MODIFY COLUMN.
    QString column(ObjectId id) const;
    /// "UNIQUE KEY `u` (`a`)": all that follows ADD, also in a CREATE TABLE.
    QString key(const Object &key) const;
    QString foreignKey(const ForeignKey &key) const;
    QString check(const Check &check) const;
    /// What stands behind the closing parenthesis of a CREATE TABLE.
    QString tableOptions(const Table &table) const;
    QString sequence(const Sequence &sequence) const;
    /// "PERIOD FOR SYSTEM_TIME (`a`, `b`)" of a table that shows when its rows were valid; else empty.
    QString rowPeriod(ObjectId table) const;
    /// What follows an event's name in CREATE or ALTER EVENT.
    QString event(const Event &event, const QString &renamedTo = {}) const;
    /// A CREATE or ALTER statement that says whose the object is, where it is not the session's user's.
    QString withDefiner(const QString &definition, const Options &options) const;
    /// "(a, b)" for columns.
    QString columnList(const QList<ObjectId> &columns) const;

    /// Whose definition holds this check; null for one of the table.
    ObjectId holderOf(const Check &check) const;
    /// The table's collation, written or by default; empty: unknown.
    QString collationOf(const Table &table) const;

    const Schema &schema;
    const DdlTarget &target;

private:
    QString nameBefore(const QString &name) const;
    QString parts(const KeyParts &parts) const;
    QString keyOptions(const QString &comment, const Options &options) const;
    QString columnChecks(ObjectId id, ObjectId table) const;
    QString plainColumn(const Column &column) const;
    QString generatedColumn(const Column &column) const;
};

} // namespace relata::mysql
