#pragma once
#include "models/project/baseline.h"

namespace relata {

/// What a new project begins with: a database, or an SQL file.
struct ImportRequest {
    QString folder; ///< empty or not there
    QString name;
    ConnectionProfile database; ///< without an engine: the script is meant
    QString script;
    QByteArray engine; ///< whose SQL the script holds
    ConnectionProfile scratch; ///< a server that the script is loaded on, in a database of its own; may be empty
};

/// What a person typed as the source: an SQL file, a database file, or a URL. Nothing is opened yet.
Result<ImportRequest> importRequest(const QString &source);

/// Makes the project. After an error or a cancellation nothing is left in the folder.
Result<MadeBaseline> importProject(const ImportRequest &request, const EngineRegistry &registry, JobContext &context);

} // namespace relata
