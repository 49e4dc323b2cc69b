#include "models/items/drift_words.h"

#include "models/items/field_words.h"
#include "models/items/schema_words.h"
#include "models/schema/all_kinds.h"
#include "models/timeline/drift.h"

#include <QCoreApplication>

namespace relata {
using namespace Qt::StringLiterals;

static QString said(const char *text) { return QCoreApplication::translate("DriftWords", text); }

static QString fieldName(Kind kind, const QByteArray &key)
{
    for (const Field &field : catalogue(kind).fields) {
        if (key == field.key)
            return fieldTitle(field);
    }
    return QString::fromLatin1(key);
}

QString driftText(const DriftItem &item)
{
    const QString what = kindTitle(item.object.kind) + u' ' + item.name;
    switch (item.state) {
    case DriftItem::State::Added:
        return said(QT_TRANSLATE_NOOP("DriftWords", "%1: only in the database")).arg(what);
    case DriftItem::State::Removed:
        return said(QT_TRANSLATE_NOOP("DriftWords", "%1: missing")).arg(what);
    case DriftItem::State::Changed:
        break;
    }
    QStringList parts;
    for (const DriftItem::FieldChange &one : item.fields)
        parts += u"%1: %2 → %3"_s.arg(fieldName(item.object.kind, one.field), one.expected, one.found);
    return what + u": "_s + parts.join(u"; "_s);
}

} // namespace relata
