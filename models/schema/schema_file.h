#pragma once
#include "models/base/result.h"
#include "models/schema/schema.h"

namespace relata {

/// A file's text with its path below the project's folder.
struct SchemaFile {
    QString path;
    QByteArray content;
};

/// The schema as files made for git: schema/<namespace>/<kind>/<name>.json, each a top-level object with all that
/// belongs to it; references are names with ids beside them; keys in a fixed order. Written, read, written: byte for
/// byte the same.
QList<SchemaFile> writeSchemaFiles(const Schema &schema);
/// Reads what writeSchemaFiles wrote or somebody edited. Unknown kinds and fields, duplicate ids, dangling names and
/// conflict markers are errors with file and line.
Result<Schema> readSchemaFiles(const QList<SchemaFile> &files);

/// The whole schema in one text, one object a line, parents first: the head of a timeline.
QByteArray writeSchemaLines(const Schema &schema);
Result<Schema> readSchemaLines(const QByteArray &content, const QString &path);

} // namespace relata
