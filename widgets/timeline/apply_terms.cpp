#include "widgets/timeline/apply_terms.h"

#include "models/project/migration_desk.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"
#include "widgets/common/wrapped_label.h"
#include "widgets/timeline/backup_terms.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QLocale>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int Least = 60; ///< seconds between the two times

/// Seconds are for nobody.
QDateTime wholeMinute(const QDateTime &time)
{
    const QTime clock = time.time();
    return QDateTime(time.date(), QTime(clock.hour(), clock.minute()));
}

} // namespace

ApplyTerms::ApplyTerms(const Theme &theme, const ApplyWish &wish, const QString &folder, QWidget *parent)
    : QWidget(parent)
    , m_looks(new QCheckBox(tr("&Look before and after"), this))
    , m_backup(new BackupTerms(theme, wish.backup, folder, this))
    , m_text(new WrappedLabel({}, this))
{
    setObjectName(u"applyTerms"_s);
    setAccessibleName(tr("Terms"));
    const QDateTime now = QDateTime::currentDateTime();
    const QDateTime night = clockTimeOf(u"23:00"_s, now).value_or(now);
    m_start = makeRow(tr("&Start at"), u"startAt"_s, wish.window.startAt, night);
    m_finish =
        makeRow(tr("&Finish by"), u"finishBy"_s, wish.window.finishBy, clockTimeOf(u"05:00"_s, night).value_or(night));
    m_looks->setObjectName(u"looksBeforeAndAfter"_s);
    m_looks->setAccessibleName(tr("Look before and after"));
    m_looks->setChecked(wish.looks);
    m_text->setObjectName(u"applyTermsText"_s);
    setTone(*m_text, theme, Tone::Muted);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, grid::related, 0, 0);
    layout->setHorizontalSpacing(grid::related);
    layout->setVerticalSpacing(grid::related);
    int row = 0;
    for (const Row &one : {m_start, m_finish}) {
        layout->addWidget(one.isOn, row, 0);
        layout->addWidget(one.time, row++, 1);
    }
    layout->addWidget(m_backup, row++, 0, 1, 3);
    layout->addWidget(m_looks, row++, 0, 1, 3);
    layout->addWidget(m_text, row, 0, 1, 3);
    layout->setColumnStretch(2, 1);
    connect(m_looks, &QCheckBox::toggled, this, &ApplyTerms::showTexts);
    showTexts();
}

ApplyTerms::Row ApplyTerms::makeRow(
    const QString &text, const QString &objectName, const QDateTime &wanted, const QDateTime &proposed)
{
    Row row{new QCheckBox(text, this), new QDateTimeEdit(this)};
    const QString name = QString(text).remove(u'&');
    row.isOn->setObjectName(objectName + u"On"_s);
    row.isOn->setAccessibleName(name);
    row.isOn->setChecked(wanted.isValid());
    row.time->setObjectName(objectName);
    row.time->setAccessibleName(name);
    row.time->setDisplayFormat(QLocale().dateTimeFormat(QLocale::ShortFormat));
    row.time->setCalendarPopup(true);
    row.time->setDateTime(wanted.isValid() ? wanted : proposed);
    row.time->setEnabled(wanted.isValid());
    connect(row.isOn, &QCheckBox::toggled, row.time, &QWidget::setEnabled);
    connect(row.isOn, &QCheckBox::toggled, this, &ApplyTerms::showTexts);
    connect(row.time, &QDateTimeEdit::dateTimeChanged, this, &ApplyTerms::showTexts);
    return row;
}

RunWindow ApplyTerms::window() const
{
    RunWindow window;
    if (m_start.isOn->isChecked())
        window.startAt = m_start.time->dateTime();
    if (m_finish.isOn->isChecked())
        window.finishBy = m_finish.time->dateTime();
    return window;
}

bool ApplyTerms::looks() const { return m_looks->isChecked(); }
BackupWish ApplyTerms::backup() const { return m_backup->wish(); }

/// No time is in the past, and none finishes before it starts.
void ApplyTerms::showTexts()
{
    const QDateTime now = wholeMinute(QDateTime::currentDateTime());
    m_start.time->setMinimumDateTime(now);
    m_finish.time->setMinimumDateTime((m_start.isOn->isChecked() ? m_start.time->dateTime() : now).addSecs(Least));
    QStringList lines;
    if (m_start.isOn->isChecked())
        lines +=
            tr("It is looked over now, and runs then if just the same is pending. Relata has to stay open with the "
               "timeline in a tab: closed, nothing starts. Where that cannot be, relata migrate up --start-at "
               "stands in a terminal.");
    if (m_finish.isOn->isChecked())
        lines += tr("Nothing begins that took longer, when it was rehearsed, than is left by then; what runs is never "
                    "cut off. What was not rehearsed counts three times what is guessed, and what nobody can guess is "
                    "asked about.");
    if (m_looks->isChecked())
        lines += tr("Saved queries that only read are run, each for ten seconds at most, and rows and constraints that "
                    "the migrations touch are looked at: before the first statement, and behind the last.");
    m_text->setText(lines.join(u'\n'));
    m_text->setAccessibleName(m_text->text());
    m_text->updateGeometry();
}

} // namespace relata

#include "moc_apply_terms.cpp"
