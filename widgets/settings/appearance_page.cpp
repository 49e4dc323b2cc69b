#include "widgets/settings/appearance_page.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSettings>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace relata {

AppearancePage::AppearancePage(Theme &theme, QSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_settings(settings)
{
    setObjectName(u"appearancePage"_s);
    setAccessibleName(tr("Appearance"));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    form->setHorizontalSpacing(grid::group);
    form->setVerticalSpacing(grid::related);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    addRow(*form, tr("Theme"), makeThemeChoice());
    addRow(*form, tr("Text larger by"), makeTextSize());
}

void AppearancePage::addRow(QFormLayout &form, const QString &text, QWidget *field)
{
    auto *label = new QLabel(text, this);
    label->setObjectName(field->objectName() + u"Label"_s);
    label->setAccessibleName(text);
    label->setBuddy(field);
    form.addRow(label, field);
}

QWidget *AppearancePage::makeThemeChoice()
{
    auto *mode = new QComboBox(this);
    mode->setObjectName(u"themeChoice"_s);
    mode->setAccessibleName(tr("Theme"));
    mode->addItem(tr("As the system"), int(Theme::Mode::System));
    mode->addItem(tr("Light"), int(Theme::Mode::Light));
    mode->addItem(tr("Dark"), int(Theme::Mode::Dark));
    mode->addItem(tr("The system's high contrast"), int(Theme::Mode::HighContrast));
    const auto show = [this, mode] { mode->setCurrentIndex(mode->findData(int(m_theme.mode()))); };
    show();
    connect(mode, &QComboBox::activated, this, [this, mode] {
        m_theme.setMode(Theme::Mode(mode->currentData().toInt()));
        m_settings.setValue("theme", int(m_theme.mode()));
    });
    connect(&m_theme, &Theme::changed, mode, show);
    return mode;
}

QWidget *AppearancePage::makeTextSize()
{
    auto *zoom = new QSpinBox(this);
    zoom->setObjectName(u"textSize"_s);
    zoom->setAccessibleName(tr("Text size"));
    zoom->setRange(-4, 16);
    zoom->setSuffix(tr(" points"));
    zoom->setValue(m_theme.zoom());
    connect(zoom, &QSpinBox::valueChanged, this, [this](int points) {
        m_theme.setZoom(points);
        m_settings.setValue("zoom", m_theme.zoom());
    });
    connect(&m_theme, &Theme::changed, zoom, [this, zoom] {
        const QSignalBlocker quiet(zoom);
        zoom->setValue(m_theme.zoom());
    });
    return zoom;
}

} // namespace relata

#include "moc_appearance_page.cpp"
