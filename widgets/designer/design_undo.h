#pragma once

class QWidget;

namespace relata {

/// A field whose every key is an edit of the design has no undo of its own: Ctrl+Z goes on to the window.
void leaveUndoToTheDesign(QWidget *field);

} // namespace relata
