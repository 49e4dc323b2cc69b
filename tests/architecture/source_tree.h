#pragma once
#include <QList>
#include <QString>
#include <QStringList>

namespace relata::tests {

/// One committed text file: its path from the root of the repository, and what it holds.
struct SourceFile {
    QString path;
    QString text;

    bool isCode() const;
    QString folder() const; ///< the first part of the path: models, widgets, …
    QStringList parts() const;
    int lineCount() const;
};

/// The folder that holds the sources (RELATA_SOURCE_DIR).
QString sourceRoot();

/// Every text file of the project; what is built or belongs to git is left out.
const QList<SourceFile> &sourceFiles();

/// Prints each violation, and says whether there was none.
bool holds(const QStringList &violations);

} // namespace relata::tests
