#pragma once
#include "models/engine/copy_port.h"

namespace relata {

/// Whether a table can be changed by a copy at all: refused with the reason, by what it is before.
Result<> mayBeCopied(const QString &table, const CopyFacts &facts, const QStringList &ownTriggers);

/// Fills in what a copy is filled by: the key that both have and the columns to be copied. Refused with the reason
/// where rows could be lost or would not become what the ALTER makes of them.
Result<> weighCopy(const CopyFacts &before, const CopyFacts &after, const CopyPort &port, CopyWork &work);

} // namespace relata
