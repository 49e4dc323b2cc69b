#include "models/base/message.h"

#include <QCoreApplication>

namespace relata {

static QString filledIn(const QString &text, const QStringList &arguments)
{
    // One pass from the left, so that an argument holding "%1" is never filled in again.
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int number = i + 1 < text.size() && text.at(i) == u'%' ? text.at(i + 1).digitValue() : -1;
        if (number >= 1 && number <= arguments.size()) {
            result += arguments.at(number - 1);
            ++i;
        } else {
            result += text.at(i);
        }
    }
    return result;
}

QString Message::translated() const
{
    // Without a context it is somebody else's text, passed on as it is.
    return *context == '\0' ? source() : filledIn(QCoreApplication::translate(context, text), arguments);
}

QString Message::source() const { return filledIn(QString::fromUtf8(text), arguments); }

} // namespace relata
