#include "models/base/file_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <memory>
#include <vector>

namespace relata {

static tl::unexpected<Error> failed(const char *text, const QString &path, const QString &reason)
{
    return failure({.code = Error::Code::File,
        .message = {"File", text, {QDir::toNativeSeparators(path), reason}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<QByteArray> readFile(const QString &path)
{
    constexpr qint64 Most = 256 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failed(QT_TRANSLATE_NOOP("File", "Cannot read %1: %2."), path, file.errorString());
    if (file.size() > Most)
        return failed(QT_TRANSLATE_NOOP("File", "Cannot read %1: %2."), path, QStringLiteral("larger than 256 MiB"));
    QByteArray content = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return failed(QT_TRANSLATE_NOOP("File", "Cannot read %1: %2."), path, file.errorString());
    return content;
}

Result<> writeFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    // What is small is written by the flush: commit() alone would put an empty file in the old one's place.
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush() || !file.commit())
        return failed(
            QT_TRANSLATE_NOOP("File", "Cannot write %1: %2. The old content is untouched."), path, file.errorString());
    return {};
}

/// One turn of writeFiles: what is not renamed in the end is removed again.
static Result<> writeTurn(const QList<std::pair<QString, QByteArray>> &turn)
{
    constexpr const char *Text = QT_TRANSLATE_NOOP("File", "Cannot write %1: %2. The old content is untouched.");
    std::vector<std::unique_ptr<QSaveFile>> files;
    for (const auto &[path, content] : turn) {
        QDir().mkpath(QFileInfo(path).absolutePath());
        auto &file = files.emplace_back(std::make_unique<QSaveFile>(path));
        if (!file->open(QIODevice::WriteOnly) || file->write(content) != content.size() || !file->flush())
            return failed(Text, path, file->errorString());
    }
    for (const auto &file : files) {
        if (!file->commit())
            return failed(Text, file->fileName(), file->errorString());
    }
    return {};
}

Result<> writeFiles(const QMap<QString, QByteArray> &contents)
{
    constexpr qsizetype Most = 256; // each is open until all are written
    QList<std::pair<QString, QByteArray>> turn;
    for (auto it = contents.cbegin(); it != contents.cend(); ++it) {
        turn += {it.key(), it.value()};
        if (turn.size() < Most && std::next(it) != contents.cend())
            continue;
        if (Result<> done = writeTurn(turn); !done)
            return done;
        turn.clear();
    }
    return {};
}

Result<> removeFile(const QString &path)
{
    QFile file(path);
    if (file.exists() && !file.remove())
        return failed(QT_TRANSLATE_NOOP("File", "Cannot remove %1: %2."), path, file.errorString());
    return {};
}

Error fileError(const QString &path, int line, const Message &what)
{
    const QString place = line > 0 ? path + u':' + QString::number(line) : path;
    return {.code = Error::Code::File,
        .message = {"File", QT_TRANSLATE_NOOP("File", "%1: %2"), {place, what.source()}},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

int conflictMarkerLine(const QByteArray &content)
{
    int line = 1;
    for (qsizetype at = 0; at >= 0 && at < content.size(); ++line) {
        const QByteArrayView rest = QByteArrayView(content).sliced(at);
        if (rest.startsWith("<<<<<<< ") || rest.startsWith(">>>>>>> ") || rest.startsWith("=======\n"))
            return line;
        const qsizetype next = content.indexOf('\n', at);
        at = next < 0 ? -1 : next + 1;
    }
    return 0;
}

} // namespace relata
