#include "app/cli/migrate_session.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/rehearse.h"
#include "models/sql/normal_text.h"

#include <QJsonDocument>
#include <QLocale>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString rowsText(qint64 rows) { return QLocale(QLocale::English).toString(rows); }

void printStatements(MigrateSession &session, const QList<RehearsedStatement> &statements)
{
    int number = 0;
    for (const RehearsedStatement &one : statements) {
        session.invocation.out << u"    %1. %2  %3"_s.arg(QString::number(++number),
            tookText(one.time).rightJustified(9), collapsed(one.sql, *session.engine->flavour, 70));
        if (!one.table.isEmpty())
            session.invocation.out << u"  (%1: %2 rows)"_s.arg(one.table, rowsText(one.rows));
        session.invocation.out << '\n';
    }
}

/// How the way down went, a line.
QString downText(const RehearsedMigration &migration)
{
    if (!migration.hasDown)
        return migration.wentUp ? u"no way down: only up was tried"_s : QString();
    if (!migration.wentDown)
        return {};
    return migration.lost.isEmpty() ? u"down brought every row back"_s
                                    : u"down did not bring back: "_s + migration.lost.join(u", "_s);
}

void printMigration(MigrateSession &session, const RehearsedMigration &migration)
{
    QTextStream &out = session.invocation.out;
    out << migration.version << ' ' << migration.title << '\n';
    out << "  up" << (migration.wentUp ? u" in "_s + tookText(migration.upTime) : u", as far as it came"_s) << '\n';
    printStatements(session, migration.up);
    if (!migration.down.isEmpty()) {
        out << "  down" << (migration.wentDown ? u" in "_s + tookText(migration.downTime) : QString()) << '\n';
        printStatements(session, migration.down);
    }
    if (const QString text = downText(migration); !text.isEmpty())
        out << "  " << text << '\n';
    if (migration.wentUpAgain)
        out << "  up again led to the same schema\n";
}

void print(MigrateSession &session, const Rehearsal &rehearsal)
{
    if (session.asksForJson()) {
        session.invocation.out << QJsonDocument(rehearsalJson(rehearsal)).toJson();
        return;
    }
    if (rehearsal.migrations.isEmpty()) {
        session.invocation.out << "Nothing is pending.\n";
        return;
    }
    session.invocation.out << u"on a copy of %1 as it was at %2, %3\n"_s.arg(
        rehearsal.database, rehearsal.takenAt.toString(Qt::ISODate), rehearsal.place);
    for (const RehearsedMigration &one : rehearsal.migrations)
        printMigration(session, one);
}

} // namespace

ExitStatus migrateRehearse(MigrateSession &session)
{
    RehearsalRules rules;
    rules.backup = session.invocation.value(u"backup"_s);
    rules.beside = session.beside();
    rules.version = session.invocation.value(u"to"_s);
    rules.warn = [&session](const Message &message) { session.invocation.warn(u"  "_s + message.translated()); };
    const InterruptWatch watch(session.invocation, session.connection->interrupter());
    const Result<Rehearsal> rehearsal = rehearse(
        *session.connection, session.profile, *session.engine, session.project->timeline(), rules, session.invocation);
    if (!rehearsal)
        return session.invocation.fail(rehearsal.error());
    print(session, *rehearsal);
    session.invocation.out.flush();
    if (Result<> kept = keepRehearsal(rehearsalsFolder(session.project->folder()), *rehearsal); !kept)
        return session.invocation.fail(kept.error());
    return rehearsal->failed ? session.invocation.fail(*rehearsal->failed) : ExitStatus::Done;
}

} // namespace relata
