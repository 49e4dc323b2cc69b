#pragma once
#include <QWidget>

namespace relata {

/// A part of a question that has to be answered before anybody can agree; see Confirmation::part.
class ConfirmPart : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual bool isReady() const = 0;

signals:
    void readyChanged(bool isReady);
};

} // namespace relata
