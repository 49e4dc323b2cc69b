#include "models/jobs/recipes/check_trial.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"

namespace relata {
using namespace Qt::StringLiterals;

CheckTrial::CheckTrial(
    Connection &connection, const Schema &schema, const Engine &engine, ObjectId check, TrialRows &rows)
    : m_connection(connection)
    , m_schema(schema)
    , m_engine(engine)
    , m_check(check)
    , m_rows(rows)
    , m_table(u"relata_trial_%1"_s.arg(check.value, 0, 16))
{
    const Expression &expression = schema.find<Check>(check)->expression;
    m_expression = written(expression, [&](ObjectId id) {
        const Object *object = schema.find(id);
        return as<Column>(object) ? quoted(Identifier{nameOf(*object)}, *engine.flavour)
                                  : quoted(QualifiedIdentifier{schema.path(id)}, *engine.flavour);
    });
    for (const Expression::Piece &piece : expression.pieces) {
        const auto *id = std::get_if<ObjectId>(&piece);
        if (!id || !schema.find<Column>(*id))
            continue;
        const qsizetype at = rows.positionOf(*id);
        m_isWhole = m_isWhole && at >= 0;
        if (at >= 0 && !m_positions.contains(at))
            m_positions += at;
    }
}

QString CheckTrial::columnName(qsizetype position) const
{
    return quoted(Identifier{nameOf(*m_schema.find(m_rows.columns().at(position)))}, *m_engine.flavour);
}

Result<CheckRows> CheckTrial::find(const TrialRow &base)
{
    CheckRows found;
    const auto &check = *m_schema.find<Check>(m_check);
    const QString table = quoted(QualifiedIdentifier{m_schema.path(check.table)}, *m_engine.flavour);
    if (check.validated) {
        const auto standing = m_rows.ask(u"SELECT 1 FROM %1 WHERE NOT (%2)"_s.arg(table, m_expression));
        found.isBroken = standing && !standing->isEmpty();
    }
    if (found.isBroken || m_positions.isEmpty() || !m_isWhole)
        return found;
    QStringList names;
    for (const qsizetype at : m_positions)
        names += columnName(at);
    const auto made = m_rows.ask(
        u"CREATE TEMPORARY TABLE %1 AS SELECT %2 FROM %3 WHERE 1 = 0"_s.arg(m_table, names.join(u", "_s), table));
    if (!made)
        return m_connection.isAlive() ? Result<CheckRows>(found) : failure(made.error());
    if (Result<> done = note(base, found); !done)
        return failure(done.error());
    for (const qsizetype at : m_positions) {
        for (const Value &value : candidates(at, base)) {
            if (isEnough(found))
                return found;
            TrialRow row = base;
            row[at] = value;
            if (Result<> done = note(row, found); !done)
                return failure(done.error());
        }
    }
    if (found.breaking.isEmpty() && m_positions.size() > 1) {
        if (Result<> done = pairs(base, found); !done)
            return failure(done.error());
    }
    return found;
}

/// Where no single value breaks it, as in "a > 0 OR b > 0".
Result<> CheckTrial::pairs(const TrialRow &base, CheckRows &found)
{
    const qsizetype first = m_positions.at(0), second = m_positions.at(1);
    for (const Value &one : candidates(first, base)) {
        for (const Value &other : candidates(second, base)) {
            if (isEnough(found))
                return {};
            TrialRow row = base;
            row[first] = one;
            row[second] = other;
            if (Result<> done = note(row, found); !done)
                return done;
        }
    }
    return {};
}

Result<> CheckTrial::note(const TrialRow &row, CheckRows &found)
{
    const Result<Verdict> verdict = judge(row);
    if (!verdict)
        return failure(verdict.error());
    if (*verdict == Verdict::Broken)
        found.breaking += row;
    else if (*verdict == Verdict::Allowed && found.allowed.size() < 3)
        found.allowed += row;
    return {};
}

Result<CheckTrial::Verdict> CheckTrial::judge(const TrialRow &row)
{
    QStringList names, places;
    TrialRow values;
    for (const qsizetype at : m_positions) {
        names += columnName(at);
        places += m_engine.runner->parameter(int(names.size()));
        values += row.at(at);
    }
    const auto put = m_rows.ask(
        u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(m_table, names.join(u", "_s), places.join(u", "_s)), values);
    if (!put)
        return m_connection.isAlive() ? Result<Verdict>(Verdict::Unknown) : failure(put.error());
    const auto said =
        m_rows.ask(u"SELECT CASE WHEN (%1) THEN 1 WHEN NOT (%1) THEN 0 END FROM %2"_s.arg(m_expression, m_table));
    const auto gone = m_rows.ask(u"DELETE FROM %1"_s.arg(m_table));
    if (!gone)
        return failure(gone.error());
    if (!said || said->isEmpty() || said->isNull(0, 0))
        return Verdict::Unknown;
    return said->number(0, 0) == 1 ? Verdict::Allowed : Verdict::Broken;
}

/// Values around what the check names, those of its other columns, and extremes.
QList<Value> CheckTrial::candidates(qsizetype position, const TrialRow &base) const
{
    QStringList texts;
    QList<double> numbers;
    literalsBeside(m_schema, m_rows.columns().at(position), texts, numbers);
    QStringList result = texts; // each word of a list must be allowed
    for (const double number : numbers) {
        for (const double near : {number - 1, number + 1, number})
            result += QString::number(near, 'g', 15);
    }
    for (const qsizetype at : m_positions) {
        const auto *other = std::get_if<QString>(&base.at(at));
        bool isNumber = false;
        const double number = other && at != position ? other->toDouble(&isNumber) : 0;
        if (isNumber)
            result += {QString::number(number - 1, 'g', 15), QString::number(number + 1, 'g', 15)};
    }
    result +=
        {u"-1"_s, u"0"_s, u"1000000"_s, QString(), u"~"_s, u"0001-01-01"_s, u"9999-12-31"_s, u"true"_s, u"false"_s};
    const auto *column = m_schema.find<Column>(m_rows.columns().at(position));
    result += QString(std::clamp(lengthOf(column->type.name), 40, 2000), u'x');
    result.removeDuplicates();
    QList<Value> values;
    for (const QString &text : result)
        values += text;
    values += Value();
    return values;
}

} // namespace relata
