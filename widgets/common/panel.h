#pragma once
#include "models/items/roles.h"
#include "widgets/common/environment.h"

#include <QJsonObject>
#include <QWidget>

namespace relata {

/// What the status bar says of the panel in front; what is empty is not shown.
struct PanelStatus {
    QString connection;
    Environment environment = Environment::None;
    QString transaction; ///< "Transaction open", translated
    Tone transactionTone = Tone::Plain;
    QString position; ///< "Line 3, column 14", "Row 12 of 1,000,000"
    bool busy = false;
};

/// What a feature puts into a tab or a dock. Its tab shows windowTitle() and iconName(); a changed title is followed.
class Panel : public QWidget {
    Q_OBJECT
public:
    explicit Panel(QWidget *parent = nullptr)
        : QWidget(parent)
    { }

    virtual QString iconName() const { return {}; }
    virtual PanelStatus status() const { return {}; }
    /// What brings this panel back after a crash or a restart: text, caret, scroll position; never a secret, never
    /// rows.
    virtual QJsonObject state() const { return {}; }
    virtual void restore(const QJsonObject &) { }
    /// One sentence naming what closing would lose for good; empty when it loses nothing (text is kept by the session).
    virtual QString closingLoses() const { return {}; }
    /// Offered beside closing when something would be lost: keeps it and answers true when closing loses nothing now.
    virtual bool keep() { return false; }
    /// What the button for it says; empty when it cannot be kept.
    virtual QString keepingTitle() const { return {}; }
    /// Where the keyboard goes when the panel comes to the front.
    virtual QWidget *focusTarget() { return this; }

signals:
    void statusChanged();
    /// state() would answer differently now; it is written within two seconds.
    void stateChanged();
    void closeRequested();
    /// The panel shows another document of its kind from now on: a text that was saved under a name.
    void documentChanged(const QString &id);
};

} // namespace relata
