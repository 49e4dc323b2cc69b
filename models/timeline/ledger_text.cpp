#include "models/timeline/ledger_text.h"

#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

struct Sentence {
    const char *context, *text;
};

/// Longest first: the first that fits is taken.
constexpr Sentence Sentences[] = {
    {"RunScript", "Statement %1 of %2 failed: %3. The statement was: %4"},
    {"RunScript", "the check found %1 rows that break a foreign key, the first in table %2"},
    {"RunScript", "Cancelled."},
    {"Migrate", "The migration ran, but its verification found %1 rows: %2"},
    {"MySql", "The server refused the statement: %1"},
    {"MySql", "Somebody else holds a lock that the statement needs."},
    {"MySql", "The statement was cancelled."},
    {"Postgresql", "The server refused the statement: %1."},
    {"Postgresql", "Stopped on request."},
    {"Sqlite", "The statement was cancelled."},
    {"Sqlite", "SQLite refused the statement."},
};

QRegularExpression patternOf(const char *text)
{
    QString pattern = QRegularExpression::escape(QString::fromUtf8(text));
    static const QRegularExpression place(u"\\\\%(\\d)"_s);
    pattern.replace(place, u"(?<a\\1>.+?)"_s);
    if (pattern.endsWith("\\."_L1)) // inside of a sentence it lost its full stop
        pattern += u'?';
    return QRegularExpression(u'^' + pattern + u'$', QRegularExpression::DotMatchesEverythingOption);
}

} // namespace

Message ledgerMessage(const QString &text)
{
    for (const Sentence &sentence : Sentences) {
        const auto match = patternOf(sentence.text).match(text);
        if (!match.hasMatch())
            continue;
        Message message{sentence.context, sentence.text, {}};
        for (int i = 1; match.hasMatch() && QString::fromUtf8(sentence.text).contains(u'%' + QString::number(i)); ++i)
            message.arguments += match.captured(u'a' + QString::number(i));
        if (sentence.text == Sentences[0].text) { // why it failed is a sentence of its own, without its full stop
            QString why = ledgerMessage(message.arguments.at(2)).translated();
            if (why.endsWith(u'.'))
                why.chop(1);
            message.arguments[2] = why;
        }
        return message;
    }
    return {"", "%1", {text}};
}

} // namespace relata
