#pragma once
#include "models/engine/connection_profile.h"

#include <QStringList>

namespace relata::tests {

/// What a program printed; "failed: …" with its complaint when it failed.
QString printed(const QString &program, const QStringList &arguments, const QByteArray &input = {});
/// How psql and pg_dump are told the database.
QStringList connectionArguments(const ConnectionProfile &profile);
/// pg_dump's text without comments, blank lines and the marks that differ from run to run.
QString dumped(const ConnectionProfile &profile, const QStringList &options = {});

} // namespace relata::tests
