#include "tests/dialects/postgresql_dump.h"

#include <QFileInfo>
#include <QProcess>

namespace relata::tests {
using namespace Qt::StringLiterals;

QString printed(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    // Not by Debian's wrapper, which takes longer to find it than many a dump takes.
    const QString direct = u"/usr/lib/postgresql/15/bin/"_s + program;
    QProcess process;
    process.start(QFileInfo(direct).isExecutable() ? direct : program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        return u"failed: "_s + QString::fromUtf8(process.readAllStandardError());
    return QString::fromUtf8(process.readAllStandardOutput());
}

QStringList connectionArguments(const ConnectionProfile &profile)
{
    return {u"-h"_s, profile.host, u"-p"_s, QString::number(profile.port), u"-U"_s, profile.user, u"-d"_s,
        profile.database};
}

QString dumped(const ConnectionProfile &profile, const QStringList &options)
{
    QStringList lines;
    const QString text = printed(u"pg_dump"_s, QStringList{u"-s"_s} + options + connectionArguments(profile));
    for (const QString &line : text.split(u'\n')) {
        if (!line.startsWith("--"_L1) && !line.startsWith(u'\\') && !line.trimmed().isEmpty())
            lines += line;
    }
    return lines.join(u'\n');
}

} // namespace relata::tests
