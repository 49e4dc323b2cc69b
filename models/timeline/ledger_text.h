#pragma once
#include "models/base/message.h"

namespace relata {

/// What stopped a migration stands in the ledger in English, for whoever reads it there. The sentence again, to be
/// translated where people of other languages see it; what is not known by heart stays as it is.
Message ledgerMessage(const QString &text);

} // namespace relata
