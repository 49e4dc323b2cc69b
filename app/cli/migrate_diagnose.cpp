#include "app/cli/migrate_session.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/diagnose_repeatable.h"
#include "models/sql/normal_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;

/// Of a migration that stopped half-way, else of a file that runs behind them.
static Result<std::optional<Diagnosis>> findTrouble(MigrateSession &session, const std::optional<Error> &error)
{
    const Timeline &timeline = session.project->timeline();
    Result<std::optional<Diagnosis>> found = diagnose(
        *session.connection, session.profile, session.beside(), *session.engine, timeline, error, session.invocation);
    return found && !*found ? diagnoseRepeatable(*session.connection, *session.engine, timeline) : found;
}

/// "Migration 003 roles stopped at statement 2 of 3: CREATE …"
static QString headline(MigrateSession &session, const Diagnosis &diagnosis)
{
    QString result = diagnosis.isRepeatable ? u"Repeatable %1 stopped"_s.arg(diagnosis.version)
                                            : u"Migration %1 %2 stopped"_s.arg(diagnosis.version, diagnosis.title);
    if (diagnosis.isDown)
        result += u" on its way down"_s;
    if (diagnosis.statement > 0)
        result += u" at statement %1 of %2: %3"_s.arg(QString::number(diagnosis.statement),
            QString::number(diagnosis.statements), collapsed(diagnosis.sql, *session.engine->flavour));
    return result;
}

static QJsonObject diagnosisJson(MigrateSession &session, const Diagnosis &diagnosis)
{
    const auto sources = [](const QList<Message> &messages) {
        QJsonArray lines;
        for (const Message &one : messages)
            lines += one.source();
        return lines;
    };
    QJsonArray objects, ways;
    for (const Diagnosis::Sight &one : diagnosis.objects)
        objects += QJsonObject{{u"name"_s, one.name}, {u"expected"_s, one.expected}, {u"actual"_s, one.actual},
            {u"after"_s, one.after}, {u"history"_s, sources(one.history)}};
    for (const Diagnosis::WayOut &one : diagnosis.ways)
        ways += QJsonObject{{u"what"_s, one.what.source()},
            {u"command"_s, one.words().isEmpty() ? QString() : session.command(one.words())}};
    return {{u"format"_s, u"relata.diagnosis/1"_s}, {u"version"_s, diagnosis.version}, {u"title"_s, diagnosis.title},
        {u"direction"_s, directionWord(diagnosis.isDown ? Ledger::Direction::Down : Ledger::Direction::Up)},
        {u"repeatable"_s, diagnosis.isRepeatable}, {u"statement"_s, diagnosis.statement},
        {u"statements"_s, diagnosis.statements}, {u"sql"_s, diagnosis.sql}, {u"error"_s, diagnosis.error},
        {u"cause"_s, QLatin1StringView(causeWord(diagnosis.cause))}, {u"message"_s, diagnosis.likely.source()},
        {u"evidence"_s, sources(diagnosis.evidence)}, {u"objects"_s, objects}, {u"ways"_s, ways},
        {u"backup"_s, diagnosis.backup ? QJsonValue(diagnosis.backup->json()) : QJsonValue()}};
}

static QString diagnosisText(MigrateSession &session, const Diagnosis &diagnosis)
{
    const auto orNone = [](const QString &text) { return text.isEmpty() ? u"not there"_s : text; };
    QString result = headline(session, diagnosis)
        + u"\n\nLikely cause (%1): %2\n"_s.arg(
            QString::fromLatin1(causeWord(diagnosis.cause)), diagnosis.likely.translated());
    for (const Message &line : diagnosis.evidence)
        result += u"  - "_s + line.translated() + u'\n';
    const QString needed = diagnosis.isDown ? u"  as the way down needs it:  "_s : u"  as the migration needs it: "_s;
    const QString behind = diagnosis.isDown ? u"  behind the way down:       "_s : u"  behind the migration:      "_s;
    for (const Diagnosis::Sight &one : diagnosis.objects) {
        result += u'\n' + one.name + u'\n' + needed + orNone(one.expected) + u"\n  as it is:                  "_s
            + orNone(one.actual) + u'\n' + behind + orNone(one.after) + u'\n';
        for (const Message &line : one.history)
            result += u"  named by "_s + line.translated() + u'\n';
    }
    result += u"\nWays out, the safest first:\n"_s;
    int number = 0;
    for (const Diagnosis::WayOut &one : diagnosis.ways)
        result += u"  %1. %2%3\n"_s.arg(QString::number(++number), one.what.translated(),
            one.words().isEmpty() ? u"."_s : u":\n     "_s + session.command(one.words()));
    return result;
}

bool tellDiagnosis(MigrateSession &session, const Error &error)
{
    if (error.code == Error::Code::Cancelled || error.code == Error::Code::ConnectionLost
        || !session.connection->isAlive())
        return false;
    const Result<std::optional<Diagnosis>> found = findTrouble(session, error);
    if (!found)
        session.invocation.warn(u"  not diagnosed: "_s + found.error().message.translated());
    else if (*found)
        session.invocation.warn(diagnosisText(session, **found));
    return found && *found && (*found)->backup;
}

ExitStatus migrateDiagnose(MigrateSession &session)
{
    const Result<std::optional<Diagnosis>> found = findTrouble(session, {});
    if (!found)
        return session.invocation.fail(found.error());
    if (session.asksForJson())
        session.invocation.out << QJsonDocument(*found ? diagnosisJson(session, **found) : QJsonObject()).toJson();
    else
        session.invocation.out << (*found ? diagnosisText(session, **found) : u"No migration stopped half-way.\n"_s);
    return ExitStatus::Done;
}

} // namespace relata
