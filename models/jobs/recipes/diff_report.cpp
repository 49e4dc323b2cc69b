#include "models/jobs/recipes/diff_report.h"

#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"
#include "models/engine/ports.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"
#include "models/schema/knowledge.h"
#include "models/sql/sql_lexer.h"

#include <QJsonArray>

#include <cmath>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString shown(const ObjectRef &ref)
{
    return (!ref.path.isEmpty() && ref.path.first().isEmpty() ? ref.path.mid(1) : ref.path).join(u'.');
}

QString severityWord(Finding::Severity severity)
{
    static const char *words[] = {"note", "warning", "danger"};
    return QLatin1StringView(words[int(severity)]);
}

QString modeWord(TransactionMode mode)
{
    static const char *words[] = {"joined", "alone", "outside"};
    return QLatin1StringView(words[int(mode)]);
}

QString reversalWord(Reversal reversal)
{
    static const char *words[] = {"exact", "loses-data", "impossible"};
    return QLatin1StringView(words[int(reversal)]);
}

TransactionMode modeOf(const Step &step)
{
    TransactionMode mode = TransactionMode::Joined;
    for (const Statement &statement : step.statements)
        mode = std::max(mode, statement.facts.transaction);
    return mode;
}

QJsonArray findingsJson(const Step &step)
{
    QJsonArray result;
    for (const Finding &one : step.findings)
        result += QJsonObject{{u"code"_s, QString::fromLatin1(one.code)}, {u"severity"_s, severityWord(one.severity)},
            {u"message"_s, one.message.source()}, {u"advice"_s, one.advice.source()}};
    return result;
}

QJsonArray locksJson(const Step &step)
{
    QJsonArray result;
    for (const Statement &statement : step.statements) {
        for (const Lock &lock : statement.facts.locks) {
            const QJsonObject json{
                {u"level"_s, lock.engineName}, {u"object"_s, shown(lock.object)}, {u"measured"_s, lock.measured}};
            if (!result.contains(json))
                result += json;
        }
    }
    return result;
}

QJsonObject stepJson(const Step &step, const QStringList &down)
{
    QStringList up;
    bool rewrites = false, scans = false;
    for (const Statement &statement : step.statements) {
        up += statement.sql;
        rewrites = rewrites || statement.facts.rewrites;
        scans = scans || statement.facts.scans;
    }
    return {{u"title"_s, step.title.source()}, {u"up"_s, QJsonArray::fromStringList(up)},
        {u"down"_s, QJsonArray::fromStringList(down)}, {u"transaction"_s, modeWord(modeOf(step))},
        {u"group"_s, step.group}, {u"locks"_s, locksJson(step)}, {u"rewrites"_s, rewrites}, {u"scans"_s, scans},
        {u"reversal"_s, reversalWord(step.reversal)}, {u"findings"_s, findingsJson(step)}};
}

QJsonArray stepsJson(const PlanPair &pair)
{
    const std::vector<QStringList> down = downByStep(pair);
    QJsonArray result;
    for (std::size_t i = 0; i < pair.up.steps.size(); ++i)
        result += stepJson(pair.up.steps[i], down[i]);
    return result;
}

/// The server that is planned for.
QJsonObject targetJson(const ServerInfo &server, const Engine &engine)
{
    QJsonObject result{{u"version"_s, server.versionText}, {u"verified"_s, !isUnverified(engine, server)}};
    if (const Message remark = unverifiedRemark(engine, server); !remark.isEmpty())
        result.insert(u"remark"_s, remark.source());
    return result;
}

/// What there is to say before the plan itself; a line each.
QStringList remarks(const Comparison &comparison, const Engine &engine)
{
    QStringList result{comparison.proof.summary().source()};
    if (const Message remark = unverifiedRemark(engine, comparison.server); !remark.isEmpty())
        result += remark.source();
    for (const Message &one : unknownRemarks(comparison.from, comparison.to))
        result += one.source();
    return result;
}

QString unknownLines(const Comparison &comparison, const QString &form)
{
    QString result;
    for (const Message &one : unknownRemarks(comparison.from, comparison.to))
        result += form.arg(one.source());
    return result;
}

QString ended(const QString &sql) { return sql + (sql.endsWith(u';') ? u"\n"_s : u";\n"_s); }

/// Whether a semicolon stands inside of the statement, as in the body of a trigger.
bool holdsStatements(const QString &sql, const SqlFlavour &flavour)
{
    SqlLexer lexer(sql, flavour);
    bool ended = false;
    while (const std::optional<SqlToken> token = lexer.next()) {
        if (ended && !token->isBlank())
            return true;
        ended = ended || token->type == SqlToken::Type::Delimiter;
    }
    return false;
}

} // namespace

QList<Message> unknownRemarks(const Schema &one, const Schema &other)
{
    QList<Message> result;
    const QList<Kind> half = knownToOne(one, other);
    for (int kind = 0; kind < KindCount; ++kind) {
        const QString needs =
            knownBy(one, Kind(kind)).isEmpty() ? knownBy(other, Kind(kind)) : knownBy(one, Kind(kind));
        const QString plural = QString::fromLatin1(catalogue(Kind(kind)).info->plural);
        if (!needs.isEmpty())
            result += {"Unknown",
                QT_TRANSLATE_NOOP(
                    "Unknown", "%1 are left out: they are hidden from who read this. GRANT %2 shows them."),
                {plural, needs}};
        else if (half.contains(Kind(kind)))
            result += {"Unknown",
                QT_TRANSLATE_NOOP("Unknown", "%1 are left out: one of the two sides was read before they were known."),
                {plural}};
    }
    return result;
}

