#include "models/timeline/migration_file.h"

#include "models/base/file_text.h"
#include "models/timeline/backfill_rules.h"
#include "models/timeline/python_migration.h"
#include "models/timeline/run_gates.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationFile", text, arguments}; }

constexpr const char *Known[] = {
    "transaction", "suppress", "renamed", "check", "verify", "manual", "run", "requirement", "squashed", "timeout"};
constexpr const char *OfRepeatables[] = {"transaction", "timeout", "requirement", "after"};

class Parser {
public:
    Parser(const QByteArray &content, const QString &fileName, bool isRepeatable = false)
        : m_fileName(fileName)
        , m_lines(QString::fromUtf8(content).remove(u'\r').split(u'\n'))
    {
        m_file.fileName = QFileInfo(fileName).fileName();
        static const QRegularExpression name(u"^(\\d+)[_-](.*)\\.sql$"_s, QRegularExpression::CaseInsensitiveOption);
        if (const auto match = name.match(m_file.fileName); match.hasMatch()) {
            m_file.version = match.captured(1);
            m_file.title = match.captured(2).replace(u'_', u' ');
        }
        if (isRepeatable) {
            m_file.version = m_file.fileName.chopped(4);
            m_file.title = QString(m_file.version).replace(u'_', u' ');
        }
        m_file.isRepeatable = isRepeatable;
    }

    Result<MigrationFile> run()
    {
        if (m_file.version.isEmpty())
            return failure(fileError(m_fileName, 0,
                said(QT_TRANSLATE_NOOP(
                    "MigrationFile", "A migration's file name begins with its number: 001_initial_schema.sql."))));
        for (m_at = 0; m_at < m_lines.size(); ++m_at) {
            if (Result<> done = line(m_lines.at(m_at)); !done)
                return failure(done.error());
        }
        if (Result<> fine = sectionEnds(); !fine)
            return failure(fine.error());
        if (m_section == Header && m_firstDirective > 0) {
            return failure(fileError(m_fileName, m_firstDirective,
                said(QT_TRANSLATE_NOOP("MigrationFile", "The file has a header of Relata's, but no up section."))));
        }
        if (m_section == Header) {
            // A file of another tool, or by hand: all of it is the way up.
            m_file.up = m_lines.join(u'\n');
            m_file.upLine = 1;
            m_file.description.clear();
        }
        tidy(m_file.up);
        tidy(m_file.down);
        m_file.description = m_file.description.trimmed();
        return m_file;
    }

private:
    enum Section { Header, Up, Down };

    Result<> line(const QString &text)
    {
        static const QRegularExpression directive(u"^--\\s*relata:(\\S+)\\s*(.*)$"_s);
        const QRegularExpressionMatch match = directive.match(text);
        const QString name = match.captured(1);
        if (match.hasMatch() && m_file.isRepeatable && (name == "backfill"_L1 || name == "copy"_L1 || isGate(name)))
            return notRepeated(name);
        if (match.hasMatch() && (name == "backfill"_L1 || name == "copy"_L1)) {
            if (Result<> fine = batches(name, match.captured(2).trimmed()); !fine)
                return fine;
        } else if (match.hasMatch() && isGate(match.captured(1))) {
            if (Result<> fine = gate(match.captured(1), match.captured(2).trimmed()); !fine)
                return fine;
            if (m_section == Header)
                return take(match.captured(1), match.captured(2).trimmed());
        } else if (match.hasMatch()) {
            return take(match.captured(1), match.captured(2).trimmed());
        }
        if (Result<> fine = match.hasMatch() ? Result<>() : mustBeginItsLine(text); !fine)
            return fine;
        if (!match.hasMatch() && !text.trimmed().isEmpty() && !text.trimmed().startsWith("--"_L1))
            m_openGate = 0;
        if (m_section == Header)
            header(text);
        else
            (m_section == Up ? m_file.up : m_file.down) += text + u'\n';
        return {};
    }

    /// What looks like a directive further on in a line would be heeded by nobody.
    Result<> mustBeginItsLine(const QString &text) const
    {
        static const QRegularExpression late(
            u"--[ \\t]*relata:(backfill|copy|manual|run|timeout|transaction|verify)\\b"_s);
        const QRegularExpressionMatch match = late.match(text);
        if (!match.hasMatch())
            return {};
        return failure(fileError(m_fileName, int(m_at) + 1,
            {"MigrationFile", QT_TRANSLATE_NOOP("MigrationFile", "\"-- relata:%1\" has to begin its line."),
                {match.captured(1)}}));
    }

    void header(const QString &text)
    {
        static const QRegularExpression title(u"^--\\s*Migration\\s+\\d+:\\s*(.*)$"_s);
        if (const auto match = title.match(text); match.hasMatch())
            m_file.title = match.captured(1).trimmed();
        else if (text.startsWith("--"_L1))
            m_file.description += (text.startsWith("-- "_L1) ? text.mid(3) : text.mid(2)) + u'\n';
    }

