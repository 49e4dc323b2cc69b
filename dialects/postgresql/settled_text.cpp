#include "dialects/postgresql/settled_text.h"

#include <QRegularExpression>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

QString settledText(const QString &text)
{
    if (!text.contains("])::text[]"_L1))
        return text;
    static const QString element = u"(?:E?'(?:[^']|'')*'|NULL)::character varying"_s;
    static const QRegularExpression oneElement(element);
    static const QRegularExpression castArray(
        u"\\(ARRAY\\[("_s + element + u"(?:, "_s + element + u")*)\\]\\)::text\\[\\]"_s);
    QString result;
    qsizetype done = 0;
    for (auto arrays = castArray.globalMatch(text); arrays.hasNext();) {
        const QRegularExpressionMatch array = arrays.next();
        QStringList elements;
        for (auto found = oneElement.globalMatch(array.captured(1)); found.hasNext();)
            elements += u'(' + found.next().captured() + u")::text"_s;
        result += QStringView(text).mid(done, array.capturedStart() - done);
        result += u"ARRAY["_s + elements.join(u", "_s) + u']';
        done = array.capturedEnd();
    }
    return result + QStringView(text).mid(done);
}

} // namespace relata::postgresql
