// Databases of 100, 1,000 and 10,000 tables (or of the sizes given as arguments), in one run: how long it takes to
// inspect them, beside the same questions through the client library alone and beside the engine's own dump of the
// definitions; and to match, diff and plan two inspections that know nothing of each other. The best of the runs;
// nothing asserted. RELATA_BENCH_SERVERS names the servers, separated by spaces; without it all, and sqlite.
#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/diff/change_set.h"
#include "models/diff/matcher.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema_builder.h"
#include "tests/support/bare_answers.h"
#include "tests/support/many_tables.h"
#include "tests/support/own_database.h"
#include "tests/support/test_servers.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

#include <malloc.h>

#include <optional>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

constexpr int Runs = 3;
constexpr int Edits = 10;

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

/// Keeps the least milliseconds of what is run several times.
class Least {
public:
    template <class F>
    auto run(F &&work)
    {
        QElapsedTimer clock;
        clock.start();
        auto result = work();
        const double now = double(clock.nsecsElapsed()) / 1e6;
        m_least = m_least ? std::min(*m_least, now) : now;
        return result;
    }
    double milliseconds() const { return m_least.value_or(-1); }

private:
    std::optional<double> m_least;
};

qint64 bytesInUse()
{
    const struct mallinfo2 info = mallinfo2();
    return qint64(info.uordblks + info.hblkhd);
}

struct Measured {
    Least bare, inspect, dump, match, plan, shared, creation;
    bool dumps = true; ///< pg_dump refuses servers that are newer than itself
    qint64 bytes = 0;
    QString error;
};

/// The engine's own program that prints a database's definitions.
QStringList dumpCommand(const ConnectionProfile &profile)
{
    const QString port = QString::number(profile.port);
    if (profile.engine == "postgresql")
        return {u"pg_dump"_s, u"-s"_s, u"-h"_s, profile.host, u"-p"_s, port, u"-U"_s, profile.user, profile.database};
    if (profile.engine == "sqlite")
        return {u"sqlite3"_s, u"-batch"_s, profile.database, u".schema"_s};
    return {u"mariadb-dump"_s, u"--no-defaults"_s, u"--no-data"_s, u"--routines"_s, u"--events"_s, u"--protocol=tcp"_s,
        u"-h"_s, profile.host, u"-P"_s, port, u"-u"_s, profile.user, profile.database};
}

