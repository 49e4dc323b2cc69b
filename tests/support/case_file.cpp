#include "tests/support/case_file.h"

#include "models/schema/object.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QVersionNumber>

using namespace Qt::StringLiterals;

namespace relata::tests {

bool CaseFile::appliesTo(const QByteArray &engine, const QString &version) const
{
    return (requiredEngine.isEmpty() || requiredEngine == engine)
        && QVersionNumber::fromString(version) >= QVersionNumber::fromString(requiredVersion)
        && (olderThan.isEmpty() || QVersionNumber::fromString(version) < QVersionNumber::fromString(olderThan));
}

bool CaseFile::tells(const QString &version) const
{
    return !up.isEmpty()
        && (toldBelow.isEmpty() || QVersionNumber::fromString(version) < QVersionNumber::fromString(toldBelow));
}

QStringList caseFolders(const QByteArray &engine)
{
    const QString cases = qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/tests/cases/"_s;
    QStringList folders{cases + QString::fromLatin1(engine)};
    if (engine == "mariadb")
        folders.prepend(cases + u"mysql"_s);
    return folders;
}

QStringList casePaths(const QByteArray &engine)
{
    QStringList paths;
    for (const QString &name : caseFolders(engine)) {
        const QDir folder(name);
        for (const QString &file : folder.entryList({u"*.case"_s}, QDir::Files, QDir::Name))
            paths += folder.filePath(file);
    }
    return paths;
}

/// "column t.a -> t.b"
static bool readRename(const QString &line, CaseFile &file)
{
    static const QRegularExpression pattern(u"^(\\w+) (\\S+) -> (\\S+)$"_s);
    const auto match = pattern.match(line);
    const auto kind = match.hasMatch() ? kindNamed(match.captured(1).toLatin1()) : std::nullopt;
    if (!kind)
        return false;
    const auto path = [&](const QString &text) {
        const QStringList names = text.split(u'.');
        return *kind == Kind::Namespace ? names : QStringList{QString()} + names;
    };
    file.renames += {*kind, path(match.captured(2)), path(match.captured(3))};
    return true;
}

/// "t.a = value" or "t.a := expression"
static bool readFill(const QString &line, CaseFile &file)
{
    static const QRegularExpression pattern(u"^(\\S+) (:?=) (.*)$"_s);
    const auto match = pattern.match(line);
    file.fills += {match.captured(1), match.captured(3), match.captured(2) == ":="_L1};
    return match.hasMatch();
}

static void readHead(const QString &line, CaseFile &file)
{
    static const QRegularExpression pattern(
        u"^# (\\S+)(?:\\s+requires: (\\w+)(?: >= (\\S+))?(?: < (\\S+))?)?(\\s+keep: yes)?(?:\\s+told: < (\\S+))?\\s*$"_s);
    const auto match = pattern.match(line);
    file.name = match.captured(1);
    file.requiredEngine = match.captured(2).toLatin1();
    file.requiredVersion = match.captured(3);
    file.olderThan = match.captured(4);
    file.keep = !match.captured(5).isEmpty();
    file.toldBelow = match.captured(6);
    if (!match.hasMatch())
        file.error =
            u"%1: the first line is \"# kind-what\", and may go on with \"requires: engine >= version < version\", "
            "\"keep: yes\" and \"told: < version\""_s.arg(file.path);
}

static QMap<QString, QString> sectionsOf(const QStringList &lines)
{
    static const QRegularExpression head(u"^-- (from|to|rows|renamed|filled|replaced|up|down|findings) --\\s*(.*)$"_s);
    QMap<QString, QString> sections;
    QString current;
    for (const QString &line : lines) {
        const auto match = head.match(line);
        if (match.hasMatch())
            current = match.captured(1);
        QString &text = sections[current];
        text += match.hasMatch() ? match.captured(2) : line;
        text += u'\n';
    }
    for (QString &text : sections)
        text = text.trimmed();
    return sections;
}

CaseFile readCase(const QString &path)
{
    CaseFile file;
    file.path = path;
    QFile device(path);
    if (!device.open(QIODevice::ReadOnly)) {
        file.error = u"%1: %2"_s.arg(path, device.errorString());
        return file;
    }
    const QStringList lines = QString::fromUtf8(device.readAll()).split(u'\n');
    readHead(lines.first(), file);
    const QMap<QString, QString> sections = sectionsOf(lines.mid(1));
    file.from = sections.value(u"from"_s);
    file.to = sections.value(u"to"_s);
    file.rows = sections.value(u"rows"_s);
    file.up = sections.value(u"up"_s);
    file.down = sections.value(u"down"_s);
    file.findings = sections.value(u"findings"_s).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : sections.value(u"renamed"_s).split(u'\n', Qt::SkipEmptyParts)) {
        if (!readRename(line.trimmed(), file))
            file.error = u"%1: \"%2\" is not \"kind old -> new\""_s.arg(path, line);
    }
    for (const QString &line : sections.value(u"filled"_s).split(u'\n', Qt::SkipEmptyParts)) {
        if (!readFill(line.trimmed(), file))
            file.error = u"%1: \"%2\" is not \"column = value\" or \"column := expression\""_s.arg(path, line);
    }
    for (const QString &line : sections.value(u"replaced"_s).split(u'\n', Qt::SkipEmptyParts)) {
        const auto answer =
            replacementAnswer(line.section(u" = "_s, 0, 0).trimmed(), line.section(u" = "_s, 1).trimmed());
        if (answer)
            file.fills += *answer;
        else
            file.error = u"%1: \"%2\" is not \"type:value = other\""_s.arg(path, line);
    }
    return file;
}

bool writeSeen(const CaseFile &seen)
{
    QFile device(seen.path);
    if (!device.open(QIODevice::ReadOnly))
        return false;
    const QString text = QString::fromUtf8(device.readAll());
    device.close();
    const QString kept = text.left(text.indexOf(u"-- up --"_s)).trimmed();
    QString written = kept + u"\n-- up --\n"_s + seen.up + u"\n-- down --\n"_s + seen.down + u'\n';
    if (!seen.findings.isEmpty())
        written += u"-- findings --\n"_s + seen.findings.join(u'\n') + u'\n';
    return device.open(QIODevice::WriteOnly | QIODevice::Truncate) && device.write(written.toUtf8()) >= 0;
}

} // namespace relata::tests
