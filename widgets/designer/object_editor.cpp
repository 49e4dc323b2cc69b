#include "widgets/designer/object_editor.h"
#include "models/base/error.h"
#include "models/items/schema_words.h"
#include "models/items/table_design.h"
#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"
#include "widgets/common/banner.h"
#include "widgets/common/services.h"
#include "widgets/common/sql_highlighter.h"
#include "widgets/common/theme.h"
#include "widgets/designer/ddl_pane.h"
#include "widgets/designer/design_undo.h"
#include "widgets/designer/field_form.h"
#include "widgets/designer/table_header.h"

#include <QJsonValue>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

ObjectEditor::ObjectEditor(Services &services, ObjectId id, QWidget *parent)
    : Panel(parent)
    , m_services(services)
    , m_design(new TableDesign(*services.project, id, this))
    , m_header(new TableHeader(services.theme, *m_design, this))
    , m_reason(new Banner(services.theme, this))
    , m_form(new FieldForm(services.theme, this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(u"objectEditor"_s);
    m_reason->setObjectName(u"objectReason"_s);
    m_reason->setAccessibleName(tr("Why this is not changed here"));
    makeDefinition();
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setObjectName(u"objectSplit"_s);
    split->setAccessibleName(tr("Definition and SQL"));
    split->addWidget(m_text);
    auto *ddl = new DdlPane(services, this);
    ddl->showObject(id);
    split->addWidget(ddl);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_header);
    lines->addWidget(m_reason);
    lines->addWidget(m_form);
    lines->addWidget(split, 1);
    connect(
        m_form, &FieldForm::edited, this, [this](ObjectId object, const QByteArray &field, const QJsonValue &value) {
            m_design->commit(edits::setField(m_design->schema(), object, field, value),
                QString::number(object.value) + QString::fromUtf8(field));
        });
    connect(m_design, &TableDesign::changed, this, &ObjectEditor::showDesign);
    connect(m_design, &TableDesign::refused, this, [this](const Error &error) { m_reason->show(error); });
    showDesign();
    if (!m_design->head().find(id))
        m_header->nameEdit()->selectAll();
}

/// The query or the whole statement of a kind that keeps one.
static const Expression *textOf(const Object &object)
{
    for (const Field &field : catalogue(kindOf(object)).fields) {
        if (qstrcmp(field.key, "definition") == 0 || qstrcmp(field.key, "query") == 0)
            return static_cast<const Expression *>(field.at(structOf(object)));
    }
    return nullptr;
}

void ObjectEditor::makeDefinition()
{
    const Object *object = m_design->schema().find(m_design->table());
    m_text->setObjectName(u"objectDefinition"_s);
    m_text->setAccessibleName(tr("Definition"));
    m_text->setFont(m_services.theme.codeFont());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(grid::related);
    new SqlHighlighter(m_services.theme, m_design->flavour(), m_text->document());
    m_text->setReadOnly(!as<View>(object));
    leaveUndoToTheDesign(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ObjectEditor::takeQuery);
    if (object && textOf(*object) && !as<View>(object))
        m_reason->show(
            Tone::Muted, tr("%1 definitions are shown as the database has them.").arg(kindTitle(kindOf(*object))));
    if (const auto *opaque = as<Opaque>(object)) {
        m_header->setEnabled(false);
        m_reason->show(Tone::Warning,
            tr("Relata does not manage this yet (%1). It is read, shown and never altered.").arg(opaque->engineKind));
    }
}

QString ObjectEditor::iconName() const
{
    const Object *object = m_design->schema().find(m_design->table());
    return object ? kindIcon(kindOf(*object)) : QString();
}

QWidget *ObjectEditor::focusTarget()
{
    // What is new in the design is named first.
    const bool isNew = !m_design->head().find(m_design->table());
    return isNew || m_text->isHidden() ? static_cast<QWidget *>(m_header->nameEdit()) : m_text;
}

QString ObjectEditor::definition() const
{
    const Object *object = m_design->schema().find(m_design->table());
    const Schema &schema = m_design->schema();
    const Expression *text = object ? textOf(*object) : nullptr;
    return text ? expressionText(schema, *text, m_design->flavour()) : QString();
}

void ObjectEditor::showDesign()
{
    const Object *object = m_design->schema().find(m_design->table());
    if (!object) {
        emit closeRequested();
        return;
    }
    setWindowTitle(objectLabel(m_design->schema(), m_design->table()));
    setAccessibleName(tr("%1 %2", "kind and name").arg(kindTitle(kindOf(*object)), windowTitle()));
    const bool hasText = textOf(*object);
    m_text->setVisible(hasText);
    m_showing = true;
    if (m_text->toPlainText().trimmed() != definition().trimmed())
        m_text->setPlainText(definition());
    m_showing = false;
    m_form->show(m_design->schema(), hasText ? ObjectId() : m_design->table());
    emit statusChanged();
}

void ObjectEditor::takeQuery()
{
    const auto *view = m_design->schema().find<View>(m_design->table());
    // Colouring the text counts as changing it.
    if (m_showing || !view || m_text->toPlainText().trimmed() == definition().trimmed())
        return;
    View changed = *view;
    changed.query = typedQuery(m_design->schema(), m_design->space(), m_text->toPlainText(), m_design->flavour());
    m_design->commit(edits::change(m_design->schema(), m_design->table(), makeObject(std::move(changed))),
        u"query:"_s + QString::number(m_design->table().value));
}

} // namespace relata

#include "moc_object_editor.cpp"
