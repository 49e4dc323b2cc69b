#include "models/jobs/recipes/constraint_trial.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/check_trial.h"
#include "models/jobs/recipes/trial_rows.h"
#include "models/jobs/recipes/tried_constraint.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

bool isNull(const Value &value) { return std::holds_alternative<std::monostate>(value); }

class Trials {
public:
    Trials(Connection &connection, const Schema &to, const Engine &engine, JobContext &context)
        : m_connection(connection)
        , m_to(to)
        , m_engine(engine)
        , m_context(context)
        , m_tables(connection, to, engine)
    { }

    Result<ConstraintTrials> run(const Schema &from)
    {
        QList<Tried> all;
        Schema::compare(from, m_to, [&](ObjectId id, const Object *before, const Object *after) {
            if (!after || (before && equal(*before, *after)))
                return;
            const std::optional<Tried> tried = constraintOf(id, *after);
            const auto *was = before ? as<Column>(*before) : nullptr;
            const auto *is = as<Column>(*after);
            const bool isOld = was && is && !was->nullable && was->type == is->type;
            if (!tried || isOld || !(m_to.find<Table>(tried->table) || m_to.find<Domain>(tried->table)))
                return;
            all += *tried;
        });
        std::sort(
            all.begin(), all.end(), [&](const Tried &a, const Tried &b) { return m_to.path(a.id) < m_to.path(b.id); });
        for (const Tried &tried : all) {
            if (m_context.stopRequested())
                return failure(cancelledError());
            if (Result<> done = one(tried); !done)
                return failure(done.error());
        }
        return std::move(m_result);
    }

private:
    Result<> one(const Tried &tried)
    {
        if (!isEnforced(*m_to.find(tried.id)))
            return leave(tried, QT_TRANSLATE_NOOP("Proof", "%1 was not tried: it is not to be enforced"));
        if (comparesPeriods(*m_to.find(tried.id)))
            return leave(tried, QT_TRANSLATE_NOOP("Proof", "%1 was not tried: it compares periods"));
        if (!m_to.find<Table>(tried.table))
            return leave(tried, QT_TRANSLATE_NOOP("Proof", "%1 was not tried: it belongs to a domain"));
        if (answersConflicts(tried.table))
            return leave(
                tried, QT_TRANSLATE_NOOP("Proof", "%1 was not tried: its table answers conflicts in a way of its own"));
        Result<TrialRows *> rows = m_tables.of(tried.table);
        if (!rows)
            return failure(rows.error());
        m_rows = *rows;
        const Result<std::optional<TrialRow>> good = goodRow(tried);
        if (!good)
            return failure(good.error());
        if (!*good)
            return leave(tried,
                QT_TRANSLATE_NOOP("Proof", "%1 was not tried: the server takes no row like those that are there: %2"));
        return breakIt(tried, **good);
    }

    /// Whether a row may replace another, be left out or end the transaction instead of being refused.
    bool answersConflicts(ObjectId table) const
    {
        const QList<ObjectId> parts = m_to.children(table);
        return std::any_of(parts.begin(), parts.end(), [&](ObjectId id) { return hasConflictClause(*m_to.find(id)); });
    }

    /// A row that the server takes; for a check one that it need not take, for its own expression is the judge.
    Result<std::optional<TrialRow>> goodRow(const Tried &tried)
    {
        std::optional<TrialRow> last;
        for (qsizetype n = 0; n < 4; ++n) {
            const std::optional<TrialRow> row = m_rows->fresh(n);
            if (!row)
                continue;
            Result<TrialAnswer> answer = m_rows->offer(*row);
            if (!answer)
                return failure(answer.error());
            if (answer->accepted)
                return row;
            m_said = answer->words;
            if (tried.violation == Violation::Check)
                last = row;
            else if (isRefusedBy(*answer, tried) && !isKeyOfSeveral(tried))
                return failure(
                    refusal(tried, QT_TRANSLATE_NOOP("Proof", "%1 refuses a row that it must take: %2"), *answer));
        }
        return last;
    }

    /// Values of a foreign key over several columns are drawn one by one: together they may name no row.
    static bool isKeyOfSeveral(const Tried &tried)
    {
        return tried.violation == Violation::ForeignKey && tried.columns.size() > 1;
    }

