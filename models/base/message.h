#pragma once
#include <QString>
#include <QStringList>

namespace relata {

/// A sentence made below the window: translated where people read it, kept as source text in files, ledger and JSON.
/// `text` holds %1, %2 … for the arguments; `context` is the translation context given to QT_TRANSLATE_NOOP.
struct Message {
    const char *context = "";
    const char *text = "";
    QStringList arguments;

    QString translated() const;
    QString source() const;
    bool isEmpty() const { return *text == '\0'; }
    bool operator==(const Message &other) const { return source() == other.source(); }
};

} // namespace relata
