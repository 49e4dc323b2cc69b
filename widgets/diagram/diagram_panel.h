#pragma once
#include "widgets/common/panel.h"
#include "widgets/diagram/diagram_sheet.h"

#include <QPointer>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace relata {

class Banner;
class DiagramSearch;
class DiagramView;
class EmptyState;
class Navigator;
class Project;
class Theme;
struct Document;
struct ObjectRef;

/// A diagram of the project's design in a tab: arranging it moves nothing in the schema, adding, renaming and removing
/// edit the design.
class DiagramPanel : public Panel {
    Q_OBJECT
public:
    /// What a panel of a project needs; `project` is null while none is open.
    struct Context {
        const Theme &theme;
        Navigator &navigator;
        JobCenter *jobs = nullptr;
        Project *project = nullptr;
    };

    DiagramPanel(const Context &context, const Document &document, QWidget *parent = nullptr);
    ~DiagramPanel() override;

    QString iconName() const override;
    QJsonObject state() const override;
    void restore(const QJsonObject &state) override;
    QWidget *focusTarget() override;

    DiagramView *view() const { return m_view; }
    DiagramDocument *document() const { return m_sheet->document(); }
    bool marksChanges() const { return m_marksChanges; }

public slots:
    void layOut();
    void fit();
    void find();
    void addTable();
    void addTableAt(QPoint position);
    /// From the table with the focus ring to the other selected one.
    void addRelation();
    void renameTable(relata::ObjectId table);
    void removeTables(const QList<relata::ObjectId> &tables);
    void pinSelected(bool pinned);
    void askForArea();
    void exportPicture();
    /// Whether what the unsaved migration adds, changes and removes is marked; what goes is then shown too.
    void setMarksChanges(bool marks);
    void undo();
    void redo();

private:
    void buildToolbar(QBoxLayout *layout, const Theme &theme);
    void start();
    void connectView();
    void refresh();
    void showMenu(const DiagramScene::Hit &hit, QPoint globalPosition);
    void tellSelection();
    void showSelected(const ObjectRef &object);
    void open(ObjectId id);
    void takeName(ObjectId id);

    const Theme &m_theme;
    Navigator &m_navigator;
    Project *m_project;
    EmptyState *m_empty;
    DiagramSheet *m_sheet;
    DiagramView *m_view; ///< the sheet's
    DiagramSearch *m_search;
    Banner *m_banner;
    QLabel *m_zoom;
    QToolButton *m_marks = nullptr;
    bool m_marksChanges = true;
    QPointer<QLineEdit> m_nameEditor;
    /// What was done, in order, so that undo takes back the last thing whatever it was: true for a move on paper.
    std::vector<bool> m_done, m_undone;
    bool m_undoing = false;
};

} // namespace relata
