#pragma once
#include "models/base/result.h"
#include "models/diagram/diagram.h"

#include <QByteArray>

namespace relata {

/// The text of a diagram file: one block a table, by name, whole numbers, so that a move changes one line and branches
/// merge. Reading and writing again gives the same bytes.
QByteArray writeDiagram(const Diagram &diagram);

/// Reads what `writeDiagram` wrote or somebody edited; errors name the file and the line.
Result<Diagram> readDiagram(const QByteArray &text, const QString &fileName);

} // namespace relata
