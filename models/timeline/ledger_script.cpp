#include "models/timeline/ledger_script.h"

#include "models/engine/engine.h"
#include "models/engine/script_port.h"
#include "models/sql/sql_lexer.h"
#include "models/sql/sql_writer.h"
#include "models/timeline/run_table.h"

#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

/// Keeps what it is given instead of running it; every query answers nothing.
class LedgerScript::Recorder : public Connection {
public:
    struct Kept {
        QString sql;
        QList<Value> values;
    };

    explicit Recorder(const Engine &engine) { m_server.engine = engine.key; }

    Result<> execute(const QString &sql, std::span<const Value> values, RowSink &) override
    {
        kept += {sql, QList<Value>(values.begin(), values.end())};
        if (sql == "BEGIN"_L1)
            state = TransactionState::Open;
        if (sql == "COMMIT"_L1)
            state = TransactionState::None;
        return {};
    }
    Result<qint64> load(const QStringList &, const QStringList &, RowSource &) override { return 0; }
    TransactionState transaction() const override { return state; }
    Result<> reset() override { return {}; }
    std::shared_ptr<Interrupter> interrupter() override { return {}; }
    const ServerInfo &server() const override { return m_server; }
    bool isAlive() const override { return true; }

    QList<Kept> kept;
    TransactionState state = TransactionState::None;

private:
    ServerInfo m_server;
};

LedgerScript::LedgerScript(const Engine &engine, QString place)
    : m_engine(engine)
    , m_place(std::move(place))
    , m_recorder(std::make_unique<Recorder>(engine))
    , m_ledger(*m_recorder, engine)
{
    (void)m_ledger.locate();
    m_recorder->kept.clear();
}

LedgerScript::~LedgerScript() = default;

QString LedgerScript::literal(const QString &text) const
{
    static const QRegularExpression moment(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"_s);
    const ScriptPort *port = m_isOurs ? nullptr : scriptPort(m_engine);
    if (port && moment.match(text).hasMatch())
        return port->utcNow();
    if (port && text == runnerName())
        return port->currentUser();
    SqlWriter writer(*m_engine.flavour);
    writer << SqlString{text};
    return writer.sql();
}

template <class Work>
QStringList LedgerScript::recorded(Work work, bool isJoined)
{
    m_recorder->state = isJoined ? TransactionState::Open : TransactionState::None;
    (void)work();
    QStringList result;
    for (const Recorder::Kept &one : std::as_const(m_recorder->kept)) {
        QString sql = one.sql;
        sql.replace(u" _relata_"_s, u' ' + m_place + u"_relata_"_s);
        QString written;
        qsizetype next = 0;
        for (const SqlToken &token : SqlLexer::tokens(sql, *m_engine.flavour)) {
            if (token.type != SqlToken::Type::Parameter) {
                written += token.in(sql);
                continue;
            }
            bool isNumbered = false;
            const int number = token.in(sql).mid(1).toInt(&isNumbered);
            const Value value = one.values.value(isNumbered ? number - 1 : next++);
            if (const auto *count = std::get_if<qint64>(&value))
                written += QString::number(*count);
            else if (const auto *text = std::get_if<QString>(&value))
                written += literal(*text);
            else
                written += u"NULL"_s;
        }
        result += written;
    }
    m_recorder->kept.clear();
    return result;
}

QStringList LedgerScript::tables()
{
    return recorded([this] { return m_ledger.ensure(); });
}

QStringList LedgerScript::begin(const MigrationFile &migration, Ledger::Direction direction, int statements)
{
    return recorded(
        [&] { return m_ledger.begin(migration, direction, statements, migrationChecksum(migration, m_engine)); });
}

QStringList LedgerScript::statementStarted(
    const MigrationFile &migration, Ledger::Direction direction, int position, const QString &sql)
{
    return recorded([&] { return m_ledger.statementStarted(migration, direction, position, sql); });
}

QStringList LedgerScript::statementDone(
    const MigrationFile &migration, Ledger::Direction direction, int position, const QString &sql, bool isJoined)
{
    return recorded([&] { return m_ledger.statementDone(migration, direction, position, sql); }, isJoined);
}

QStringList LedgerScript::finish(const MigrationFile &migration, Ledger::Direction direction)
{
    return recorded([&] { return m_ledger.finish(migration, direction); });
}

QStringList LedgerScript::ranAsOne(
    const MigrationFile &migration, Ledger::Direction direction, const QString &sql, bool isWhole)
{
    m_isOurs = true;
    QStringList result = recorded(
        [&] {
            if (isWhole)
                (void)m_ledger.begin(migration, direction, 1, migrationChecksum(migration, m_engine));
            (void)m_ledger.statementDone(migration, direction, 0, sql);
            return isWhole ? m_ledger.finish(migration, direction) : Result<>();
        },
        true);
    m_isOurs = false;
    return result;
}

QString LedgerScript::entryOf(const MigrationFile &migration, const QString &state) const
{
    return u"SELECT 1 FROM "_s + m_place + u"_relata_migrations WHERE id = "_s + literal(migration.id)
        + (state.isEmpty() ? QString() : u" AND "_s + state);
}

QString LedgerScript::laterThan(const MigrationFile &migration) const
{
    return u"SELECT 1 FROM "_s + m_place + u"_relata_migrations WHERE version > "_s + literal(migration.version);
}

QString LedgerScript::noEntryOf(const MigrationFile &migration) const
{
    return u"SELECT 1 FROM (SELECT COUNT(*) AS n FROM "_s + m_place + u"_relata_migrations WHERE id = "_s
        + literal(migration.id) + u") AS found WHERE n = 0"_s;
}

Result<QString> ledgerPlace(Connection &connection, const Engine &engine)
{
    const QString query = engine.runner->ledgerSchema();
    if (query.isEmpty())
        return QString();
    const Result<Rows> rows = fetch(connection, query);
    if (!rows)
        return failure(rows.error());
    SqlWriter place(*engine.flavour);
    if (!rows->isEmpty() && !rows->text(0, 0).isEmpty())
        place << Identifier{rows->text(0, 0)} << ".";
    return place.sql();
}

} // namespace relata
