#include "dialects/postgresql/program_folders.h"

#include "dialects/common/client_program.h"

#include <QDir>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

QStringList programFolders()
{
    QStringList folders;
    const QDir debian(u"/usr/lib/postgresql"_s);
    for (const QString &version : debian.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders += debian.filePath(QString(version + u"/bin"_s));
    if (const QString config = findProgram({u"pg_config"_s}); !config.isEmpty())
        folders += programOutput(config, {u"--bindir"_s});
    for (const QString &name : {u"postgres"_s, u"pg_dump"_s}) {
        if (const QString found = findProgram({name}); !found.isEmpty())
            folders += QFileInfo(QFileInfo(found).canonicalFilePath()).path();
    }
    folders.removeDuplicates();
    return folders;
}

} // namespace relata::postgresql
