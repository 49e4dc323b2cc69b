#include "dialects/postgresql/stable_text.h"

#include <QRegularExpression>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

QString stableText(const QString &text)
{
    if (!text.contains("(ARRAY["_L1))
        return text;
    // Elements are literals with a cast, as the server writes a list of constants.
    static const QString element = u"'(?:[^']|'')*'::[a-z][a-z ]*(?:\\(\\d+(?:,\\d+)?\\))?"_s;
    static const QRegularExpression list(u"\\(ARRAY\\[(%1(?:, %1)*)\\]\\)::([a-z][a-z ]*)\\[\\]"_s.arg(element));
    static const QRegularExpression one(element);
    QString result;
    qsizetype from = 0;
    for (auto it = list.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        QStringList elements;
        for (auto each = one.globalMatch(match.captured(1)); each.hasNext();)
            elements += u'(' + each.next().captured() + u")::"_s + match.captured(2);
        result += text.mid(from, match.capturedStart() - from) + u"ARRAY["_s + elements.join(u", "_s) + u']';
        from = match.capturedEnd();
    }
    return result + text.mid(from);
}

} // namespace relata::postgresql
