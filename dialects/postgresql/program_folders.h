#pragma once
#include <QStringList>

namespace relata::postgresql {

/// Where programs of PostgreSQL may be installed: Debian's folders by version, that of pg_config, those of PATH.
QStringList programFolders();

} // namespace relata::postgresql
