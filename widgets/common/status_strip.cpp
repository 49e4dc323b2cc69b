#include "widgets/common/status_strip.h"
#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/environment_badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/tone_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace relata {

StatusStrip::StatusStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_badge(new EnvironmentBadge(theme, this))
    , m_connection(new ElidedLabel(QString(), this))
    , m_transaction(new QLabel(this))
    , m_jobs(glyphButton(theme, u"job"_s, tr("No running jobs"), u"statusJobs"_s, this))
    , m_problems(glyphButton(theme, u"problems"_s, tr("No problems"), u"statusProblems"_s, this))
    , m_position(new QLabel(this))
{
    setObjectName(u"statusStrip"_s);
    setAccessibleName(tr("Status"));
    m_badge->setObjectName(u"statusEnvironment"_s);
    m_connection->setObjectName(u"statusConnection"_s);
    m_connection->setAccessibleName(tr("Connection"));
    m_transaction->setObjectName(u"statusTransaction"_s);
    m_transaction->setAccessibleName(tr("Transaction"));
    m_position->setObjectName(u"statusPosition"_s);
    m_position->setAccessibleName(tr("Position"));
    m_position->setProperty("role", u"muted"_s);
    for (QToolButton *button : {m_jobs, m_problems})
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::related, 2, grid::related, 2);
    layout->setSpacing(grid::related);
    layout->addWidget(m_badge);
    layout->addWidget(m_connection);
    layout->addSpacing(grid::related);
    layout->addWidget(m_transaction);
    layout->addStretch(1);
    layout->addWidget(m_position);
    layout->addWidget(m_problems);
    layout->addWidget(m_jobs);
    connect(m_jobs, &QToolButton::clicked, this, &StatusStrip::jobsClicked);
    connect(m_problems, &QToolButton::clicked, this, &StatusStrip::problemsClicked);
    show({});
    setRunningJobs(0);
    setProblems(0, 0);
}

void StatusStrip::show(const PanelStatus &status)
{
    m_badge->setEnvironment(status.environment);
    m_connection->setText(status.connection);
    m_connection->setVisible(!status.connection.isEmpty());
    setTransaction(status.transaction, status.transactionTone);
    m_position->setText(status.position);
    m_position->setVisible(!status.position.isEmpty());
}

void StatusStrip::setTransaction(const QString &text, Tone tone)
{
    m_transaction->setText(text);
    m_transaction->setVisible(!text.isEmpty());
    setTone(*m_transaction, m_theme, tone);
}

void StatusStrip::setRunningJobs(int count)
{
    const QString text = count == 0 ? tr("No running jobs") : tr("%n running job(s)", nullptr, count);
    m_jobs->setText(count == 0 ? QString() : QString::number(count));
    m_jobs->setIcon(icon(m_theme, u"job"_s, count == 0 ? ColorToken::Muted : ColorToken::Accent));
    m_jobs->setToolTip(text);
    m_jobs->setAccessibleName(text);
}

void StatusStrip::setProblems(int dangers, int warnings)
{
    const int all = dangers + warnings;
    const QString text = all == 0
        ? tr("No problems")
        : tr("%n danger(s)", nullptr, dangers) + u", "_s + tr("%n warning(s)", nullptr, warnings);
    const Tone tone = dangers > 0 ? Tone::Danger : Tone::Warning;
    m_problems->setText(all == 0 ? QString() : QString::number(all));
    m_problems->setIcon(all == 0 ? icon(m_theme, u"problems"_s, ColorToken::Muted) : toneIcon(m_theme, tone));
    m_problems->setToolTip(text);
    m_problems->setAccessibleName(text);
}

} // namespace relata

#include "moc_status_strip.cpp"
