#pragma once
#include <QMap>
#include <QString>

namespace relata::tests {

/// What the program answered: 128 and above for one that did not end by itself.
struct Answer {
    int status = 0;
    QString out, err;
};

/// Where the real program is.
QString programPath();

/// Runs the real program with these words, and these variables beside those of the test.
Answer runProgram(const QStringList &words, const QMap<QString, QString> &variables = {});

/// The same, killed after so many milliseconds unless it has ended by then; what it said is not kept.
void runAndKill(const QStringList &words, int milliseconds);

} // namespace relata::tests
