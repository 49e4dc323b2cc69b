#include "widgets/common/empty_state.h"
#include "widgets/common/buttons.h"
#include "widgets/common/symbol_label.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

namespace {
constexpr int lowestWithIcon = 160;
constexpr int widestSentence = 520;
} // namespace

EmptyState::EmptyState(
    const Theme &theme, const QString &iconName, const QString &title, const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , m_icon(new SymbolLabel(theme, iconName, ColorToken::Muted, 32, this))
    , m_title(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_actions(new QHBoxLayout)
{
    setObjectName(u"emptyState"_s);
    m_icon->setObjectName(u"emptyStateIcon"_s);
    m_icon->setAccessibleName(tr("Illustration"));
    m_title->setObjectName(u"emptyStateTitle"_s);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setProperty("role", u"title"_s);
    m_title->setWordWrap(true);
    m_sentence->setObjectName(u"emptyStateSentence"_s);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMaximumWidth(widestSentence);
    m_sentence->setProperty("role", u"muted"_s);
    arrange();
    setTexts(title, sentence);
}

void EmptyState::arrange()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::group, grid::group, grid::group, grid::group);
    layout->setSpacing(grid::related);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    auto *line = new QHBoxLayout;
    line->addStretch();
    line->addWidget(m_sentence, 100);
    line->addStretch();
    layout->addLayout(line);
    m_actions->setSpacing(grid::related);
    m_actions->addStretch();
    m_actions->addStretch();
    layout->addSpacing(grid::related);
    layout->addLayout(m_actions);
    layout->addStretch(3);
}

void EmptyState::setTexts(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_title->setAccessibleName(title);
    m_sentence->setText(sentence);
    m_sentence->setAccessibleName(sentence);
    setAccessibleName(title);
}

void EmptyState::addAction(const QString &text, std::function<void()> action)
{
    const int place = m_actions->count() - 1;
    const QString name = u"emptyStateAction%1"_s.arg(place);
    QPushButton *button = place == 1 ? primaryButton(text, name, this) : plainButton(text, name, this);
    connect(button, &QPushButton::clicked, this, std::move(action));
    m_actions->insertWidget(place, button);
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_icon->setVisible(height() >= lowestWithIcon);
}

} // namespace relata

#include "moc_empty_state.cpp"
