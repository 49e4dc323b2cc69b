#include "tests/app/migrate_bench.h"

#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/project/project.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace relata::tests {
using namespace Qt::StringLiterals;

MigrateBench::MigrateBench(const EngineRegistry &registry, const QByteArray &server, const QString &name)
    : m_registry(registry)
    , database(registry, server, m_folder.path(), name)
{
    ProjectConfig config;
    config.name = u"bench"_s;
    config.engine = server.isEmpty() ? QByteArray("sqlite") : database.profile.engine;
    (void)Project::create(project(), config);
    if (server.isEmpty())
        (void)run(u"PRAGMA user_version = 0"_s); // makes the file
}

void MigrateBench::write(const QString &path, const QByteArray &content) const
{
    if (!writeFile(project() + u'/' + path, content))
        QTest::qFail(qPrintable(u"cannot write "_s + path), __FILE__, __LINE__);
}

void MigrateBench::migration(int number, const QByteArray &title, const QByteArray &up, const QByteArray &down,
    const QByteArray &directives) const
{
    const QByteArray version = QByteArray::number(number).rightJustified(3, '0');
    const auto id = [](int n) -> QByteArray { return "7e57" + QByteArray::number(n).rightJustified(4, '0'); };
    const QByteArray parent = number > 1 ? " parent " + id(number - 1) : QByteArray();
    write(u"migrations/"_s + QString::fromLatin1(version + '_' + QByteArray(title).replace(' ', '_')) + u".sql"_s,
        "-- Migration " + version + ": " + title + "\n-- relata:id " + id(number) + parent + '\n' + directives
            + "-- relata:up\n" + up + "-- relata:down\n" + down);
}

Answer MigrateBench::migrate(const QStringList &words) const
{
    QStringList all = QStringList{u"migrate"_s} + words + QStringList{u"--project"_s, project()};
    if (!words.contains(u"--target"_s) && !words.contains(u"--offline"_s))
        all += {u"--target"_s, database.profile.url()};
    all.removeAll(u"--offline"_s);
    return runProgram(all);
}

QString MigrateBench::answer(const QStringList &words, int status) const
{
    const Answer answer = migrate(words);
    if (answer.status != status)
        QTest::qFail(qPrintable(u"%1 answered %2:\n%3%4"_s.arg(
                         words.join(u' '), QString::number(answer.status), answer.out, answer.err)),
            __FILE__, __LINE__);
    return answer.out;
}

QString MigrateBench::state(const QString &version) const
{
    const QString text = answer({u"status"_s, u"--format"_s, u"json"_s});
    for (const QJsonValue &one : QJsonDocument::fromJson(text.toUtf8()).array()) {
        if (one[u"version"].toString() == version)
            return one[u"state"].toString();
    }
    return {};
}

QString MigrateBench::run(const QString &sql) const
{
    Session session;
    const Result<> open = session.open(database.profile, m_registry);
    return open ? session.run(sql) : open.error().text();
}

QString MigrateBench::rows(const QString &query) const
{
    Session session;
    if (const Result<> open = session.open(database.profile, m_registry); !open)
        return open.error().text();
    const Result<Rows> rows = fetch(*session.connection, query);
    if (!rows)
        return rows.error().text();
    QStringList lines;
    for (qsizetype i = 0; i < rows->count; ++i) {
        QStringList cells;
        for (int c = 0; c < int(rows->columns.size()); ++c)
            cells += rows->text(i, c);
        lines += cells.join(u'|');
    }
    return lines.join(u'\n');
}

void engineRows()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("sqlite") << QByteArray();
    for (const char *server : {"postgresql15", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

} // namespace relata::tests
