#include "widgets/editor/find_bar.h"

#include "widgets/common/buttons.h"
#include "widgets/editor/sql_editor.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

QToolButton *toggle(const QString &text, const QString &tip, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setObjectName(name);
    button->setAccessibleName(tip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    return button;
}

QLineEdit *field(const QString &hint, const QString &name, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setPlaceholderText(hint);
    edit->setObjectName(name);
    edit->setAccessibleName(hint);
    edit->setClearButtonEnabled(true);
    edit->setMaximumWidth(420);
    return edit;
}

} // namespace

FindBar::FindBar(const Theme &theme, SqlEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_what(field(tr("Find"), u"findText"_s, this))
    , m_with(field(tr("Replace with"), u"replaceText"_s, this))
    , m_case(toggle(u"Aa"_s, tr("Match case"), u"findCase"_s, this))
    , m_word(toggle(u"W"_s, tr("Whole words"), u"findWord"_s, this))
    , m_pattern(toggle(u".*"_s, tr("Regular expression"), u"findPattern"_s, this))
    , m_replaceRow(new QWidget(this))
    , m_said(new QLabel(this))
{
    setObjectName(u"findBar"_s);
    setAccessibleName(tr("Find and replace"));
    m_said->setProperty("role", u"muted"_s);
    m_said->setObjectName(u"findSaid"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::related, grid::unit, grid::unit, grid::unit);
    layout->setSpacing(grid::unit);
    layout->addLayout(makeFindRow(theme));
    layout->addWidget(m_replaceRow);
    fillReplaceRow();
    connect(m_what, &QLineEdit::textEdited, this, [this] { find(true, true); });
    hide();
}

QLayout *FindBar::makeFindRow(const Theme &theme)
{
    auto *previous = glyphButton(theme, u"chevron_up"_s, tr("Previous (Shift+F3)"), u"findPrevious"_s, this);
    auto *next = glyphButton(theme, u"chevron_down"_s, tr("Next (F3)"), u"findNext"_s, this);
    auto *close = glyphButton(theme, u"close"_s, tr("Close"), u"findClose"_s, this);
    auto *row = new QHBoxLayout;
    row->setSpacing(grid::unit);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_what, m_case, m_word, m_pattern, previous, next})
        row->addWidget(widget, widget == m_what ? 1 : 0);
    row->addWidget(m_said);
    row->addStretch();
    row->addWidget(close);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        m_editor.setFocus();
    });
    return row;
}

void FindBar::fillReplaceRow()
{
    QPushButton *one = plainButton(tr("Replace"), u"replaceOne"_s, m_replaceRow);
    QPushButton *all = plainButton(tr("Replace All"), u"replaceAll"_s, m_replaceRow);
    auto *row = new QHBoxLayout(m_replaceRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::unit);
    row->addWidget(m_with, 1);
    row->addWidget(one);
    row->addWidget(all);
    row->addStretch();
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
}

void FindBar::open(bool replace)
{
    const QString selected = m_editor.selectedText();
    if (!selected.isEmpty() && !selected.contains(u'\n'))
        m_what->setText(selected);
    m_replaceRow->setVisible(replace);
    m_said->clear();
    show();
    m_what->setFocus();
    m_what->selectAll();
}

bool FindBar::find(bool forward, bool fromSelection)
{
    if (m_what->text().isEmpty()) {
        m_said->clear();
        return false;
    }
    int line = 0, index = 0, endLine = 0, endIndex = 0;
    m_editor.getSelection(&line, &index, &endLine, &endIndex);
    if (line < 0)
        m_editor.getCursorPosition(&line, &index);
    else if (forward && !fromSelection)
        std::tie(line, index) = std::pair(endLine, endIndex);
    const bool found = m_editor.findFirst(m_what->text(), m_pattern->isChecked(), m_case->isChecked(),
        m_word->isChecked(), true, forward, line, index, true, false, m_pattern->isChecked());
    say(found);
    return found;
}

void FindBar::say(bool found) { m_said->setText(found ? QString() : tr("Not found")); }

bool FindBar::findNext() { return find(true, false); }

bool FindBar::findPrevious() { return find(false, false); }

void FindBar::replaceOne()
{
    if (find(true, true))
        m_editor.replace(m_with->text());
    find(true, false);
}

int FindBar::replaceAll()
{
    if (m_what->text().isEmpty())
        return 0;
    int count = 0;
    m_editor.beginUndoAction();
    bool found = m_editor.findFirst(m_what->text(), m_pattern->isChecked(), m_case->isChecked(), m_word->isChecked(),
        false, true, 0, 0, false, false, m_pattern->isChecked());
    for (; found; found = m_editor.findNext()) {
        m_editor.replace(m_with->text());
        ++count;
    }
    m_editor.endUndoAction();
    m_said->setText(tr("%1 replaced").arg(count));
    return count;
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        hide();
        m_editor.setFocus();
    } else if (enter && m_with->hasFocus()) {
        replaceOne();
    } else if (enter || event->key() == Qt::Key_F3) {
        find(!event->modifiers().testFlag(Qt::ShiftModifier), false);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace relata

#include "moc_find_bar.cpp"
