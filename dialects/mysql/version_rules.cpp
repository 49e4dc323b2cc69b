#include "dialects/mysql/version_rules.h"

#include <algorithm>
#include <iterator>

namespace relata::mysql {

namespace {

using Rule = VersionRule;

/// "online" is MySQL's manual, "InnoDB and Online DDL", "instant" MariaDB's "InnoDB Online DDL Operations with the
/// INSTANT Alter Algorithm". What stands for MySQL 5.6 and MariaDB 10.11 is held against servers, the rest is not: see
/// tests/dialects/tst_mysql_alter_forms.cpp and tests/cases/unverified.
constexpr VersionRow Rows[] = {
    {Rule::AlgorithmClause, 100000, 50600, "ALTER TABLE"},
    {Rule::InstantWord, 100307, 80012, "ALTER TABLE; MariaDB: InnoDB Online DDL Overview"},
    {Rule::AddColumnLast, 100302, 80012, "online, Adding a column; MDEV-11369"},
    {Rule::AddColumnAnywhere, 100400, 80029, "online, Adding a column; MDEV-15562"},
    {Rule::DropColumn, 100400, 80029, "online, Dropping a column; MDEV-15562"},
    {Rule::MoveColumn, 100400, Never, "online, Reordering columns; MDEV-15562"},
    {Rule::VirtualColumn, 100302, 80012, "online, Adding a VIRTUAL column; instant, ADD COLUMN"},
    {Rule::SetDefault, 100302, 80012, "online, Setting a column default value; instant"},
    {Rule::RenameColumn, 100302, 80028, "online, Renaming a column; instant, CHANGE COLUMN"},
    {Rule::CommentColumn, 100302, Never, "instant; MySQL's manual does not list it"},
    {Rule::HideColumn, 100303, Never, "seen on MariaDB 10.11; MySQL's manual does not list it"},
    {Rule::AppendLabel, 100302, 80012, "online, Modifying an ENUM or SET column; instant"},
    {Rule::RenameKeyInstantly, 100502, Never, "online, Renaming an index; MDEV-7318"},
    {Rule::HideKeyInstantly, 101000, Never, "seen on MariaDB 10.11; MySQL's manual does not list it"},
    {Rule::DropForeignKeyInstantly, 100302, Never, "online, Dropping a foreign key constraint; instant"},
    {Rule::DropCheck, 100302, Never, "instant, DROP CONSTRAINT; MySQL's manual does not list it"},
    {Rule::OptionsInstantly, 100302, Never, "online, Setting persistent table statistics; instant"},
    {Rule::LengthenVarchar, 100203, 50700, "online, Extending VARCHAR column size"},
    {Rule::LengthenFreely, 100403, Never, "MDEV-15563"},
    {Rule::CopyBesideWriters, 110200, Never, "Online Schema Change; MDEV-16329"},
    {Rule::RenameKey, 100502, 50700, "ALTER TABLE; MDEV-7318"},
    {Rule::KeyComment, 0, 50700, "seen on MySQL 5.6 and MariaDB 10.11"},
    {Rule::NoActionShown, Never, 80000, "FOREIGN KEY Constraints"},
    {Rule::StrictByItself, 100204, 50700, "Server SQL Modes"},
    {Rule::Utf8mb3Collations, 100600, 80030, "The utf8mb3 Character Set; MDEV-8334"},
    {Rule::GrantMakesNoAccount, Never, 80000, "GRANT; MariaDB: GRANT, Implicit Account Creation"},
};

} // namespace

int firstVersion(VersionRule rule, bool mariaDb)
{
    const auto *const row =
        std::find_if(std::begin(Rows), std::end(Rows), [&](const VersionRow &one) { return one.rule == rule; });
    return row == std::end(Rows) ? Never : mariaDb ? row->mariaDb : row->mysql;
}

} // namespace relata::mysql
