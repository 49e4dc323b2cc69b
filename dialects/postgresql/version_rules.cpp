#include "dialects/postgresql/version_rules.h"

#include "models/schema/all_kinds.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

struct Row {
    VersionRule rule;
    int since;
    const char *source;
};

/// The sources are pages of the manual, or the release notes that tell it. 13, 15 and 18 are held against servers, see
/// tests/cases/postgresql; the others are not, see tests/cases/unverified.
constexpr Row Rows[] = {
    {VersionRule::NamedNotNull, 180000, "ALTER TABLE, ADD table_constraint NOT VALID; release notes of 18"},
    {VersionRule::PartitionedNotValid, 180000, "release notes of 18"},
    {VersionRule::StorageDefault, 160000, "ALTER TABLE, SET STORAGE; release notes of 16"},
    {VersionRule::SetAccessMethod, 150000, "ALTER TABLE, SET ACCESS METHOD; release notes of 15"},
};

bool isDistinctless(const Change &change)
{
    const auto *unique = as<Unique>(objectOf(change));
    const auto *index = as<Index>(objectOf(change));
    return (unique && !unique->nullsDistinct) || (index && !index->nullsDistinct);
}

const Options &constraintOptions(const Object &object)
{
    static const Options none;
    const auto *check = as<Check>(object);
    const auto *foreign = as<ForeignKey>(object);
    const auto *unique = as<Unique>(object);
    const auto *primary = as<PrimaryKey>(object);
    return check  ? check->options
        : foreign ? foreign->options
        : unique  ? unique->options
        : primary ? primary->options
                  : none;
}

bool isUnenforced(const Change &change)
{
    return constraintOptions(objectOf(change)).value("postgresql.not_enforced").toBool();
}

bool isOverPeriod(const Change &change)
{
    return constraintOptions(objectOf(change)).value("postgresql.period").toBool();
}

bool isVirtual(const Change &change)
{
    const auto *column = as<Column>(objectOf(change));
    return column && column->generated == Column::Generated::Virtual;
}

bool isCompressed(const Change &change)
{
    const auto *column = as<Column>(objectOf(change));
    return column && column->options.contains("postgresql.compression");
}

QString textOf(const Expression &expression)
{
    return written(expression, [](ObjectId) { return QString(); });
}

/// A routine's definition in front of a body in quotes; all of it where the body has none.
QString headOf(const Routine &routine)
{
    static const QRegularExpression quotedBody(u"\\bAS\\s+(\\$|E?')"_s, QRegularExpression::CaseInsensitiveOption);
    const QString text = textOf(routine.definition);
    const QRegularExpressionMatch body = quotedBody.match(text);
    return body.hasMatch() ? text.left(body.capturedStart()) : text;
}

/// A body that the server reads when the routine is made.
bool hasSqlBody(const Change &change)
{
    static const QRegularExpression words(
        u"\\b(BEGIN\\s+ATOMIC|RETURN)\\b"_s, QRegularExpression::CaseInsensitiveOption);
    const auto *routine = as<Routine>(objectOf(change));
    return routine && routine->form != Routine::Form::Aggregate && headOf(*routine).contains(words);
}

bool answersByOut(const Change &change)
{
    static const QRegularExpression out(u"\\bOUT\\b"_s, QRegularExpression::CaseInsensitiveOption);
    const auto *routine = as<Routine>(objectOf(change));
    return routine && routine->form == Routine::Form::Procedure && headOf(*routine).contains(out);
}

bool countsExpressions(const Change &change)
{
    const auto *statistics = as<Statistics>(objectOf(change));
    return statistics && textOf(statistics->definition).section(u" ON "_s, 1).section(u" FROM "_s, 0, 0).contains(u'(');
}

bool isUnloggedSequence(const Change &change)
{
    const auto *sequence = as<Sequence>(objectOf(change));
    return sequence && sequence->options.value("postgresql.unlogged").toBool();
}

