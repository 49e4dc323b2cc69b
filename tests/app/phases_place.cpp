#include "tests/app/phases_place.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/prove.h"
#include "models/schema/kinds/column.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace relata::tests {
using namespace Qt::StringLiterals;

constexpr int Wait = 60'000;

PhasesPlace::PhasesPlace(const EngineRegistry &engines, const QByteArray &server, const QString &script)
    : database(engines, server, folder.path(), u"phases"_s)
{
    if (const Result<> opened = session.open(database.profile, engines); !opened)
        error = opened.error().text();
    else
        error = session.run(script);
    const Answer begun = program({u"baseline"_s});
    if (error.isEmpty() && begun.status != 0)
        error = begun.err;
}

QStringList PhasesPlace::words(const QStringList &action) const
{
    return QStringList{u"migrate"_s} + action
        + QStringList{u"--project"_s, projectFolder(), u"--target"_s, database.profile.url(), u"--yes"_s};
}

QJsonDocument PhasesPlace::told(const QStringList &action)
{
    const Answer answer = program(action + QStringList{u"--format"_s, u"json"_s});
    error = answer.status == 0 ? QString() : answer.err;
    return QJsonDocument::fromJson(answer.out.toUtf8());
}

QString PhasesPlace::open() { return told({u"phases"_s, u"list"_s}).array().at(0)[u"id"].toString(); }

QString PhasesPlace::up()
{
    QProcess run;
    run.start(programPath(), words({u"up"_s, u"--allow"_s, u"all"_s}));
    QElapsedTimer clock;
    clock.start();
    while (!run.waitForFinished(300) && clock.elapsed() < Wait)
        program({u"confirm"_s, u"--by"_s, u"ada"_s});
    return run.state() == QProcess::NotRunning && run.exitCode() == 0 ? QString()
                                                                      : QString::fromUtf8(run.readAllStandardError());
}

QString PhasesPlace::down() const
{
    const Answer answer = program({u"down"_s});
    return answer.status == 0 ? QString() : answer.err;
}

QString PhasesPlace::next()
{
    const Answer answer = program({u"phases"_s, u"next"_s, open()});
    return answer.status == 0 ? QString() : answer.err;
}

QString PhasesPlace::begin(const QStringList &wish) const
{
    const Answer answer = program(QStringList{u"phases"_s, u"new"_s} + wish);
    return answer.status == 0 ? QString() : answer.err;
}

QString PhasesPlace::lastFile() const
{
    const QDir files(projectFolder() + u"/migrations"_s);
    return files.filePath(files.entryList({u"*.sql"_s}, QDir::Files, QDir::Name).last());
}

QStringList PhasesPlace::differencesFrom(const Schema &wanted) const
{
    return differences(wanted, matched(schema(), wanted, session.engine->nameRule), *session.engine);
}

Schema PhasesPlace::plain(const Schema &before) const
{
    const Schema now = schema();
    const QStringList tag{QString(), u"item"_s, u"tag"_s};
    const ObjectId id = before.idOf(Kind::Column, {QString(), u"item"_s, u"label"_s});
    Column changed = *before.find<Column>(id);
    changed.name = u"tag"_s;
    changed.type = now.find<Column>(now.idOf(Kind::Column, tag))->type;
    return before.with(id, makeObject(std::move(changed)));
}

qint64 PhasesPlace::count(const QString &condition) const
{
    const auto read = fetch(*session.connection, u"SELECT COUNT(*) FROM item WHERE "_s + condition);
    return read ? read->number(0, 0) : -1;
}

qint64 PhasesPlace::strays() const
{
    const auto read = fetch(*session.connection, u"SELECT label, tag FROM item"_s);
    qint64 result = 0;
    for (qsizetype row = 0; read && row < read->count; ++row)
        result += int(read->isNull(row, 0) != read->isNull(row, 1) || read->text(row, 0) != read->text(row, 1));
    return read ? result : -1;
}

WrittenRows PhasesPlace::rows(const QString &column) const
{
    WrittenRows result;
    const auto read = fetch(*session.connection, u"SELECT id, "_s + column + u" FROM item"_s);
    for (qsizetype row = 0; read && row < read->count; ++row)
        result.insert(
            int(read->number(row, 0)), read->isNull(row, 1) ? std::nullopt : std::optional(read->text(row, 1)));
    return result;
}

QString different(const WrittenRows &expected, const WrittenRows &found)
{
    QStringList result;
    for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
        if (!found.contains(it.key()))
            result += u"%1 is gone"_s.arg(it.key());
        else if (found.value(it.key()) != it.value())
            result += u"%1: \"%2\" for \"%3\""_s.arg(
                QString::number(it.key()), found.value(it.key()).value_or(u"NULL"_s), it.value().value_or(u"NULL"_s));
    }
    return result.join(u'\n');
}

QString itemScript(const QString &definition, const QStringList &values, int count)
{
    QStringList rows;
    for (int id = 1; id <= count; ++id)
        rows += u"(%1, 0, '%2')"_s.arg(QString::number(id), values.at(id % 3));
    return u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(40) %1, other INTEGER NOT NULL);\n"
           "CREATE INDEX item_label ON item (label);\nINSERT INTO item (id, other, label) VALUES %2;"_s.arg(
               definition, rows.join(u", "_s));
}

const QStringList Rename{u"rename-column"_s, u"item.label"_s, u"tag"_s};
const QStringList Texts{u"a"_s, u"A"_s, u"a "_s, u""_s, u"it's"_s, u"ö"_s, u"back\\slash"_s, u"new"_s,
    u"0123456789012345678901234567890123456789"_s};

} // namespace relata::tests
