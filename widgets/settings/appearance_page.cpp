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
{
    setObjectName(u"appearancePage"_s);
    setAccessibleName(tr("Appearance"));
    auto *mode = new QComboBox(this);
    mode->setObjectName(u"themeChoice"_s);
    mode->setAccessibleName(tr("Theme"));
    mode->addItem(tr("As the system"), int(Theme::Mode::System));
    mode->addItem(tr("Light"), int(Theme::Mode::Light));
    mode->addItem(tr("Dark"), int(Theme::Mode::Dark));
    mode->addItem(tr("The system's high contrast"), int(Theme::Mode::HighContrast));
    mode->setCurrentIndex(mode->findData(int(theme.mode())));
    auto *zoom = new QSpinBox(this);
    zoom->setObjectName(u"textSize"_s);
    zoom->setAccessibleName(tr("Text size"));
    zoom->setRange(-4, 16);
    zoom->setSuffix(tr(" points"));
    zoom->setValue(theme.zoom());
    connect(mode, &QComboBox::activated, this, [&theme, &settings, mode] {
        theme.setMode(Theme::Mode(mode->currentData().toInt()));
        settings.setValue("theme", int(theme.mode()));
    });
    connect(zoom, &QSpinBox::valueChanged, this, [&theme, &settings](int points) {
        theme.setZoom(points);
        settings.setValue("zoom", theme.zoom());
    });
    connect(&theme, &Theme::changed, this, [&theme, mode, zoom] {
        mode->setCurrentIndex(mode->findData(int(theme.mode())));
        const QSignalBlocker quiet(zoom);
        zoom->setValue(theme.zoom());
    });
    auto *form = new QFormLayout(this);
    form->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    form->setHorizontalSpacing(grid::group);
    form->setVerticalSpacing(grid::related);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    for (const auto &[text, field, name] : {std::tuple<QString, QWidget *, QString>{tr("Theme"), mode, u"themeLabel"_s},
             std::tuple<QString, QWidget *, QString>{tr("Text larger by"), zoom, u"textSizeLabel"_s}}) {
        auto *label = new QLabel(text, this);
        label->setObjectName(name);
        label->setAccessibleName(text);
        label->setBuddy(field);
        form->addRow(label, field);
    }
}

} // namespace relata

#include "moc_appearance_page.cpp"
