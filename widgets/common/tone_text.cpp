#include "widgets/common/tone_text.h"
#include "widgets/common/theme.h"

#include <QLabel>

namespace relata {

static constexpr const char *toneProperty = "tone";

static void adopt(QLabel &label, const Theme &theme)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, theme.color(Tone(label.property(toneProperty).toInt())));
    label.setPalette(palette);
}

void setTone(QLabel &label, const Theme &theme, Tone tone)
{
    if (!label.property(toneProperty).isValid())
        QObject::connect(&theme, &Theme::changed, &label, [&label, &theme] { adopt(label, theme); });
    label.setProperty(toneProperty, int(tone));
    adopt(label, theme);
}

} // namespace relata
