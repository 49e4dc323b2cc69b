#include "models/items/job_list_model.h"
#include "models/items/watch_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <limits>

// What a watch compares, in words.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

using State = WatchRow::State;
using Ran = WatchedQuery::State;

QString said(const char *text, int count = -1)
{
    return QCoreApplication::translate("WatchModel", text, nullptr, count);
}

Tone toneOf(Finding::Severity severity) { return severity == Finding::Severity::Danger ? Tone::Danger : Tone::Warning; }

void setFine(WatchRow &row)
{
    row.state = State::Fine;
    row.tone = Tone::Ok;
    row.word = said(QT_TRANSLATE_NOOP("WatchModel", "Fine"));
}

void setUnknown(WatchRow &row, const QString &word, const QString &detail = {})
{
    row.state = State::NotKnown;
    row.tone = Tone::Muted;
    row.word = word;
    row.detail = detail;
}

QString wordOf(QByteArrayView code)
{
    if (code == "UP-FAILS")
        return said(QT_TRANSLATE_NOOP("WatchModel", "Fails"));
    if (code == "UP-SCAN")
        return said(QT_TRANSLATE_NOOP("WatchModel", "Reads a whole table"));
    if (code == "UP-SLOW")
        return said(QT_TRANSLATE_NOOP("WatchModel", "Slower"));
    if (code == "UP-ROWS")
        return said(QT_TRANSLATE_NOOP("WatchModel", "Rows are gone"));
    if (code == "UP-ERRORS")
        return said(QT_TRANSLATE_NOOP("WatchModel", "Statements fail"));
    if (code == "UP-LOAD")
        return said(QT_TRANSLATE_NOOP("WatchModel", "Statements are slower"));
    if (code == "UP-UNCHECKED")
        return said(QT_TRANSLATE_NOOP("WatchModel", "Does not hold for all rows"));
    return said(QT_TRANSLATE_NOOP("WatchModel", "Worse"));
}

/// Puts what was found into the row; the first is the worst.
void setWorse(WatchRow &row, const QList<WatchFinding> &findings)
{
    row.state = State::Worse;
    row.tone = toneOf(findings.first().finding.severity);
    row.word = wordOf(findings.first().finding.code);
    QStringList sentences;
    for (const WatchFinding &one : findings)
        sentences += one.finding.message.translated() + u' ' + one.finding.advice.translated();
    row.detail = sentences.join(u'\n');
}

template <class Which>
QList<WatchFinding> findingsOf(const WatchReport &report, Which which)
{
    QList<WatchFinding> result;
    std::copy_if(report.findings.begin(), report.findings.end(), std::back_inserter(result), which);
    return result;
}

/// "12 ms, 40 rows"
QString figures(const WatchedQuery &query)
{
    switch (query.state) {
    case Ran::Ran:
        return said(QT_TRANSLATE_N_NOOP("WatchModel", "%1, %Ln row(s)"), int(query.rows)).arg(durationText(query.time));
    case Ran::Stopped:
        return said(QT_TRANSLATE_NOOP("WatchModel", "stopped after %1")).arg(durationText(query.time));
    case Ran::Failed:
        return said(QT_TRANSLATE_NOOP("WatchModel", "failed"));
    default:
        return {};
    }
}

void setQueryState(WatchRow &row, const WatchedQuery &was, const WatchedQuery &is)
{
    if (is.state == Ran::Writes)
        setUnknown(row, said(QT_TRANSLATE_NOOP("WatchModel", "Not run")),
            said(QT_TRANSLATE_NOOP("WatchModel", "It may write, or lock rows.")));
    else if (is.state == Ran::HasParameters)
        setUnknown(row, said(QT_TRANSLATE_NOOP("WatchModel", "Not run")),
            said(QT_TRANSLATE_NOOP("WatchModel", "It has parameters, and nobody says their values.")));
    else if (is.state == Ran::Failed)
        setUnknown(row, said(QT_TRANSLATE_NOOP("WatchModel", "Failed before already")), is.error);
    else if (was.state == Ran::Failed)
        row.detail = said(QT_TRANSLATE_NOOP("WatchModel", "It failed before the migrations."));
    else if (is.state == Ran::Stopped)
        setUnknown(row, said(QT_TRANSLATE_NOOP("WatchModel", "Takes too long to compare")),
            said(QT_TRANSLATE_NOOP("WatchModel", "It was stopped both times.")));
}