    Result<> take(const QString &name, const QString &argument)
    {
        if (m_firstDirective == 0)
            m_firstDirective = int(m_at) + 1;
        if (name == "up"_L1 || name == "down"_L1)
            return section(name == "up"_L1 ? Up : Down);
        if (name == "id"_L1) {
            m_file.id = argument.section(u' ', 0, 0);
            m_file.parent = argument.section(u" parent "_s, 1, 1).trimmed();
            return {};
        }
        if (name == "result"_L1) {
            m_file.result = argument;
            return {};
        }
        if (m_file.isRepeatable && !isOfRepeatables(name))
            return notRepeated(name);
        if (!m_file.isRepeatable && !isHeaderDirective(name))
            return failure(fileError(m_fileName, int(m_at) + 1,
                said(QT_TRANSLATE_NOOP("MigrationFile", "\"relata:%1\" is no directive."), {name})));
        m_file.directives += {name, argument, int(m_at) + 1};
        return {};
    }

    Result<> notRepeated(const QString &name) const
    {
        return failure(fileError(m_fileName, int(m_at) + 1,
            said(QT_TRANSLATE_NOOP("MigrationFile", "\"relata:%1\" is not for what runs again and again."), {name})));
    }

    static bool isOfRepeatables(QStringView name)
    {
        return std::any_of(std::begin(OfRepeatables), std::end(OfRepeatables),
            [&](const char *one) { return name == QLatin1StringView(one); });
    }

    /// Belongs to the statement below it, and stays there.
    Result<> batches(const QString &name, const QString &argument) const
    {
        if (m_section == Header)
            return failure(fileError(m_fileName, int(m_at) + 1,
                said(QT_TRANSLATE_NOOP(
                         "MigrationFile", "\"relata:%1\" stands above the statement that it is meant for."),
                    {name})));
        if (name == "copy"_L1 && !copyRules(argument))
            return failure(fileError(m_fileName, int(m_at) + 1,
                said(QT_TRANSLATE_NOOP("MigrationFile",
                         "\"relata:copy %1\" cannot be read. It is written as \"with pt-online-schema-change rows 5000 "
                         "pause 100ms batch 500ms\", and each part may be left out."),
                    {argument})));
        if (name == "backfill"_L1 && !backfillRules(argument))
            return failure(fileError(m_fileName, int(m_at) + 1,
                said(QT_TRANSLATE_NOOP("MigrationFile",
                         "\"relata:backfill %1\" cannot be read. It is written as \"by id rows 5000 pause 100ms batch "
                         "500ms\", and each part may be left out."),
                    {argument})));
        return {};
    }

    /// Belongs to the statement below it, and stays there; in the header to the first one of the way up.
    Result<> gate(const QString &name, const QString &argument)
    {
        if (m_section != Header)
            m_openGate = int(m_at) + 1;
        if (!argument.isEmpty())
            return {};
        return failure(fileError(m_fileName, int(m_at) + 1,
            name == "run"_L1
                ? said(QT_TRANSLATE_NOOP("MigrationFile", "\"relata:run\" names the command that is to be run."))
                : said(QT_TRANSLATE_NOOP("MigrationFile", "\"relata:manual\" says what somebody is to do."))));
    }

    /// What nothing waits for would be passed over in silence.
    Result<> sectionEnds() const
    {
        if (m_openGate == 0)
            return {};
        return failure(fileError(m_fileName, m_openGate,
            said(QT_TRANSLATE_NOOP(
                "MigrationFile", "This step stands above no statement, so that nothing would wait for it."))));
    }

    Result<> section(Section next)
    {
        if (Result<> fine = sectionEnds(); !fine)
            return fine;
        if (next <= m_section)
            return failure(fileError(m_fileName, int(m_at) + 1,
                said(QT_TRANSLATE_NOOP(
                    "MigrationFile", "This section stands twice or in the wrong order: up comes first, then down."))));
        if (next == Down && m_section == Header)
            return failure(fileError(m_fileName, int(m_at) + 1,
                said(QT_TRANSLATE_NOOP("MigrationFile", "The down section has no up section before it."))));
        m_section = next;
        (next == Up ? m_file.upLine : m_file.downLine) = int(m_at) + 2;
        return {};
    }

    static void tidy(QString &sql)
    {
        while (sql.endsWith("\n\n"_L1) || sql == "\n"_L1)
            sql.chop(1);
        if (!sql.isEmpty() && !sql.endsWith(u'\n'))
            sql += u'\n';
    }

    QString m_fileName;
    QStringList m_lines;
    qsizetype m_at = 0;
    Section m_section = Header;
    int m_firstDirective = 0; ///< its line
    int m_openGate = 0; ///< the line of the last step outside of the database with no statement behind it yet
    MigrationFile m_file;
};

} // namespace

