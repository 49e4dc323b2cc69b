#pragma once
#include "models/schema/object.h"
#include "widgets/common/panel.h"

class QStackedLayout;
class QTreeWidget;
class QTreeWidgetItem;

namespace relata {

class DdlPane;
class DesignSelection;
class FieldForm;
class ElidedLabel;
class SymbolLabel;
struct Services;

/// Whatever is selected: its fields, what belongs to it, what names it, its SQL.
class InspectorPanel : public Panel {
    Q_OBJECT
public:
    InspectorPanel(Services &services, QWidget *parent = nullptr);

    void showObject(ObjectId id);
    QString iconName() const override;

private:
    QWidget *makePage();
    void makeRelated(QWidget *page);
    void refresh();
    void addGroup(const QString &title, const QList<ObjectId> &ids);

    Services &m_services;
    ObjectId m_id;
    QStackedLayout *m_pages;
    QWidget *m_nothing;
    SymbolLabel *m_glyph = nullptr;
    ElidedLabel *m_kind = nullptr;
    FieldForm *m_form = nullptr;
    QTreeWidget *m_related = nullptr;
    DdlPane *m_ddl = nullptr;
};

} // namespace relata
