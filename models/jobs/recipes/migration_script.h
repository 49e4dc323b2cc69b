#pragma once
#include "models/timeline/ledger.h"

namespace relata {

struct ServerInfo;

struct ScriptOptions {
    Ledger::Direction direction = Ledger::Direction::Up;
    bool idempotent = false; ///< what was run already is left alone; without it the script stops there
    std::optional<MigrationFile> after; ///< must be applied before the first of them runs
    bool isShown = false; ///< to people, not run: a program in Python is then a comment, and otherwise refused
    QString place = {}; ///< before the names of the ledger's tables, where scripts lead elsewhere: see ledgerPlace
};

/// Whether statements of these migrations set the session, so that names may lead elsewhere behind them.
bool setsSession(const QList<MigrationFile> &migrations, const Engine &engine, const ServerInfo &server);

/// The migrations, and repeatables behind them, in the order given, as a script for the engine's own client: what `up`
/// or `down` run, transactions, time-outs, checks and the ledger's rows included. A script that stops leaves what
/// `status` shows and `resume` goes on with. Refused where the engine has no way to say it.
Result<QString> migrationScript(const QList<MigrationFile> &migrations, const Engine &engine, const ServerInfo &server,
    const ScriptOptions &options);

} // namespace relata
