#pragma once
#include <QList>
#include <QString>

namespace relata {

/// A type's name taken apart: "timestamp(3) without time zone" is "timestamp without time zone" and 3.
struct TypeParts {
    QString base; ///< in small letters
    QList<int> numbers;

    int number(qsizetype at, int without = -1) const { return at < numbers.size() ? numbers.at(at) : without; }
    bool operator==(const TypeParts &) const = default;
};
TypeParts typeParts(const QString &typeName);

/// "1000" for 3.
QString powerOfTen(int exponent);

} // namespace relata
