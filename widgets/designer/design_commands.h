#pragma once
#include "widgets/common/command.h"

#include <QList>

namespace relata {

class DesignSelection;
struct Services;

/// The Design menu: what can be made, renamed, dropped, undone.
QList<Command> designCommands(Services &services, DesignSelection *selection);

} // namespace relata
