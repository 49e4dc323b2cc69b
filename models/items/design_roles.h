#pragma once
#include "models/items/roles.h"

namespace relata {

/// How a cell of the designer is edited.
enum class CellEditor : unsigned char {
    Text,
    Code, ///< SQL: the code font
    Completed, ///< text, with ChoicesRole as completion
    Choice, ///< one of ChoicesRole; EditRole is its place in the list
    Names ///< several of ChoicesRole, separated by commas
};

/// What the designer's grids answer beside the common roles.
enum DesignRole {
    CellEditorRole = Qt::UserRole + 80, ///< CellEditor as int
    ChoicesRole, ///< QStringList
    IssueRole, ///< QString: why the cell cannot stay so; empty when it can
    IdRole, ///< quint64: the object of the row
};

} // namespace relata
