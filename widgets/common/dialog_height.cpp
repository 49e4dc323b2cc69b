#include "widgets/common/dialog_height.h"

#include <QLayout>
#include <QVariant>
#include <QWidget>

#include <algorithm>

namespace relata {

void fitDialogHeight(const QWidget &part)
{
    static const char fitted[] = "fittedHeight"; // as it was left here the last time
    QWidget *dialog = part.window();
    QLayout *content = dialog->layout();
    if (dialog->windowType() != Qt::Dialog || !content)
        return;
    for (QLayout *inner : dialog->findChildren<QLayout *>())
        inner->activate(); // what changed within is told to what stands around it only later
    if (!dialog->isVisible())
        dialog->adjustSize();
    content->activate();
    const int wanted = std::max(content->totalHeightForWidth(dialog->width()), content->totalMinimumSize().height());
    const bool byHand = dialog->isVisible() && dialog->property(fitted).toInt() != dialog->height();
    if (wanted > dialog->height() || !byHand) {
        dialog->resize(dialog->width(), wanted);
        dialog->setProperty(fitted, dialog->height());
    }
}

} // namespace relata
