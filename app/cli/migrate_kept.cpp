#include "app/cli/migrate_kept.h"

#include "app/cli/fill_answers.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/kept_tables.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString lineOf(const KeptTable &table)
{
    const QString size = table.bytes < 0 ? QString() : u", %1 kB"_s.arg((table.bytes + 1023) / 1024);
    const QString age = daysKept(table) < 0 ? u"age unknown"_s : u"%1 days old"_s.arg(daysKept(table));
    const QString version = table.version.isEmpty() ? QString() : u", migration "_s + table.version;
    return u"%1  of %2: %3 rows%4, %5%6"_s.arg(
        table.name, table.source, QString::number(table.rows), size, age, version);
}

Error usageError(const char *text, const QStringList &arguments)
{
    return {.code = Error::Code::Usage,
        .message = {"CommandLine", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

/// Those that the command line names; all that are old enough without names.
Result<QList<KeptTable>> chosen(const Invocation &invocation, const QList<KeptTable> &all)
{
    const QStringList names = invocation.operands().mid(1);
    bool isNumber = true;
    const QString days = invocation.value(u"older-than"_s);
    const qint64 oldest = days.isEmpty() ? 0 : days.toLongLong(&isNumber);
    if (!isNumber || oldest < 0)
        return failure(
            usageError(QT_TRANSLATE_NOOP("CommandLine", "--older-than takes days; \"%1\" are none."), {days}));
    for (const QString &name : names) {
        if (std::none_of(all.begin(), all.end(), [&](const KeptTable &table) { return table.name == name; }))
            return failure(usageError(QT_TRANSLATE_NOOP("CommandLine", "Nothing is kept in \"%1\"."), {name}));
    }
    if (names.isEmpty() && days.isEmpty())
        return failure(usageError(QT_TRANSLATE_NOOP("CommandLine", "purge takes names, or --older-than DAYS."), {}));
    QList<KeptTable> result;
    for (const KeptTable &table : all) {
        const bool isOld = days.isEmpty() || daysKept(table) >= oldest;
        if (isOld && (names.isEmpty() || names.contains(table.name)))
            result += table;
    }
    return result;
}

} // namespace

void addKeptOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"discard"_s, u"Keep nothing of what goes."_s},
        {u"older-than"_s, u"Purge what has been kept for longer."_s, u"DAYS"_s}});
    addFillOptions(parser);
}

ExitStatus listKept(Invocation &invocation, Connection &connection, const Engine &engine)
{
    const Result<QList<KeptTable>> all = keptTables(connection, engine);
    if (!all)
        return invocation.fail(all.error());
    if (invocation.value(u"format"_s) == "json"_L1) {
        QJsonArray array;
        for (const KeptTable &one : *all)
            array += QJsonObject{{u"name"_s, one.name}, {u"source"_s, one.source}, {u"version"_s, one.version},
                {u"rows"_s, one.rows}, {u"bytes"_s, one.bytes < 0 ? QJsonValue() : QJsonValue(one.bytes)},
                {u"since"_s, one.since.toString(Qt::ISODate)}, {u"awaited"_s, one.isAwaited}};
        invocation.out << QJsonDocument(array).toJson();
        return ExitStatus::Done;
    }
    for (const KeptTable &one : *all)
        invocation.out << lineOf(one) << '\n';
    if (all->isEmpty())
        invocation.out << "Nothing is kept.\n";
    return ExitStatus::Done;
}

ExitStatus purgeKept(
    Invocation &invocation, Connection &connection, const ConnectionProfile &target, const Engine &engine)
{
    const Result<QList<KeptTable>> all = keptTables(connection, engine);
    if (!all)
        return invocation.fail(all.error());
    const Result<QList<KeptTable>> wanted = chosen(invocation, *all);
    if (!wanted)
        return invocation.fail(wanted.error());
    if (!wanted->isEmpty() && !invocation.has(u"yes"_s)) {
        for (const KeptTable &one : *wanted)
            invocation.warn(u"  "_s + lineOf(one));
        return invocation.fail({.code = Error::Code::Refused,
            .message = {"CommandLine",
                QT_TRANSLATE_NOOP("CommandLine", "Nothing was purged: these rows would be gone for good. Say --yes."),
                {}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    }
    if (wanted->isEmpty()) {
        invocation.out << "Nothing to purge.\n";
        return ExitStatus::Done;
    }
    const Result<> done = purge(connection, target, engine, *wanted, invocation, [&](const KeptTable &one) {
        invocation.clearProgress();
        invocation.out << "purged " << one.name << " (" << one.rows << " rows)\n";
    });
    return done ? ExitStatus::Done : invocation.fail(done.error());
}

Result<> takeDownOptions(const Invocation &invocation, DownPrecautions &precautions)
{
    precautions.discard = invocation.has(u"discard"_s);
    const Result<QList<FillAnswer>> fills = fillAnswers(invocation);
    if (!fills)
        return failure(fills.error());
    for (const FillAnswer &fill : *fills) {
        if (fill.isExpression)
            return failure(usageError(QT_TRANSLATE_NOOP("CommandLine", "down takes values with --fill alone."), {}));
        precautions.fills.insert(fill.column, fill.text);
    }
    return {};
}

} // namespace relata
