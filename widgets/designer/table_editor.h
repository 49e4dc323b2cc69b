#pragma once
#include "models/schema/object.h"
#include "widgets/common/panel.h"

class QStackedWidget;
class QTabBar;
class QToolButton;

namespace relata {

class Banner;
class DdlPane;
class DesignGrid;
class EmptyState;
class PartTableModel;
class TableDesign;
class TableHeader;
struct Services;

/// A table as a form: its columns, keys, checks and indexes as grids to type into, its SQL live below. Everything typed
/// is an undoable edit of the project.
class TableEditor : public Panel {
    Q_OBJECT
public:
    TableEditor(Services &services, ObjectId table, QWidget *parent = nullptr);
    ~TableEditor() override;

    ObjectId table() const;
    TableDesign &design() { return *m_design; }
    /// The grid in front.
    DesignGrid *grid() const;
    /// Brings the grid with objects of this kind to the front.
    void showSection(Kind kind);
    void addRow();
    void removeRows();
    void moveRow(int by);
    void toggleKey();
    void editName();

    QString iconName() const override;
    PanelStatus status() const override;
    QJsonObject state() const override;
    void restore(const QJsonObject &state) override;
    QWidget *focusTarget() override;

private:
    struct Section {
        QList<Kind> kinds;
        QString title;
        PartTableModel *model;
        DesignGrid *grid;
    };

    void layOut();
    void makeSections();
    void addSection(QList<Kind> kinds, const QString &title, const QString &name, PartTableModel *model,
        EmptyState *empty, const QList<int> &widths);
    QWidget *makeBar();
    QToolButton *barButton(
        const QString &iconName, const QString &text, const QString &objectName, void (TableEditor::*act)());
    void moveUp() { moveRow(-1); }
    void moveDown() { moveRow(1); }
    void follow();
    void showDesign();
    void showIssues();
    void showSelected(const ObjectRef &object);
    void updateButtons();

    Services &m_services;
    TableDesign *m_design;
    TableHeader *m_header;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    Banner *m_issues, *m_refusal;
    DdlPane *m_ddl;
    QList<Section> m_sections;
    QToolButton *m_add = nullptr, *m_remove = nullptr, *m_up = nullptr, *m_down = nullptr, *m_key = nullptr;
};

} // namespace relata
