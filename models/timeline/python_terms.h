#pragma once
#include <QString>

namespace relata {

/// What allows migrations in Python to run, on the command line and in the window.
inline constexpr auto PythonCode = "PYTHON";

/// On what terms migrations in Python run, on whatever database: they can do all that this program's user can.
struct PythonTerms {
    bool isAllowed = false;
    QString interpreter; ///< empty: the first python3 of PATH; relative: below the folder
    QString folder; ///< the project's, in which they run
};

} // namespace relata
