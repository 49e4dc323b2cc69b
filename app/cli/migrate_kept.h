#pragma once
#include "app/cli/invocation.h"

namespace relata {

class Connection;
struct ConnectionProfile;
struct DownPrecautions;
struct Engine;

void addKeptOptions(QCommandLineParser &parser);
/// `migrate kept`: the tables that keep what migrations took away.
ExitStatus listKept(Invocation &invocation, Connection &connection, const Engine &engine);
/// `migrate purge [NAME…] [--older-than DAYS]`: drops them, with --yes.
ExitStatus purgeKept(
    Invocation &invocation, Connection &connection, const ConnectionProfile &target, const Engine &engine);
/// The values of --fill and whether --discard was said; an error names what is no TABLE.COLUMN=VALUE.
Result<> takeDownOptions(const Invocation &invocation, DownPrecautions &precautions);

} // namespace relata
