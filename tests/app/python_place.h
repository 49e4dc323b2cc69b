#pragma once
#include "tests/app/runner_place.h"

namespace relata::tests {

/// A Python that has the drivers of Debian's packages.
inline constexpr auto TestPython = "/usr/bin/python3";
/// Names drivers that Python is not to find in these tests, by spaces, so that they run with another one.
inline constexpr auto HiddenDrivers = "RELATA_HIDDEN_PYTHON_DRIVERS";

/// A runner's project whose first migration makes a table of persons, and whose second is a program in Python.
class PythonPlace : public RunnerPlace {
public:
    /// `program`: what stands below the header of 002_fill.py; "{p}" in it is the driver's placeholder.
    PythonPlace(const EngineRegistry &registry, const QByteArray &server, const QString &program,
        const QString &header = {}, const QString &interpreter = QString::fromLatin1(TestPython));

    /// Writes the program again, and reads the timeline.
    void write(const QString &program, const QString &header = {});
    /// As RunnerPlace's, with Python allowed.
    RunRules rules() const;
    QStringList allowed(const QStringList &action) const;
    /// A file for programs to write to, and what it says.
    QString mark() const { return projectFolder() + QStringLiteral("/mark"); }

private:
    void hideDrivers();

    QString m_interpreter;
};

/// Adds a column and fills it from two others, row by row; down drops it.
QString fillNames();

} // namespace relata::tests
