#include "widgets/designer/field_form.h"
#include "models/items/field_words.h"
#include "models/schema/schema.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/theme.h"
#include "widgets/designer/design_undo.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace relata {

FieldForm::FieldForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_form(new QFormLayout(this))
{
    setObjectName(u"fieldForm"_s);
    setAccessibleName(tr("Fields"));
    m_form->setContentsMargins(grid::group, grid::related, grid::group, grid::related);
    m_form->setHorizontalSpacing(grid::related);
    m_form->setVerticalSpacing(grid::related);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
}

/// The value of a typed text as files write it: a list, a large number in quotes, or the text.
static QJsonValue jsonOf(const Field &field, const QString &text)
{
    if (&field.type() != &fieldType<QStringList>())
        return text;
    QStringList labels = text.split(u',', Qt::SkipEmptyParts);
    for (QString &label : labels)
        label = label.trimmed();
    return QJsonArray::fromStringList(labels);
}

QWidget *FieldForm::lineFor(const Field &field, const QString &text)
{
    auto *edit = new QLineEdit(text, this);
    if (qstrcmp(field.key, "comment") != 0)
        edit->setFont(m_theme.codeFont());
    leaveUndoToTheDesign(edit);
    connect(edit, &QLineEdit::textEdited, this,
        [this, &field](const QString &typed) { emit edited(m_id, field.key, jsonOf(field, typed)); });
    return edit;
}

QWidget *FieldForm::switchFor(const Field &field, bool on)
{
    auto *box = new QCheckBox(this);
    box->setChecked(on);
    connect(box, &QCheckBox::toggled, this, [this, &field](bool now) {
        if (!m_filling)
            emit edited(m_id, field.key, now);
    });
    return box;
}

QWidget *FieldForm::choiceFor(const Field &field, const QStringList &words, const QString &current)
{
    auto *box = new QComboBox(this);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (const QString &word : words)
        box->addItem(choiceTitle(word), word);
    box->setCurrentIndex(int(words.indexOf(current)));
    connect(box, &QComboBox::activated, this,
        [this, &field, box] { emit edited(m_id, field.key, box->currentData().toString()); });
    return box;
}

QWidget *FieldForm::readOnly(const Field &, const QString &text)
{
    // A name of 63 characters must not widen what it stands in.
    const bool oneWord = !text.contains(u' ') && !text.contains(u'\n');
    QLabel *label = oneWord ? new ElidedLabel(text, this, Qt::ElideMiddle) : new QLabel(text, this);
    label->setFont(m_theme.codeFont());
    label->setWordWrap(!oneWord);
    label->setMinimumWidth(1);
    label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QWidget *FieldForm::editorFor(const Schema &schema, const Object &object, const Field &field)
{
    const void *at = field.at(structOf(object));
    const bool fixed = kindOf(object) == Kind::Opaque;
    switch (fixed ? FieldShape::ReadOnly : shapeOf(field)) {
    case FieldShape::Text:
        return lineFor(field, fieldText(schema, object, field));
    case FieldShape::Switch:
        return switchFor(field, *static_cast<const bool *>(at));
    case FieldShape::Choice:
        return choiceFor(field, choicesOf(field), field.type().text(at, {}));
    default:
        return readOnly(field, fieldText(schema, object, field));
    }
}

static bool isShown(const Schema &schema, const Object &object, const Field &field)
{
    if (field.role == FieldRole::Parent || field.role == FieldRole::Order)
        return false;
    if (kindOf(object) == Kind::View && qstrcmp(field.key, "query") == 0)
        return false; // stands whole in the SQL below
    return shapeOf(field) != FieldShape::ReadOnly || !fieldText(schema, object, field).isEmpty();
}

void FieldForm::build(const Schema &schema, const Object &object)
{
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    for (const Field &field : catalogue(kindOf(object)).fields) {
        if (!isShown(schema, object, field))
            continue;
        QWidget *editor = editorFor(schema, object, field);
        editor->setObjectName(u"field_"_s + QLatin1StringView(field.key));
        editor->setAccessibleName(fieldTitle(field));
        auto *label = new QLabel(fieldTitle(field), this);
        label->setObjectName(u"label_"_s + QLatin1StringView(field.key));
        label->setAccessibleName(label->text());
        label->setProperty("role", u"muted"_s);
        label->setBuddy(editor);
        m_form->addRow(label, editor);
    }
}

/// Values alone, so that a field that is being typed into keeps its caret.
void FieldForm::fill(const Schema &schema, const Object &object)
{
    m_filling = true;
    for (const Field &field : catalogue(kindOf(object)).fields) {
        auto *editor = findChild<QWidget *>(u"field_"_s + QLatin1StringView(field.key));
        const void *at = field.at(structOf(object));
        if (auto *line = qobject_cast<QLineEdit *>(editor)) {
            if (jsonOf(field, line->text()) != field.type().toJson(at, {}))
                line->setText(fieldText(schema, object, field));
        } else if (auto *box = qobject_cast<QCheckBox *>(editor)) {
            box->setChecked(*static_cast<const bool *>(at));
        } else if (auto *choice = qobject_cast<QComboBox *>(editor)) {
            choice->setCurrentIndex(choice->findData(field.type().text(at, {})));
        } else if (auto *elided = qobject_cast<ElidedLabel *>(editor)) {
            elided->setText(fieldText(schema, object, field));
        } else if (auto *label = qobject_cast<QLabel *>(editor)) {
            label->setText(fieldText(schema, object, field));
        }
    }
    m_filling = false;
}

void FieldForm::show(const Schema &schema, ObjectId id)
{
    const Object *object = schema.find(id);
    setVisible(object != nullptr);
    if (!object)
        return;
    const bool same = id == m_id;
    m_id = id;
    if (same)
        fill(schema, *object);
    else
        build(schema, *object);
}

} // namespace relata

#include "moc_field_form.cpp"
