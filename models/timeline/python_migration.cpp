#include "models/timeline/python_migration.h"

#include "models/base/file_text.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Error wrong(const QString &fileName, int line, const char *text, const QStringList &arguments = {})
{
    return fileError(fileName, line, {"MigrationFile", text, arguments});
}

const QRegularExpression &directiveLine()
{
    static const QRegularExpression line(u"^\\s*#\\s*relata:(\\S+)\\s*(.*)$"_s);
    return line;
}

/// What one line of the header says.
Result<> takeLine(MigrationFile &file, const QString &text, const QString &fileName, int line)
{
    static const QRegularExpression title(u"^#\\s*Migration\\s+\\d+:\\s*(.*)$"_s);
    const QRegularExpressionMatch directive = directiveLine().match(text);
    const QString name = directive.captured(1), argument = directive.captured(2).trimmed();
    if (const auto match = title.match(text); match.hasMatch()) {
        file.title = match.captured(1).trimmed();
    } else if (!directive.hasMatch()) {
        if (!text.startsWith("#!"_L1) && !text.contains("-*-"_L1))
            file.description += (text.startsWith("# "_L1) ? text.mid(2) : text.mid(1)) + u'\n';
    } else if (name == "id"_L1) {
        file.id = argument.section(u' ', 0, 0);
        file.parent = argument.section(u" parent "_s, 1, 1).trimmed();
    } else if (name == "result"_L1) {
        file.result = argument;
    } else if (!isHeaderDirective(name)) {
        return failure(wrong(fileName, line,
            QT_TRANSLATE_NOOP("MigrationFile", "\"relata:%1\" is no directive of a migration in Python."), {name}));
    } else if (argument.isEmpty() && isGate(name)) {
        return failure(wrong(
            fileName, line, QT_TRANSLATE_NOOP("MigrationFile", "\"relata:%1\" says what is to be done."), {name}));
    } else {
        file.directives += {name, argument, line};
    }
    return {};
}

/// The lines of the docstring that the text begins with.
QStringList docstring(const QString &python)
{
    static const QRegularExpression text(
        u"^\\s*[rR]?(\"\"\"|''')(.*?)\\1"_s, QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = text.match(python);
    return match.hasMatch() ? match.captured(2).trimmed().split(u'\n') : QStringList();
}

QString furtherLines(const QStringList &lines)
{
    QStringList result;
    for (const QString &line : lines.mid(1))
        result += line.trimmed();
    return result.join(u'\n').trimmed();
}

Result<> mustBeWhole(const MigrationFile &file, const QString &fileName)
{
    const QStringList lines = file.python.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (directiveLine().match(lines.at(i)).hasMatch())
            return failure(wrong(fileName, file.upLine + int(i),
                QT_TRANSLATE_NOOP(
                    "MigrationFile", "In Python, directives stand in the comments that the file begins with.")));
    }
    if (!hasPythonFunction(file.python, u"up"))
        return failure(
            wrong(fileName, 0, QT_TRANSLATE_NOOP("MigrationFile", "A migration in Python has a function up(cursor).")));
    return {};
}

} // namespace

bool hasPythonFunction(const QString &python, QStringView name)
{
    const QRegularExpression function(u"^def\\s+%1\\s*\\("_s.arg(name), QRegularExpression::MultilineOption);
    return function.match(python).hasMatch();
}

QString pythonLiteral(const QString &text)
{
    QString inner = text;
    inner.replace(u'\\', u"\\\\"_s);
    if (!text.contains(u'\n'))
        return u'"' + inner.replace(u'"', u"\\\""_s) + u'"';
    inner.replace(u"\"\"\""_s, u"\\\"\\\"\\\""_s);
    if (inner.endsWith(u'"'))
        inner.insert(inner.size() - 1, u'\\');
    return u"\"\"\""_s + inner + u"\"\"\""_s;
}

Result<MigrationFile> parsePythonMigration(const QByteArray &content, const QString &fileName)
{
    static const QRegularExpression name(u"^(\\d+)[_-](.*)\\.py$"_s, QRegularExpression::CaseInsensitiveOption);
    MigrationFile file;
    file.fileName = QFileInfo(fileName).fileName();
    const auto match = name.match(file.fileName);
    if (!match.hasMatch())
        return failure(wrong(fileName, 0,
            QT_TRANSLATE_NOOP("MigrationFile", "A migration's file name begins with its number: 007_fill_names.py.")));
    file.version = match.captured(1);
    const QStringList lines = QString::fromUtf8(content).remove(u'\r').split(u'\n');
    qsizetype at = 0;
    for (; at < lines.size() && lines.at(at).startsWith(u'#'); ++at) {
        if (Result<> taken = takeLine(file, lines.at(at), fileName, int(at) + 1); !taken)
            return failure(taken.error());
    }
    file.upLine = int(at) + 1;
    file.python = lines.mid(at).join(u'\n');
    while (file.python.endsWith(u'\n'))
        file.python.chop(1);
    file.python += u'\n';
    if (Result<> whole = mustBeWhole(file, fileName); !whole)
        return failure(whole.error());
    const QStringList words = docstring(file.python);
    if (file.title.isEmpty())
        file.title = words.isEmpty() ? match.captured(2).replace(u'_', u' ') : words.first().trimmed();
    file.description = file.description.trimmed();
    if (file.description.isEmpty())
        file.description = furtherLines(words);
    return file;
}

QByteArray writePythonMigration(const MigrationFile &migration)
{
    const bool isInText = migration.description == furtherLines(docstring(migration.python));
    const QString header = writtenHeader(migration, u"# "_s, isInText ? QString() : migration.description);
    return (header + migration.python).toUtf8();
}

} // namespace relata
