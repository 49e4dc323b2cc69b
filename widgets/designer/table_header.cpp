#include "widgets/designer/table_header.h"
#include "models/items/schema_words.h"
#include "models/items/table_design.h"
#include "models/schema/schema.h"
#include "widgets/common/symbol_label.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"
#include "widgets/designer/design_undo.h"

#include <QHBoxLayout>
#include <QJsonValue>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

static QString commentOf(const Object &object)
{
    for (const Field &field : catalogue(kindOf(object)).fields) {
        if (qstrcmp(field.key, "comment") == 0)
            return field.type().text(field.at(structOf(object)), {});
    }
    return {};
}

TableHeader::TableHeader(const Theme &theme, TableDesign &design, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_design(design)
    , m_schema(new QLabel(this))
    , m_name(makeEdit(u"objectName"_s, tr("Name"), tr("Name")))
    , m_comment(makeEdit(u"objectComment"_s, tr("Comment"), tr("What it is for")))
    , m_issue(new QLabel(this))
{
    setObjectName(u"objectHeader"_s);
    setAccessibleName(tr("Name and comment"));
    const Object *object = design.schema().find(design.table());
    auto *glyph = new SymbolLabel(theme, kindIcon(object ? kindOf(*object) : Kind::Table), ColorToken::Muted, 20, this);
    glyph->setObjectName(u"objectGlyph"_s);
    glyph->setAccessibleName(kindTitle(object ? kindOf(*object) : Kind::Table));
    m_schema->setObjectName(u"objectSchema"_s);
    m_schema->setAccessibleName(tr("Schema"));
    m_schema->setProperty("role", u"muted"_s);
    m_issue->setObjectName(u"objectNameIssue"_s);
    m_issue->setAccessibleName(tr("What is wrong with the name"));
    QFont large = theme.codeFont();
    large.setPointSize(large.pointSize() + 2);
    large.setWeight(QFont::DemiBold);
    m_name->setFont(large);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(grid::group, grid::related, grid::group, grid::related);
    line->setSpacing(grid::related);
    line->addWidget(glyph);
    line->addWidget(m_schema);
    line->addWidget(m_name, 3);
    line->addWidget(m_issue);
    line->addWidget(m_comment, 2);
    connect(m_name, &QLineEdit::textEdited, this, &TableHeader::takeName);
    connect(m_comment, &QLineEdit::textEdited, this, &TableHeader::takeComment);
    connect(&design, &TableDesign::changed, this, &TableHeader::showDesign);
    showDesign();
}

QLineEdit *TableHeader::makeEdit(const QString &objectName, const QString &accessibleName, const QString &placeholder)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(objectName);
    edit->setAccessibleName(accessibleName);
    edit->setPlaceholderText(placeholder);
    leaveUndoToTheDesign(edit);
    return edit;
}

void TableHeader::showDesign()
{
    const Object *object = m_design.schema().find(m_design.table());
    if (!object)
        return;
    const auto put = [](QLineEdit *edit, const QString &text) {
        if (edit->text() == text)
            return;
        edit->setText(text);
        if (!edit->hasFocus())
            edit->setCursorPosition(0); // a long name shows its beginning
    };
    put(m_name, nameOf(*object));
    put(m_comment, commentOf(*object));
    const Object *space = m_design.schema().find(m_design.space());
    m_schema->setText(space && !nameOf(*space).isEmpty() ? QString(nameOf(*space) + u'.') : QString());
    m_schema->setVisible(!m_schema->text().isEmpty());
    const QString issue = m_design.issue(m_design.table(), "name");
    m_issue->setText(issue);
    m_issue->setVisible(!issue.isEmpty());
    setTone(*m_issue, m_theme, Tone::Danger);
}

void TableHeader::takeName(const QString &name)
{
    m_design.commit(edits::rename(m_design.schema(), m_design.table(), name.trimmed()),
        u"name:"_s + QString::number(m_design.table().value));
}

void TableHeader::takeComment(const QString &comment)
{
    m_design.commit(edits::setField(m_design.schema(), m_design.table(), "comment", comment),
        u"comment:"_s + QString::number(m_design.table().value));
}

} // namespace relata

#include "moc_table_header.cpp"
