#pragma once
#include "widgets/diagram/diagram_document.h"

#include <QWidget>

class QMenu;

namespace relata {

class DiagramMinimap;
class DiagramView;
class EmptyState;
class Theme;

/// A diagram on screen: what its document builds in a view with an overview, and what stands there while nothing is to
/// be seen.
class DiagramSheet : public QWidget {
    Q_OBJECT
public:
    /// `file`, `jobs`: see DiagramDocument. `empty`, which comes to belong to the sheet: what stands where it has no
    /// tables.
    DiagramSheet(
        const Theme &theme, const QString &file, JobCenter *jobs, EmptyState *empty, QWidget *parent = nullptr);
    ~DiagramSheet() override;

    DiagramDocument *document() const { return m_document; }
    DiagramView *view() const { return m_view; }
    DiagramMinimap *minimap() const { return m_minimap; }
    /// Lets a layout know what room it is made for.
    void takeShape();
    /// What can be done with the whole: laying it out, showing all of it, the overview.
    void addActions(QMenu &menu);

private:
    void showRelevant();

    DiagramDocument *m_document;
    DiagramView *m_view;
    DiagramMinimap *m_minimap;
    EmptyState *m_empty, *m_arranging, *m_unplaced; ///< no tables; none placed so far; none will be
};

} // namespace relata
