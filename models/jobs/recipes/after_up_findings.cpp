#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/explain/plan_compare.h"
#include "models/explain/plan_text.h"
#include "models/jobs/recipes/after_up.h"
#include "models/sql/normal_text.h"
#include "models/sql/query_scopes.h"
#include "models/sql/sql_lexer.h"
#include "models/timeline/rehearsal.h"

#include <QLocale>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

using State = WatchedQuery::State;

namespace {

QString number(qint64 value) { return QLocale(QLocale::English).toString(value); }

/// "0.4 ms"; longer times as everywhere.
QString average(double milliseconds)
{
    return milliseconds < 10 ? QLocale(QLocale::English).toString(milliseconds, 'f', 1) + u" ms"_s
                             : tookText(std::chrono::milliseconds(qint64(milliseconds)));
}

/// Keywords and names, so that a statement is known again whose values a server has taken out.
QString wordsOf(const QString &sql, const SqlFlavour &flavour)
{
    QStringList result;
    for (const SqlToken &token : SqlLexer::tokens(sql, flavour)) {
        if (token.type == SqlToken::Type::Word)
            result += token.in(sql).toString().toLower();
        else if (token.type == SqlToken::Type::QuotedIdentifier)
            result += token.in(sql).mid(1).chopped(1).toString().toLower();
    }
    return result.join(u' ');
}

/// Of programs that use the database: neither what changes the schema nor what looks at it.
bool isOfOthers(const QString &sql, const SqlFlavour &flavour)
{
    static const QStringList words{
        u"SELECT"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s, u"MERGE"_s, u"WITH"_s, u"CALL"_s};
    static const QStringList ours{
        u"_relata_"_s, u"pg_catalog"_s, u"information_schema"_s, u"performance_schema"_s, u"pg_stat_statements"_s};
    return words.contains(leadingWord(sql, flavour))
        && std::none_of(ours.begin(), ours.end(), [&](const QString &one) { return sql.contains(one); });
}

QHash<QString, StatementLoad> byText(const QList<StatementLoad> &loads)
{
    QHash<QString, StatementLoad> result;
    for (const StatementLoad &one : loads)
        result.insert(one.text, one);
    return result;
}

Message said(const char *text, const QStringList &arguments = {}) { return {"AfterUp", text, arguments}; }

class Comparing {
public:
    Comparing(const WatchSnapshot &before, const WatchSnapshot &after, const Engine &engine, const WatchRules &rules)
        : m_before(before)
        , m_after(after)
        , m_engine(engine)
        , m_rules(rules)
    { }

    QList<WatchFinding> all()
    {
        for (const WatchedQuery &was : m_before.queries) {
            const auto is = std::find_if(m_after.queries.begin(), m_after.queries.end(),
                [&](const WatchedQuery &one) { return one.name == was.name && one.sql == was.sql; });
            if (is != m_after.queries.end())
                compare(was, *is);
        }
        compareRows();
        compareChecks();
        compareLoads();
        std::stable_sort(m_result.begin(), m_result.end(),
            [](const WatchFinding &a, const WatchFinding &b) { return a.finding.severity > b.finding.severity; });
        return std::move(m_result);
    }

private:
    void add(const char *code, Finding::Severity severity, const Message &message, const Message &advice)
    {
        WatchFinding found;
        found.finding.code = code;
        found.finding.severity = severity;
        found.finding.message = message;
        found.finding.advice = advice;
        m_result += found;
    }

    void add(const char *code, Finding::Severity severity, const Message &message, const Message &advice,
        const WatchedQuery &was, const WatchedQuery &is)
    {
        add(code, severity, message, advice);
        m_result.last().query = was.name;
        m_result.last().planBefore = drawn(was);
        m_result.last().planAfter = drawn(is);
    }

    QString drawn(const WatchedQuery &query) const
    {
        const std::optional<PlanTree> plan = planOf(query, m_engine);
        return plan ? planText(*plan) : QString();
    }

    void compare(const WatchedQuery &was, const WatchedQuery &is)
    {
        if (was.state != State::Ran && was.state != State::Stopped)
            return;
        if (is.state == State::Failed) {
            add("UP-FAILS", Finding::Severity::Danger,
                said(QT_TRANSLATE_NOOP("AfterUp", "Query “%1” worked before the migrations, and fails now: %2"),
                    {was.name, is.error}),
                said(QT_TRANSLATE_NOOP("AfterUp", "Change the query, or take the migrations back.")), was, is);
            return;
        }
        comparePlans(was, is);
        compareTimes(was, is);
    }

