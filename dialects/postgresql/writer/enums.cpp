#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/statements.h"
#include "dialects/postgresql/writer/type_exchange.h"
#include "models/schema/all_kinds.h"

#include <algorithm>
#include <iterator>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

bool onlyAddsLabels(const QStringList &before, const QStringList &after)
{
    qsizetype found = 0;
    for (const QString &label : after)
        found += found < before.size() && before.at(found) == label;
    return found == before.size();
}

namespace {

void addLabels(
    Statements &statements, const EnumType &before, const EnumType &after, const QString &name, const Schema &schema)
{
    for (qsizetype i = 0; i < after.labels.size(); ++i) {
        if (before.labels.contains(after.labels.at(i)))
            continue;
        SqlWriter out = sql();
        out << "ALTER TYPE " << SqlText{name} << " ADD VALUE " << SqlString{after.labels.at(i)};
        if (i > 0)
            out << " AFTER " << SqlString{after.labels.at(i - 1)};
        else
            out << " BEFORE " << SqlString{before.labels.value(0)};
        Statement adding = statement(out.sql(), schema);
        adding.facts.transaction = TransactionMode::Outside; // the label cannot be used before it is committed
        statements.push_back(std::move(adding));
    }
}

} // namespace

std::optional<Statements> alterEnum(const Altered &change, const PlanContext &context)
{
    const auto *before = as<EnumType>(change.before), *after = as<EnumType>(change.after);
    Alteration placing;
    addPlace(placing, change, context);
    Statements result = placing.take();
    const auto add = [&result](Statements statements) { std::ranges::move(statements, std::back_inserter(result)); };
    if (isExchanged(change)) { // made with the owner and the comment that are wanted
        add(exchangeStatements(change.id, context));
        return result;
    }
    addLabels(result, *before, *after, Naming(context.to).name(change.id).sql, context.from);
    Alteration owning;
    addOwnership(owning, change, context);
    add(owning.take());
    return result;
}

} // namespace relata::postgresql
