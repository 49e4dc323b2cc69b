#pragma once
#include <QStringList>

namespace relata::tests {

/// A port of this computer that nobody listens on just now.
quint16 freePort();

/// The command as the user that servers of PostgreSQL's run as, for they do not run as root; it ends with this program.
QStringList asServerUser(const QStringList &command);
/// Gives a file or folder to that user.
void giveToServerUser(const QString &path);

} // namespace relata::tests