WatchRow queryRow(const WatchReport &report, const WatchedQuery &was, const WatchedQuery &is)
{
    WatchRow row{.icon = u"query"_s, .name = was.name, .before = figures(was), .now = figures(is)};
    row.query = was.name;
    setFine(row);
    const auto found = findingsOf(report, [&](const WatchFinding &one) { return one.query == was.name; });
    if (found.isEmpty())
        setQueryState(row, was, is);
    else
        setWorse(row, found);
    return row;
}

QString rowsText(const WatchedTable &table)
{
    if (table.rows < 0)
        return said(QT_TRANSLATE_NOOP("WatchModel", "not known"));
    const QString text = said(QT_TRANSLATE_N_NOOP("WatchModel", "%Ln row(s)"),
        int(std::min<qint64>(table.rows, std::numeric_limits<int>::max())));
    return table.isExact ? text : QString(u"≈ "_s + text);
}

WatchRow tableRow(const WatchReport &report, const QString &name)
{
    const auto was = report.before.tables.constFind(name), is = report.now.tables.constFind(name);
    const bool wasThere = was != report.before.tables.cend(), isThere = is != report.now.tables.cend();
    const QString none = u"–"_s;
    WatchRow row{.icon = u"table"_s,
        .name = name,
        .before = wasThere ? rowsText(*was) : none,
        .now = isThere ? rowsText(*is) : none};
    setFine(row);
    const auto found = findingsOf(report, [&](const WatchFinding &one) {
        return one.finding.code == QByteArrayView("UP-ROWS") && one.finding.message.arguments.value(0) == name;
    });
    if (!found.isEmpty())
        setWorse(row, found);
    else if (wasThere && !isThere)
        setUnknown(row, said(QT_TRANSLATE_NOOP("WatchModel", "Not there any more")));
    else if (!wasThere)
        row.detail = said(QT_TRANSLATE_NOOP("WatchModel", "It was not there before."));
    else if (was->rows < 0 || is->rows < 0)
        setUnknown(row, said(QT_TRANSLATE_NOOP("WatchModel", "Not counted")),
            said(QT_TRANSLATE_NOOP("WatchModel", "Its rows could not be counted in the time that there is.")));
    else if (report.before.deletesRows && is->rows < was->rows)
        row.detail = said(QT_TRANSLATE_NOOP("WatchModel", "The migrations delete rows, or may."));
    return row;
}

/// One for each that does not hold for all rows, or one for all that do.
QList<WatchRow> constraintRows(const WatchReport &report)
{
    QList<WatchRow> result;
    const QString holds = said(QT_TRANSLATE_NOOP("WatchModel", "holds")),
                  open = said(QT_TRANSLATE_NOOP("WatchModel", "does not hold for all rows"));
    QStringList names = report.now.unchecked.keys() + report.before.unchecked.keys();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        const bool was = report.before.unchecked.contains(name), is = report.now.unchecked.contains(name);
        const QString kind = is ? report.now.unchecked.value(name) : report.before.unchecked.value(name);
        WatchRow row{.icon = kind == "check"_L1 ? u"check"_s : kind,
            .name = name,
            .before = was ? open : QString(u"–"_s),
            .now = is ? open : holds};
        setFine(row);
        const auto found = findingsOf(report, [&](const WatchFinding &one) {
            return one.finding.code == QByteArrayView("UP-UNCHECKED") && one.finding.message.arguments.value(0) == name;
        });
        if (!found.isEmpty())
            setWorse(row, found);
        else if (is)
            setUnknown(row, said(QT_TRANSLATE_NOOP("WatchModel", "Like before")),
                said(QT_TRANSLATE_NOOP("WatchModel", "It did not hold for all rows before the migrations either.")));
        result += row;
    }
    if (!result.isEmpty())
        return result;
    WatchRow row{.icon = u"check"_s,
        .name = said(QT_TRANSLATE_NOOP("WatchModel", "Constraints and indexes of these tables")),
        .before = holds,
        .now = holds};
    setFine(row);
    return {row};
}