    void comparePlans(const WatchedQuery &was, const WatchedQuery &is)
    {
        const std::optional<PlanTree> before = planOf(was, m_engine), after = planOf(is, m_engine);
        if (!before || !after)
            return;
        for (const LostSearch &lost : lostSearches(*before, *after)) {
            const qint64 rows = rowsOf(lost.relation, is.sql);
            if (rows < m_rules.manyRows)
                continue;
            add("UP-SCAN", Finding::Severity::Warning,
                said(QT_TRANSLATE_NOOP(
                         "AfterUp", "Query “%1” found its rows of %2 by an index (%3), and reads all of %4 rows now."),
                    {was.name, lost.relation, lost.index.isEmpty() ? u"?"_s : lost.index, number(rows)}),
                said(QT_TRANSLATE_NOOP("AfterUp", "Create an index on what the query compares.")), was, is);
        }
    }

    void compareTimes(const WatchedQuery &was, const WatchedQuery &is)
    {
        if (was.state != State::Ran || is.time - was.time <= m_rules.floor
            || double(is.time.count()) <= double(was.time.count()) * m_rules.factor)
            return;
        const Message text = is.state == State::Stopped
            ? said(QT_TRANSLATE_NOOP("AfterUp", "Query “%1” took %2 before, and was stopped now after %3."),
                {was.name, tookText(was.time), tookText(is.time)})
            : said(QT_TRANSLATE_NOOP("AfterUp", "Query “%1” took %2 before, and takes %3 now."),
                {was.name, tookText(was.time), tookText(is.time)});
        add("UP-SLOW", Finding::Severity::Warning, text, said(QT_TRANSLATE_NOOP("AfterUp", "Compare the two plans.")),
            was, is);
    }

    /// Of the table that the query calls so; of one that only a view names, those of the largest that was touched.
    qint64 rowsOf(const QString &relation, const QString &sql) const
    {
        QStringList names{relation};
        for (const QueryScope &scope : queryScopes(sql, -1, *m_engine.flavour)) {
            for (const QuerySource &source : scope.sources) {
                if (source.called().compare(relation, Qt::CaseInsensitive) == 0 && !source.path.isEmpty())
                    names += source.path.last();
            }
        }
        qint64 result = -1, largest = -1;
        for (auto it = m_after.tables.cbegin(); it != m_after.tables.cend(); ++it) {
            if (names.contains(it.key().section(u'.', -1), Qt::CaseInsensitive))
                result = std::max(result, it->rows);
            if (it->isTouched)
                largest = std::max(largest, it->rows);
        }
        return result < 0 ? largest : result;
    }

    void compareRows()
    {
        for (auto was = m_before.tables.cbegin(); was != m_before.tables.cend(); ++was) {
            const auto is = m_after.tables.constFind(was.key());
            // A table that was too large to count had more rows than one that could be.
            const bool hasFallen = is != m_after.tables.cend() && is->isExact && is->rows < was->rows;
            if (!hasFallen || !was->isTouched || m_before.deletesRows)
                continue;
            add("UP-ROWS", Finding::Severity::Warning,
                said(QT_TRANSLATE_NOOP("AfterUp",
                         "%1 has %2 rows, and had %3 before the migrations, none of which says that it deletes rows."),
                    {was.key(), number(is->rows), (was->isExact ? QString() : u"≈"_s) + number(was->rows)}),
                said(QT_TRANSLATE_NOOP("AfterUp", "Unless somebody else deleted them meanwhile, rows were lost.")));
        }
        if (m_after.brokenKeys.value_or(0) <= m_before.brokenKeys.value_or(m_after.brokenKeys.value_or(0)))
            return;
        add("UP-ORPHANS", Finding::Severity::Danger,
            said(QT_TRANSLATE_NOOP(
                     "AfterUp", "Rows whose foreign key finds no parent: %1 now, and %2 before the migrations."),
                {number(*m_after.brokenKeys), number(*m_before.brokenKeys)}),
            said(QT_TRANSLATE_NOOP("AfterUp", "Bring the parents back, or take the migrations back.")));
    }

