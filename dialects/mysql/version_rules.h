#pragma once
#include <QByteArrayView>

namespace relata::mysql {

/// What servers do from some version on. Where a version has a way to change a table, it holds for InnoDB.
enum class VersionRule : quint8 {
    AlgorithmClause, ///< takes ALGORITHM= and LOCK=
    InstantWord, ///< takes ALGORITHM=INSTANT, and MariaDB NOCOPY
    AddColumnLast, ///< by the definition alone, as all that follow up to OptionsInstantly
    AddColumnAnywhere,
    DropColumn,
    MoveColumn,
    VirtualColumn, ///< comes and goes so
    SetDefault,
    RenameColumn,
    CommentColumn,
    HideColumn,
    AppendLabel, ///< to an enum or set
    RenameKeyInstantly,
    HideKeyInstantly,
    DropForeignKeyInstantly,
    DropCheck,
    OptionsInstantly, ///< a table's comment, default collation and statistics
    LengthenVarchar, ///< without a copy, while its length takes as many bytes
    LengthenFreely, ///< however many bytes its length takes
    CopyBesideWriters, ///< copies a table beside writers by itself, where it can
    RenameKey, ///< has RENAME KEY
    KeyComment, ///< tells two keys apart that differ by their comment alone
    NoActionShown, ///< shows RESTRICT, and is silent of NO ACTION; the others turn that round
    StrictByItself, ///< refuses values that do not fit, unless told otherwise
    Utf8mb3Collations, ///< names them utf8mb3_…, as it names the character set
    GrantMakesNoAccount, ///< refuses a GRANT to an account that is not there, whatever its mode
};

inline constexpr int Never = 99'99'99;

struct VersionRow {
    VersionRule rule;
    int mariaDb, mysql; ///< the first version; Never: none
    const char *source;
};

/// The first version of MariaDB's, or MySQL's, for which it holds.
int firstVersion(VersionRule rule, bool mariaDb);

} // namespace relata::mysql
