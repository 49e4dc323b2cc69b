#include "app/cli/migrate_session.h"
#include "models/project/squash.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;

ExitStatus migrateSquash(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    const QString range = invocation.operands().value(1);
    const QString title = invocation.operands().mid(2).join(u' ');
    if (!range.contains(".."_L1) || title.isEmpty())
        return invocation.usage(u"squash takes FROM..TO and a NAME for the one migration."_s);
    Result<> ready = session.chooseEngine();
    const bool hasTarget = invocation.has(u"target"_s) || !session.project->config().defaultConnection.isEmpty();
    if (ready && hasTarget && !invocation.has(u"dev"_s))
        (void)session.connect(); // whose server may lend a scratch database
    if (!ready)
        return invocation.fail(ready.error());
    const Result<Squashed> done = squashMigrations(*session.project, *session.engine, session.beside(),
        range.section(u".."_s, 0, 0), range.section(u".."_s, 1), title, invocation);
    if (!done)
        return invocation.fail(done.error());
    if (session.asksForJson()) {
        invocation.out << QJsonDocument(
            QJsonObject{{u"file"_s, done->file.fileName}, {u"kept"_s, done->folder},
                {u"replaced"_s, QJsonArray::fromStringList(done->replaced)}, {u"planned"_s, done->isPlanned}})
                              .toJson();
        return ExitStatus::Done;
    }
    invocation.out << session.project->migrationsFolder() << '/' << done->file.fileName << '\n';
    invocation.err << "Proved the same as the " << done->replaced.size() << " it replaces, " << done->place.translated()
                   << "; they are kept in " << done->folder << ".\n"
                   << (done->isPlanned ? "Written anew from the schema.\n"
                                       : "Made of the old statements, one behind the other.\n");
    return ExitStatus::Done;
}

} // namespace relata
