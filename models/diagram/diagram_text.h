#pragma once
#include "models/diagram/diagram_content.h"

namespace relata {

/// The diagram as a Mermaid erDiagram; names that Mermaid cannot hold are spelled with underscores.
QString mermaidText(const DiagramContent &content);

/// The tables and references as DBML.
QString dbmlText(const DiagramContent &content);

/// The tables and references for Graphviz: one record a table, a port a column.
QString graphvizText(const DiagramContent &content);

} // namespace relata
