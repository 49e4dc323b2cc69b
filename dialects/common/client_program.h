#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"

#include <QMap>
#include <QStringList>

namespace relata {

/// A program that comes with a database server, and how it is called. A password goes by its environment, never by an
/// argument, which everybody could read.
struct ClientProgram {
    QString path;
    QStringList arguments;
    QMap<QString, QString> environment; ///< beside ours
    QString input; ///< a file on its standard input; empty: nothing

    /// What a person types for the same; without the environment.
    QString command() const;
};

/// The first of these programs that is there: by name in PATH, or a whole path. Empty: none.
QString findProgram(const QStringList &names);
/// The first line of what a program answers at once; empty: it does not run, or fails.
QString programOutput(const QString &path, const QStringList &arguments);

/// Runs it to its end. A stop request kills it, and so does our own end. The size of the file `growing`, if one is
/// named, is told as progress. An error has the program's last words.
Result<> runClientProgram(
    const ClientProgram &program, const Message &doing, const QString &growing, JobContext &context);

} // namespace relata
