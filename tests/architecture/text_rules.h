#pragma once
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

namespace relata::tests {

/// What no line may hold: everywhere, or in the code of some folders alone.
struct TextRule {
    QString name;
    QRegularExpression pattern;
    QString why;
    QStringList folders;
};

const QList<TextRule> &textRules();

/// Where the rule is broken, as "file:line: why: line".
QStringList violationsOf(const TextRule &rule);

} // namespace relata::tests