QStringList MigrationFile::all(QStringView directive) const
{
    QStringList arguments;
    for (const Directive &one : directives) {
        if (one.name == directive)
            arguments += one.argument;
    }
    return arguments;
}

QList<RunGate> MigrationFile::gates() const
{
    QList<RunGate> found;
    for (const Directive &one : directives) {
        if (isGate(one.name))
            found += {one.name == "run"_L1 ? RunGate::Kind::Command : RunGate::Kind::Manual, one.argument};
    }
    return found;
}

bool MigrationFile::hasDown() const
{
    return isPython() ? hasPythonFunction(python, u"down") : !down.trimmed().isEmpty();
}

bool MigrationFile::withoutTransaction() const { return all(u"transaction").contains(u"none"_s); }

QStringList migrationFileNames(const QString &folder)
{
    return QDir(folder).entryList({u"*.sql"_s, u"*.py"_s}, QDir::Files, QDir::Name);
}

bool isHeaderDirective(QStringView name)
{
    return std::any_of(
        std::begin(Known), std::end(Known), [&](const char *one) { return name == QLatin1StringView(one); });
}

static Result<> mustHaveNoConflict(const QByteArray &content, const QString &fileName)
{
    if (const int line = conflictMarkerLine(content))
        return failure(fileError(fileName, line,
            said(QT_TRANSLATE_NOOP("MigrationFile", "A merge conflict is left here: settle it first."))));
    return {};
}

Result<MigrationFile> parseMigration(const QByteArray &content, const QString &fileName)
{
    if (Result<> whole = mustHaveNoConflict(content, fileName); !whole)
        return failure(whole.error());
    return fileName.endsWith(".py"_L1, Qt::CaseInsensitive) ? parsePythonMigration(content, fileName)
                                                            : Parser(content, fileName).run();
}

Result<MigrationFile> parseRepeatable(const QByteArray &content, const QString &fileName)
{
    if (Result<> whole = mustHaveNoConflict(content, fileName); !whole)
        return failure(whole.error());
    Result<MigrationFile> file = Parser(content, fileName, true).run();
    if (!file)
        return file;
    if (file->hasDown())
        return failure(fileError(fileName, file->downLine,
            said(QT_TRANSLATE_NOOP("MigrationFile", "What runs again and again has no way down."))));
    if (file->version.isEmpty() || file->version.size() > 60 || file->version.front().isDigit())
        return failure(fileError(fileName, 0,
            said(QT_TRANSLATE_NOOP("MigrationFile",
                "The name of what runs again has between 1 and 60 characters, and does not begin with a number."))));
    if (file->id.isEmpty())
        file->id = file->version;
    return file;
}

Result<> headerHolds(const MigrationFile &migration)
{
    for (const MigrationFile::Directive &directive : migration.directives) {
        if (directive.argument.contains(u'\n') || directive.argument.contains(u'\r'))
            return failure({.code = Error::Code::Refused,
                .message = said(QT_TRANSLATE_NOOP("MigrationFile",
                                    "\"relata:%1\" is one line of a migration's header and cannot hold a line break, "
                                    "which is in a name or a text here: %2"),
                    {directive.name, directive.argument}),
                .detail = {},
                .sqlState = {},
                .position = {}});
    }
    return {};
}

QString writtenHeader(const MigrationFile &migration, const QString &mark, const QString &description)
{
    QString text;
    const auto line = [&](QString said) { text += mark + said.replace(u'\r', u' ').replace(u'\n', u' ') + u'\n'; };
    line(u"Migration "_s + migration.version + u": "_s + migration.title);
    for (const QString &one : description.split(u'\n', Qt::SkipEmptyParts))
        line(one);
    if (!migration.id.isEmpty())
        line(u"relata:id "_s + migration.id
            + (migration.parent.isEmpty() ? QString() : u" parent "_s + migration.parent));
    if (!migration.result.isEmpty())
        line(u"relata:result "_s + migration.result);
    for (const MigrationFile::Directive &directive : migration.directives)
        line(u"relata:"_s + directive.name + (directive.argument.isEmpty() ? QString() : u' ' + directive.argument));
    return text;
}

QByteArray writeMigration(const MigrationFile &migration)
{
    if (migration.isPython())
        return writePythonMigration(migration);
    QString text = writtenHeader(migration, u"-- "_s, migration.description);
    const auto section = [](const QString &sql) { return sql.isEmpty() || sql.endsWith(u'\n') ? sql : sql + u'\n'; };
    text += u"-- relata:up\n"_s + section(migration.up) + u"-- relata:down\n"_s + section(migration.down);
    return text.toUtf8();
}

QString migrationSlug(const QString &title)
{
    QString result;
    for (const QChar c : title.toLower()) {
        if (c.isLetterOrNumber())
            result += c;
        else if (!result.isEmpty() && !result.endsWith(u'_'))
            result += u'_';
    }
    while (result.endsWith(u'_'))
        result.chop(1);
    return result.left(60);
}

} // namespace relata
