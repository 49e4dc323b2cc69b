#pragma once
#include <Qt>

namespace relata {

/// What an item means, not what it looks like: a delegate makes colour and glyph of it.
enum class Tone : unsigned char { Plain, Muted, Ok, Added, Removed, Changed, Warning, Danger };

/// What item models answer beside text, tooltip and alignment; one delegate of `widgets` paints it.
enum ItemRole {
    ToneRole = Qt::UserRole, ///< Tone as int
    IconNameRole, ///< QString: name of a symbolic icon, for a kind its KindInfo::icon
    ObjectRole, ///< ObjectRef in a QVariant: what opening the item opens
    DetailRole, ///< QString: short muted text at the right edge (a type, a count, a state)
    CodeRole, ///< bool: text is code, shown in the code font
    ProgressRole, ///< double from 0 to 1, or −1 for "running, end unknown": a bar is painted
    JobIdRole, ///< quint64: the job of a row
    CancellableRole, ///< bool: the row's job can be asked to stop
};

} // namespace relata
