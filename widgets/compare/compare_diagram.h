#pragma once
#include "widgets/diagram/diagram_sheet.h"

namespace relata {

class Schema;

/// Two schemas laid over each other as a diagram that marks what differs. Tables that the project's own diagram knows
/// stand where they do there; that is never written.
class CompareDiagram : public DiagramSheet {
    Q_OBJECT
public:
    /// `places`: the file of the diagram whose places are taken; may be empty.
    CompareDiagram(const Theme &theme, JobCenter *jobs, const QString &places, QWidget *parent = nullptr);

    /// Marks what only one of them has and what differs; `onlyDifferences` leaves out tables that are far from any.
    void showPair(const Schema &left, const Schema &right, bool onlyDifferences);
    /// Now, or once it has its place. Nothing is told of it, and what is seen of the diagram stays.
    void selectTable(ObjectId table);

signals:
    /// Somebody has selected one table.
    void tableChosen(relata::ObjectId table);

private:
    void select();

    ObjectId m_chosen;
};

} // namespace relata
