#include "tests/app/python_place.h"

#include "models/base/file_text.h"

#include <QFile>
#include <QFileInfo>

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

const QString HidingPython = u"../hiding/python"_s;

/// SQLite's driver is Python's own.
QString hiding(const QByteArray &server, const QString &interpreter)
{
    const bool hides =
        !server.isEmpty() && qEnvironmentVariableIsSet(HiddenDrivers) && interpreter == QLatin1StringView(TestPython);
    return hides ? HidingPython : interpreter;
}

} // namespace

PythonPlace::PythonPlace(const EngineRegistry &registry, const QByteArray &server, const QString &program,
    const QString &header, const QString &interpreter)
    : RunnerPlace(registry, server,
        {u"CREATE TABLE person (id INTEGER NOT NULL PRIMARY KEY, first VARCHAR(40), last VARCHAR(40));\n"
         "INSERT INTO person VALUES (1, 'Ada', 'Lovelace');\nINSERT INTO person VALUES (2, 'Alan', 'Turing');"_s},
        {u"DROP TABLE person;"_s}, true,
        [&](ProjectConfig &config) { config.other.insert(u"python"_s, hiding(server, interpreter)); })
    , m_interpreter(hiding(server, interpreter))
{
    if (m_interpreter == HidingPython)
        hideDrivers();
    write(program, header);
}

/// By an interpreter beside the project's files, which looks first where they are not.
void PythonPlace::hideDrivers()
{
    const QString python = projectFolder() + u'/' + HidingPython, folder = QFileInfo(python).path();
    QMap<QString, QByteArray> files{
        {python, "#!/bin/sh\nPYTHONPATH=\"$(dirname \"$0\")\" exec " + QByteArray(TestPython) + " \"$@\"\n"}};
    for (const QString &driver : qEnvironmentVariable(HiddenDrivers).split(u' '))
        files.insert(folder + u'/' + driver + u".py"_s, "raise ImportError\n");
    Result<> written = writeFiles(files);
    if (!written || !QFile::setPermissions(python, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        error = written ? u"the interpreter cannot be made a program"_s : written.error().text();
}

void PythonPlace::write(const QString &program, const QString &header)
{
    QString text = u"# Migration 002: fill names\n# relata:id 5b002 parent 5b001\n"_s + header + program;
    text.replace(u"{p}"_s, isSqlite() ? u"?"_s : u"%s"_s).replace(u"{mark}"_s, mark());
    if (const Result<> written = writeFile(projectFolder() + u"/migrations/002_fill.py"_s, text.toUtf8()); !written)
        error = written.error().text();
    const Result<Timeline> read = readTimeline(projectFolder() + u"/migrations"_s);
    if (!read)
        error = read.error().text();
    else
        timeline = *read;
    timeline.python = {true, m_interpreter, projectFolder()};
}

RunRules PythonPlace::rules() const
{
    RunRules rules = RunnerPlace::rules();
    rules.python = timeline.python;
    rules.folder = projectFolder();
    return rules;
}

QStringList PythonPlace::allowed(const QStringList &action) const
{
    return words(action) + QStringList{u"--allow"_s, u"PYTHON"_s};
}

QString fillNames()
{
    return u"\"\"\"Fill names: from two columns\"\"\"\n\n\n"
           "def up(cursor):\n"
           "    cursor.execute(\"ALTER TABLE person ADD COLUMN full_name VARCHAR(90)\")\n"
           "    cursor.execute(\"SELECT id, first, last FROM person ORDER BY id\")\n"
           "    for number, first, last in cursor.fetchall():\n"
           "        cursor.execute(\"UPDATE person SET full_name = {p} WHERE id = {p}\", ((first or '') + ' ' + (last "
           "or ''), "
           "number))\n"
           "    print('filled all')\n\n\n"
           "def down(cursor):\n"
           "    cursor.execute(\"ALTER TABLE person DROP COLUMN full_name\")\n"_s;
}

} // namespace relata::tests
