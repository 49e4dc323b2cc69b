#pragma once
#include "models/schema/object_id.h"

#include <QString>
#include <QWidget>

namespace relata {

class DiagramDocument;
class DiagramView;
class EmptyState;
class JobCenter;
class Schema;
class Theme;

/// Two schemas laid over each other as a diagram that marks what differs. Tables that the project's own diagram knows
/// stand where they do there; that is never written.
class CompareDiagram : public QWidget {
    Q_OBJECT
public:
    /// `places`: the file of the diagram whose places are taken; may be empty.
    CompareDiagram(const Theme &theme, JobCenter *jobs, const QString &places, QWidget *parent = nullptr);
    ~CompareDiagram() override;

    /// Marks what only one of them has and what differs; `onlyDifferences` leaves out tables that are far from any.
    void showPair(const Schema &left, const Schema &right, bool onlyDifferences);
    /// Nothing is told of it, and what is seen of the diagram stays.
    void selectTable(ObjectId table);
    DiagramView *view() const { return m_view; }

signals:
    /// Somebody has selected one table.
    void tableChosen(relata::ObjectId table);

private:
    void connectView();

    DiagramDocument *m_document;
    DiagramView *m_view;
    EmptyState *m_empty;
};

} // namespace relata
