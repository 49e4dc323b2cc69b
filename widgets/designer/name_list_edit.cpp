#include "widgets/designer/name_list_edit.h"
#include "widgets/common/icons.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace relata {

NameListEdit::NameListEdit(const Theme &theme, const QStringList &choices, QWidget *parent)
    : QLineEdit(parent)
    , m_choices(choices)
{
    setFrame(false);
    setObjectName(u"nameListEdit"_s);
    setAccessibleName(tr("Names"));
    auto *completer = new QCompleter(choices, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setWidget(this);
    QAction *choose = addAction(icon(theme, u"chevron_down"_s, ColorToken::Muted), QLineEdit::TrailingPosition);
    choose->setText(tr("Choose"));
    connect(choose, &QAction::triggered, this, &NameListEdit::showChoices);
    connect(this, &QLineEdit::textEdited, this, &NameListEdit::completeLast);
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this, [this](const QString &name) {
        const QString before = text().left(text().lastIndexOf(u',') + 1);
        setText((before.isEmpty() ? before : QString(before + u' ')) + name);
        setModified(true);
    });
    m_completer = completer;
}

QStringList NameListEdit::names() const
{
    QStringList result = text().split(u',', Qt::SkipEmptyParts);
    for (QString &name : result)
        name = name.trimmed();
    result.removeAll(QString());
    return result;
}

void NameListEdit::toggle(const QString &name)
{
    QStringList all = names();
    if (!all.removeOne(name))
        all += name;
    setText(all.join(u", "_s));
    setModified(true);
}

void NameListEdit::completeLast()
{
    const QString last = text().mid(text().lastIndexOf(u',') + 1).trimmed();
    m_completer->setCompletionPrefix(last);
    if (last.isEmpty() || m_completer->completionCount() == 0)
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void NameListEdit::showChoices()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"nameListChoices"_s);
    menu->setAccessibleName(tr("Names"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QStringList chosen = names();
    for (const QString &choice : std::as_const(m_choices)) {
        QAction *action = menu->addAction(choice);
        action->setCheckable(true);
        action->setChecked(chosen.contains(choice, Qt::CaseInsensitive));
        connect(action, &QAction::triggered, this, [this, choice] { toggle(choice); });
    }
    menu->popup(mapToGlobal(rect().bottomLeft()));
}

} // namespace relata

#include "moc_name_list_edit.cpp"
