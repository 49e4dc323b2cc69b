#pragma once
#include <QString>

#include <functional>

class QWidget;

namespace relata {

/// What is asked before something that cannot be undone.
struct Confirmation {
    QString title; ///< "Apply 2 migrations to shop?"
    QString text; ///< names the object, the database and what is lost
    QString action; ///< what the button does: "Apply 2 migrations to shop (PROD)"
    bool danger = true;
    QString typedName = {}; ///< when not empty it must be typed before the button, and Return, work: for production
    QString better = {}; ///< a second way to agree, that loses nothing: "Save"
    std::function<void()> takenBetter = {};
    /// Stands below the text: a script, a list; the dialog takes it. A ConfirmPart has to be answered first.
    QWidget *part = nullptr;
};

/// Asks above `parent` without a nested event loop; `accepted` runs when the person agrees.
void confirm(QWidget *parent, const Confirmation &what, std::function<void()> accepted);

} // namespace relata
