#pragma once
#include <QString>
#include <QStringList>

namespace relata::tests {

/// Why the file at `path` must not include `included` (both from the root of the repository); empty when it may.
QString layerViolation(const QString &path, const QString &included);

/// Why the file at `path` must not include the system header `header`; empty when it may.
QString systemHeaderViolation(const QString &path, const QString &header);

} // namespace relata::tests