    void compareChecks()
    {
        for (auto it = m_after.unchecked.cbegin(); it != m_after.unchecked.cend(); ++it) {
            if (m_before.unchecked.contains(it.key()))
                continue;
            if (it.value() == "index"_L1)
                add("UP-UNCHECKED", Finding::Severity::Warning,
                    said(QT_TRANSLATE_NOOP("AfterUp", "The index %1 is invalid: no query uses it."), {it.key()}),
                    said(QT_TRANSLATE_NOOP("AfterUp", "Drop it and create it again.")));
            else
                add("UP-UNCHECKED", Finding::Severity::Warning,
                    said(QT_TRANSLATE_NOOP(
                             "AfterUp", "%1 was not validated: rows that stood before it may not keep to it."),
                        {it.key()}),
                    said(QT_TRANSLATE_NOOP("AfterUp", "Validate it in a migration of its own.")));
        }
    }

    /// What others have run since the migrations were done beside what they ran before them.
    void compareLoads()
    {
        QSet<QString> looked;
        for (const WatchedQuery &query : m_before.queries)
            if (query.state != State::Writes && query.state != State::HasParameters)
                looked += wordsOf(query.sql, *m_engine.flavour);
        const auto before = byText(m_before.loads), behind = byText(m_before.loadsBehind);
        for (const StatementLoad &now : m_before.loadsBehind.isEmpty() ? QList<StatementLoad>() : m_after.loads) {
            const StatementLoad from = behind.value(now.text);
            const StatementLoad since{
                now.text, now.calls - from.calls, now.milliseconds - from.milliseconds, now.errors - from.errors};
            if (since.calls > 0 && isOfOthers(now.text, *m_engine.flavour)
                && !looked.contains(wordsOf(now.text, *m_engine.flavour)))
                compareLoad(before.value(now.text), since);
        }
    }

    void compareLoad(const StatementLoad &was, const StatementLoad &since)
    {
        const QString text = since.text.size() > 200 ? since.text.left(199) + u'…' : since.text;
        const double calls = double(since.calls), meanBefore = was.calls > 0 ? was.milliseconds / double(was.calls) : 0;
        const double mean = since.milliseconds / calls,
                     shareBefore = was.calls > 0 ? double(was.errors) / double(was.calls) : 0;
        if (since.errors > 0 && double(since.errors) / calls > shareBefore * m_rules.factor)
            add("UP-ERRORS", Finding::Severity::Warning,
                said(QT_TRANSLATE_NOOP(
                         "AfterUp", "%1 of %2 calls failed since the migrations, and %3 of %4 before them: %5"),
                    {number(since.errors), number(since.calls), number(was.errors), number(was.calls), text}),
                said(QT_TRANSLATE_NOOP(
                    "AfterUp", "See what the program that runs it says, or take the migrations back.")));
        else if (was.calls > 0 && since.calls >= m_rules.manyCalls && mean > meanBefore * m_rules.factor
            && since.milliseconds - meanBefore * calls > double(m_rules.floor.count()))
            add("UP-LOAD", Finding::Severity::Warning,
                said(QT_TRANSLATE_NOOP(
                         "AfterUp", "%1 calls since the migrations took %2 on average, and %3 before them: %4"),
                    {number(since.calls), average(mean), average(meanBefore), text}),
                said(QT_TRANSLATE_NOOP("AfterUp", "Explain it with the values of one of the calls.")));
    }

    const WatchSnapshot &m_before, &m_after;
    const Engine &m_engine;
    const WatchRules &m_rules;
    QList<WatchFinding> m_result;
};

} // namespace

QList<WatchFinding> compareSnapshots(
    const WatchSnapshot &before, const WatchSnapshot &after, const Engine &engine, const WatchRules &rules)
{
    return Comparing(before, after, engine, rules).all();
}

std::optional<PlanTree> planOf(const WatchedQuery &query, const Engine &engine)
{
    if (query.plan.isEmpty() || !engine.planReader)
        return {};
    Result<PlanTree> plan = engine.planReader->read(query.plan);
    return plan ? std::optional(std::move(*plan)) : std::nullopt;
}

} // namespace relata
