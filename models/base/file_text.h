#pragma once
#include "models/base/result.h"

#include <QByteArray>
#include <QMap>

namespace relata {

/// A file's content, at most 256 MiB. Errors name the file and the system's reason.
Result<QByteArray> readFile(const QString &path);
/// Writes to a temporary name and renames: the old content stands until the new is whole. Makes the folder if needed.
Result<> writeFile(const QString &path, const QByteArray &content);
/// Writes all before it renames any, so that a disk that fills up changes none of them (in turns of 256 files).
Result<> writeFiles(const QMap<QString, QByteArray> &contents);
Result<> removeFile(const QString &path);

/// An error about a file's content: "FILE:LINE: what is wrong" with line counted from 1, 0 for the whole file.
Error fileError(const QString &path, int line, const Message &what);
/// The line, from 1, of the first left-over git conflict marker; 0 without one.
int conflictMarkerLine(const QByteArray &content);

} // namespace relata
