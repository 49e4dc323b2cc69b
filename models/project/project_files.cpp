#include "models/project/project_files.h"

#include "models/base/file_text.h"
#include "models/schema/schema_file.h"

#include <QDir>
#include <QDirIterator>

namespace relata {
using namespace Qt::StringLiterals;

Result<Schema> readDesign(const QString &folder)
{
    QList<SchemaFile> files;
    const QDir root(QDir(folder).absolutePath()); // relativeFilePath() leaves what is not absolute as it is
    QDirIterator it(root.filePath(u"schema"_s), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        Result<QByteArray> content = readFile(path);
        if (!content)
            return failure(content.error());
        files += {root.relativeFilePath(path), *content};
    }
    return readSchemaFiles(files);
}

QList<FileChange> designChanges(const QString &folder, const Schema &before, const Schema &now)
{
    QHash<QString, QByteArray> old;
    for (const SchemaFile &file : writeSchemaFiles(before))
        old.insert(file.path, file.content);
    QList<FileChange> changes;
    for (const SchemaFile &file : writeSchemaFiles(now)) {
        const QByteArray was = old.take(file.path);
        if (was != file.content || !QFileInfo::exists(folder + u'/' + file.path))
            changes += {file.path, file.content, false};
    }
    for (auto gone = old.cbegin(); gone != old.cend(); ++gone)
        changes += {gone.key(), {}, true};
    return changes;
}

Result<> writeDesign(const QString &folder, const Schema &before, const Schema &now)
{
    return commitFiles(folder, designChanges(folder, before, now));
}

Result<Schema> readHead(const QString &folder)
{
    const QString path = folder + u"/migrations/head.json"_s;
    if (!QFileInfo::exists(path))
        return Schema();
    Result<QByteArray> content = readFile(path);
    return content ? readSchemaLines(*content, path) : Result<Schema>(failure(content.error()));
}

FileChange headChange(const Schema &head) { return {u"migrations/head.json"_s, writeSchemaLines(head), false}; }

Result<> writeHead(const QString &folder, const Schema &head) { return commitFiles(folder, {headChange(head)}); }

} // namespace relata
