#pragma once
#include "widgets/common/command.h"
#include "widgets/common/document.h"

#include <QList>

#include <optional>

class QWidget;

namespace relata {

class Panel;
struct ObjectRef;
struct Services;

/// A kind of panel: where it stands and how one is made.
struct PanelRow {
    enum class Place : unsigned char { Tab, Left, Right, Bottom };
    QByteArray kind; ///< stable: documents, layouts and sessions name it
    QString title = {}; ///< translated; of the dock, or of a tab until the panel says its own
    QString icon = {};
    Place place = Place::Tab;
    /// Makes the panel; for a tab with the document it is to show (state included: Panel::restore follows by itself).
    std::function<Panel *(const Document &document, QWidget *parent)> make = {};
    bool visible = true; ///< a dock: shown until a person hides it
    bool singleton = false; ///< a tab of which there is one at most
};

/// A page of the settings window; it reads and writes Services::settings by itself, at once.
struct SettingsPage {
    QByteArray id;
    QString title = {};
    QString icon = {};
    std::function<QWidget *(QWidget *parent)> make = {};
};

/// Something that Ctrl+P can go to.
struct Place {
    QString title; ///< matched against what is typed
    QString detail = {}; ///< schema, kind, project: muted
    QString icon = {};
    std::function<void()> go = {};
};

/// All that the window knows of a feature. Each folder of widgets exports one maker: `Feature diagramFeature(Services
/// &)`; the window builds docks, menus, palette and settings from the rows and names no feature. It is called once a
/// window and project: opening another project makes new services and new rows.
struct Feature {
    QByteArray id;
    QList<PanelRow> panels = {};
    QList<Command> commands = {};
    QList<SettingsPage> settings = {};
    /// The document that shows an object, when this feature is the one to show it; the first feature that answers wins.
    std::function<std::optional<Document>(const ObjectRef &object)> documentFor = {};
    /// At most `limit` places whose titles may match; called on each key, so it must be quick.
    std::function<QList<Place>(const QString &pattern, int limit)> places = {};
};

} // namespace relata
