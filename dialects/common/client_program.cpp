#include "dialects/common/client_program.h"

#include "models/base/shell_word.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <csignal>
#include <sys/prctl.h>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int Beat = 100; // milliseconds

Error failed(const char *text, const QStringList &arguments, const QString &detail)
{
    return {.code = Error::Code::Sql,
        .message = {"Backup", text, arguments},
        .detail = detail,
        .sqlState = {},
        .position = {}};
}

/// In the child: it goes when this program does, however that ends.
void endWithUs() { ::prctl(PR_SET_PDEATHSIG, SIGTERM); }

/// Its last words to people, as far as there is a place for them.
QString lastWords(QProcess &process)
{
    const QStringList lines =
        QString::fromLocal8Bit(process.readAllStandardError()).trimmed().split(u'\n', Qt::SkipEmptyParts);
    return lines.mid(std::max<qsizetype>(0, lines.size() - 5)).join(u'\n').right(2000);
}

} // namespace

QString ClientProgram::command() const
{
    QStringList words{shellWord(path)};
    for (const QString &argument : arguments)
        words += shellWord(argument);
    if (!input.isEmpty())
        words += {u"<"_s, shellWord(input)};
    return words.join(u' ');
}

QString findProgram(const QStringList &names)
{
    for (const QString &name : names) {
        if (const QString found = QStandardPaths::findExecutable(name); !found.isEmpty())
            return found;
    }
    return {};
}

QString programOutput(const QString &path, const QStringList &arguments)
{
    QProcess process;
    process.setChildProcessModifier(endWithUs);
    process.start(path, arguments);
    if (!process.waitForFinished(10'000) || process.exitCode() != 0)
        return {};
    return QString::fromLocal8Bit(process.readAllStandardOutput()).section(u'\n', 0, 0).trimmed();
}

Result<> runClientProgram(
    const ClientProgram &program, const Message &doing, const QString &growing, JobContext &context)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (auto it = program.environment.begin(); it != program.environment.end(); ++it)
        environment.insert(it.key(), it.value());
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(program.input.isEmpty() ? QProcess::nullDevice() : program.input);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setChildProcessModifier(endWithUs);
    process.start(program.path, program.arguments);
    const QString name = QFileInfo(program.path).fileName();
    if (!process.waitForStarted())
        return failure(failed(QT_TRANSLATE_NOOP("Backup", "%1 cannot be started."), {name}, process.errorString()));
    context.report({0, 0, doing});
    while (!process.waitForFinished(Beat)) {
        if (process.state() == QProcess::NotRunning)
            break;
        if (context.stopRequested()) {
            process.kill();
            process.waitForFinished();
            return failure(cancelledError());
        }
        if (!growing.isEmpty())
            context.report({QFileInfo(growing).size(), 0, doing});
    }
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    const QString words = lastWords(process);
    return failure(failed(QT_TRANSLATE_NOOP("Backup", "%1 failed: %2"),
        {name,
            words.isEmpty() ? QString(u"exit status "_s + QString::number(process.exitCode()))
                            : words.section(u'\n', -1)},
        words));
}

} // namespace relata
