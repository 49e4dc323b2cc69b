#pragma once
#include "models/items/roles.h"

#include <QObject>

#include <functional>

namespace relata {

struct Document;
struct ObjectRef;

/// All that a panel may ask of the window. Panels never know each other: they open things, and say what is selected.
class Navigator : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Opens the object in whichever feature shows its kind, or brings the tab that has it to the front.
    virtual void open(const ObjectRef &object) = 0;
    virtual void open(const Document &document) = 0;
    /// Raises a dock by the kind of its PanelRow.
    virtual void showDock(const QByteArray &kind) = 0;
    /// For what finished out of sight; `action` (may be null) runs when its button, labelled `actionTitle`, is pressed.
    virtual void notify(
        Tone tone, const QString &text, const QString &actionTitle = {}, std::function<void()> action = {}) = 0;

    /// Predicates of commands may answer otherwise now, for a reason that no panel's status told.
    virtual void refreshCommands() = 0;

public slots:
    /// Tells all panels (the inspector above all) what is selected now.
    void select(const ObjectRef &object) { emit selectionChanged(object); }

signals:
    void selectionChanged(const ObjectRef &object);
};

} // namespace relata
