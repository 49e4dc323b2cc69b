#include "dialects/common/alter_actions.h"

#include <algorithm>
#include <array>

namespace relata {
using namespace Qt::StringLiterals;

using Kind = StatementAction::Kind;
using Constraint = StatementAction::Constraint;

namespace {

/// Where a default's expression ends and the column's next property begins.
bool endsDefault(const StatementWords &words)
{
    static constexpr std::array Next{u"not", u"null", u"check", u"unique", u"primary", u"references", u"generated",
        u"collate", u"constraint", u"on", u"comment", u"first", u"after", u"key", u"auto_increment", u"visible",
        u"invisible", u"as", u"stored", u"virtual", u",", u")"};
    return words.atEnd()
        || std::any_of(Next.begin(), Next.end(), [&](const char16_t *word) { return words.peek(QStringView(word)); });
}

/// Past a default's expression; whether it calls what may differ from row to row.
bool takeVolatile(StatementWords &words)
{
    bool isVolatile = false, isFirst = true;
    for (int depth = 0; depth > 0 ? !words.atEnd() : isFirst || !endsDefault(words); isFirst = false) {
        if (words.accept(u"::")) {
            words.takePath();
            if (words.peek(u"("))
                words.skipGroup();
        } else if (words.peekName()) {
            const QStringList function = words.takePath();
            const bool isCall = words.peek(u"(") && !function.isEmpty();
            isVolatile = isVolatile || (isCall && !isSteadyFunction(function.last()));
        } else {
            depth += words.peek(u"(") ? 1 : words.peek(u")") ? -1 : 0;
            words.skip();
        }
    }
    return isVolatile;
}

/// Past REFERENCES and the name of the table.
void takeReferences(StatementWords &words, StatementAction &key)
{
    key.constraint = Constraint::ForeignKey;
    key.table = words.takePath();
}

/// A constraint that stands at a column; nothing where none begins here.
bool takeColumnConstraint(StatementWords &words, QList<StatementAction> &found, const QString &name)
{
    StatementAction added;
    added.kind = Kind::AddConstraint;
    added.name = name;
    if (words.accept(u"references"))
        takeReferences(words, added);
    else if (words.accept({u"primary", u"key"}))
        added.constraint = Constraint::PrimaryKey;
    else if (words.accept(u"unique"))
        added.constraint = Constraint::Unique;
    else if (words.accept(u"check"))
        added.constraint = Constraint::Check;
    else
        return false;
    found += added;
    return true;
}

void takeGenerated(StatementWords &words, StatementAction &column)
{
    (void)words.accept({u"by", u"default"});
    (void)words.accept(u"always");
    if (!words.accept(u"as"))
        return;
    if (words.accept(u"identity")) {
        column.identity = true;
        return;
    }
    words.skipGroup();
    column.generated = true;
    column.stored = words.acceptAny({u"stored", u"persistent"});
}

bool isSerial(const QString &type)
{
    return QStringList{u"serial"_s, u"bigserial"_s, u"smallserial"_s, u"serial4"_s, u"serial8"_s, u"serial2"_s}
        .contains(type.toLower());
}

} // namespace

bool isSteadyFunction(QStringView function)
{
    static constexpr std::array Steady{"now"_L1, "current_timestamp"_L1, "current_date"_L1, "current_time"_L1,
        "localtime"_L1, "localtimestamp"_L1, "transaction_timestamp"_L1, "statement_timestamp"_L1, "lower"_L1,
        "upper"_L1, "coalesce"_L1, "nullif"_L1, "greatest"_L1, "least"_L1, "concat"_L1, "cast"_L1, "to_char"_L1,
        "to_date"_L1, "to_timestamp"_L1, "date_trunc"_L1, "timezone"_L1, "make_interval"_L1, "make_date"_L1,
        "current_setting"_L1, "array"_L1, "row"_L1, "abs"_L1, "length"_L1};
    return std::any_of(Steady.begin(), Steady.end(),
        [&](QLatin1StringView name) { return function.compare(name, Qt::CaseInsensitive) == 0; });
}

QList<StatementAction> columnActions(StatementWords &words, StatementAction column)
{
    QList<StatementAction> found;
    if (words.peekName() && !endsDefault(words))
        column.identity = isSerial(words.takePath().join(u'.'));
    column.hasDefault = column.volatileDefault = column.identity && column.kind == Kind::AddColumn;
    column.notNull = column.identity;
    QString name;
    while (!words.atEnd() && !words.peek(u",") && !words.peek(u")")) {
        if (words.accept(u"constraint")) {
            name = words.takeName();
        } else if (takeColumnConstraint(words, found, name)) {
            name.clear();
        } else if (words.accept({u"not", u"null"})) {
            column.notNull = true;
        } else if (words.accept(u"default")) {
            column.hasDefault = true;
            column.volatileDefault = takeVolatile(words);
        } else if (words.accept(u"generated") || words.peek({u"as", u"("})) {
            takeGenerated(words, column);
        } else if (words.acceptAny({u"auto_increment", u"autoincrement"})) {
            column.identity = true;
        } else if (words.accept(u"first") || words.accept(u"after")) {
            column.placed = true;
        } else {
            words.skipGroup();
        }
    }
    found.prepend(column);
    return found;
}

bool beginsConstraint(const StatementWords &words)
{
    return words.peek(u"constraint") || words.peek({u"primary", u"key"}) || words.peek({u"foreign", u"key"})
        || words.peek(u"unique") || words.peek({u"check", u"("}) || words.peek(u"exclude");
}

StatementAction constraintAction(StatementWords &words)
{
    StatementAction action;
    if (!beginsConstraint(words))
        return action;
    action.kind = Kind::AddConstraint;
    if (words.accept(u"constraint") && !words.peek({u"primary", u"key"}) && !words.peek({u"foreign", u"key"})
        && !words.peek({u"unique", u"("}) && !words.peek({u"check", u"("}))
        action.name = words.takeName();
    if (words.accept({u"primary", u"key"}))
        action.constraint = Constraint::PrimaryKey;
    else if (words.accept(u"unique"))
        action.constraint = Constraint::Unique;
    else if (words.accept(u"check"))
        action.constraint = Constraint::Check;
    else if (words.accept(u"exclude"))
        action.constraint = Constraint::Exclusion;
    else if (words.accept({u"foreign", u"key"}))
        action.constraint = Constraint::ForeignKey;
    else
        action.kind = Kind::Other;
    while (!words.atEnd() && !words.peek(u",")) {
        if (action.constraint == Constraint::ForeignKey && words.accept(u"references"))
            takeReferences(words, action);
        else if (words.accept({u"not", u"valid"}))
            action.notValid = true;
        else if (words.accept({u"using", u"index"}) && !words.peek(u"tablespace"))
            action.usingIndex = true;
        else
            words.skipGroup();
    }
    return action;
}

} // namespace relata
