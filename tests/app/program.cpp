#include "tests/app/program.h"

#include <QProcess>

namespace relata::tests {

QString programPath() { return QStringLiteral(RELATA_PROGRAM); }

Answer runProgram(const QStringList &words, const QMap<QString, QString> &variables)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (auto it = variables.cbegin(); it != variables.cend(); ++it)
        environment.insert(it.key(), it.value());
    program.setProcessEnvironment(environment);
    program.start(programPath(), words);
    program.closeWriteChannel();
    if (!program.waitForFinished(120'000)) {
        program.kill();
        program.waitForFinished();
        return {.status = 128, .out = {}, .err = program.errorString()};
    }
    return {.status = program.exitStatus() == QProcess::NormalExit ? program.exitCode() : 129,
        .out = QString::fromUtf8(program.readAllStandardOutput()),
        .err = QString::fromUtf8(program.readAllStandardError())};
}

void runAndKill(const QStringList &words, int milliseconds)
{
    QProcess program;
    program.setStandardOutputFile(QProcess::nullDevice());
    program.setStandardErrorFile(QProcess::nullDevice());
    program.start(programPath(), words);
    program.closeWriteChannel();
    if (program.waitForFinished(milliseconds))
        return;
    program.kill();
    program.waitForFinished();
}

} // namespace relata::tests