QString clientStatement(const QString &sql, const Engine &engine)
{
    if (!engine.flavour || !engine.flavour->delimiterCommand || !holdsStatements(sql, *engine.flavour))
        return ended(sql);
    QString mark = u"//"_s;
    while (sql.contains(mark))
        mark += u'/';
    return u"DELIMITER "_s + mark + u'\n' + sql + mark + u"\nDELIMITER ;\n"_s;
}

QJsonObject diffJson(const Comparison &comparison, const Engine &engine)
{
    QJsonArray questions, unmanaged, unknown;
    for (const Message &one : unknownRemarks(comparison.from, comparison.to))
        unknown += one.source();
    for (const RenameQuestion &one : comparison.questions)
        questions += QJsonObject{{u"kind"_s, u"rename"_s},
            {u"object"_s, QLatin1StringView(catalogue(one.before.kind).info->key)}, {u"from"_s, shown(one.before)},
            {u"to"_s, shown(one.after)}, {u"confidence"_s, std::round(one.confidence * 100) / 100}};
    for (const ObjectRef &ref : comparison.unmanaged)
        unmanaged += shown(ref);
    QJsonObject json{{u"format"_s, u"relata.diff/1"_s}, {u"dialect"_s, QString::fromLatin1(engine.key)},
        {u"proved"_s, comparison.proof.holds() || comparison.isEmpty()},
        {u"from"_s, QJsonObject{{u"fingerprint"_s, QString::fromLatin1(comparison.from.fingerprint())}}},
        {u"to"_s, QJsonObject{{u"fingerprint"_s, QString::fromLatin1(comparison.to.fingerprint())}}},
        {u"steps"_s, stepsJson(comparison.plan)},
        {u"down_steps"_s, stepsJson({comparison.plan.down, comparison.plan.up})}, {u"questions"_s, questions},
        {u"unmanaged"_s, unmanaged}, {u"unknown"_s, unknown}};
    if (!comparison.isEmpty())
        json.insert(u"proof"_s, comparison.proof.summary().source());
    if (comparison.server.version > 0)
        json.insert(u"target"_s, targetJson(comparison.server, engine));
    return json;
}

QString planScript(const Plan &plan, const Engine &engine)
{
    QString result;
    const bool transactions = engine.runner && engine.runner->transactionalDdl();
    bool open = false;
    for (const Step &step : plan.steps) {
        result += (result.isEmpty() ? u"-- "_s : u"\n-- "_s) + step.title.source() + u'\n';
        for (const Statement &statement : step.statements) {
            const bool inside = transactions && statement.facts.transaction != TransactionMode::Outside;
            const bool alone = statement.facts.transaction == TransactionMode::Alone;
            if (open && (!inside || alone))
                result += u"COMMIT;\n"_s;
            if (inside && (!open || alone))
                result += u"BEGIN;\n"_s;
            result += clientStatement(statement.sql, engine);
            open = inside && !alone;
            if (inside && alone)
                result += u"COMMIT;\n"_s;
        }
    }
    return open ? result + u"COMMIT;\n"_s : result;
}

QString planSection(const Plan &plan, const Engine &)
{
    QString result;
    for (const Step &step : plan.steps) {
        result += (result.isEmpty() ? u"-- "_s : u"\n-- "_s) + step.title.source() + u'\n';
        for (const Statement &statement : step.statements)
            result += ended(statement.sql);
    }
    return result;
}

QString diffSql(const Comparison &comparison, const Engine &engine)
{
    if (comparison.isEmpty())
        return u"-- No differences.\n"_s + unknownLines(comparison, u"-- %1\n"_s);
    return u"-- "_s + remarks(comparison, engine).join("\n-- "_L1) + u'\n' + planScript(comparison.plan.up, engine);
}

QString diffMarkdown(const Comparison &comparison, const Engine &engine)
{
    if (comparison.isEmpty())
        return u"No differences.\n"_s + unknownLines(comparison, u"\n%1\n"_s);
    QString result = u"**"_s + remarks(comparison, engine).join("**\n\n**"_L1) + u"**\n"_s;
    for (const Step &step : comparison.plan.up.steps) {
        result += u"\n## "_s + step.title.source() + u"\n\n"_s;
        for (const Finding &one : step.findings)
            result += u"- **"_s + severityWord(one.severity) + u' ' + QString::fromLatin1(one.code) + u"**: "_s
                + one.message.source() + u' ' + one.advice.source() + u'\n';
        result += u"\n```sql\n"_s;
        for (const Statement &statement : step.statements)
            result += ended(statement.sql);
        result += u"```\n"_s;
    }
    for (const RenameQuestion &one : comparison.questions)
        result += u"\n> Taken for a rename: "_s + shown(one.before) + u" → "_s + shown(one.after) + u'\n';
    return result;
}

} // namespace relata
