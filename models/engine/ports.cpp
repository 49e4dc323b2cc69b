#include "models/engine/ports.h"

#include "models/schema/kinds/column.h"
#include "models/schema/kinds/sequence.h"

namespace relata {

bool Writer::ordersExactly(const Column &column) const { return isOrderly(familyOf(column.type.name)); }

Loss Writer::lossOf(const Change &change, const Schema &, const Schema &to) const
{
    const auto *dropped = std::get_if<Dropped>(&change);
    const auto *sequence = dropped ? as<Sequence>(dropped->before) : nullptr;
    const bool goesAlong = sequence && sequence->ownedBy && !to.find(sequence->ownedBy);
    return sequence && !goesAlong ? Loss::Position : Loss::None;
}

} // namespace relata