    Result<> breakIt(const Tried &tried, const TrialRow &good)
    {
        switch (tried.violation) {
        case Violation::NotNull:
            return notNull(tried, good);
        case Violation::Unique:
            return unique(tried, good);
        case Violation::ForeignKey:
            return foreignKey(tried, good);
        case Violation::Exclusion:
            return exclusion(tried, good);
        default:
            return check(tried, good);
        }
    }

    bool isRefusedBy(const TrialAnswer &answer, const Tried &tried) const
    {
        return !answer.accepted && answer.violation == tried.violation && isNamedIn(answer.words, tried, m_to);
    }

    Result<> notNull(const Tried &tried, TrialRow row)
    {
        row[m_rows->positionOf(tried.id)] = Value();
        const QString probe = u"SELECT 1 FROM "_s + nameOfTable(tried) + u" WHERE "_s
            + quoted(Identifier{tried.name}, *m_engine.flavour) + u" IS NULL"_s;
        Result<TrialAnswer> answer = m_rows->offer(row, probe);
        if (!answer)
            return failure(answer.error());
        if (isRefusedBy(*answer, tried))
            return held();
        if (!answer->accepted)
            return undecided(tried, *answer);
        return answer->isFound
            ? accepts(tried)
            : leave(tried, QT_TRANSLATE_NOOP("Proof", "%1 was not tried: the server puts a value in place of NULL"));
    }

    /// The good row with the constraint's columns of a row that is there.
    TrialRow alike(const TrialRow &there, const TrialRow &good, const Tried &tried) const
    {
        TrialRow row = good;
        for (const ObjectId id : tried.columns) {
            if (const qsizetype at = m_rows->positionOf(id); at >= 0)
                row[at] = there.at(at);
        }
        return row;
    }

    /// A copy of a row that is there, in all but the columns of other keys.
    TrialRow copyOf(const TrialRow &there, const TrialRow &good, const Tried &tried) const
    {
        TrialRow row = there;
        QSet<qsizetype> own;
        for (const ObjectId id : tried.columns)
            own += m_rows->positionOf(id);
        for (const QList<qsizetype> &key : m_rows->keys()) {
            for (const qsizetype at : key) {
                if (!own.contains(at))
                    row[at] = good.at(at);
            }
        }
        return row;
    }

    bool hasNull(const TrialRow &row, const Tried &tried) const
    {
        return std::any_of(tried.columns.begin(), tried.columns.end(), [&](ObjectId id) {
            const qsizetype at = m_rows->positionOf(id);
            return at >= 0 && isNull(row.at(at));
        });
    }

    /// Whether any two rows that agree in its columns break it.
    bool isWhole(const Tried &tried) const
    {
        const auto *index = as<Index>(*m_to.find(tried.id));
        const bool isPartial = index && !index->predicate.isEmpty();
        return !isPartial && std::all_of(tried.columns.begin(), tried.columns.end(), [&](ObjectId id) {
            return m_rows->positionOf(id) >= 0;
        });
    }

    /// The good row is like the first ones that are there: from behind, rows that agree in nothing else come first.
    Result<> unique(const Tried &tried, const TrialRow &good)
    {
        bool any = false;
        TrialAnswer last;
        for (qsizetype n = m_rows->there().size() - 1; n >= 0; --n) {
            const TrialRow &there = m_rows->there().at(n);
            if (hasNull(there, tried))
                continue;
            any = true;
            for (const bool isCopy : {false, true}) {
                if (!isCopy && !isWhole(tried))
                    continue;
                Result<TrialAnswer> answer =
                    m_rows->offer(isCopy ? copyOf(there, good, tried) : alike(there, good, tried));
                if (!answer)
                    return failure(answer.error());
                if (isRefusedBy(*answer, tried))
                    return parts(tried, there, good);
                if (answer->accepted && answer->isSure && isWhole(tried))
                    return accepts(tried);
                last = *answer;
            }
        }
        return any ? undecided(tried, last)
                   : leave(tried, QT_TRANSLATE_NOOP("Proof", "%1 was not tried: no row that could be twice is there"));
    }

