#pragma once
#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace relata {

class Application;

/// A picture's name, and what brings the window there from where the picture before left it.
struct Scene {
    QByteArray name;
    std::function<void()> enter;
    bool settles = true; ///< false: taken while its work runs
};

/// What the window's areas look like at their best: diagram, timeline, table, query, plan. A project is open.
QList<Scene> mainScenes(Application &application);
/// Every area, dock and dialog, empty and erring ones too; the last one closes the project.
QList<Scene> allScenes(Application &application);

/// Comparisons, and what comes of them: changes to save in part, marks in the diagram. The design has an unsaved change
/// before, and one more after.
QList<Scene> compareScenes(Application &application);

/// What work, warnings, errors, questions and emptiness look like. The project is a sample of one's own at `folder`:
/// its files and its database are changed; the last scenes make another one beside it.
QList<Scene> stateScenes(Application &application, const QString &folder);

/// Lets the window work until its jobs have ended.
void settle(Application &application);
/// Runs the window's command of that id, where it has one that may run now.
void trigger(Application &application, const QByteArray &command);
/// Lets the window work that long, with jobs running.
void linger(int milliseconds);

} // namespace relata