WatchRow orphansRow(const WatchReport &report)
{
    const qint64 was = report.before.brokenKeys.value_or(0), is = report.now.brokenKeys.value_or(0);
    WatchRow row{.icon = u"foreign_key"_s,
        .name = said(QT_TRANSLATE_NOOP("WatchModel", "Rows whose foreign key finds no parent")),
        .before = QLocale().toString(was),
        .now = QLocale().toString(is)};
    setFine(row);
    const auto found =
        findingsOf(report, [](const WatchFinding &one) { return one.finding.code == QByteArrayView("UP-ORPHANS"); });
    if (!found.isEmpty())
        setWorse(row, found);
    else if (is > 0)
        row.detail = said(QT_TRANSLATE_NOOP("WatchModel", "No more than before."));
    return row;
}

WatchRow deadlockRow(const WatchReport &report)
{
    const auto was = report.before.deadlocks, is = report.now.deadlocks;
    WatchRow row{.icon = u"lock"_s,
        .name = said(QT_TRANSLATE_NOOP("WatchModel", "Deadlocks that the server has counted")),
        .before = was ? QLocale().toString(*was) : QString(),
        .now = is ? QLocale().toString(*is) : QString()};
    setFine(row);
    if (!was || !is) {
        setUnknown(row, said(QT_TRANSLATE_NOOP("WatchModel", "The server does not tell")));
    } else if (*is > *was) {
        row.state = State::Worse;
        row.tone = Tone::Warning;
        row.word = said(QT_TRANSLATE_NOOP("WatchModel", "%1 since")).arg(*is - *was);
        row.detail =
            said(QT_TRANSLATE_NOOP("WatchModel", "Of any program that uses the server, not of this one alone."));
    }
    return row;
}

/// Of all that others run, as the server counts it.
WatchRow loadsRow(const WatchReport &report)
{
    const auto counted = [](const QList<StatementLoad> &loads) {
        return loads.isEmpty() ? QString()
                               : said(QT_TRANSLATE_N_NOOP("WatchModel", "%Ln statement(s)"), int(loads.size()));
    };
    WatchRow row{.icon = u"query"_s,
        .name = said(QT_TRANSLATE_NOOP("WatchModel", "What programs run, as the server counts it")),
        .before = counted(report.before.loads),
        .now = counted(report.now.loads)};
    setFine(row);
    const auto found = findingsOf(report, [](const WatchFinding &one) {
        return one.finding.code == QByteArrayView("UP-ERRORS") || one.finding.code == QByteArrayView("UP-LOAD");
    });
    if (!found.isEmpty())
        setWorse(row, found);
    else if (report.before.loads.isEmpty() || report.now.loads.isEmpty())
        setUnknown(row, said(QT_TRANSLATE_NOOP("WatchModel", "The server does not tell")),
            said(QT_TRANSLATE_NOOP("WatchModel",
                "PostgreSQL counts with the extension pg_stat_statements, MySQL and MariaDB with the performance "
                "schema, SQLite not at all.")));
    return row;
}

} // namespace

QList<WatchRow> watchRows(const WatchReport &report)
{
    QList<WatchRow> result;
    for (const WatchedQuery &was : report.before.queries) {
        const auto is = std::find_if(report.now.queries.begin(), report.now.queries.end(),
            [&](const WatchedQuery &one) { return one.name == was.name && one.sql == was.sql; });
        if (is != report.now.queries.end())
            result += queryRow(report, was, *is);
    }
    QStringList tables = report.before.tables.keys() + report.now.tables.keys();
    tables.removeDuplicates();
    tables.sort();
    for (const QString &name : std::as_const(tables))
        result += tableRow(report, name);
    if (!tables.isEmpty())
        result += constraintRows(report);
    if (report.now.brokenKeys)
        result += orphansRow(report);
    result += loadsRow(report);
    result += deadlockRow(report);
    std::stable_sort(result.begin(), result.end(), [](const WatchRow &a, const WatchRow &b) {
        const bool isWorse = a.tone == Tone::Danger && b.tone != Tone::Danger;
        return a.state != b.state ? a.state < b.state : isWorse;
    });
    return result;
}

} // namespace relata
