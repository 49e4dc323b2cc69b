#include "models/timeline/rehearsal.h"

#include "models/base/file_text.h"
#include "models/engine/engine.h"
#include "models/sql/normal_text.h"
#include "models/timeline/ledger.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto Format = "relata.rehearsal/1"_L1;

using std::chrono::milliseconds;

QJsonArray statementsJson(const QList<RehearsedStatement> &statements)
{
    QJsonArray result;
    for (const RehearsedStatement &one : statements) {
        QJsonObject json{{u"sql"_s, one.sql}, {u"ms"_s, qint64(one.time.count())}, {u"table"_s, QJsonValue()},
            {u"rows"_s, QJsonValue()}};
        if (!one.table.isEmpty()) {
            json[u"table"] = one.table;
            json[u"rows"] = one.rows;
        }
        if (one.again)
            json.insert(u"againMs"_s, qint64(one.again->count()));
        result += json;
    }
    return result;
}

QJsonObject migrationJson(const RehearsedMigration &migration)
{
    QJsonArray tables;
    for (auto it = migration.tables.cbegin(); it != migration.tables.cend(); ++it)
        tables += QJsonObject{{u"name"_s, it.key()}, {u"rows"_s, it.value()}};
    return {{u"id"_s, migration.id}, {u"version"_s, migration.version}, {u"title"_s, migration.title},
        {u"checksum"_s, migration.checksum}, {u"tables"_s, tables}, {u"wentUp"_s, migration.wentUp},
        {u"upMs"_s, qint64(migration.upTime.count())}, {u"up"_s, statementsJson(migration.up)},
        {u"hasDown"_s, migration.hasDown}, {u"wentDown"_s, migration.wentDown},
        {u"downMs"_s, qint64(migration.downTime.count())}, {u"down"_s, statementsJson(migration.down)},
        {u"rowsCameBack"_s, migration.wentDown ? QJsonValue(migration.lost.isEmpty()) : QJsonValue()},
        {u"lost"_s, QJsonArray::fromStringList(migration.lost)}, {u"wentUpAgain"_s, migration.wentUpAgain}};
}

QString fileOf(const QString &folder, const QString &version, const QString &checksum)
{
    return folder + u'/' + version + u'-' + checksum.left(16) + u".json"_s;
}

/// One kept file's rehearsal; empty: it is none of ours, or of another format.
std::optional<QJsonObject> keptIn(const QString &path)
{
    const Result<QByteArray> content = readFile(path);
    const QJsonObject json = content ? QJsonDocument::fromJson(*content).object() : QJsonObject();
    return json.value("format"_L1).toString() == Format ? std::optional(json) : std::nullopt;
}

/// The text's tokens, and how many of the same stood before it: a statement may come twice.
class Keys {
public:
    explicit Keys(const SqlFlavour &flavour)
        : m_flavour(flavour)
    { }
    QByteArray of(const QString &sql)
    {
        const QByteArray sum = tokenChecksum(sql, m_flavour);
        return sum + QByteArray::number(m_seen[sum]++);
    }

private:
    const SqlFlavour &m_flavour;
    QHash<QByteArray, int> m_seen;
};

} // namespace

QJsonObject rehearsalJson(const Rehearsal &rehearsal)
{
    QJsonArray migrations;
    for (const RehearsedMigration &one : rehearsal.migrations)
        migrations += migrationJson(one);
    QJsonObject result{{u"format"_s, QString(Format)}, {u"database"_s, rehearsal.database},
        {u"takenAt"_s, rehearsal.takenAt.toString(Qt::ISODateWithMs)},
        {u"at"_s, rehearsal.at.toString(Qt::ISODateWithMs)}, {u"backup"_s, QJsonValue()}, {u"place"_s, rehearsal.place},
        {u"migrations"_s, migrations}};
    if (!rehearsal.backup.isEmpty())
        result[u"backup"] = rehearsal.backup;
    if (rehearsal.failed)
        result.insert(u"failed"_s, rehearsal.failed->message.source());
    return result;
}

QString rehearsalsFolder(const QString &project) { return project + u"/.relata/rehearsals"_s; }

