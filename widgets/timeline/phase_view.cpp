#include "widgets/timeline/phase_view.h"

#include "widgets/common/buttons.h"
#include "widgets/common/card.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/sql_view.h"
#include "widgets/common/symbol_label.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"
#include "widgets/common/wrapped_label.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int shownLines = 16;

QString phaseTitleWord(Evolution::Phase phase)
{
    const QString words[] = {PhaseList::tr("Expand"), PhaseList::tr("Backfill"), PhaseList::tr("Contract")};
    return words[int(phase)];
}
} // namespace

PhaseTerms::PhaseTerms(const Evolution &evolution, QWidget *parent)
    : QWidget(parent)
    , m_evolution(evolution)
{
    setObjectName(u"phaseTerms"_s);
    setAccessibleName(tr("Terms"));
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, grid::related, 0, 0);
    layout->setHorizontalSpacing(grid::group);
    layout->setVerticalSpacing(grid::related);
    layout->setColumnStretch(1, 1);
    if (evolution.kind == Evolution::Kind::ChangeType) {
        m_name = addRow(tr("New &column"), u"phaseColumn"_s, evolution.after.first().column);
        m_to += addRow(tr("Its &value"), u"phaseTo"_s, {});
        m_back += addRow(tr("The way &back"), u"phaseBack"_s, {});
        for (QLineEdit *field : {m_to.first(), m_back.first()})
            field->setPlaceholderText(tr("as the server converts it"));
        return;
    }
    const auto add = [this](QList<QLineEdit *> &fields, const QList<Evolution::Part> &parts, const QString &name) {
        for (const Evolution::Part &part : parts)
            fields += addRow(tr("Value of %1").arg(QString(part.column).replace(u'&', u"&&"_s)),
                name + QString::number(fields.size() + 1), {});
    };
    add(m_to, evolution.after, u"phaseTo"_s);
    add(m_back, evolution.before, u"phaseBack"_s);
}

QLineEdit *PhaseTerms::addRow(const QString &text, const QString &name, const QString &value)
{
    auto *layout = static_cast<QGridLayout *>(this->layout());
    const int row = layout->rowCount();
    auto *field = new QLineEdit(value, this);
    field->setObjectName(name);
    field->setAccessibleName(QString(text).remove(u'&'));
    auto *label = new QLabel(text, this);
    label->setObjectName(name + u"Label"_s);
    label->setAccessibleName(field->accessibleName());
    label->setBuddy(field);
    layout->addWidget(label, row, 0);
    layout->addWidget(field, row, 1);
    return field;
}

Evolution PhaseTerms::evolution() const
{
    Evolution result = m_evolution;
    if (m_name && !m_name->text().trimmed().isEmpty())
        result.after.first().column = m_name->text().trimmed();
    for (qsizetype i = 0; i < m_to.size(); ++i)
        result.after[i].value = m_to.at(i)->text().trimmed();
    for (qsizetype i = 0; i < m_back.size(); ++i)
        result.before[i].value = m_back.at(i)->text().trimmed();
    return result;
}

static QWidget *phasePage(const Theme &theme, const SqlFlavour &flavour, const PhaseMigration &phase,
    const QString &todo, const QString &name, QWidget *parent)
{
    auto *page = new QWidget(parent);
    page->setObjectName(name);
    page->setAccessibleName(phase.file.title);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, grid::related, 0, 0);
    layout->setSpacing(grid::related);
    auto *words = new WrappedLabel(todo, page);
    words->setObjectName(name + u"ToDo"_s);
    words->setAccessibleName(todo);
    words->setVisible(!todo.isEmpty());
    layout->addWidget(words);
    auto *sql = new SqlView(theme, flavour, page);
    sql->setObjectName(name + u"Sql"_s);
    sql->setAccessibleName(phase.file.title);
    sql->setMaximumLines(shownLines);
    sql->setSql(phase.file.up);
    layout->addWidget(sql);
    layout->addStretch(1);
    return page;
}

QWidget *phasePages(const Theme &theme, const SqlFlavour &flavour, const PhasePlan &plan)
{
    auto *tabs = new QTabWidget;
    tabs->setObjectName(u"phasePages"_s);
    tabs->setAccessibleName(PhaseList::tr("Phases"));
    tabs->setDocumentMode(true);
    const auto add = [&](const PhaseMigration &phase) {
        const Evolution::Done made = plan.abandons ? Evolution::Done{} : phase.evolution.phases.last();
        const QString todo = plan.abandons
            ? QString()
            : PhaseList::tr("Before it: %1").arg(phase.evolution.toDo(made.phase).translated());
        const QString title = plan.abandons ? PhaseList::tr("Abandon") : phaseTitleWord(made.phase);
        tabs->addTab(phasePage(theme, flavour, phase, todo, u"phase%1"_s.arg(tabs->count() + 1), tabs), title);
    };
    add(plan.first.phase);
    for (const PhaseMigration &one : plan.later)
        add(one);
    return tabs;
}

PhaseList::PhaseList(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rows(new QVBoxLayout(this))
{
    setObjectName(u"openPhases"_s);
    setAccessibleName(tr("Changes in phases"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(grid::related);
    hide();
}

void PhaseList::setOpen(const QList<Evolution> &open)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Evolution &one : open)
        m_rows->addWidget(makeRow(one));
    setVisible(!open.isEmpty());
    setReady(m_isReady);
}

void PhaseList::setReady(bool isReady)
{
    m_isReady = isReady;
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setEnabled(isReady);
}

QWidget *PhaseList::makeRow(const Evolution &evolution)
{
    auto *row = new Card(m_theme, this);
    row->setObjectName(u"phase_"_s + evolution.id);
    row->setAccessibleName(evolution.title().translated());
    auto *title = new ElidedLabel(evolution.title().translated(), row);
    title->setObjectName(u"phaseTitle"_s);
    const auto next = evolution.next();
    auto *words = new WrappedLabel(
        next ? tr("Next: %1. Before it: %2").arg(phaseTitleWord(*next), evolution.toDo(*next).translated()) : QString(),
        row);
    words->setObjectName(u"phaseNext"_s);
    words->setAccessibleName(words->text());
    setTone(*words, m_theme, Tone::Muted);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(grid::unit);
    texts->addWidget(title);
    texts->addWidget(words);
    auto *abandon = plainButton(tr("Abandon…"), u"abandonPhases"_s, row);
    auto *go = plainButton(tr("Next Phase…"), u"nextPhase"_s, row);
    connect(abandon, &QPushButton::clicked, this, [this, id = evolution.id] { emit abandonWanted(id); });
    connect(go, &QPushButton::clicked, this, [this, id = evolution.id] { emit nextWanted(id); });
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(grid::group, grid::related, grid::group, grid::related);
    layout->setSpacing(grid::related);
    layout->addWidget(new SymbolLabel(m_theme, u"migration"_s, ColorToken::Muted, grid::icon, row));
    layout->addLayout(texts, 1);
    layout->addWidget(abandon);
    layout->addWidget(go);
    return row;
}

} // namespace relata

#include "moc_phase_view.cpp"
