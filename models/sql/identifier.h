#pragma once
#include <QString>
#include <QStringList>

namespace relata {

struct SqlFlavour;

/// One name as the server keeps it: without quotes, in the server's case.
struct Identifier {
    QString name;
};

/// Names from the outermost to the innermost; empty ones are left out when written (the namespace without a name).
struct QualifiedIdentifier {
    QStringList parts;
};

/// True when the name means itself without quotes: not reserved, in the case the server folds to, of ordinary letters.
bool isPlain(const QString &name, const SqlFlavour &flavour);

/// As it stands in SQL: in quotes only when needed, the closing quote doubled.
QString quoted(const Identifier &identifier, const SqlFlavour &flavour);
QString quoted(const QualifiedIdentifier &identifier, const SqlFlavour &flavour);

/// A string literal of this text. PostgreSQL gets E'…' when there is a backslash, so that it holds under both settings
/// of standard_conforming_strings. A NUL cannot be written on PostgreSQL and SQLite: bind such a value.
QString quotedString(QStringView text, const SqlFlavour &flavour);

/// True when the server would cut the name off or refuse it for its length.
bool isTooLong(const QString &name, const SqlFlavour &flavour);

} // namespace relata