Result<> keepRehearsal(const QString &folder, const Rehearsal &rehearsal)
{
    QMap<QString, QByteArray> files;
    for (const RehearsedMigration &migration : rehearsal.migrations) {
        if (!migration.wentUp)
            continue;
        Rehearsal one = rehearsal;
        one.migrations = {migration};
        one.failed.reset();
        files.insert(fileOf(folder, migration.version, migration.checksum), QJsonDocument(rehearsalJson(one)).toJson());
    }
    if (files.isEmpty())
        return {};
    files.insert(folder + u"/.gitignore"_s, "*\n");
    return writeFiles(files);
}

QList<Message> keptRehearsal(const QString &folder, const MigrationFile &migration, const Engine &engine)
{
    if (!QFileInfo::exists(folder))
        return {};
    const std::optional<QJsonObject> kept =
        keptIn(fileOf(folder, migration.version, migrationChecksum(migration, engine)));
    if (!kept)
        return {};
    const QJsonObject json = kept->value("migrations"_L1).toArray().first().toObject();
    const auto time = [](const QJsonObject &from, QLatin1StringView key) {
        return tookText(milliseconds(from.value(key).toInteger()));
    };
    const QString date = QDateTime::fromString(kept->value("at"_L1).toString(), Qt::ISODateWithMs)
                             .toLocalTime()
                             .date()
                             .toString(Qt::ISODate);
    QList<Message> result;
    if (json.value("wentDown"_L1).toBool())
        result += {"Rehearse", QT_TRANSLATE_NOOP("Rehearse", "rehearsed on a copy: up %1, down %2, %3"),
            {time(json, "upMs"_L1), time(json, "downMs"_L1), date}};
    else
        result += {
            "Rehearse", QT_TRANSLATE_NOOP("Rehearse", "rehearsed on a copy: up %1, %2"), {time(json, "upMs"_L1), date}};
    const QJsonArray statements = json.value("up"_L1).toArray();
    for (qsizetype i = 0; i < statements.size(); ++i)
        result += {"", "%1. %2: %3",
            {QString::number(i + 1), time(statements.at(i).toObject(), "ms"_L1),
                collapsed(statements.at(i).toObject().value("sql"_L1).toString(), *engine.flavour, 80)}};
    return result;
}

Message MeasuredTime::text() const
{
    const QString date = at.toLocalTime().date().toString(Qt::ISODate);
    if (table.isEmpty())
        return {"Rehearse", QT_TRANSLATE_NOOP("Rehearse", "measured %1 on a copy, %2"), {tookText(time), date}};
    return {"Rehearse", QT_TRANSLATE_NOOP("Rehearse", "measured %1 on a copy of %2 rows, %3"),
        {tookText(time), QLocale(QLocale::English).toString(rows), date}};
}

QList<std::optional<MeasuredTime>> measuredTimes(
    const QString &folder, const QString &version, const QStringList &statements, bool isUp, const Engine &engine)
{
    QHash<QByteArray, MeasuredTime> known;
    const QDir place(folder);
    for (const QString &name : place.entryList({version + u"-*.json"_s}, QDir::Files, QDir::Name)) {
        const std::optional<QJsonObject> kept = keptIn(place.filePath(name));
        if (!kept)
            continue;
        const QDateTime at = QDateTime::fromString(kept->value("at"_L1).toString(), Qt::ISODateWithMs);
        const QJsonObject migration = kept->value("migrations"_L1).toArray().first().toObject();
        Keys keys(*engine.flavour);
        const QJsonArray all = migration.value(isUp ? "up"_L1 : "down"_L1).toArray();
        for (const QJsonValue &value : all) {
            const QJsonObject one = value.toObject();
            const QByteArray key = keys.of(one.value("sql"_L1).toString());
            if (const auto there = known.constFind(key); there != known.cend() && there->at > at)
                continue;
            known.insert(key,
                {milliseconds(one.value("ms"_L1).toInteger()), one.value("table"_L1).toString(),
                    one.value("rows"_L1).toInteger(), at, kept->value("database"_L1).toString()});
        }
    }
    QList<std::optional<MeasuredTime>> result;
    Keys keys(*engine.flavour);
    for (const QString &sql : statements) {
        const auto found = known.constFind(keys.of(sql));
        result += found == known.cend() ? std::nullopt : std::optional(*found);
    }
    return result;
}

} // namespace relata
