#include "widgets/designer/design_undo.h"

#include <QKeyEvent>
#include <QWidget>

namespace relata {

namespace {

class UndoPasser : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::ShortcutOverride)
            return false;
        const auto *key = static_cast<QKeyEvent *>(event);
        if (!key->matches(QKeySequence::Undo) && !key->matches(QKeySequence::Redo))
            return false;
        event->ignore();
        return true;
    }
};

} // namespace

void leaveUndoToTheDesign(QWidget *field) { field->installEventFilter(new UndoPasser(field)); }

} // namespace relata