    /// A key over several columns takes rows that agree in all of them but one.
    Result<> parts(const Tried &tried, const TrialRow &there, const TrialRow &good)
    {
        const Object &object = *m_to.find(tried.id);
        const auto *primary = as<PrimaryKey>(object);
        const auto *unique = as<Unique>(object);
        const auto *index = as<Index>(object);
        const KeyParts &key = primary ? primary->parts : unique ? unique->parts : index->parts;
        for (qsizetype i = 0; i < key.size() && key.size() > 1 && isPlainKey(key); ++i) {
            const qsizetype other = m_rows->positionOf(key.at(i).column);
            TrialRow row = copyOf(there, good, tried);
            if (other < 0 || row.at(other) == good.at(other))
                continue;
            row[other] = good.at(other);
            Result<TrialAnswer> answer = m_rows->offer(row);
            if (!answer)
                return failure(answer.error());
            if (isRefusedBy(*answer, tried))
                return refuse(tried, QT_TRANSLATE_NOOP("Proof", "%1 refuses a row that it must take: %2"), *answer);
        }
        return held();
    }

    Result<> foreignKey(const Tried &tried, const TrialRow &good)
    {
        const auto &key = *m_to.find<ForeignKey>(tried.id);
        TrialAnswer last;
        for (const qint64 number : {90'001, 7'919, 97}) {
            TrialRow row = good;
            for (const ObjectId id : key.columns) {
                if (const qsizetype at = m_rows->positionOf(id); at >= 0)
                    row[at] = m_rows->valueFor(at, number);
            }
            Result<TrialAnswer> answer = m_rows->offer(row, orphans(key));
            if (!answer)
                return failure(answer.error());
            if (isRefusedBy(*answer, tried))
                return held();
            if (answer->accepted && answer->isFound)
                return accepts(tried); // the row is there, and its parent is not
            last = *answer;
        }
        return undecided(tried, last);
    }

    /// Rows whose key is not among those that it names.
    QString orphans(const ForeignKey &key) const
    {
        QStringList pairs, present;
        for (qsizetype i = 0; i < key.columns.size() && i < key.referencedColumns.size(); ++i) {
            const QString own = u"c."_s + quoted(Identifier{nameOf(*m_to.find(key.columns.at(i)))}, *m_engine.flavour);
            present += own + u" IS NOT NULL"_s;
            pairs += own + u" = p."_s
                + quoted(Identifier{nameOf(*m_to.find(key.referencedColumns.at(i)))}, *m_engine.flavour);
        }
        const auto table = [&](ObjectId id) { return quoted(QualifiedIdentifier{m_to.path(id)}, *m_engine.flavour); };
        return u"SELECT 1 FROM "_s + table(key.table) + u" c WHERE "_s + present.join(u" AND "_s)
            + u" AND NOT EXISTS (SELECT 1 FROM "_s + table(key.referencedTable) + u" p WHERE "_s
            + pairs.join(u" AND "_s) + u')';
    }

    Result<> exclusion(const Tried &tried, const TrialRow &good)
    {
        TrialAnswer last;
        for (const TrialRow &there : m_rows->there()) {
            Result<TrialAnswer> answer = m_rows->offer(alike(there, good, tried));
            if (!answer)
                return failure(answer.error());
            if (isRefusedBy(*answer, tried))
                return held();
            last = *answer;
        }
        return conflicts(tried) && last.accepted && last.isSure ? accepts(tried) : undecided(tried, last);
    }

    /// Whether a row that is there would exclude its like, by the operators alone.
    bool conflicts(const Tried &tried)
    {
        const auto &definition = m_to.find<Exclusion>(tried.id)->definition;
        const QString text = written(
            definition, [&](ObjectId id) { return quoted(Identifier{nameOf(*m_to.find(id))}, *m_engine.flavour); });
        static const QRegularExpression whole(u"^EXCLUDE USING \\w+ \\((.*)\\)$"_s),
            part(u"^([\\w\"]+) WITH (\\S+)$"_s);
        const auto parts = whole.match(text);
        if (!parts.hasMatch())
            return false;
        QStringList pairs;
        for (const QString &one : parts.captured(1).split(u", "_s)) {
            const auto match = part.match(one);
            if (!match.hasMatch())
                return false;
            pairs += u"%1 %2 %1"_s.arg(match.captured(1), match.captured(2));
        }
        const auto rows = m_rows->ask(
            u"SELECT 1 FROM "_s + nameOfTable(tried) + u" HAVING bool_and("_s + pairs.join(u" AND "_s) + u')');
        return rows && !rows->isEmpty();
    }

