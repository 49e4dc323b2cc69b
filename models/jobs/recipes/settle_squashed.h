#pragma once
#include "models/base/result.h"
#include "models/timeline/ledger.h"
#include "models/timeline/timeline.h"

namespace relata {

class Connection;
struct Engine;

/// What a ledger would say once it is settled, see settleSquashed(); nothing is written.
Result<QList<Ledger::Entry>> settledEntries(
    QList<Ledger::Entry> entries, const Timeline &timeline, const Engine &engine);

/// Recognises databases that applied migrations before these were squashed: where all of a squashed migration's are
/// applied, the ledger has it in their place from now on. Refused, and left as it is, where a database stands in the
/// middle of them. Asks nothing where no migration of the timeline is squashed. Under the migration lock of a run:
/// whoever only looks uses settledEntries().
Result<> settleSquashed(Connection &connection, const Engine &engine, const Timeline &timeline);

} // namespace relata
