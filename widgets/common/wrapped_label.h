#pragma once
#include <QLabel>

namespace relata {

/// A plain text of several lines that never asks for more room than it gets: a word that is wider than the label, a
/// name of 63 characters, goes on in the next line. Its menu copies it.
class WrappedLabel : public QLabel {
    Q_OBJECT
public:
    explicit WrappedLabel(const QString &text = {}, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QSize laidOut(int width, QPainter *painter) const;
};

} // namespace relata
