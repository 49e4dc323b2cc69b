#pragma once
#include <QLabel>

namespace relata {

/// A label that cuts its text with … instead of growing; the whole text shows on hover.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString &text = {}, QWidget *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

    void setText(const QString &text);
    QString fullText() const { return m_text; }
    /// What shows on hover in place of the whole text.
    void setDetail(const QString &detail);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void elide();

    QString m_text, m_detail;
    Qt::TextElideMode m_mode;
};

} // namespace relata
