#pragma once
#include "models/base/message.h"

#include <QString>

namespace relata {

class Project;

/// What can stand on a side of a comparison.
struct CompareSource {
    enum class Type : unsigned char { None, Design, Version, Connection, Script, Folder };
    Type type = Type::None;
    QString name = {}; ///< a version, a connection's name, a path

    /// "version:003"; documents and sessions keep it.
    QString key() const;
    static CompareSource fromKey(const QString &key);
    /// What people call it: "Design", "Timeline at 003 add user roles", "shop", "dump.sql".
    Message title(const Project *project) const;
    /// The same for a tab: "Design", "003", "shop".
    QString shortTitle() const;
    bool isSet() const { return type != Type::None; }
    bool operator==(const CompareSource &) const = default;
};

} // namespace relata