bool dump(const ConnectionProfile &profile)
{
    QStringList command = dumpCommand(profile);
    QProcess program;
    program.setStandardOutputFile(QProcess::nullDevice());
    program.start(command.takeFirst(), command);
    return program.waitForFinished(600'000) && program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0;
}

QString create(const tests::Session &session, int tables)
{
    const QByteArray engine = session.connection->server().engine;
    const bool inTransaction = engine != "mysql" && engine != "mariadb";
    const auto run = [&](const QString &statement) {
        const auto done = perform(*session.connection, statement);
        return done ? QString() : QString(done.error().text() + u"\n"_s + statement);
    };
    int statements = 0;
    for (const QString &statement : tests::manyTables(engine, tables)) {
        if (inTransaction && statements % 400 == 0)
            (void)run(statements ? u"COMMIT"_s : u"SELECT 1"_s), (void)run(u"BEGIN"_s);
        ++statements;
        if (const QString error = run(statement); !error.isEmpty())
            return error;
    }
    return inTransaction ? run(u"COMMIT"_s) : QString();
}

/// Some columns of it may be null now, or may not any more.
Schema edited(const Schema &schema)
{
    Schema result = schema;
    const QList<ObjectId> tables = schema.all(Kind::Table);
    for (qsizetype i = 0; i < Edits; ++i) {
        const ObjectId id = schema.child(tables.at(i * tables.size() / Edits), Kind::Column, u"made"_s);
        Column column = *schema.find<Column>(id);
        column.nullable = !column.nullable;
        result = result.with(id, makeObject(column));
    }
    return result;
}

std::optional<Schema> inspected(Connection &connection, const Engine &engine, Measured &measured)
{
    QuietContext context;
    const qint64 before = bytesInUse();
    Result<Schema> schema = measured.inspect.run(
        [&] { return engine.catalogue->read(connection, {.schemas = {}, .defaultSchema = {}}, context); });
    measured.bytes = bytesInUse() - before;
    if (schema)
        return std::move(*schema);
    measured.error = schema.error().text();
    return {};
}

/// One time for each of what stands beside the other, so that a slow moment hits all alike.
void inspectBeside(const tests::Session &session, const ConnectionProfile &profile, Measured &measured)
{
    tests::QuestionKeeper keeper(*session.connection);
    QuietContext context;
    const auto first = session.engine->catalogue->read(keeper, {.schemas = {}, .defaultSchema = {}}, context);
    for (int run = 0; run < Runs && first; ++run) {
        const bool answered = measured.bare.run([&] {
            const auto client = tests::bareClient(profile);
            return client
                && std::all_of(keeper.asked().begin(), keeper.asked().end(),
                    [&](const tests::Question &question) { return client->ask(question) >= 0; });
        });
        if (!answered)
            measured.error = u"the bare client was refused"_s;
        measured.dumps = measured.dumps && measured.dump.run([&] { return dump(profile); });
        (void)inspected(*session.connection, *session.engine, measured);
    }
}

void compare(const tests::Session &session, Measured &measured)
{
    const Engine &engine = *session.engine;
    const std::optional<Schema> one = inspected(*session.connection, engine, measured),
                                other = inspected(*session.connection, engine, measured);
    if (!one || !other)
        return;
    const Target target{.server = session.connection->server(), .rows = {}, .naive = false, .defaultSchema = {}};
    const Schema wanted = edited(*other);
    for (int run = 0; run < Runs; ++run) {
        const Schema same = measured.match.run([&] { return matched(wanted, *one, engine.nameRule); });
        const auto plan = measured.plan.run([&] { return planBetween(*one, same, target, engine); });
        const Schema close = edited(*one);
        const ChangeSet changes = measured.shared.run([&] { return ChangeSet::between(*one, close); });
        if (!plan || changes.changes().size() != Edits)
            measured.error = plan ? u"%1 changes"_s.arg(changes.changes().size()) : plan.error().text();
    }
    SchemaBuilder nothing;
    for (const ObjectId id : one->all(Kind::Namespace))
        nothing.put(id, *one->find(id));
    const Schema empty = nothing.build();
    const auto plan = measured.creation.run([&] { return planBetween(empty, *one, target, engine); });
    if (!plan)
        measured.error = plan.error().text();
}

void print(const QString &title, int tables, const Measured &m)
{
    const auto number = [](double value, int width) { return u"%1"_s.arg(value, width, 'f', value < 10 ? 1 : 0); };
    const QString dash = u"-"_s;
    out() << u"%1 %2 "_s.arg(title, -12).arg(tables, 7) << number(m.bare.milliseconds(), 8)
          << (m.dumps ? number(m.dump.milliseconds(), 8) : dash.rightJustified(8))
          << number(m.inspect.milliseconds(), 9)
          << u"%1"_s.arg(m.inspect.milliseconds() / m.bare.milliseconds(), 9, 'f', 2)
          << (m.dumps ? u"%1"_s.arg(m.inspect.milliseconds() / m.dump.milliseconds(), 9, 'f', 2)
                      : dash.rightJustified(9))
          << number(m.match.milliseconds(), 9) << number(m.plan.milliseconds(), 8)
          << number(m.match.milliseconds() + m.plan.milliseconds(), 8)
          << u"%1"_s.arg(m.shared.milliseconds(), 9, 'f', 3) << number(m.creation.milliseconds(), 10)
          << number(double(m.bytes) / 1024 / tables, 9) << "  " << m.error << Qt::endl;
}

void measure(const EngineRegistry &engines, const QByteArray &server, const QString &folder, int tables)
{
    const tests::OwnDatabase database(
        engines, server == "sqlite" ? QByteArray() : server, folder, u"bench_%1"_s.arg(tables));
    tests::Session session;
    Measured measured;
    if (const Result<> open = session.open(database.profile, engines); !open)
        measured.error = open.error().text();
    if (measured.error.isEmpty())
        measured.error = create(session, tables);
    if (measured.error.isEmpty())
        inspectBeside(session, database.profile, measured);
    if (measured.error.isEmpty())
        compare(session, measured);
    print(QString::fromLatin1(server), tables, measured);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    EngineRegistry engines;
    registerEngines(engines);
    const QTemporaryDir folder;
    QList<int> sizes;
    for (const QString &argument : QCoreApplication::arguments().mid(1))
        sizes += argument.toInt();
    if (sizes.isEmpty())
        sizes = {100, 1'000, 10'000};
    QByteArrayList servers = qgetenv("RELATA_BENCH_SERVERS").simplified().split(' ');
    if (servers.first().isEmpty())
        servers = {"postgresql15", "postgresql18", "mariadb", "mysql56", "sqlite"};
    out()
        << "Milliseconds: the catalogue's questions through the client library alone, the engine's own dump, "
           "inspecting; "
           "inspecting as a\nmultiple of both; matching two inspections that differ in 10 columns, diff and both "
           "plans, "
           "together; the diff where both\nshare what is equal; both plans that create everything and drop it; and KiB "
           "a table\nserver        tables     bare    dump  inspect   / bare   / dump    match    plan     sum   "
           "shared  "
           "creation  KiB/table"
        << Qt::endl;
    for (const QByteArray &server : servers) {
        if (server != "sqlite" && !tests::serverUrl(server)) {
            out() << tests::serverMissing(server) << Qt::endl;
            continue;
        }
        for (const int tables : sizes)
            measure(engines, server, folder.path(), tables);
    }
    return 0;
}
