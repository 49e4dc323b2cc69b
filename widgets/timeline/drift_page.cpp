#include "widgets/timeline/drift_page.h"

#include "widgets/common/theme.h"
#include "widgets/common/wrapped_label.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QSettings>
#include <QSpinBox>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int longestPause = 24 * 60; // minutes
} // namespace

bool DriftPage::looksAtConnect(const QSettings &settings) { return settings.value("drift/atConnect", true).toBool(); }

int DriftPage::minutesBetween(const QSettings &settings)
{
    return std::clamp(settings.value("drift/minutes", 0).toInt(), 0, longestPause);
}

DriftPage::DriftPage(QSettings &settings, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"driftPage"_s);
    setAccessibleName(tr("Drift"));
    auto *atConnect = new QCheckBox(tr("Look for &drift when a database is chosen"), this);
    atConnect->setObjectName(u"driftAtConnect"_s);
    atConnect->setAccessibleName(tr("Look for drift when a database is chosen"));
    atConnect->setChecked(looksAtConnect(settings));
    auto *minutes = new QSpinBox(this);
    minutes->setObjectName(u"driftMinutes"_s);
    minutes->setAccessibleName(tr("Minutes until drift is looked for again"));
    minutes->setRange(0, longestPause);
    minutes->setSuffix(tr(" min"));
    minutes->setSpecialValueText(tr("Never"));
    minutes->setValue(minutesBetween(settings));
    auto *label = new QLabel(tr("&Again every"), this);
    label->setObjectName(u"driftMinutesLabel"_s);
    label->setAccessibleName(tr("Again every"));
    label->setBuddy(minutes);
    auto *note = new WrappedLabel(
        tr("The applied migrations run on a scratch database, and its schema is compared. For "
           "production that is the project's scratch connection, or a private server of this computer."),
        this);
    note->setObjectName(u"driftNote"_s);
    note->setProperty("role", u"muted"_s);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    form->setHorizontalSpacing(grid::group);
    form->setVerticalSpacing(grid::related);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(atConnect);
    form->addRow(label, minutes);
    form->addRow(note);
    connect(atConnect, &QCheckBox::toggled, this, [&settings](bool on) { settings.setValue("drift/atConnect", on); });
    connect(
        minutes, &QSpinBox::valueChanged, this, [&settings](int value) { settings.setValue("drift/minutes", value); });
}

} // namespace relata

#include "moc_drift_page.cpp"
