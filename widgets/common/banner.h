#pragma once
#include "models/items/roles.h"

#include <QFrame>

#include <functional>

class QLabel;
class QToolButton;
class QBoxLayout;

namespace relata {

struct Error;
class Theme;

/// Says inline, where it arose, what went wrong and what to do; hidden until it has something to say.
class Banner : public QFrame {
    Q_OBJECT
public:
    explicit Banner(const Theme &theme, QWidget *parent = nullptr);

    void show(Tone tone, const QString &text, const QString &detail = {});
    /// The error's sentence, the server's own words below it.
    void show(const Error &error);
    /// A button in the banner; gone with the next show().
    void addAction(const QString &text, std::function<void()> action);
    QString text() const;
    /// Whether it offers something to do, and is in sight.
    bool asks() const;

public slots:
    void dismiss();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void clearActions();
    void arrange();

    const Theme &m_theme;
    Tone m_tone = Tone::Plain;
    QLabel *m_text;
    QLabel *m_detail;
    QBoxLayout *m_body, *m_actions;
    QToolButton *m_close;
};

} // namespace relata
