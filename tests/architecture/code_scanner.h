#pragma once
#include <QList>
#include <QString>

namespace relata::tests {

/// An #include line: what it names, and whether in angle brackets.
struct Include {
    QString name;
    bool isSystem = false;
    int line = 0;
};

/// A function with a body, from the first line of its head to its closing brace.
struct FunctionSpan {
    QString name;
    int firstLine = 0;
    int lines = 0;
};

/// A type that other files could see, with the namespaces around it: "relata::sqlite::Handle".
struct TypeDefinition {
    QString name;
    int line = 0;
};

QList<Include> includesOf(const QString &text);

/// The text with comments, strings, characters and preprocessor lines blanked; every line stays where it was.
QString blanked(const QString &text);

/// The functions of a C++ file, found by their braces; lambdas count to the function around them.
QList<FunctionSpan> functionsOf(const QString &text);

/// The classes, structs, unions and enums at the level of namespaces; what is in a nameless one is nobody else's.
QList<TypeDefinition> typesOf(const QString &text);

} // namespace relata::tests