bool isMultirange(const Change &change)
{
    const auto *column = as<Column>(objectOf(change));
    const auto *domain = as<Domain>(objectOf(change));
    const auto *routine = as<Routine>(objectOf(change));
    return (column && column->type.name.contains("multirange"_L1))
        || (domain && domain->type.name.contains("multirange"_L1))
        || (routine && headOf(*routine).contains("multirange"_L1));
}

bool emptiesColumns(const Change &change)
{
    return constraintOptions(objectOf(change)).contains("postgresql.delete_columns");
}

bool invokes(const Change &change)
{
    const auto *view = as<View>(objectOf(change));
    return view && view->options.contains("postgresql.security_invoker");
}

/// A computed column that keeps its values as those of a plain one.
bool becomesPlain(const Change &change)
{
    const auto *altered = std::get_if<Altered>(&change);
    const auto *before = altered ? as<Column>(altered->before) : nullptr;
    return before && before->generated != Column::Generated::No
        && as<Column>(altered->after)->generated == Column::Generated::No;
}

bool includesInTree(const Change &change)
{
    const auto *index = as<Index>(objectOf(change));
    return index && index->method == "spgist"_L1 && !index->include.isEmpty();
}

bool hasRules(const Change &change)
{
    const auto *collation = as<Collation>(objectOf(change));
    const QString text = collation ? textOf(collation->definition) : QString();
    return text.contains("rules = "_L1);
}

bool isBuiltin(const Change &change)
{
    const auto *collation = as<Collation>(objectOf(change));
    const QString text = collation ? textOf(collation->definition) : QString();
    return text.contains("provider = builtin"_L1);
}

constexpr Feature Features[] = {
    {"ALTER COLUMN … DROP EXPRESSION", 130000, "ALTER TABLE; release notes of 13", becomesPlain},
    {"COMPRESSION", 140000, "CREATE TABLE; release notes of 14", isCompressed},
    {"multirange", 140000, "Range Types; release notes of 14", isMultirange},
    {"USING spgist … INCLUDE", 140000, "CREATE INDEX; release notes of 14", includesInTree},
    {"BEGIN ATOMIC, RETURN", 140000, "CREATE FUNCTION; release notes of 14", hasSqlBody},
    {"PROCEDURE … (OUT …)", 140000, "CREATE PROCEDURE; release notes of 14", answersByOut},
    {"STATISTICS … ON (…)", 140000, "CREATE STATISTICS; release notes of 14", countsExpressions},
    {"CREATE UNLOGGED SEQUENCE", 150000, "CREATE SEQUENCE; release notes of 15", isUnloggedSequence},
    {"NULLS NOT DISTINCT", 150000, "CREATE TABLE; release notes of 15", isDistinctless},
    {"ON DELETE SET … (…)", 150000, "CREATE TABLE; release notes of 15", emptiesColumns},
    {"security_invoker", 150000, "CREATE VIEW; release notes of 15", invokes},
    {"COLLATION … RULES", 160000, "CREATE COLLATION; release notes of 16", hasRules},
    {"COLLATION … PROVIDER builtin", 170000, "CREATE COLLATION; release notes of 17", isBuiltin},
    {"GENERATED ALWAYS AS (…) VIRTUAL", 180000, "CREATE TABLE; release notes of 18", isVirtual},
    {"NOT ENFORCED", 180000, "CREATE TABLE; release notes of 18", isUnenforced},
    {"WITHOUT OVERLAPS, PERIOD", 180000, "CREATE TABLE; release notes of 18", isOverPeriod},
};

} // namespace

bool has(VersionRule rule, int version)
{
    const auto *const row =
        std::find_if(std::begin(Rows), std::end(Rows), [&](const Row &one) { return one.rule == rule; });
    return row != std::end(Rows) && version >= row->since;
}

const Feature *lackingFeature(const Change &change, int version)
{
    const auto *const found = std::find_if(std::begin(Features), std::end(Features),
        [&](const Feature &one) { return version > 0 && version < one.since && one.isNeeded(change); });
    return found == std::end(Features) ? nullptr : found;
}

} // namespace relata::postgresql
