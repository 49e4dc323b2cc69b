#include "widgets/timeline/run_strip.h"

#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/symbol_label.h"
#include "widgets/common/theme.h"

#include <QDateTime>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <iterator>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int Shares[] = {5, 10, 25, 50, 75, 100}; ///< per cent of the time, a step of the slider each
constexpr int LastStep = int(std::size(Shares)) - 1;
constexpr int progressWidth = 120, sliderWidth = 96;

int stepOf(int share)
{
    return int(std::min(std::lower_bound(Shares, Shares + LastStep, share) - Shares, std::ptrdiff_t(LastStep)));
}

QString sinceText(const QString &time)
{
    const QDateTime at = QDateTime::fromString(time, Qt::ISODate).toLocalTime();
    const QLocale locale;
    return at.date() == QDate::currentDate() ? locale.toString(at.time(), QLocale::ShortFormat)
                                             : locale.toString(at, QLocale::ShortFormat);
}

} // namespace

RunStrip::RunStrip(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_symbol(new SymbolLabel(theme, u"job"_s, ColorToken::Accent, grid::icon, this))
    , m_text(new ElidedLabel({}, this))
    , m_detail(new ElidedLabel({}, this))
    , m_progress(new QProgressBar(this))
    , m_pace(new QSlider(Qt::Horizontal, this))
    , m_paceText(new QLabel(this))
    , m_paceBox(paceBox())
    , m_pause(plainButton(tr("Pause"), u"pauseRun"_s, this))
    , m_cancel(plainButton(tr("Stop…"), u"cancelRun"_s, this))
{
    setObjectName(u"runStrip"_s);
    m_text->setObjectName(u"runText"_s);
    m_detail->setObjectName(u"runDetail"_s);
    m_detail->setProperty("role", u"muted"_s);
    m_progress->setObjectName(u"runProgress"_s);
    m_progress->setAccessibleName(tr("Statements done"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(progressWidth);
    arrange();
    connect(m_pause, &QPushButton::clicked, this, [this] { emit asked(m_isPaused ? u"continue"_s : u"pause"_s); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { emit asked(u"cancel"_s); });
    hide();
}

void RunStrip::arrange()
{
    auto *upper = new QHBoxLayout, *lower = new QHBoxLayout;
    upper->setSpacing(grid::related);
    upper->addWidget(m_text, 1);
    upper->addWidget(m_pause);
    upper->addWidget(m_cancel);
    lower->setSpacing(grid::group);
    lower->addWidget(m_detail, 1);
    lower->addWidget(m_paceBox);
    lower->addWidget(m_progress);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(grid::related + grid::unit, grid::related, grid::edge, grid::related);
    layout->setHorizontalSpacing(grid::related);
    layout->setVerticalSpacing(grid::unit);
    layout->addWidget(m_symbol, 0, 0);
    layout->addLayout(upper, 0, 1);
    layout->addLayout(lower, 1, 1);
}

QWidget *RunStrip::paceBox()
{
    auto *box = new QWidget(this);
    m_paceText->setObjectName(u"runPaceText"_s);
    m_pace->setObjectName(u"runPace"_s);
    m_pace->setAccessibleName(tr("Pace of the batches"));
    m_pace->setToolTip(tr("How much of the time batches work; they rest for what is left."));
    m_pace->setRange(0, LastStep);
    m_pace->setPageStep(1);
    m_pace->setTracking(false);
    m_pace->setFixedWidth(sliderWidth);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::related);
    layout->addWidget(m_paceText);
    layout->addWidget(m_pace);
    connect(m_pace, &QSlider::sliderMoved, this,
        [this](int step) { m_paceText->setText(tr("Pace %1 %").arg(Shares[step])); });
    connect(m_pace, &QSlider::valueChanged, this, [this](int step) {
        m_paceText->setText(tr("Pace %1 %").arg(Shares[step]));
        emit asked(u"pace %1"_s.arg(Shares[step]));
    });
    return box;
}

void RunStrip::setRun(const std::optional<RunningMigration> &running, const QString &title, bool hasBatches)
{
    setVisible(running.has_value());
    if (!running)
        return;
    const RunRecord &run = running->run;
    const RunRequest request = RunRequest::of(run.request);
    const bool isKnown = !run.id.isEmpty() && !running->isOrphan;
    m_isPaused = request.pauses;
    showTexts(*running, title);
    m_progress->setVisible(isKnown);
    m_progress->setRange(0, std::max(1, run.statements));
    m_progress->setValue(run.position);
    m_pause->setVisible(isKnown);
    m_pause->setText(m_isPaused ? tr("Continue") : tr("Pause"));
    m_pause->setAccessibleName(m_pause->text());
    m_pause->setEnabled(!request.cancels);
    m_cancel->setVisible(isKnown || running->isOrphan);
    m_cancel->setText(running->isOrphan ? tr("End It…") : tr("Stop…"));
    m_cancel->setAccessibleName(m_cancel->text());
    m_cancel->setEnabled(!request.cancels);
    m_paceBox->setVisible(isKnown && hasBatches);
    m_paceBox->setEnabled(!request.cancels);
    if (!m_pace->isSliderDown())
        showPace(request.share);
    const bool stands = m_isPaused || running->isOrphan;
    m_symbol->setSymbol(m_isPaused ? u"pause"_s
            : running->isOrphan    ? u"warning"_s
                                   : u"job"_s,
        stands ? ColorToken::Warn : ColorToken::Accent);
    update();
}

void RunStrip::showPace(int share)
{
    const QSignalBlocker silent(m_pace);
    m_pace->setValue(stepOf(share));
    m_paceText->setText(tr("Pace %1 %").arg(share));
}

void RunStrip::showTexts(const RunningMigration &running, const QString &title)
{
    const RunRecord &run = running.run;
    const QString which = title.isEmpty() ? run.version : run.version + u' ' + title;
    QString text, detail = run.note;
    if (running.isOrphan)
        text = tr("A run of %1 was killed, and its statement still works on the server").arg(which);
    else if (run.id.isEmpty())
        text = tr("Somebody holds the migration lock");
    else if (m_isPaused)
        text = tr("%1 is paused at statement %2 of %3");
    else if (run.direction == "up"_L1)
        text = tr("%1 is being applied, statement %2 of %3");
    else
        text = tr("%1 is being taken back, statement %2 of %3");
    if (!running.isOrphan && !run.id.isEmpty())
        text = text.arg(which).arg(std::min(run.position + 1, run.statements)).arg(run.statements);
    const QString who = run.id.isEmpty() || running.isOrphan
        ? running.holder
        : tr("%1, process %2, since %3").arg(run.by, run.process, sinceText(run.startedAt));
    detail += detail.isEmpty() || who.isEmpty() ? who : u" · "_s + who;
    setTexts(text, detail);
}

void RunStrip::setPlanned(const QString &text, const QString &detail)
{
    setTexts(text, detail);
    for (QWidget *part : {static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_pause), m_paceBox})
        part->hide();
    m_cancel->setText(tr("Stop"));
    m_cancel->setAccessibleName(m_cancel->text());
    m_symbol->setSymbol(u"pending"_s, ColorToken::Accent);
    show();
}

void RunStrip::setTexts(const QString &text, const QString &detail)
{
    m_text->setText(text);
    m_text->setAccessibleName(text);
    m_detail->setText(detail);
    m_detail->setAccessibleName(detail);
    setAccessibleName(text);
}

void RunStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ColorToken token = m_isPaused ? ColorToken::Warn : ColorToken::Accent;
    painter.setPen(QPen(m_theme.tint(token, 0.45), 1));
    painter.setBrush(m_theme.tint(token, 0.1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), grid::radius, grid::radius);
}

} // namespace relata

#include "moc_run_strip.cpp"
