#pragma once
#include "dialects/mysql/statements.h"

namespace relata::mysql {

/// The privilege to hand on all that one has on an object.
inline constexpr QLatin1StringView GrantOption{"GRANT OPTION"};
/// A server of our own for trying things out says that it is this one's replica.
inline constexpr QLatin1StringView PrivateMark{"_relata_private"};

/// Holds a session's mode while a GRANT runs under another one.
inline constexpr QLatin1StringView AccountMode{"@relata_account_mode"};

/// "'user'@'host'", for what the server's tables keep; on MariaDB "'role'" without a host, and PUBLIC for everybody.
QString grantee(const QString &user, const QString &host, bool mariaDb);

/// Back from such a name: the user, and the host or nothing.
std::pair<QString, QString> accountParts(const QString &grantee);
/// The same as a statement names it.
QString accountOf(const QString &grantee);

/// What one account may do with a table, view, sequence, column or routine.
Statements createGrant(ObjectId id, const DdlWords &after);
Statements dropGrant(ObjectId id, const DdlWords &before, const DdlWords &after);
/// Gives before it takes. Empty where it must be made anew.
std::optional<Statements> alterGrant(const Altered &change, const DdlWords &before, const DdlWords &after);

} // namespace relata::mysql
