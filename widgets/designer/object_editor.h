#pragma once
#include "models/schema/object_id.h"
#include "widgets/common/panel.h"

class QPlainTextEdit;

namespace relata {

class Banner;
class FieldForm;
class TableDesign;
class TableHeader;
struct Services;

/// A view, sequence, enum type, routine or unmanaged object: name, fields, definition and SQL. What cannot be changed
/// yet says why.
class ObjectEditor : public Panel {
    Q_OBJECT
public:
    ObjectEditor(Services &services, ObjectId id, QWidget *parent = nullptr);

    QString iconName() const override;
    QWidget *focusTarget() override;

private:
    void makeDefinition();
    void showDesign();
    void takeQuery();
    QString definition() const;

    Services &m_services;
    TableDesign *m_design;
    TableHeader *m_header;
    Banner *m_reason;
    FieldForm *m_form;
    QPlainTextEdit *m_text;
    bool m_showing = false;
};

} // namespace relata
