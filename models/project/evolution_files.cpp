#include "models/project/evolution_files.h"

#include "models/base/file_text.h"

#include <QDir>

namespace relata {
using namespace Qt::StringLiterals;

static QString pathOf(const QString &id) { return u"evolutions/"_s + id + u".json"_s; }

Result<QList<Evolution>> readEvolutions(const QString &folder)
{
    const QDir root(folder);
    QList<Evolution> result;
    const QStringList names = QDir(root.filePath(u"evolutions"_s)).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const QString path = root.filePath(u"evolutions/"_s + name);
        const Result<QByteArray> content = readFile(path);
        if (!content)
            return failure(content.error());
        const Result<Evolution> evolution = parseEvolution(*content, path);
        if (!evolution)
            return failure(evolution.error());
        if (name != evolution->id + u".json"_s)
            return failure(fileError(path, 0,
                {"Evolution", QT_TRANSLATE_NOOP("Evolution", "The file's name is not its id, \"%1\"."),
                    {evolution->id}}));
        result += *evolution;
    }
    return result;
}

FileChange evolutionChange(const Evolution &evolution, bool isOpen)
{
    return {pathOf(evolution.id), isOpen ? writeEvolution(evolution) : QByteArray(), !isOpen};
}

} // namespace relata
