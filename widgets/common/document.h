#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace relata {

/// What opens in a tab of its own: enough to show it again after a restart. Two documents are one when kind and id
/// agree.
struct Document {
    QByteArray kind; ///< the PanelRow that shows it: "diagram", "timeline", "query", "table", "plan" …
    QString id; ///< within its kind: a file's name, an object's id, a query's number; may be empty where there is one
    QString title; ///< what the tab says until the panel says it better
    QJsonObject state; ///< what Panel::state() gave; empty for a new one

    bool sameAs(const Document &other) const { return kind == other.kind && id == other.id; }
};

} // namespace relata