    Result<> check(const Tried &tried, const TrialRow &good)
    {
        CheckTrial trial(m_connection, m_to, m_engine, tried.id, *m_rows);
        const Result<CheckRows> rows = trial.find(good);
        if (!rows)
            return failure(rows.error());
        if (rows->isBroken)
            return refuse(tried, QT_TRANSLATE_NOOP("Proof", "%1 does not hold: rows that break it are there"), {});
        TrialAnswer last;
        for (const TrialRow &row : rows->allowed) {
            Result<TrialAnswer> answer = m_rows->offer(row);
            if (!answer)
                return failure(answer.error());
            if (isRefusedBy(*answer, tried))
                return refuse(tried, QT_TRANSLATE_NOOP("Proof", "%1 refuses a row that it must take: %2"), *answer);
        }
        for (const TrialRow &row : rows->breaking) {
            Result<TrialAnswer> answer = m_rows->offer(row);
            if (!answer)
                return failure(answer.error());
            if (isRefusedBy(*answer, tried))
                return held();
            if (answer->accepted && answer->isSure)
                return accepts(tried);
            last = *answer;
        }
        return rows->breaking.isEmpty()
            ? leave(tried, QT_TRANSLATE_NOOP("Proof", "%1 was not tried: no value was found that breaks it"))
            : undecided(tried, last);
    }

    QString nameOfTable(const Tried &tried) const
    {
        return quoted(QualifiedIdentifier{m_to.path(tried.table)}, *m_engine.flavour);
    }

    QString shown(const Tried &tried) const
    {
        const QString kind = tried.violation == Violation::NotNull
            ? u"NOT NULL"_s
            : QString::fromLatin1(catalogue(kindOf(*m_to.find(tried.id))).info->key).replace(u'_', u' ');
        return kind + u' ' + m_to.displayName(tried.id);
    }

    Result<> held()
    {
        ++m_result.held;
        return {};
    }
    Result<> leave(const Tried &tried, const char *text)
    {
        m_result.leftOut += {"Proof", text, {shown(tried), m_said}};
        return {};
    }
    Result<> undecided(const Tried &tried, const TrialAnswer &answer)
    {
        m_said = answer.words;
        return leave(tried,
            answer.accepted
                ? QT_TRANSLATE_NOOP("Proof", "%1 was not tried: no row was found that breaks it")
                : QT_TRANSLATE_NOOP("Proof", "%1 was not tried alone: the server refused the row otherwise: %2"));
    }
    Error refusal(const Tried &tried, const char *text, const TrialAnswer &answer) const
    {
        return {.code = Error::Code::Refused,
            .message = {"Proof", text, {shown(tried), answer.words}},
            .detail = answer.words,
            .sqlState = {},
            .position = {}};
    }
    Result<> refuse(const Tried &tried, const char *text, const TrialAnswer &answer)
    {
        return failure(refusal(tried, text, answer));
    }
    Result<> accepts(const Tried &tried)
    {
        return refuse(tried, QT_TRANSLATE_NOOP("Proof", "%1 takes a row that it must refuse"), {});
    }

    Connection &m_connection;
    const Schema &m_to;
    const Engine &m_engine;
    JobContext &m_context;
    TrialTables m_tables;
    TrialRows *m_rows = nullptr; ///< of the constraint on trial
    QString m_said; ///< the server's last refusal
    ConstraintTrials m_result;
};

Result<> performAll(Connection &connection, const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (Result<ResultSummary> done = perform(connection, statement); !done)
            return failure(done.error());
    }
    return {};
}

} // namespace

Result<ConstraintTrials> tryConstraints(
    Connection &connection, const Schema &from, const Schema &to, const Engine &engine, JobContext &context)
{
    if (!engine.monitor)
        return ConstraintTrials();
    QStringList begin = engine.monitor->beforeTrials();
    begin += u"BEGIN"_s;
    begin += engine.monitor->inTrials();
    if (Result<> done = performAll(connection, begin); !done)
        return failure(done.error());
    Result<ConstraintTrials> result = Trials(connection, to, engine, context).run(from);
    if (connection.isAlive()) {
        if (Result<> done = performAll(connection, {u"ROLLBACK"_s}); !done && result)
            return failure(done.error());
    }
    return result;
}

} // namespace relata
