#include "widgets/results/run_status.h"

#include "models/items/job_list_model.h"
#include "models/items/message_log_model.h"
#include "models/rows/result_buffer.h"
#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimer>
#include <QToolButton>

namespace relata {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {
constexpr int Beat = 100; ///< milliseconds
constexpr int SaidFor = 4000;
} // namespace

RunStatus::RunStatus(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_timer(new QTimer(this))
    , m_silence(new QTimer(this))
    , m_glyph(new QLabel(this))
    , m_text(new ElidedLabel({}, this))
    , m_selection(new QLabel(this))
    , m_said(new QLabel(this))
    , m_cancel(glyphButton(theme, u"cancel"_s, tr("Cancel (Esc)"), u"cancelRun"_s, this))
{
    setObjectName(u"runStatus"_s);
    setAccessibleName(tr("State of the query"));
    nameParts();
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::related, 0, grid::related, 0);
    layout->setSpacing(grid::related);
    layout->addWidget(m_glyph);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_said);
    layout->addWidget(m_selection);
    layout->addWidget(m_cancel);
    setFixedHeight(fontMetrics().height() + 3 * grid::unit);
    m_timer->setInterval(Beat);
    m_silence->setInterval(SaidFor);
    m_silence->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &RunStatus::refresh);
    connect(m_silence, &QTimer::timeout, m_said, &QLabel::clear);
    connect(m_cancel, &QToolButton::clicked, this, &RunStatus::cancelRequested);
    connect(&theme, &Theme::changed, this, &RunStatus::refresh);
}

void RunStatus::nameParts()
{
    m_glyph->setObjectName(u"runStatusGlyph"_s);
    m_glyph->setAccessibleName(tr("State"));
    m_text->setObjectName(u"runStatusText"_s);
    m_text->setAccessibleName(tr("State of the query"));
    m_said->setObjectName(u"runStatusSaid"_s);
    m_said->setAccessibleName(tr("Rows and time"));
    m_selection->setObjectName(u"runStatusSelection"_s);
    m_selection->setAccessibleName(tr("Selected cells"));
    m_selection->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void RunStatus::begin()
{
    m_running = true;
    m_buffer.reset();
    m_clock.start();
    m_timer->start();
    m_cancel->show();
    m_said->clear();
    refresh();
}

void RunStatus::end()
{
    m_running = false;
    m_timer->stop();
    m_cancel->hide();
    refresh();
}

void RunStatus::setResult(std::shared_ptr<ResultBuffer> buffer)
{
    m_buffer = std::move(buffer);
    refresh();
}

void RunStatus::say(const QString &text, Tone tone)
{
    m_said->setText(text);
    setTone(*m_said, m_theme, tone);
    m_silence->start();
}

void RunStatus::setSelection(const QString &text) { m_selection->setText(text); }

bool RunStatus::tellsError() const { return m_buffer && m_buffer->error(); }

QString RunStatus::text() const { return m_text->fullText(); }

void RunStatus::refresh()
{
    QString icon = u"result"_s;
    Tone tone = Tone::Muted;
    QString text;
    const std::optional<Error> error = m_buffer ? m_buffer->error() : std::nullopt;
    if (m_buffer) {
        text = rowsText();
        if (error) {
            icon = u"warning"_s;
            tone = Tone::Warning;
            text = tr("Incomplete: %1 · %2").arg(text, error->message.translated());
        }
    } else if (m_running) {
        text = tr("Running · %1").arg(durationText(milliseconds(m_clock.elapsed())));
    }
    const qreal ratio = devicePixelRatioF();
    m_glyph->setPixmap(text.isEmpty() ? QPixmap() : symbol(icon, m_theme.color(tone), grid::icon, ratio));
    m_text->setText(text);
    setVisible(!text.isEmpty());
}

QString RunStatus::rowsText() const
{
    const QLocale locale;
    const qint64 rows = m_buffer->rowCount();
    const bool finished = m_buffer->isFinished();
    const auto whole = m_buffer->summary().elapsed;
    const milliseconds elapsed = finished && whole.count() > 0
        ? std::chrono::duration_cast<milliseconds>(whole)
        : milliseconds(m_clock.isValid() && m_running ? m_clock.elapsed() : 0);
    QStringList parts{finished ? relata::rowsText(rows) : tr("≥ %1").arg(relata::rowsText(rows))};
    if (elapsed.count() > 0)
        parts += durationText(elapsed);
    constexpr qint64 WorthARate = 1000;
    if (rows >= WorthARate && elapsed.count() >= 100)
        parts += tr("%1 rows/s").arg(locale.toString(rows * 1000 / elapsed.count()));
    return parts.join(u" · "_s);
}

} // namespace relata

#include "moc_run_status.cpp"
