#include "models/timeline/watch_snapshot.h"

#include "models/base/file_text.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto Format = "relata.watch-snapshot/1"_L1;
constexpr const char *States[] = {"ran", "failed", "stopped", "writes", "parameters"};

WatchedQuery::State stateOf(const QString &word)
{
    const auto *const it =
        std::find_if(std::begin(States), std::end(States), [&](const char *one) { return word == QLatin1String(one); });
    return it == std::end(States) ? WatchedQuery::State::Failed : WatchedQuery::State(it - std::begin(States));
}

QJsonObject queryJson(const WatchedQuery &query)
{
    return {{u"name"_s, query.name}, {u"sql"_s, query.sql},
        {u"state"_s, QLatin1StringView(States[std::size_t(query.state)])}, {u"error"_s, query.error},
        {u"ms"_s, qint64(query.time.count())}, {u"rows"_s, query.rows}, {u"plan"_s, QString::fromUtf8(query.plan)}};
}

WatchedQuery queryOf(const QJsonObject &json)
{
    return {.name = json.value("name"_L1).toString(),
        .sql = json.value("sql"_L1).toString(),
        .state = stateOf(json.value("state"_L1).toString()),
        .error = json.value("error"_L1).toString(),
        .time = std::chrono::milliseconds(json.value("ms"_L1).toInteger()),
        .rows = json.value("rows"_L1).toInteger(),
        .plan = json.value("plan"_L1).toString().toUtf8()};
}

QJsonArray loadsJson(const QList<StatementLoad> &loads)
{
    QJsonArray result;
    for (const StatementLoad &one : loads)
        result += QJsonObject{
            {u"sql"_s, one.text}, {u"calls"_s, one.calls}, {u"ms"_s, one.milliseconds}, {u"errors"_s, one.errors}};
    return result;
}

QList<StatementLoad> loadsOf(const QJsonValue &json)
{
    QList<StatementLoad> result;
    for (const QJsonValue &one : json.toArray())
        result += StatementLoad{one["sql"_L1].toString(), one["calls"_L1].toInteger(), one["ms"_L1].toDouble(),
            one["errors"_L1].toInteger()};
    return result;
}

QJsonValue numberJson(const std::optional<qint64> &number) { return number ? QJsonValue(*number) : QJsonValue(); }

std::optional<qint64> numberOf(const QJsonValue &json)
{
    return json.isDouble() ? std::optional(json.toInteger()) : std::nullopt;
}

QStringList textsOf(const QJsonValue &json)
{
    QStringList result;
    for (const QJsonValue &one : json.toArray())
        result += one.toString();
    return result;
}

QJsonObject snapshotJson(const WatchSnapshot &snapshot)
{
    QJsonArray queries;
    for (const WatchedQuery &one : snapshot.queries)
        queries += queryJson(one);
    QJsonObject tables, unchecked;
    for (auto it = snapshot.tables.cbegin(); it != snapshot.tables.cend(); ++it)
        tables.insert(
            it.key(), QJsonObject{{u"rows"_s, it->rows}, {u"exact"_s, it->isExact}, {u"touched"_s, it->isTouched}});
    for (auto it = snapshot.unchecked.cbegin(); it != snapshot.unchecked.cend(); ++it)
        unchecked.insert(it.key(), it.value());
    return {{u"format"_s, QString(Format)}, {u"database"_s, snapshot.database},
        {u"at"_s, snapshot.at.toString(Qt::ISODateWithMs)}, {u"version"_s, snapshot.version},
        {u"migrations"_s, QJsonArray::fromStringList(snapshot.migrations)},
        {u"names"_s, QJsonArray::fromStringList(snapshot.names)}, {u"deletesRows"_s, snapshot.deletesRows},
        {u"queries"_s, queries}, {u"tables"_s, tables}, {u"unchecked"_s, unchecked},
        {u"brokenKeys"_s, numberJson(snapshot.brokenKeys)}, {u"deadlocks"_s, numberJson(snapshot.deadlocks)},
        {u"loads"_s, loadsJson(snapshot.loads)}, {u"loadsBehind"_s, loadsJson(snapshot.loadsBehind)}};
}

WatchSnapshot snapshotOf(const QJsonObject &json)
{
    WatchSnapshot result;
    result.database = json.value("database"_L1).toString();
    result.at = QDateTime::fromString(json.value("at"_L1).toString(), Qt::ISODateWithMs);
    result.version = json.value("version"_L1).toString();
    result.migrations = textsOf(json.value("migrations"_L1));
    result.names = textsOf(json.value("names"_L1));
    result.deletesRows = json.value("deletesRows"_L1).toBool();
    for (const QJsonValue &one : json.value("queries"_L1).toArray())
        result.queries += queryOf(one.toObject());
    const QJsonObject tables = json.value("tables"_L1).toObject(), unchecked = json.value("unchecked"_L1).toObject();
    for (auto it = tables.begin(); it != tables.end(); ++it) {
        const QJsonObject table = it->toObject();
        result.tables.insert(it.key(),
            {table.value("rows"_L1).toInteger(-1), table.value("exact"_L1).toBool(),
                table.value("touched"_L1).toBool()});
    }
    for (auto it = unchecked.begin(); it != unchecked.end(); ++it)
        result.unchecked.insert(it.key(), it->toString());
    result.brokenKeys = numberOf(json.value("brokenKeys"_L1));
    result.deadlocks = numberOf(json.value("deadlocks"_L1));
    result.loads = loadsOf(json.value("loads"_L1));
    result.loadsBehind = loadsOf(json.value("loadsBehind"_L1));
    return result;
}

/// One for each database: what counts is the last.
QString fileOf(const QString &folder, const QString &database)
{
    const QByteArray hash = QCryptographicHash::hash(database.toUtf8(), QCryptographicHash::Sha256).toHex();
    return folder + u'/' + QString::fromLatin1(hash.left(16)) + u".json"_s;
}

} // namespace

QString watchFolder(const QString &project) { return project + u"/.relata/watch"_s; }

Result<> keepSnapshot(const QString &folder, const WatchSnapshot &snapshot)
{
    return writeFiles({{fileOf(folder, snapshot.database), QJsonDocument(snapshotJson(snapshot)).toJson()},
        {folder + u"/.gitignore"_s, "*\n"}});
}

Result<WatchSnapshot> keptSnapshot(const QString &folder, const QString &database)
{
    const QString path = fileOf(folder, database);
    if (!QFile::exists(path))
        return failure({.code = Error::Code::Refused,
            .message = {"AfterUp",
                QT_TRANSLATE_NOOP("AfterUp",
                    "Nobody looked at this database before its last migrations: relata migrate up --watch does, and "
                    "keeps what it sees."),
                {}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    const Result<QByteArray> content = readFile(path);
    if (!content)
        return failure(content.error());
    const QJsonObject json = QJsonDocument::fromJson(*content).object();
    if (json.value("format"_L1).toString() != Format)
        return failure(fileError(path, 0,
            {"AfterUp", QT_TRANSLATE_NOOP("AfterUp", "This is not what a look at a database leaves behind."), {}}));
    return snapshotOf(json);
}

} // namespace relata
