#include "tests/architecture/source_tree.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace relata::tests {

bool SourceFile::isCode() const { return path.endsWith(".cpp"_L1) || path.endsWith(".h"_L1); }

QString SourceFile::folder() const { return path.section(u'/', 0, 0); }

QStringList SourceFile::parts() const { return path.split(u'/'); }

int SourceFile::lineCount() const { return int(text.count(u'\n')) + (text.isEmpty() || text.endsWith(u'\n') ? 0 : 1); }

QString sourceRoot() { return qEnvironmentVariable("RELATA_SOURCE_DIR"); }

static bool isProjectPath(const QString &path)
{
    static const QStringList foreign{u".git"_s, u"build"_s, u".cache"_s};
    return !foreign.contains(path.section(u'/', 0, 0));
}

static QList<SourceFile> readAll()
{
    QList<SourceFile> files;
    const QString root = sourceRoot();
    QDirIterator walk(root, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString full = walk.next();
        const QString path = full.mid(root.size() + 1);
        QFile file(full);
        if (!isProjectPath(path) || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        if (!bytes.contains('\0'))
            files.append({path, QString::fromUtf8(bytes)});
    }
    std::sort(files.begin(), files.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
    return files;
}

const QList<SourceFile> &sourceFiles()
{
    static const QList<SourceFile> files = readAll();
    return files;
}

bool holds(const QStringList &violations)
{
    for (const QString &violation : violations)
        std::fprintf(stderr, "  %s\n", qPrintable(violation));
    return violations.isEmpty();
}

} // namespace relata::tests
