#pragma once
#include <QRegularExpression>
#include <QString>

namespace relata {

/// A project's name as the name of its folder.
inline QString projectFolderName(const QString &name)
{
    static const QRegularExpression unfit(
        QStringLiteral("[^\\w\\-. ]+"), QRegularExpression::UseUnicodePropertiesOption);
    return QString(name).replace(unfit, QStringLiteral("_")).trimmed();
}

} // namespace relata
