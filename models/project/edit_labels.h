#pragma once
#include "models/base/message.h"
#include "models/schema/object.h"

namespace relata {

enum class EditVerb : quint8 { Add, Change, Rename, Drop };

/// What undo calls the edit of one object: "Add table customer".
Message editLabel(EditVerb verb, Kind kind, const QStringList &names);

} // namespace relata
