#pragma once
#include <QRegularExpression>

namespace relata::postgresql {

// From version 18 on NOT NULL is a constraint of its own. Columns have these options where it is not the usual one.
inline constexpr const char *RequirementName = "postgresql.not_null"; ///< with any of the others, too
inline constexpr const char *RequirementLater = "postgresql.not_null_unvalidated"; ///< rows there may hold NULL
inline constexpr const char *RequirementAlone = "postgresql.not_null_no_inherit";
inline constexpr const char *RequirementComment = "postgresql.not_null_comment";

/// Whether the server would have given such a name by itself.
inline bool isUsualRequirement(const QString &name)
{
    static const QRegularExpression usual(QStringLiteral("_not_null\\d*$"));
    return name.isEmpty() || usual.match(name).hasMatch();
}

} // namespace relata::postgresql
