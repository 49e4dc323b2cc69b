#include "models/project/file_batch.h"

#include "models/base/file_text.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString recordPath(const QString &folder) { return folder + u"/.relata/pending"_s; }

QByteArray record(const QList<FileChange> &changes)
{
    QJsonArray files;
    for (const FileChange &change : changes) {
        QJsonObject file{{u"path"_s, change.path}};
        if (!change.isRemoved)
            file.insert(u"content"_s, QString::fromUtf8(change.content));
        files += file;
    }
    return QJsonDocument(QJsonObject{{u"files"_s, files}}).toJson(QJsonDocument::Compact);
}

/// A record that came with somebody's project must not reach beyond it.
bool isOurs(const QString &path)
{
    return QDir::isRelativePath(path) && QDir::cleanPath(path) == path
        && (path.startsWith("schema/"_L1) || path.startsWith("migrations/"_L1) || path.startsWith("evolutions/"_L1)
            || path == ".relata/journal"_L1);
}

Result<QList<FileChange>> parseRecord(const QByteArray &text, const QString &path)
{
    QList<FileChange> changes;
    const QJsonArray files = QJsonDocument::fromJson(text).object().value("files"_L1).toArray();
    for (const QJsonValue &file : files) {
        const QJsonValue content = file["content"_L1];
        FileChange change{file["path"_L1].toString(), content.toString().toUtf8(), content.isUndefined()};
        if (!isOurs(change.path) || !(change.isRemoved || content.isString())) {
            changes.clear();
            break;
        }
        changes += change;
    }
    if (changes.isEmpty()) {
        return failure(fileError(path, 0,
            {"Project",
                QT_TRANSLATE_NOOP("Project",
                    "This is not a list of files that Relata left unfinished: remove it, and look at what the project "
                    "holds."),
                {}}));
    }
    return changes;
}

/// What stood there before; nothing when there was no file.
std::optional<QByteArray> contentOf(const QString &path)
{
    if (!QFileInfo::exists(path))
        return {};
    Result<QByteArray> content = readFile(path);
    return content ? std::optional(*content) : std::nullopt;
}

Result<> applyAll(const QString &folder, const QList<FileChange> &changes)
{
    QMap<QString, QByteArray> written;
    for (const FileChange &change : changes) {
        if (!change.isRemoved)
            written.insert(folder + u'/' + change.path, change.content);
    }
    Result<> done = writeFiles(written);
    for (const FileChange &change : changes) {
        if (change.isRemoved && done)
            done = removeFile(folder + u'/' + change.path);
    }
    return done;
}

/// All or none, as long as the program lives.
Result<> applyOrUndo(const QString &folder, const QList<FileChange> &changes)
{
    QList<std::pair<QString, std::optional<QByteArray>>> before;
    for (const FileChange &change : changes) {
        const QString path = folder + u'/' + change.path;
        before += {path, contentOf(path)};
    }
    const Result<> done = applyAll(folder, changes);
    for (const auto &[path, content] : before) {
        if (!done && contentOf(path) != content)
            std::ignore = content ? writeFile(path, *content) : removeFile(path);
    }
    return done;
}

} // namespace

Result<> commitFiles(const QString &folder, const QList<FileChange> &changes)
{
    if (changes.size() < 2)
        return applyAll(folder, changes);
    if (Result<> done = writeFile(recordPath(folder), record(changes)); !done)
        return done;
    const Result<> done = applyOrUndo(folder, changes);
    const Result<> forgotten = removeFile(recordPath(folder));
    return done ? forgotten : done;
}

Result<> finishFiles(const QString &folder)
{
    const QString path = recordPath(folder);
    if (!QFileInfo::exists(path))
        return {};
    const Result<QByteArray> text = readFile(path);
    if (!text)
        return failure(text.error());
    const Result<QList<FileChange>> changes = parseRecord(*text, path);
    if (!changes)
        return failure(changes.error());
    const Result<> done = applyAll(folder, *changes);
    return done ? removeFile(path) : done;
}

} // namespace relata
