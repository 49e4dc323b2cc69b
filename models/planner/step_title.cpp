#include "models/planner/step_title.h"

#include "models/schema/all_kinds.h"

namespace relata {
using namespace Qt::StringLiterals;

static QString kindWord(Kind kind) { return QString::fromLatin1(catalogue(kind).info->title).toLower(); }

static Message message(const char *text, const QStringList &arguments) { return {"StepTitle", text, arguments}; }

static QString shown(const Schema &schema, ObjectId id)
{
    QString name = schema.displayName(id);
    const Object *object = schema.find(id);
    if (object && nameOf(*object).isEmpty() && parentOf(*object))
        return schema.displayName(parentOf(*object));
    return name;
}

static Message alteredTitle(const Altered &altered, const Schema &from, const Schema &to)
{
    const QString kind = kindWord(kindOf(altered.after));
    if (altered.renamed() && altered.fields.size() == 1)
        return message(QT_TRANSLATE_NOOP("StepTitle", "Rename %1 %2 to %3"),
            {kind, shown(from, altered.id), nameOf(altered.after)});
    if (const auto *column = as<Column>(altered.after); column && altered.fields.size() == 1) {
        const QString name = shown(to, altered.id);
        if (altered.changes("type"))
            return message(QT_TRANSLATE_NOOP("StepTitle", "Change type of column %1 to %2"), {name, column->type.name});
        if (altered.changes("nullable"))
            return column->nullable ? message(QT_TRANSLATE_NOOP("StepTitle", "Let column %1 be null"), {name})
                                    : message(QT_TRANSLATE_NOOP("StepTitle", "Require column %1"), {name});
        if (altered.changes("default"))
            return message(QT_TRANSLATE_NOOP("StepTitle", "Change default of column %1"), {name});
    }
    return message(QT_TRANSLATE_NOOP("StepTitle", "Change %1 %2 (%3)"),
        {kind, shown(to, altered.id), QString::fromLatin1(altered.fields.join(", "))});
}

Message stepTitle(std::span<const Change> changes, ObjectId subject, const Schema &from, const Schema &to)
{
    const Change *main = nullptr;
    for (const Change &change : changes) {
        if (idOf(change) == subject)
            main = &change;
    }
    if (!main)
        return message(QT_TRANSLATE_NOOP("StepTitle", "Change table %1 (%2 changes)"),
            {shown(to, subject), QString::number(changes.size())});
    if (const auto *altered = std::get_if<Altered>(main))
        return changes.size() > 1 ? message(QT_TRANSLATE_NOOP("StepTitle", "Change table %1 (%2 changes)"),
                   {shown(to, subject), QString::number(changes.size())})
                                  : alteredTitle(*altered, from, to);
    const Kind kind = kindOf(*main);
    if (std::holds_alternative<Created>(*main))
        return kind == Kind::Table
            ? message(QT_TRANSLATE_NOOP("StepTitle", "Create table %1"), {shown(to, subject)})
            : message(QT_TRANSLATE_NOOP("StepTitle", "Add %1 %2"), {kindWord(kind), shown(to, subject)});
    return message(QT_TRANSLATE_NOOP("StepTitle", "Drop %1 %2"), {kindWord(kind), shown(from, subject)});
}

Reversal reversalOf(std::span<const Change> changes, const PlanContext &context, const Writer &writer)
{
    for (const Change &change : changes) {
        if (std::holds_alternative<Dropped>(change)
            && (kindOf(change) == Kind::Table || kindOf(change) == Kind::Column))
            return Reversal::LosesData;
        if (writer.lossOf(change, context.from, context.to) != Loss::None)
            return Reversal::LosesData;
        const auto *altered = std::get_if<Altered>(&change);
        if (altered && altered->changes("type"))
            return Reversal::LosesData; // a value may not come back as it was spelled before the conversion
    }
    return Reversal::Exact;
}

} // namespace relata
