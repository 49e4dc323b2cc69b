#include "tests/app/runner_place.h"

#include "models/base/file_text.h"
#include "tests/support/rounds.h"

#include <QTest>

namespace relata::tests {
using namespace Qt::StringLiterals;

void eachRunnerServer()
{
    QTest::addColumn<QByteArray>("server");
    const quint32 drawn = qChecksum(QByteArrayView(QTest::currentTestFunction())) + testSeed();
    const QByteArray left = drawn % 2 == 0 ? "postgresql15" : "postgresql18";
    for (const char *server : RunnerServers) {
        if (server != left || qEnvironmentVariable("RELATA_CASES") == "all"_L1)
            QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
    }
}

RunnerPlace::RunnerPlace(const EngineRegistry &registry, const QByteArray &server, const QStringList &up,
    const QStringList &down, bool transaction, const std::function<void(ProjectConfig &)> &adjust)
    : m_database(registry, server, m_folder.path(), u"runner"_s)
{
    ProjectConfig config;
    config.name = u"runner"_s;
    config.engine = profile().engine;
    if (adjust)
        adjust(config);
    QMap<QString, QByteArray> files{{projectFolder() + u"/relata.json"_s, writeProjectConfig(config)}};
    for (qsizetype i = 0; i < up.size(); ++i) {
        const QString number = QString::number(i + 1).rightJustified(3, u'0');
        QString text = u"-- Migration %1: step\n-- relata:id 5b%1"_s.arg(number);
        if (i > 0)
            text += u" parent 5b%1"_s.arg(QString::number(i).rightJustified(3, u'0'));
        if (!transaction)
            text += u"\n-- relata:transaction none"_s;
        text += u"\n-- relata:up\n"_s + up.at(i) + u"\n-- relata:down\n"_s + down.value(i) + u'\n';
        files.insert(projectFolder() + u"/migrations/%1_step.sql"_s.arg(number), text.toUtf8());
    }
    if (const Result<> written = writeFiles(files); !written)
        error = written.error().text();
    const Result<Timeline> read = readTimeline(projectFolder() + u"/migrations"_s);
    if (!read)
        error = read.error().text();
    else
        timeline = *read;
    Session session; // a file is there from now on
    if (const Result<> opened = session.open(profile(), registry); !opened)
        error = opened.error().text();
}

QStringList RunnerPlace::words(const QStringList &action) const
{
    return QStringList{u"migrate"_s} + action
        + QStringList{u"--project"_s, projectFolder(), u"--target"_s, profile().url(), u"--yes"_s};
}

RunRules RunnerPlace::rules() const
{
    RunRules rules;
    rules.patience = std::chrono::milliseconds(300);
    rules.waits.lock = std::chrono::milliseconds(1000);
    rules.waits.firstPause = std::chrono::milliseconds(10);
    rules.timeline = &timeline;
    rules.beside = profile();
    return rules;
}

Result<> RunnerPlace::apply(Session &session, int number, JobContext &context, const RunRules &rules) const
{
    return applyMigration(*session.connection, profile(), *session.engine, migration(number), context, rules);
}

MigrationState RunnerPlace::state(const Session &session, int number) const
{
    const auto states = migrationStatus(*session.connection, *session.engine, timeline);
    return states && number <= states->size() ? states->at(number - 1).state : MigrationState::Missing;
}

void Listener::report(const Progress &progress)
{
    const QString text = progress.message.source();
    heard += text;
    if (m_action && text.contains(m_word)) {
        const std::function<void()> action = std::exchange(m_action, {});
        action();
    }
}

} // namespace relata::tests
